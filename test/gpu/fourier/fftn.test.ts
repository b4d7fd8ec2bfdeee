import { fftn } from '../../../src/ops/fourier/fftn.js';
import { ifftn } from '../../../src/ops/fourier/ifftn.js';
import { irfftn } from '../../../src/ops/fourier/irfftn.js';
import { rfftn } from '../../../src/ops/fourier/rfftn.js';
import { type Field, fieldOf, fourier, randomField } from '../../oracle/index.js';
import { checkOp, type Row } from '../checkOp.js';

const tolerance = {
  abs: 4e-6,
  rel: 1e-5,
  why: 'sums of up to some hundred numbers in [0, 1], in log N roundings of 6e-8 each of the largest partial sum',
};
/** Sums of the batched variants and of f16 are as exact; frequency 0 of one is some thousand. */
const larger = { ...tolerance, abs: 2e-4 };

const complexRows: Row[] = [
  {
    name: 'whole vectors along x',
    inputs: [randomField({ y: 6, x: 48 }, 1)],
    optional: { imaginary: randomField({ y: 6, x: 48 }, 2) },
    tolerance: larger,
  },
  { name: 'a real image, odd lengths', inputs: [randomField({ y: 15, x: 21 }, 3)], tolerance: larger },
  {
    name: 'every radix along z, ortho',
    inputs: [randomField({ z: 2 * 7 * 11, y: 2, x: 5 }, 4)],
    params: { axes: 'z', norm: 'ortho' },
  },
  {
    name: 'large primes',
    inputs: [randomField({ y: 17, x: 19 }, 5)],
    optional: { imaginary: randomField({ y: 17, x: 19 }, 6) },
    params: { norm: 'forward' },
  },
  {
    name: 'a stack, along n and y',
    inputs: [randomField({ n: 4, c: 2, z: 3, y: 8, x: 5 }, 7)],
    params: { axes: 'ny' },
    tolerance: larger,
  },
  { name: 'one voxel', inputs: [fieldOf({}, [3])], without: ['windows', 'buffers'] },
];

checkOp(fftn, {
  oracle: ([x], params, { imaginary }) => ({ ...fourier.fftn(x as Field, imaginary as Field | undefined, params) }),
  tolerance,
  rows: complexRows,
  refuses: [
    [[randomField({ y: 2, x: 2 }, 1)], { norm: 'both' }, /^fftn: norm must be one of backward, ortho, forward/],
  ],
});

checkOp(ifftn, {
  oracle: ([x], params, { imaginary }) => ({ ...fourier.ifftn(x as Field, imaginary as Field | undefined, params) }),
  tolerance,
  rows: complexRows.slice(0, 3),
});

checkOp(rfftn, {
  oracle: ([x], params) => ({ ...fourier.rfftn(x as Field, params) }),
  tolerance: larger,
  rows: [
    { name: 'packed along x', inputs: [randomField({ y: 6, x: 64 }, 1)] },
    { name: 'packed along y', inputs: [randomField({ y: 12, x: 9 }, 2)], params: { axes: 'y', norm: 'ortho' } },
    { name: 'packed, turned', inputs: [randomField({ z: 3, y: 5, x: 10 }, 3)] },
    { name: 'odd', inputs: [randomField({ y: 4, x: 9 }, 4)], params: { norm: 'forward' } },
    { name: 'half is a large prime', inputs: [randomField({ x: 34 }, 5)], without: ['windows', 'buffers'] },
    { name: 'two voxels', inputs: [randomField({ y: 2, x: 2 }, 6)], without: ['windows', 'buffers'] },
  ],
});

checkOp(irfftn, {
  oracle: ([x], params, { imaginary }) => fourier.irfftn(x as Field, imaginary as Field | undefined, params),
  tolerance,
  rows: [
    {
      name: 'packed along x, many rows',
      inputs: [randomField({ y: 48, x: 33 }, 1)],
      optional: { imaginary: randomField({ y: 48, x: 33 }, 2) },
      params: { axes: 'x' },
    },
    {
      name: 'packed along y',
      inputs: [randomField({ y: 7, x: 9 }, 2)],
      optional: { imaginary: randomField({ y: 7, x: 9 }, 3) },
      without: ['windows', 'batch'],
      params: { axes: 'y', norm: 'ortho' },
    },
    {
      name: 'a stack, odd',
      inputs: [randomField({ n: 2, c: 2, y: 4, x: 5 }, 4)],
      optional: { imaginary: randomField({ n: 2, c: 2, y: 4, x: 5 }, 5) },
      params: { length: 9, norm: 'forward' },
      without: ['windows'],
    },
    { name: 'two voxels', inputs: [randomField({ y: 2, x: 2 }, 6)], without: ['windows', 'buffers'] },
  ],
  refuses: [
    [
      [randomField({ y: 2, x: 5 }, 1)],
      { length: 7 },
      /^irfftn: the length must be 8 or 9 where there are 5 frequencies along x, got 7/,
    ],
  ],
});
