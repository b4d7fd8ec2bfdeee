/** Random whole numbers. */
import { defineOp } from '../../graph/operation.js';
import { generated, randomLike, seedParams, shapeParam, turnInput } from '../noise/random.js';

/**
 * Random whole numbers of 32 bits: u32, of the given lengths along `n c z y x`, the words of Philox-4x32-10 (Salmon, Moraes, Dror, Shaw 2011). Four voxels that begin at a
 * multiple of four along x share a counter: x / 4, y, z and n · channels + c; the key is seed and stream. So they are the same in every window and on every device, to the
 * bit. In a loop, `turn` draws others in every round. Throws `ArgumentError` for a length that is no whole number from 1 on and n · c beyond 2^26, and where `turn` is not one whole number.
 * @example
 * import { openEngine, randomBits } from 'brightfield';
 * using engine = await openEngine();
 * using words = await engine.run(randomBits({ shape: { x: 4 } }));
 * (await words.read()).data[0]; // 1713891541
 */
export const randomBits = defineOp({
  name: 'randomBits',
  summary: 'Make a volume of random whole numbers of 32 bits.',
  inputs: [],
  optional: turnInput,
  params: { ...shapeParam, ...seedParams },
  lower: (_none, { shape, ...seed }, refuse, { turn }) => randomLike(generated(shape), 'bits', seed, refuse, { turn }),
});
