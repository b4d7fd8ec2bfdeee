/** Noise between two numbers. */
import { number } from '../../core/params.js';
import { defineOp } from '../../graph/operation.js';
import { asFloat } from '../../graph/primitive.js';
import { add, multiply } from '../pointwise/arithmetic.js';
import { randomLike, seedParams, turnInput } from './random.js';

/**
 * Adds numbers evenly spread from `low` to below `high` to the image, independent from voxel to voxel. Any shape in, f32 of the same shape out; both are in units of the image.
 * The noise is that of `randomUniform` of the same seed and stream. NaN stays NaN. In a loop, `turn` draws others in
 * every round. Throws `ArgumentError` for a seed that is no whole number of 32 bits, and where `turn` is not one whole number.
 * @example
 * import { HostVolume, openEngine, uniformNoise } from 'brightfield';
 * using engine = await openEngine();
 * const image = new HostVolume({ shape: { x: 4 }, data: Float32Array.of(0, 1, 10, 100) });
 * using noisy = await engine.run(uniformNoise(image, { low: -0.5, high: 0.5 }));
 * const { data } = await noisy.read(); // up to half a unit to either side
 */
export const uniformNoise = defineOp({
  name: 'uniformNoise',
  summary: 'Add noise between two numbers.',
  inputs: [{ name: 'src', doc: 'The image.' }],
  optional: turnInput,
  params: {
    low: number('The least that is added.', { default: -0.1 }),
    high: number('What is added is below.', { default: 0.1 }),
    ...seedParams,
  },
  lower: ([src], { low, high, ...seed }, refuse, { turn }) =>
    add(add(asFloat(src), multiply(randomLike(src, 'uniform', seed, refuse, { turn }), high - low)), low),
});
