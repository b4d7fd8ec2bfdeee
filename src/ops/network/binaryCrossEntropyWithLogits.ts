/** How little a score says of a yes or no. */
import { broadcastShapes, formatShape, sameShape, voxels } from '../../core/axes.js';
import { constant, convert, input, numeric } from '../../graph/expr.js';
import type { Node } from '../../graph/node.js';
import { defineOp } from '../../graph/operation.js';
import { asFloat, pointwise } from '../../graph/primitive.js';
import { checkPair } from '../metrics/pair.js';
import { add, multiply } from '../pointwise/arithmetic.js';
import { softplus } from './softplus.js';
import { reduced, reductionParam, sharesOf } from './targets.js';

/**
 * -(p t log σ(x) + (1 - t) log(1 - σ(x))), where σ is the sigmoid and p is `positiveWeight`: the cross-entropy of scores x and targets t from 0 to 1, one voxel, averaged
 * over all unless said, as PyTorch's `binary_cross_entropy_with_logits`. It is computed as (1 - t) x + (1 + (p - 1) t) log(1 + e^-x), which
 * overflows for no score. `positiveWeight` is one number or a volume that broadcasts (along c, say). f32. The gradient is of the scores.
 * A target below 0 or above 1 by more than rounding (1e-5) makes the loss NaN: divide a mask of 0 and 255 by 255.
 * Throws `ArgumentError` for images of different shapes, and where the weight does not broadcast to them.
 * @example
 * import { binaryCrossEntropyWithLogits, HostVolume, openEngine } from 'brightfield';
 * using engine = await openEngine();
 * const scores = new HostVolume({ shape: { x: 2 }, data: Float32Array.of(0, 1000) });
 * const target = new HostVolume({ shape: { x: 2 }, data: Float32Array.of(1, 1) });
 * using loss = await engine.run(binaryCrossEntropyWithLogits(scores, target));
 * (await loss.read()).at({}); // log(2) / 2 = 0.347
 */
export const binaryCrossEntropyWithLogits = defineOp({
  name: 'binaryCrossEntropyWithLogits',
  summary: 'Measure how little scores say of a yes or no at every voxel.',
  inputs: [
    { name: 'logits', doc: 'The scores.' },
    { name: 'target', doc: 'From 0, no, to 1, yes; of the same shape.' },
  ],
  optional: { positiveWeight: 'How much more a yes counts than a no.' },
  params: reductionParam,
  lower([logits, given], { reduction }, refuse, { positiveWeight }) {
    checkPair(logits, given, refuse);
    const target = sharesOf(given);
    const image = asFloat(logits);
    const joint = positiveWeight && broadcastShapes([positiveWeight.shape, image.shape]);
    if (positiveWeight && !(joint && sameShape(joint, image.shape)))
      refuse(`positiveWeight must broadcast to ${formatShape(image.shape)}`, formatShape(positiveWeight.shape));
    const against = pointwise([image, target], ([x = input(0), t = input(1)]) =>
      numeric('multiply', numeric('subtract', constant(1), t), x),
    );
    const cost = softplus(multiply(image, -1));
    const weighed = positiveWeight ? multiply(cost, weightOf(target, positiveWeight)) : cost;
    return reduced(add(against, weighed), reduction, voxels(image.shape));
  },
});

/** 1 + (p - 1) t */
function weightOf(target: Node, positive: Node): Node {
  return pointwise([target, positive], ([t = input(0), p = input(1)]) =>
    numeric('add', constant(1), numeric('multiply', numeric('subtract', convert(p, 'f32'), constant(1)), t)),
  );
}
