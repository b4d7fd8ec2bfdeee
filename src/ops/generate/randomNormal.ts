/** Random numbers of a bell curve. */
import { number } from '../../core/params.js';
import { defineOp } from '../../graph/operation.js';
import { generated, randomLike, seedParams, shapeParam, turnInput } from '../noise/random.js';
import { add, multiply } from '../pointwise/arithmetic.js';

/**
 * Normally distributed numbers, as NumPy's `Generator.normal`, though not its numbers: f32, of the given lengths along `n c z y x`; none is farther from the mean than 6.77
 * sigma. Every voxel's number follows from seed, stream and place (Philox-4x32-10, Salmon et al. 2011; Box and Muller 1958): the same in
 * every window, and on every device but for the last digits. The same seed and stream give the numbers that `gaussianNoise` adds; other streams of one seed
 * are independent. In a loop, `turn` draws others in every round. Throws `ArgumentError` for a length that is no whole number from 1 on and n · c beyond 2^26, and where `turn` is not one whole number.
 * @example
 * import { openEngine, randomNormal } from 'brightfield';
 * using engine = await openEngine();
 * using noise = await engine.run(randomNormal({ shape: { y: 64, x: 64 }, seed: 7, sigma: 2 }));
 * const { data } = await noise.read(); // 4096 numbers around 0
 */
export const randomNormal = defineOp({
  name: 'randomNormal',
  summary: 'Make a volume of random numbers of a bell curve.',
  alsoKnownAs: ['standard_normal'],
  inputs: [],
  optional: turnInput,
  params: {
    ...shapeParam,
    mean: number('The mean.', { default: 0 }),
    sigma: number('The standard deviation.', { default: 1, min: 0 }),
    ...seedParams,
  },
  lower: (_none, { shape, mean, sigma, ...seed }, refuse, { turn }) =>
    add(multiply(randomLike(generated(shape), 'normal', seed, refuse, { turn }), sigma), mean),
});
