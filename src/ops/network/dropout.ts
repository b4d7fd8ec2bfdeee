/** Numbers left out at random. */
import { number } from '../../core/params.js';
import { constant, input, numeric, select, test } from '../../graph/expr.js';
import type { Node } from '../../graph/node.js';
import { defineOp } from '../../graph/operation.js';
import { asFloat, describedAs, pointwise } from '../../graph/primitive.js';
import { randomLike, seedParams, turnInput } from '../noise/random.js';

const dropoutParams = {
  rate: number('The chance of being left out.', { default: 0.5, min: 0, max: 0.999 }),
  ...seedParams,
};

/** What is kept, so much larger that the mean stays. */
function kept(src: Node, chance: Node, rate: number): Node {
  return pointwise([asFloat(src), chance], ([x = input(0), u = input(1)], upload) =>
    select(test('less', u, upload(rate)), constant(0), numeric('multiply', x, upload(1 / (1 - rate)))),
  );
}

/**
 * Makes each voxel 0 with the chance `rate`, and the others 1 / (1 - rate) times as large, so that the mean stays: any shape in, f32 out. Which ones follows from seed, stream and place
 * (those of `randomUniform` below the rate), the same in every window and on every device; the gradient has the same. Give another `stream` for every step, for which nothing is
 * compiled, or in a loop `turn`, one whole number that is added to the stream (modulo 2^32). When a network is used and not trained, leave it out. Chances are multiples of 2^-24.
 * Throws `ArgumentError` for a rate outside of 0 to 0.999, and where `turn` is not one whole number. Source: Srivastava, Hinton, Krizhevsky, Sutskever, Salakhutdinov 2014, Dropout, section 4.
 * @example
 * import { dropout, HostVolume, openEngine } from 'brightfield';
 * using engine = await openEngine();
 * using result = await engine.run(dropout(new HostVolume({ shape: { x: 100 } , data: new Float32Array(100).fill(1) }), { rate: 0.2, seed: 7 }));
 * const { data } = await result.read(); // about 20 zeros, the rest 1.25
 */
export const dropout = defineOp({
  name: 'dropout',
  summary: 'Leave numbers out at random, and raise the others.',
  inputs: [{ name: 'src', doc: 'The numbers.' }],
  optional: turnInput,
  params: dropoutParams,
  linear: true,
  lower: ([src], { rate, ...seed }, refuse, { turn }) =>
    kept(src, randomLike(src, 'uniform', seed, refuse, { turn }), rate),
});

/**
 * `dropout` of whole channels, each image by itself, as PyTorch's `dropout2d`: neighbours in an image say much the same, and leaving out one of them is little.
 * In a loop, `turn` chooses others in every round. Throws `ArgumentError` as `dropout` does. Source: Tompson, Goroshin, Jain, LeCun, Bregler 2015, Efficient object localization using convolutional networks, section 3.2.
 * @example
 * import { dropoutChannels, HostVolume, openEngine } from 'brightfield';
 * using engine = await openEngine();
 * const image = new HostVolume({ shape: { c: 8, y: 2, x: 2 }, data: new Float32Array(32).fill(1) });
 * using result = await engine.run(dropoutChannels(image, { seed: 3 }));
 * const { data } = await result.read(); // whole channels of 0 and of 2
 */
export const dropoutChannels = defineOp({
  name: 'dropoutChannels',
  summary: 'Leave whole channels out at random, and raise the others.',
  alsoKnownAs: ['dropout2d', 'dropout3d', 'SpatialDropout2D'],
  inputs: [{ name: 'src', doc: 'The image, its channels along c.' }],
  optional: turnInput,
  params: dropoutParams,
  linear: true,
  lower([src], { rate, ...seed }, refuse, { turn }) {
    const each = describedAs(src, { shape: { ...src.shape, z: 1, y: 1, x: 1 }, spacing: {} });
    return kept(src, randomLike(each, 'uniform', seed, refuse, { turn }), rate);
  },
});
