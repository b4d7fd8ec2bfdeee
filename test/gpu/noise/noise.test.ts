/** Noise upon images. */

import { HostVolume } from '../../../src/core/hostVolume.js';
import { gaussianNoise } from '../../../src/ops/noise/gaussianNoise.js';
import { poissonGaussianNoise } from '../../../src/ops/noise/poissonGaussianNoise.js';
import { poissonNoise } from '../../../src/ops/noise/poissonNoise.js';
import { saltAndPepper } from '../../../src/ops/noise/saltAndPepper.js';
import { speckleNoise } from '../../../src/ops/noise/speckleNoise.js';
import { uniformNoise } from '../../../src/ops/noise/uniformNoise.js';
import { type Field, fieldOf, noise, randomField, randomIntegers } from '../../oracle/index.js';
import { checkOp, type OpTest, type Oracle } from '../checkOp.js';

const image = randomField({ y: 19, x: 53 }, 1);
const volume = randomField({ n: 2, c: 2, z: 3, y: 5, x: 13 }, 2, 0, 2);
const broken = fieldOf({ x: 9 }, [0, -1, Number.NaN, 3, Number.POSITIVE_INFINITY, -0, 1e-12, 40, 0.5]);
const of =
  <P>(f: (x: Field, options: P) => Field): Oracle =>
  ([x], options) =>
    f(x as Field, options as P);
const tolerance = { abs: 1e-6, rel: 1e-6, why: 'a logarithm, a root and a sine' };
const counts = { abs: 0, rel: 3e-7, why: 'whole numbers over a scale' };
const without: OpTest['without'] = { apart: 'there is no border' };

checkOp(gaussianNoise, {
  oracle: of(noise.gaussianNoise),
  tolerance,
  without,
  rows: [
    { name: 'image', inputs: [image] },
    { name: 'volume', inputs: [volume], params: { sigma: 3, mean: -1, seed: 5, stream: 6 } },
    { name: 'not finite', inputs: [broken] },
  ],
  refuses: [[[image], { sigma: -1 }, /^gaussianNoise: sigma must be/]],
});
checkOp(uniformNoise, {
  oracle: of(noise.uniformNoise),
  tolerance,
  without,
  rows: [{ name: 'image', inputs: [image], params: { low: -1, high: 0.5, seed: 8 } }],
});
checkOp(speckleNoise, {
  oracle: of(noise.speckleNoise),
  tolerance,
  without,
  rows: [{ name: 'volume', inputs: [volume], params: { sigma: 0.4, mean: 0.1, seed: 9 } }],
});
checkOp(saltAndPepper, {
  oracle: of(noise.saltAndPepper),
  tolerance: { abs: 0, rel: 0, why: 'voxels are chosen' },
  without,
  rows: [
    { name: 'image', inputs: [image], params: { amount: 0.3, saltVsPepper: 0.2, seed: 4 } },
    {
      name: 'labels',
      inputs: [randomIntegers({ z: 3, y: 9, x: 11 }, 3, 0, 9)],
      dtype: 'u32',
      params: { salt: 4294967295 },
    },
    { name: 'not finite', inputs: [broken], params: { amount: 0.5 } },
  ],
  refuses: [
    [[image], { amount: 2 }, /^saltAndPepper: amount must be/],
    [
      [new HostVolume({ shape: { x: 2 }, dtype: 'u8' })],
      { salt: 256 },
      /^saltAndPepper: salt must be a whole number from 0 to 255 for u8, got 256$/,
    ],
  ],
});
checkOp(poissonNoise, {
  oracle: of(noise.poissonNoise),
  tolerance: counts,
  without,
  rows: [
    { name: 'few photons', inputs: [image], params: { scale: 3 } },
    { name: 'around ten', inputs: [randomField({ y: 19, x: 53 }, 4, 6, 14)], params: { seed: 2 } },
    { name: 'many', inputs: [volume], params: { scale: 1000, seed: 3, stream: 1 } },
    { name: 'no means', inputs: [broken] },
  ],
  refuses: [[[image], { scale: 0 }, /^poissonNoise: scale must be/]],
});
checkOp(poissonGaussianNoise, {
  oracle: of(noise.poissonGaussianNoise),
  tolerance,
  without,
  rows: [{ name: 'volume', inputs: [volume], params: { gain: 0.25, sigma: 0.5, mean: 3, seed: 3, stream: 4 } }],
});
