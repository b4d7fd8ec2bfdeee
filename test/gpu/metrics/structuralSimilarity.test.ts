import { structuralSimilarity } from '../../../src/ops/metrics/structuralSimilarity.js';
import { type Field, metrics, randomField } from '../../oracle/index.js';
import { checkOp } from '../checkOp.js';
import { pairwise, withNumbers } from './cases.js';

const image = randomField({ y: 23, x: 41 }, 1);
/** The image with noise on it. */
const noisy = (from: Field, seed: number, share = 0.3): Field => ({
  ...from,
  data: randomField(from.shape, seed).data.map((v, i) => Math.fround((1 - share) * (from.data[i] ?? 0) + share * v)),
});
const volume = randomField({ z: 8, y: 9, x: 13 }, 3);
const channels = randomField({ n: 2, c: 2, y: 9, x: 14 }, 4);
/** Far from 0 with little upon it: what differences of squares lose. */
const far = (field: Field): Field => ({ ...field, data: field.data.map((v) => Math.fround(1000 + v)) });
const broken = withNumbers(image, { 300: Number.NaN });

checkOp(structuralSimilarity, {
  oracle: pairwise(metrics.structuralSimilarity),
  tolerance: { abs: 2e-6, rel: 2e-6, why: 'moments within size · 1e-7, and their quotient' },
  rows: [
    { name: 'image', inputs: [image, noisy(image, 2)], params: { dataRange: 1 } },
    {
      name: 'volume, a small box, as in the paper',
      inputs: [volume, noisy(volume, 5)],
      params: { dataRange: 1, size: 3, useSampleCovariance: false },
    },
    { name: 'Gaussian', inputs: [image, noisy(image, 6, 0.8)], params: { dataRange: 1, gaussianWeights: true } },
    {
      name: 'of each n, other constants',
      inputs: [channels, noisy(channels, 7)],
      params: { dataRange: 2, size: 5, K1: 0.02, K2: 0.1, axes: 'cyx' },
    },
    {
      name: 'far from 0',
      inputs: [far(image), far(noisy(image, 8))],
      params: { dataRange: 1, gaussianWeights: true },
      without: ['u8', 'f16'],
    },
    { name: 'NaN', inputs: [broken, image], params: { dataRange: 1 }, without: ['u8'] },
  ],
  refuses: [
    [[image, image], { dataRange: 1, size: 4 }, /^structuralSimilarity: size must be odd, got 4/],
    [
      [image, image],
      { dataRange: 1, size: 25 },
      /must have at least 25 voxels along the axes longer than one, got y=23/,
    ],
    [[image, volume], { dataRange: 1 }, /^structuralSimilarity: both images must have the same shape/],
    [[image, image], {}, /^structuralSimilarity: dataRange must be given/],
  ],
});
