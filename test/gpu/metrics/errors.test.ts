/** Measures of how far two images are apart, which share a sum. */
import { meanSquaredError } from '../../../src/ops/metrics/meanSquaredError.js';
import { normalizedRootMse } from '../../../src/ops/metrics/normalizedRootMse.js';
import { peakSignalNoiseRatio } from '../../../src/ops/metrics/peakSignalNoiseRatio.js';
import { fieldOf, metrics, randomField, randomIntegers } from '../../oracle/index.js';
import { checkOp } from '../checkOp.js';
import { pairwise, withNumbers } from './cases.js';

const image = randomField({ y: 37, x: 131 }, 1);
const other = randomField({ y: 37, x: 131 }, 2);
const volume = randomField({ n: 2, c: 2, z: 3, y: 5, x: 7 }, 3, 1, 2);
const broken = withNumbers(volume, { 100: Number.NaN });
const bytes = randomIntegers({ y: 9, x: 21 }, 4, 0, 255);

const tolerance = { abs: 0, rel: 2e-6, why: 'a pairwise sum of squares' };

checkOp(meanSquaredError, {
  oracle: pairwise(metrics.meanSquaredError),
  tolerance,
  rows: [
    { name: 'image', inputs: [image, other] },
    { name: 'volume, of each slice', inputs: [volume, broken], params: { axes: 'yx' } },
    { name: 'equal', inputs: [image, image] },
    { name: 'one voxel', inputs: [fieldOf({}, [3]), fieldOf({}, [5])] },
  ],
  refuses: [[[image, volume], {}, /^meanSquaredError: both images must have the same shape, got y=37 x=131 and n=2/]],
});

checkOp(normalizedRootMse, {
  oracle: pairwise(metrics.normalizedRootMse),
  tolerance,
  rows: [
    { name: 'euclidean', inputs: [image, other] },
    { name: 'from least to greatest', inputs: [volume, broken], params: { normalization: 'min-max', axes: 'cx' } },
    {
      name: 'mean',
      inputs: [bytes, { ...bytes, data: bytes.data.map((v) => 255 - v) }],
      params: { normalization: 'mean' },
    },
  ],
});

checkOp(peakSignalNoiseRatio, {
  oracle: pairwise(metrics.peakSignalNoiseRatio),
  tolerance: { abs: 1e-5, rel: 1e-7, why: 'decibels: a relative error of the sum becomes absolute' },
  rows: [
    { name: 'image', inputs: [image, other], params: { dataRange: 1 } },
    { name: 'volume, of each slice', inputs: [volume, broken], params: { dataRange: 4.5, axes: 'yx' } },
    { name: 'equal', inputs: [image, image], params: { dataRange: 255 } },
    { name: 'wide', inputs: [image, other], params: { dataRange: 1e18 } },
  ],
  refuses: [
    [[image, other], {}, /^peakSignalNoiseRatio: dataRange must be given/],
    [[image, other], { dataRange: 0 }, /^peakSignalNoiseRatio: dataRange must be/],
  ],
});
