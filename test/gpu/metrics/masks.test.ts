/** Measures of two masks. */
import { diceCoefficient } from '../../../src/ops/metrics/diceCoefficient.js';
import { hausdorffDistance } from '../../../src/ops/metrics/hausdorffDistance.js';
import { jaccardIndex } from '../../../src/ops/metrics/jaccardIndex.js';
import { type Field, fieldOf, metrics, randomField, randomIntegers } from '../../oracle/index.js';
import { checkOp } from '../checkOp.js';
import { pairwise, withNumbers } from './cases.js';

const image = randomIntegers({ y: 37, x: 131 }, 1, 0, 1);
const other = randomIntegers({ y: 37, x: 131 }, 2, 0, 2);
const volume = randomIntegers({ n: 2, c: 2, z: 3, y: 5, x: 7 }, 3, 0, 1);
const shifted = randomIntegers(volume.shape, 4, 0, 1);
const broken = withNumbers(volume, { 7: Number.NaN, 8: Number.NaN });
const empty = fieldOf(image.shape);
const sparse = (shape: { z?: number; y: number; x: number }, seed: number, share: number): Field => {
  const field = randomField(shape, seed);
  return { ...field, data: field.data.map((v) => (v < share ? 1 : 0)) };
};
const few = sparse({ y: 29, x: 41 }, 5, 0.01);

const shares = {
  tolerance: { abs: 0, rel: 2e-7, why: 'the counts are exact, the share rounds' },
  rows: [
    { name: 'image', inputs: [image, other] },
    { name: 'volume, of each slice', inputs: [volume, broken], params: { axes: 'yx' } },
    { name: 'both empty', inputs: [empty, empty] },
    { name: 'labels of 32 bits', inputs: [image, other], dtype: 'u32' },
  ],
} as const;

checkOp(diceCoefficient, {
  ...shares,
  oracle: pairwise(metrics.diceCoefficient),
  refuses: [[[image, volume], {}, /^diceCoefficient: both images must have the same shape/]],
});
checkOp(jaccardIndex, { ...shares, oracle: pairwise(metrics.jaccardIndex), rows: shares.rows.slice(0, 3) });

checkOp(hausdorffDistance, {
  oracle: pairwise(metrics.hausdorffDistance),
  tolerance: { abs: 0, rel: 2e-7, why: 'squares are exact or sums of two roundings, and the root rounds' },
  rows: [
    { name: 'image', inputs: [few, sparse({ y: 29, x: 41 }, 6, 0.01)] },
    {
      name: 'volume',
      inputs: [sparse({ z: 5, y: 9, x: 13 }, 7, 0.02), sparse({ z: 5, y: 9, x: 13 }, 8, 0.05)],
      params: { spacing: { z: 3, y: 0.5, x: 1.1 } },
    },
    { name: 'batch, each by itself', inputs: [volume, shifted], params: { axes: 'zyx' } },
    { name: 'one empty', inputs: [few, fieldOf(few.shape)] },
    { name: 'both empty', inputs: [empty, empty] },
  ],
  refuses: [[[image, image], { spacing: 0 }, /^hausdorffDistance: spacing must be/]],
});
