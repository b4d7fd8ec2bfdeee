import { affineTransform } from '../../../src/ops/transform/affineTransform.js';
import { splineFilter } from '../../../src/ops/transform/splineFilter.js';
import { type Field, fieldOf, randomField, randomIntegers, transform } from '../../oracle/index.js';
import { checkOp } from '../checkOp.js';

const image = randomField({ y: 21, x: 37 }, 1);
const volume = randomField({ z: 9, y: 7, x: 13 }, 2);
const broken = randomField({ y: 9, x: 11 }, 3);
broken.data.set([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY], 38);
const turned = [
  [0.9, 0.4],
  [-0.4, 0.9],
];
const turned3 = [
  [0.9, 0.3, -0.2, 0.5],
  [-0.2, 0.8, 0.4, 1.2],
  [0.1, -0.3, 1.1, -0.7],
];

checkOp(splineFilter, {
  oracle: ([x], params) => transform.splineFilter(x as Field, params),
  tolerance: {
    abs: 4e-6,
    rel: 1e-6,
    why: '1e-6 of the range, which is 4 in a batch: the response is cut at 2e-7, 25 products',
  },
  without: { apart: 'convolveAxis has met it' },
  rows: [
    { name: 'image', inputs: [image] },
    { name: 'shorter than the response, reflect', inputs: [volume], params: { border: 'reflect' } },
    { name: 'one axis, wrap', inputs: [image], params: { border: 'wrap', axes: 'x' } },
    { name: 'one voxel', inputs: [fieldOf({}, [3])] },
  ],
});

checkOp(affineTransform, {
  oracle: ([x], params) => transform.affineTransform(x as Field, params as never),
  tolerance: {
    abs: 6e-6,
    rel: 1e-6,
    why: 'places are rounded to 2^-20; the response of the spline filter is cut at 2e-7',
  },
  without: { u8: 'whole numbers are rounded: the rows of whole numbers' },
  rows: [
    { name: 'turned, cubic', inputs: [image], params: { matrix: turned, offset: { y: 3.5, x: -2.25 }, value: 0.75 } },
    {
      name: 'volume, linear, outside voxels',
      inputs: [volume],
      params: { matrix: turned3, order: 1, border: 'gridConstant', value: 2, outputShape: { z: 6, x: 18 } },
    },
    {
      name: 'volume, cubic, mirrored twice',
      inputs: [volume],
      params: {
        matrix: [
          [3, 0, 0],
          [0.1, 2.9, 0],
          [0, 0, -4],
        ],
        offset: { x: 50 },
        border: 'mirror',
      },
    },
    {
      name: 'slices, linear, xyz, homogeneous',
      inputs: [randomField({ z: 3, y: 7, x: 13 }, 4)],
      params: {
        matrix: [
          [0.8, -0.3, 2],
          [0.3, 0.8, 1],
        ],
        axisOrder: 'xyz',
        order: 1,
        border: 'reflect',
      },
    },
    { name: 'nearest border, cubic', inputs: [image], params: { matrix: turned, offset: 2.5, border: 'nearest' } },
    {
      name: 'weights of 0 do not count',
      inputs: [broken],
      params: {
        matrix: [
          [1, 0],
          [0, 1 / 3],
        ],
        order: 1,
        border: 'wrap',
        outputShape: { x: 31 },
      },
    },
    {
      name: 'weights of 0 of splines do not count',
      inputs: [broken],
      params: {
        matrix: [
          [1, 0],
          [0, 0.5],
        ],
        order: 3,
        prefilter: false,
        border: 'mirror',
      },
    },
    {
      name: 'singular: one line of the image',
      inputs: [image],
      params: {
        matrix: [
          [0, 0],
          [0, 1],
        ],
        offset: { y: 4.5 },
        order: 1,
      },
    },
    {
      name: 'turned in the plane, windows along z',
      inputs: [randomField({ z: 37, y: 4, x: 13 }, 8)],
      params: {
        matrix: [
          [1, 0, 0],
          [0, 0.9, 0.4],
          [0, -0.4, 0.9],
        ],
        offset: { z: -1.5 },
        border: 'wrap',
      },
      without: ['unfused', 'profile', 'u8', 'f16', 'batch', 'apart', 'buffers'],
    },
    {
      name: 'nearest voxels of labels',
      inputs: [randomIntegers({ y: 13, x: 17 }, 5, 4_000_000_000, 4_294_967_295)],
      params: { matrix: turned, order: 0, value: 4_294_967_290 },
      dtype: 'u32',
      tolerance: { abs: 0, rel: 0, why: 'voxels are moved, not computed' },
    },
    {
      name: 'bytes',
      inputs: [randomIntegers({ y: 13, x: 17 }, 6, 0, 255)],
      params: { matrix: turned, order: 1, border: 'reflect' },
      dtype: 'u8',
      tolerance: { abs: 0.5001, rel: 0, why: 'they are rounded' },
    },
  ],
  refuses: [
    [[image], { matrix: [[1, 0, 0]] }, /^affineTransform: matrix must be 2x2, .* got 1x3$/],
    [
      [image],
      {
        matrix: [
          [1, 0, 0],
          [0, 1, 0],
          [0, 0.1, 1],
        ],
      },
      /^affineTransform: the last row .* got \[0, 0.1, 1\]$/,
    ],
    [[image], { matrix: turned, order: 2 }, /^affineTransform: order must be 0, 1 or 3, got 2$/],
    [
      [image],
      {
        matrix: [
          [1, Number.NaN],
          [0, 1],
        ],
      },
      /^affineTransform: matrix every item must be a finite number, got NaN$/,
    ],
    [
      [image],
      {
        matrix: [
          [1, 0, 2],
          [0, 1, 3],
        ],
        offset: 1,
      },
      /^affineTransform: offset must be left out .*$/,
    ],
    [
      [image],
      {
        matrix: [
          [1e9, 0],
          [0, 1],
        ],
      },
      /^affineTransform: places must lie within 2\^30 .*$/,
    ],
    [[image], { matrix: turned, physical: true }, /^affineTransform: the spacing along y must be known, got none$/],
    [
      [volume],
      { matrix: turned, outputShape: { z: 3 } },
      /^affineTransform: outputShape along z must be the image’s.*$/,
    ],
  ],
});
