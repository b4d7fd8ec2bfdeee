/** What is made of an image and its blur. */
import { differenceOfGaussians } from '../../../src/ops/filter/differenceOfGaussians.js';
import { unsharpMask } from '../../../src/ops/filter/unsharpMask.js';
import { type Field, features, fieldOf, randomField } from '../../oracle/index.js';
import { checkOp } from '../checkOp.js';

const image = randomField({ y: 23, x: 37 }, 1);
const volume = randomField({ z: 5, y: 7, x: 9 }, 2);
const broken = randomField({ y: 13, x: 21 }, 4);
broken.data[40] = Number.NaN;
broken.data[150] = Number.POSITIVE_INFINITY;
const tolerance = { abs: 2e-6, rel: 1e-5, why: 'sums of 2r+1 f32 products of numbers in [0, 1]' };

checkOp(differenceOfGaussians, {
  oracle: ([x], params) => features.differenceOfGaussians(x as Field, params),
  tolerance,
  borders: true,
  rows: [
    { name: 'image', inputs: [image], params: { lowSigma: 1 } },
    {
      name: 'volume',
      inputs: [volume],
      params: { lowSigma: { z: 0, y: 0.5, x: 1 }, highSigma: { z: 0.7, y: 1, x: 2 }, truncate: 3 },
    },
    { name: 'not finite', inputs: [broken], params: { lowSigma: 0.7 } },
    { name: 'one voxel', inputs: [fieldOf({}, [3])], without: ['windows'] },
  ],
  refuses: [
    [
      [image],
      { lowSigma: 2, highSigma: 1 },
      /^differenceOfGaussians: highSigma along y must be at least lowSigma \(2\), got 1$/,
    ],
    [
      [image],
      { lowSigma: -1 },
      /^differenceOfGaussians: lowSigma must be a finite number from 0 to 1000 voxel, got -1$/,
    ],
  ],
});

checkOp(unsharpMask, {
  oracle: ([x], params) => features.unsharpMask(x as Field, params),
  tolerance,
  rows: [
    { name: 'image', inputs: [image], params: { radius: 2, amount: 0.5 } },
    { name: 'volume', inputs: [volume], params: { radius: { y: 0.5, x: 1 }, amount: 1.5, border: 'mirror' } },
    { name: 'not finite', inputs: [broken], params: { border: 'constant', value: 2 } },
    { name: 'line', inputs: [randomField({ x: 257 }, 5)], params: { radius: 1 } },
  ],
  refuses: [
    [[image], { radius: { x: -1 } }, /^unsharpMask: radius along x must be a finite number from 0 to 1000 voxel/],
  ],
});
