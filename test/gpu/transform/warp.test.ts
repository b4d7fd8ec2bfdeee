import { mapCoordinates } from '../../../src/ops/transform/mapCoordinates.js';
import { rotate } from '../../../src/ops/transform/rotate.js';
import { warp } from '../../../src/ops/transform/warp.js';
import { warpPolar } from '../../../src/ops/transform/warpPolar.js';
import { type build, type Field, randomField, randomIntegers, transform } from '../../oracle/index.js';
import { checkOp } from '../checkOp.js';

const image = randomField({ y: 21, x: 37 }, 1);
const volume = randomField({ z: 6, y: 7, x: 13 }, 2);
const tolerance = {
  abs: 8e-6,
  rel: 1e-6,
  why: '2e-6 of the range, which is 4 in a batch: places are rounded to 2^-20, the response of splines is cut at 2e-7',
};
const exact = { abs: 0, rel: 0, why: 'voxels are moved, not computed' };
const without = {
  apart: 'no kernel has a form for the interior',
  u8: 'whole numbers are rounded: rows of affineTransform',
};
const placed = (lengths: Parameters<typeof build>[0], seed: number): Field => randomField(lengths, seed, -9, 19);
const lost = placed({ c: 2, y: 5, x: 9 }, 7);
lost.data.set([Number.NaN, 1e30, Number.NEGATIVE_INFINITY], 3);
const deep = placed({ c: 3, y: 4, x: 13 }, 4);
deep.data[2] = Number.NaN;

checkOp(rotate, {
  oracle: ([x], params) => transform.rotate(x as Field, params as never),
  tolerance,
  without: { ...without, apart: 'convolveAxis has met it' },
  rows: [
    { name: 'image, cubic', inputs: [image], params: { angle: 33, border: 'gridConstant', value: 0.5 } },
    { name: 'slices, linear', inputs: [volume], params: { angle: -71, reshape: false, order: 1, border: 'wrap' } },
    { name: 'x and z, cubic', inputs: [volume], params: { angle: 200, axes: 'xz', border: 'mirror' } },
    { name: 'y and z, linear', inputs: [volume], params: { angle: 15, axes: ['y', 'z'], order: 1, border: 'nearest' } },
    {
      name: 'a quarter of labels',
      inputs: [randomIntegers({ y: 13, x: 17 }, 5, 4_000_000_000, 4_294_967_295)],
      params: { angle: -270, order: 0 },
      dtype: 'u32',
      tolerance: exact,
    },
  ],
  refuses: [
    [[image], { angle: 3, axes: 'x' }, /^rotate: axes must be two of z, y, x, got x$/],
    [[image], { angle: Number.POSITIVE_INFINITY }, /^rotate: angle must be a finite number .* got Infinity$/],
    [[image], { angle: 3, order: 2 }, /^rotate: order must be 0, 1 or 3, got 2$/],
  ],
});

/** Only ratios count. */
const tiny = 2 ** -100;
const horizon = [
  [0.9, 0.2, 1],
  [-0.1, 1.1, 2],
  [0.01, -0.05, 0.6],
];

checkOp(warp, {
  oracle: ([x], params) => transform.warp(x as Field, params as never),
  tolerance: { ...tolerance, abs: 2e-5, why: `${tolerance.why}; near the horizon neighbours lie far apart` },
  without: { apart: 'no kernel has a form for the interior' },
  rows: [
    {
      name: 'image',
      inputs: [image],
      params: {
        matrix: horizon.map((row) => row.map((each) => each * tiny)),
        outputShape: { y: 15, x: 40 },
        border: 'reflect',
      },
    },
    {
      name: 'volume, cubic',
      inputs: [volume],
      params: {
        matrix: [
          [1, 0.2, 0, 0],
          [0, 0.9, 0.1, 1],
          [0.1, 0, 1, 0],
          [0, 0.02, 0.01, 1],
        ],
        axisOrder: 'zyx',
        order: 3,
        border: 'mirror',
      },
    },
    {
      name: 'slices, W of 0',
      inputs: [volume],
      params: {
        matrix: [
          [1, 0, 0],
          [0, 1, 0],
          [0.25, 0, -1],
        ],
        order: 0,
        value: 7,
      },
      tolerance: exact,
    },
  ],
  refuses: [
    [
      [image],
      {
        matrix: [
          [1, 0, 0],
          [0, 1, 0],
        ],
      },
      /^warp: matrix must be 3x3 for y and x, or 4x4 .* got 2x3$/,
    ],
    [[volume], { matrix: horizon, outputShape: { z: 2 } }, /^warp: outputShape along z must be the image’s.* got 2$/],
  ],
});

checkOp(mapCoordinates, {
  oracle: ([x, at], params) => transform.mapCoordinates(x as Field, at as Field, params),
  tolerance,
  without: { ...without, f16: 'places in f16 are other places' },
  rows: [
    {
      name: 'image, cubic',
      inputs: [image, placed({ c: 2, y: 11, x: 13 }, 3)],
      params: { border: 'nearest' },
      without: ['batch'],
    },
    {
      name: 'volume, linear',
      inputs: [volume, deep],
      params: { order: 1, border: 'reflect', value: 9 },
      without: ['batch', 'unfused'],
    },
    {
      name: 'no place, and far away',
      inputs: [image, lost],
      params: { order: 1, border: 'nearest', value: 5 },
      without: ['batch', 'unfused'],
    },
    {
      name: 'a batch, slices',
      inputs: [randomField({ n: 2, c: 3, z: 3, y: 5, x: 6 }, 5), placed({ n: 2, c: 2, y: 4, x: 7 }, 6)],
      params: { order: 1, border: 'gridConstant', value: 2 },
    },
  ],
  refuses: [
    [[image, image], {}, /^mapCoordinates: coordinates must be 2 \(y, x\) or 3 \(z, y, x\) along c, got c=1$/],
    [
      [volume, placed({ c: 2, z: 2, x: 4 }, 7)],
      {},
      /^mapCoordinates: coordinates must have n and z of 1 or of z=6 .*$/,
    ],
  ],
});

checkOp(warpPolar, {
  oracle: ([x], params) => transform.warpPolar(x as Field, params as never),
  tolerance,
  without: { apart: 'no kernel has a form for the interior' },
  rows: [
    { name: 'linear, splines', inputs: [image], params: { outputShape: { y: 21 }, order: 3, border: 'nearest' } },
    {
      name: 'windows of angles',
      inputs: [image],
      params: { outputShape: { y: 21 }, border: 'reflect' },
      without: ['unfused', 'profile', 'u8', 'f16', 'batch', 'buffers'],
    },
    {
      name: 'log, slices',
      inputs: [volume],
      params: { scaling: 'log', radius: 9, center: { y: 2.3, x: 5.1 }, outputShape: { y: 12, x: 21 }, value: 3 },
    },
  ],
  refuses: [
    [[image], { scaling: 'log', radius: 1 }, /^warpPolar: radius must be above 1 where scaling is log, got 1$/],
  ],
});
