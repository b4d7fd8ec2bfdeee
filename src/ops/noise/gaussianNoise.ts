/** Noise of a bell curve. */
import { number } from '../../core/params.js';
import { defineOp } from '../../graph/operation.js';
import { asFloat } from '../../graph/primitive.js';
import { add, multiply } from '../pointwise/arithmetic.js';
import { randomLike, seedParams, turnInput } from './random.js';

/**
 * Adds normally distributed numbers to the image: x + mean + sigma · g, independent from voxel to voxel. Any shape in, f32 of the same shape out; sigma and mean are in units of the
 * image. scikit-image's `random_noise` of mode `gaussian` takes the variance, sigma², scales integers to 0 ... 1 and clips what leaves them: here nothing
 * is scaled or clipped. Seed and stream choose the noise, which `randomNormal` gives alone; changing them compiles nothing. NaN stays NaN. In a loop, `turn` draws others in
 * every round. Throws `ArgumentError` for a
 * negative sigma, and where `turn` is not one whole number.
 * @example
 * import { gaussianNoise, HostVolume, openEngine } from 'brightfield';
 * using engine = await openEngine();
 * const image = new HostVolume({ shape: { y: 2, x: 4 }, data: new Float32Array(8).fill(10) });
 * using noisy = await engine.run(gaussianNoise(image, { sigma: 0.5, seed: 3 }));
 * const { data } = await noisy.read(); // numbers around 10
 */
export const gaussianNoise = defineOp({
  name: 'gaussianNoise',
  summary: 'Add noise of a bell curve.',
  inputs: [{ name: 'src', doc: 'The image.' }],
  optional: turnInput,
  params: {
    sigma: number('Standard deviation of the noise.', { default: 0.1, min: 0 }),
    mean: number('Mean of the noise.', { default: 0 }),
    ...seedParams,
  },
  lower: ([src], { sigma, mean, ...seed }, refuse, { turn }) =>
    add(add(asFloat(src), multiply(randomLike(src, 'normal', seed, refuse, { turn }), sigma)), mean),
});
