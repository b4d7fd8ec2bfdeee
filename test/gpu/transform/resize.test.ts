import { rescale } from '../../../src/ops/transform/rescale.js';
import { resize } from '../../../src/ops/transform/resize.js';
import { type Field, randomField, randomIntegers, resizing } from '../../oracle/index.js';
import { checkOp } from '../checkOp.js';

const image = randomField({ y: 31, x: 37 }, 1);
const volume = randomField({ z: 6, y: 9, x: 13 }, 2);
const tolerance = {
  abs: 4e-6,
  rel: 1e-6,
  why: '1e-6 of the range, which is 4 in a batch: the response of splines is cut at 2e-7',
};
const without = { apart: 'the kernels have no border' };

checkOp(resize, {
  oracle: ([x], params) => resizing.resize(x as Field, params as never),
  tolerance,
  without,
  rows: [
    { name: 'image, smaller', inputs: [image], params: { outputShape: { y: 7, x: 11 } } },
    {
      name: 'volume, nearest border',
      inputs: [volume],
      params: { outputShape: { z: 9, y: 3, x: 5 }, border: 'nearest' },
    },
    {
      name: 'outside voxels',
      inputs: [image],
      params: { outputShape: { y: 5, x: 50 }, border: 'gridConstant', value: 3 },
    },
    { name: 'places outside', inputs: [image], params: { outputShape: { y: 9, x: 50 }, border: 'constant', value: 3 } },
    { name: 'splines', inputs: [image], params: { outputShape: { y: 12, x: 44 }, order: 3, border: 'reflect' } },
    {
      name: 'labels',
      inputs: [randomIntegers({ y: 13, x: 17 }, 5, 4_000_000_000, 4_294_967_295)],
      params: { outputShape: { y: 4, x: 23 }, order: 0 },
      dtype: 'u32',
      tolerance: { abs: 0, rel: 0, why: 'voxels are moved, not computed' },
    },
  ],
  refuses: [
    [[image], { outputShape: { c: 2 } }, /^resize: outputShape may name the axes z, y, x, got c$/],
    [[image], { outputShape: { y: 0 } }, /^resize: outputShape along y must be .* at least 1|from 1/],
    [[image], { outputShape: { y: 5 }, antiAliasingSigma: -1 }, /^resize: antiAliasingSigma must be .* got -1$/],
  ],
});

checkOp(rescale, {
  oracle: ([x], params) => resizing.rescale(x as Field, params as never),
  tolerance,
  without,
  rows: [
    { name: 'image', inputs: [image], params: { scale: 0.3, antiAliasingSigma: { x: 2 }, border: 'wrap' } },
    { name: 'to nothing but a voxel', inputs: [volume], params: { scale: { z: 0.01, x: 2 }, antiAliasing: false } },
  ],
});
