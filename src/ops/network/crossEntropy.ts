/** How little of the right class a network says. */
import { formatShape, sameShape, voxels } from '../../core/axes.js';
import { integer, number } from '../../core/params.js';
import { constant, convert, input, numeric, select, test } from '../../graph/expr.js';
import type { Node } from '../../graph/node.js';
import { defineOp } from '../../graph/operation.js';
import { pointwise } from '../../graph/primitive.js';
import { sum } from '../measure/sum.js';
import { multiply } from '../pointwise/arithmetic.js';
import { logarithmsOnTheWay } from './exponentials.js';
import { areLabels, classNumbers, reduced, reductionParam, sharesOf, unlessNoClass } from './targets.js';

/**
 * - Σ q log softmax(logits): the cross-entropy of scores along c, one voxel, averaged over n, z, y, x unless said, as PyTorch's `cross_entropy`. The target is a whole label for each voxel
 * (c of one voxel; a label that names no class makes the loss NaN), or the share q of each class (one below 0 or above 1 by more than rounding, 1e-5, makes it NaN, too). `weight` along c weighs classes; a mean over labels is then over their weights.
 * `labelSmoothing` takes so much from the label and gives every class the same. Voxels labelled `ignoreIndex` do not count; a mean of none is NaN. f32.
 * The gradient is of the logits.
 * Throws `ArgumentError` for less than two classes, a target or weights of another shape. Source: Bridle 1990, Probabilistic interpretation of feedforward classification network outputs; the
 * smoothing is Szegedy, Vanhoucke, Ioffe, Shlens, Wojna 2016, Rethinking the inception architecture, section 7.
 * @example
 * import { crossEntropy, HostVolume, openEngine } from 'brightfield';
 * using engine = await openEngine();
 * const logits = new HostVolume({ shape: { n: 2, c: 2, x: 1 }, data: Float32Array.of(0, 0, 0, 100) });
 * const labels = new HostVolume({ shape: { n: 2, x: 1 }, data: Uint8Array.of(0, 1) });
 * using loss = await engine.run(crossEntropy(logits, labels));
 * (await loss.read()).at({}); // log(2) / 2 = 0.347
 */
export const crossEntropy = defineOp({
  name: 'crossEntropy',
  summary: 'Measure how little of the right class scores say.',
  alsoKnownAs: ['categorical_crossentropy', 'nll_loss'],
  inputs: [
    { name: 'logits', doc: 'The scores, classes along c.' },
    { name: 'target', doc: 'A label for each voxel, or a share of each class.' },
  ],
  optional: { weight: 'A number for each class, along c.' },
  params: {
    ...reductionParam,
    labelSmoothing: number('How much of the label all classes share.', { default: 0, min: 0, max: 1 }),
    ignoreIndex: integer('The label that does not count.', { default: -100 }),
  },
  lower([logits, target], { reduction, labelSmoothing, ignoreIndex }, refuse, { weight }) {
    const classes = logits.shape.c;
    if (weight && !sameShape(weight.shape, { n: 1, c: classes, z: 1, y: 1, x: 1 }))
      refuse(`weight must be one number for each of the ${classes} classes, along c`, formatShape(weight.shape));
    const logs = logarithmsOnTheWay(logits, 'c');
    const smooth = labelSmoothing / classes;
    if (!areLabels(logits, target, refuse)) {
      const each = pointwise([logs, sharesOf(target)], ([l = input(0), q = input(1)], upload) => {
        const share = numeric('add', numeric('multiply', q, upload(labelSmoothing - 1)), upload(-smooth));
        return numeric('multiply', l, share);
      });
      return reduced(weight ? multiply(each, weight) : each, reduction, voxels(logits.shape) / classes);
    }
    const numbers = classNumbers(classes);
    const each = pointwise([logs, target, numbers], ([l = input(0), t = input(1), k = input(2)], upload) => {
      const label = convert(t, 'f32');
      // what is not the label's is not touched: it may be infinite
      const hit = select(test('equal', label, k), numeric('multiply', l, upload(labelSmoothing - 1)), constant(0));
      const all = smooth === 0 ? hit : numeric('add', hit, numeric('multiply', l, upload(-smooth)));
      const known = unlessNoClass(label, upload(classes), all, upload(Number.NaN));
      return select(test('equal', label, upload(ignoreIndex)), constant(0), known);
    });
    const weights = weight ? multiply(each, weight) : each;
    return reduced(weights, reduction, reduction === 'mean' ? counted(target, numbers, weight, ignoreIndex) : 1);
  },
});

/** The voxels that count, or their weights. */
function counted(target: Node, numbers: Node, weight: Node | undefined, ignoreIndex: number): Node {
  if (!weight)
    return sum(
      pointwise([target], ([t = input(0)], upload) =>
        select(test('equal', convert(t, 'f32'), upload(ignoreIndex)), constant(0), constant(1)),
      ),
    );
  return sum(
    pointwise([target, numbers, weight], ([t = input(0), k = input(1), w = input(2)], upload) => {
      const label = convert(t, 'f32');
      const hit = test('and', test('equal', label, k), test('notEqual', label, upload(ignoreIndex)));
      return select(hit, convert(w, 'f32'), constant(0));
    }),
  );
}
