/** Noise of counted photons, and of the electronics that count them. */
import { number } from '../../core/params.js';
import { defineOp } from '../../graph/operation.js';
import { asFloat } from '../../graph/primitive.js';
import { multiply } from '../pointwise/arithmetic.js';
import { gaussianNoise } from './gaussianNoise.js';
import { poissonOf } from './poisson.js';
import { ELECTRONICS, seedParams, turnInput } from './random.js';

/**
 * gain · Poisson(x / gain) + mean + sigma · g, independent from voxel to voxel: what a camera makes of the light x, whose variance is gain · x + sigma². Any shape in, f32 of the same shape out; all
 * numbers are in units of the image, `gain` is what one photon adds. Nothing is clipped. The bell curve is drawn with another key than the photons, and seed and stream choose both. NaN
 * where a voxel is negative, NaN or infinite. In a loop, `turn` draws others in
 * every round. Throws `ArgumentError` for a gain that is not positive and a negative sigma, and where `turn` is not one whole number. A. Foi, M. Trimeche, V. Katkovnik, K. Egiazarian, Practical
 * Poissonian-Gaussian noise modeling and fitting for single-image raw-data, 2008, equation 1.
 * @example
 * import { HostVolume, openEngine, poissonGaussianNoise } from 'brightfield';
 * using engine = await openEngine();
 * const light = new HostVolume({ shape: { x: 4 }, data: Float32Array.of(0, 10, 100, 1000) });
 * using image = await engine.run(poissonGaussianNoise(light, { gain: 2, sigma: 1.5, mean: 100 }));
 * const { data } = await image.read(); // around 100, 110, 200, 1100
 */
export const poissonGaussianNoise = defineOp({
  name: 'poissonGaussianNoise',
  summary: 'Count photons, and add the noise of electronics.',
  inputs: [{ name: 'src', doc: 'The light.' }],
  optional: turnInput,
  params: {
    gain: number('What one photon adds to the image.', { default: 1, min: 1e-12, max: 1e12 }),
    sigma: number('Standard deviation of the electronics’ noise.', { default: 1, min: 0 }),
    mean: number('Mean of the electronics’ noise.', { default: 0 }),
    ...seedParams,
  },
  vjp: 'what is drawn are counts, which jump',
  lower([src], { gain, sigma, mean, seed, stream }, refuse, { turn }) {
    const photons = poissonOf(multiply(asFloat(src), 1 / gain), { seed, stream }, refuse, turn);
    // another word of the key: streams of a caller differ by little
    return gaussianNoise(multiply(photons, gain), {
      sigma,
      mean,
      seed,
      stream: (stream ^ ELECTRONICS) >>> 0,
      ...(turn && { turn }),
    });
  },
});
