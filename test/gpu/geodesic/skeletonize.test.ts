/** Skeletons against a slow loop over the table of scikit-image, written out once more. */
import { skeletonize } from '../../../src/ops/geodesic/skeletonize.js';
import { type Field, fieldOf, filter, geodesic, randomField } from '../../oracle/index.js';
import { checkOp } from '../checkOp.js';

/** What goes in the first pass, and what in the second, by the number of the neighbourhood. */
const FIRST = [
  3, 6, 7, 10, 11, 12, 14, 15, 28, 30, 31, 40, 60, 112, 120, 124, 130, 131, 134, 135, 143, 159, 160, 161, 193, 194, 195,
  198, 199, 207, 225, 227, 231, 240, 241, 243,
];
const SECOND = [
  7, 10, 15, 24, 26, 28, 30, 31, 40, 56, 60, 62, 63, 96, 104, 108, 112, 120, 124, 126, 130, 135, 160, 176, 192, 193,
  195, 199, 224, 225, 240, 241, 248, 249, 252,
];
const goes = Array.from({ length: 256 }, (_, at) => (FIRST.includes(at) ? 1 : 0) + (SECOND.includes(at) ? 2 : 0));

const noise = (y: number, x: number, seed: number, share: number): Field => {
  const field = randomField({ y, x }, seed);
  return { ...field, data: field.data.map((value) => (value > share ? 1 : 0)) };
};
const bar = fieldOf({ y: 23, x: 41 }, new Float64Array(23 * 41).fill(1));
const batch = randomField({ n: 2, c: 2, y: 9, x: 13 }, 5);

checkOp(skeletonize, {
  oracle: ([x]) => geodesic.skeletonize(x as Field, goes),
  tolerance: { abs: 0, rel: 0, why: 'a mask' },
  rows: [
    { name: 'noise', inputs: [noise(29, 53, 1, 0.2)] },
    { name: 'bar', inputs: [bar] },
    { name: 'u8', dtype: 'u8', inputs: [noise(31, 47, 2, 0.1)] },
    { name: 'batch', inputs: [{ ...batch, data: batch.data.map((value) => (value > 0.2 ? value : 0)) }] },
    { name: 'NaN is set', inputs: [fieldOf({ y: 3, x: 5 }, new Float64Array(15).fill(Number.NaN))], without: ['u8'] },
    { name: 'one voxel', inputs: [fieldOf({}, [1])] },
    { name: 'a row', inputs: [noise(1, 61, 3, 0.4)] },
    { name: 'a column', inputs: [noise(61, 1, 3, 0.4)] },
    { name: 'empty', inputs: [fieldOf({ y: 5, x: 7 })] },
  ],
  refuses: [
    [
      [fieldOf({ z: 2, y: 3, x: 3 })],
      { method: 'zhang' },
      /^skeletonize: the mask must be of one slice for zhang, got z=2$/,
    ],
  ],
});

const thick = (shape: Parameters<typeof randomField>[0], seed: number): Field => {
  const blurred = filter.gaussian(randomField(shape, seed), { sigma: 1 });
  return { ...blurred, data: blurred.data.map((value) => (value > 0.47 ? 1 : 0)) };
};
const few = randomField({ n: 2, z: 3, y: 4, x: 9 }, 8);

checkOp(skeletonize, {
  oracle: ([x]) => geodesic.skeletonizeLee(x as Field),
  tolerance: { abs: 0, rel: 0, why: 'a mask' },
  rows: [
    { name: 'blobs', dtype: 'u8', inputs: [thick({ z: 8, y: 9, x: 11 }, 6)] },
    { name: 'an image', inputs: [thick({ y: 19, x: 29 }, 7)], params: { method: 'lee' } },
    { name: 'noise, a batch', inputs: [{ ...few, data: few.data.map((value) => (value > 0.3 ? 1 : 0)) }] },
    { name: 'a box', inputs: [fieldOf({ z: 4, y: 5, x: 7 }, new Float64Array(140).fill(1))] },
    { name: 'one voxel', inputs: [fieldOf({}, [1])], params: { method: 'lee' } },
  ],
});
