/** Random numbers, evenly spread. */
import { number } from '../../core/params.js';
import { defineOp } from '../../graph/operation.js';
import { generated, randomLike, seedParams, shapeParam, turnInput } from '../noise/random.js';
import { add, multiply } from '../pointwise/arithmetic.js';

/**
 * Random numbers evenly spread from `low` to below `high`, as NumPy's `Generator.uniform`, though not its numbers: f32, of the given lengths along `n c z y x`. low + (high -
 * low) · k 2^-24 of 24 random bits k, so that `low` can come and `high` only by rounding. Every voxel's number follows from seed, stream and
 * place (Philox-4x32-10, Salmon et al. 2011): the same in every window and on every device but for the last digit. The same seed and stream give the numbers
 * that `uniformNoise` adds; other streams of one seed are independent. In a loop, `turn` draws others in every round. Throws `ArgumentError` for a length that is no whole number from 1 on and n · c beyond 2^26, and where `turn` is not one whole number.
 * @example
 * import { openEngine, randomUniform } from 'brightfield';
 * using engine = await openEngine();
 * using noise = await engine.run(randomUniform({ shape: { y: 64, x: 64 }, seed: 7, low: -1 }));
 * const { data } = await noise.read(); // 4096 numbers from -1 to 1
 */
export const randomUniform = defineOp({
  name: 'randomUniform',
  summary: 'Make a volume of random numbers, evenly spread.',
  inputs: [],
  optional: turnInput,
  params: {
    ...shapeParam,
    low: number('The least number.', { default: 0 }),
    high: number('The number that all are below.', { default: 1 }),
    ...seedParams,
  },
  lower: (_none, { shape, low, high, ...seed }, refuse, { turn }) =>
    add(multiply(randomLike(generated(shape), 'uniform', seed, refuse, { turn }), high - low), low),
});
