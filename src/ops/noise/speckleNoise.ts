/** Noise in proportion to the image. */
import { number } from '../../core/params.js';
import { defineOp } from '../../graph/operation.js';
import { asFloat } from '../../graph/primitive.js';
import { add, multiply } from '../pointwise/arithmetic.js';
import { randomLike, seedParams, turnInput } from './random.js';

/**
 * Multiplies the image by normally distributed numbers: x + x · (mean + sigma · g), independent from voxel to voxel, as scikit-image's `random_noise` of mode `speckle`, which takes the
 * variance, sigma², and clips: here nothing is clipped. Any shape in, f32 of the same shape out; sigma and mean are shares of the image. The noise is that of `randomNormal`
 * of the same seed and stream. NaN stays NaN. In a loop, `turn` draws others in
 * every round. Throws `ArgumentError` for a negative sigma, and where `turn` is not one whole number.
 * @example
 * import { HostVolume, openEngine, speckleNoise } from 'brightfield';
 * using engine = await openEngine();
 * const image = new HostVolume({ shape: { x: 4 }, data: Float32Array.of(0, 1, 10, 100) });
 * using noisy = await engine.run(speckleNoise(image, { sigma: 0.2 }));
 * (await noisy.read()).data[0]; // 0
 */
export const speckleNoise = defineOp({
  name: 'speckleNoise',
  summary: 'Add noise in proportion to the image.',
  inputs: [{ name: 'src', doc: 'The image.' }],
  optional: turnInput,
  params: {
    sigma: number('Standard deviation of the noise, as a share of the image.', { default: 0.1, min: 0 }),
    mean: number('Mean of the noise, as a share of the image.', { default: 0 }),
    ...seedParams,
  },
  lower([src], { sigma, mean, ...seed }, refuse, { turn }) {
    const x = asFloat(src);
    return add(x, multiply(x, add(multiply(randomLike(src, 'normal', seed, refuse, { turn }), sigma), mean)));
  },
});
