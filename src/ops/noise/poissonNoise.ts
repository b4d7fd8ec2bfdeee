/** Noise of counted photons. */
import { number } from '../../core/params.js';
import { defineOp } from '../../graph/operation.js';
import { asFloat } from '../../graph/primitive.js';
import { divide, multiply } from '../pointwise/arithmetic.js';
import { poissonOf } from './poisson.js';
import { seedParams, turnInput } from './random.js';

/**
 * Replaces every voxel by a Poisson number of its mean, Poisson(scale · x) / scale, independent from voxel to voxel: `scale` is how many photons a unit of the image stands for. Any
 * shape in, f32 of the same shape out: whole multiples of 1 / scale. Means below 10 are sought among the probabilities, each of which has the digits of f32 (those below 2^-32 never
 * come), greater ones are found by rejection (PTRS: W. Hörmann, The transformed rejection method for generating Poisson random variables, 1993); beyond 2^24 counts are rounded to f32.
 * scikit-image's `random_noise` of mode `poisson` takes the scale from how many different numbers the image has: here it is said. NaN where a voxel is negative, NaN or infinite.
 * In a loop, `turn` draws others in
 * every round. Throws `ArgumentError` for a scale that is not positive, and where `turn` is not one whole number.
 * @example
 * import { HostVolume, openEngine, poissonNoise } from 'brightfield';
 * using engine = await openEngine();
 * const image = new HostVolume({ shape: { x: 4 }, data: Float32Array.of(0, 0.5, 5, 500) });
 * using counts = await engine.run(poissonNoise(image, { seed: 1 }));
 * (await counts.read()).data[0]; // 0
 */
export const poissonNoise = defineOp({
  name: 'poissonNoise',
  summary: 'Replace every voxel by a count of photons, of which it is the mean.',
  alsoKnownAs: ['shot_noise'],
  inputs: [{ name: 'src', doc: 'The image, in photons over scale.' }],
  optional: turnInput,
  params: {
    scale: number('Photons for each unit of the image.', { default: 1, min: 1e-12, max: 1e12 }),
    ...seedParams,
  },
  vjp: 'what is drawn are counts, which jump',
  lower: ([src], { scale, ...seed }, refuse, { turn }) =>
    divide(poissonOf(multiply(asFloat(src), scale), seed, refuse, turn), scale),
});
