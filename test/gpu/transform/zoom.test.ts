import { shift } from '../../../src/ops/transform/shift.js';
import { zoom } from '../../../src/ops/transform/zoom.js';
import { type Field, randomField, randomIntegers, resizing } from '../../oracle/index.js';
import { checkOp } from '../checkOp.js';

const image = randomField({ y: 21, x: 37 }, 1);
const volume = randomField({ z: 6, y: 7, x: 13 }, 2);
const broken = randomField({ y: 9, x: 11 }, 3);
broken.data.set([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY], 38);
const exact = { abs: 0, rel: 0, why: 'voxels are moved, not computed' };
const tolerance = {
  abs: 4e-6,
  rel: 1e-6,
  why: '1e-6 of the range, which is 4 in a batch: the response of splines is cut at 2e-7',
};
const without = { apart: 'no kernel has a border', u8: 'whole numbers are rounded: a row of its own' };

checkOp(zoom, {
  oracle: ([x], params) => resizing.zoom(x as Field, params as never),
  tolerance,
  without,
  rows: [
    { name: 'larger and smaller, cubic', inputs: [image], params: { zoom: { y: 1.6, x: 0.4 } } },
    {
      name: 'volume, linear, outside voxels',
      inputs: [volume],
      params: { zoom: 1.7, order: 1, gridMode: true, border: 'gridConstant', value: 2 },
    },
    { name: 'weights of 0 do not count', inputs: [broken], params: { zoom: { y: 17 / 9, x: 31 / 11 }, order: 1 } },
    { name: 'to one voxel along z', inputs: [volume], params: { zoom: { z: 0.2 }, border: 'nearest' } },
    { name: 'as it is', inputs: [image], params: { zoom: 1 }, without: ['windows', 'buffers', 'unfused'] },
    {
      name: 'labels',
      inputs: [randomIntegers({ y: 13, x: 17 }, 5, 4_000_000_000, 4_294_967_295)],
      params: { zoom: { y: 0.5, x: 2.2 }, order: 0 },
      dtype: 'u32',
      tolerance: exact,
    },
    {
      name: 'bytes',
      inputs: [randomIntegers({ y: 13, x: 17 }, 6, 0, 255)],
      params: { zoom: 1.5, border: 'wrap', order: 1 },
      dtype: 'u8',
      tolerance: { abs: 0.5001, rel: 0, why: 'they are rounded' },
    },
  ],
  refuses: [
    [[image], { zoom: { y: 0.01 } }, /^zoom: zoom must leave a voxel along y, and fewer than 2\^30, got 0.01$/],
    [[image], { zoom: { c: 2 } }, /^zoom: zoom may name the axes z, y, x, got c$/],
    [[image], { zoom: 2, order: 2 }, /^zoom: order must be 0, 1 or 3, got 2$/],
    [[image], { zoom: Number.NaN }, /^zoom: zoom must be a finite number of at least 0, got NaN$/],
  ],
});

checkOp(shift, {
  oracle: ([x], params) => resizing.shift(x as Field, params as never),
  tolerance,
  without,
  rows: [
    {
      name: 'image, cubic',
      inputs: [image],
      params: { shift: { y: 3.3, x: -2.75 }, border: 'gridConstant', value: 0.5 },
    },
    {
      name: 'volume, further than it is long',
      inputs: [volume],
      params: { shift: { z: 31.5, x: -40.25 }, border: 'mirror', order: 1 },
    },
    { name: 'whole and not a number', inputs: [broken], params: { shift: 2, border: 'wrap', order: 1 } },
    {
      name: 'labels',
      inputs: [randomIntegers({ y: 13, x: 17 }, 5, -2_147_483_648, 2_147_483_647)],
      params: { shift: { y: 0.4, x: -3.6 }, order: 0, border: 'constant', value: -7 },
      dtype: 'i32',
      tolerance: exact,
    },
  ],
  refuses: [[[image], { shift: { n: 1 } }, /^shift: shift may name the axes z, y, x, got n$/]],
});
