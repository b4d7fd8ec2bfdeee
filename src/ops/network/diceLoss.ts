/** How little of each class two segmentations have in common. */
import { type Axis, formatShape, sameShape, voxels } from '../../core/axes.js';
import { number } from '../../core/params.js';
import { constant, float, input, numeric } from '../../graph/expr.js';
import { defineOp } from '../../graph/operation.js';
import { asFloat, pointwise } from '../../graph/primitive.js';
import { sum } from '../measure/sum.js';
import { add, multiply } from '../pointwise/arithmetic.js';
import { areLabels, oneHot, reduced, reductionParam, sharesOf } from './targets.js';

const SPACE: readonly Axis[] = ['z', 'y', 'x'];

/**
 * 1 - (2 Σ p t + `smooth`) / (Σ p + Σ t + `smooth`) with sums over space, of every class of every image, then averaged over these, or added up: one voxel, f32. The shares p of each class
 * lie along c: of scores take `softmax` before, or `sigmoid` where there is one class. The target is a label for each voxel (a label that names no class makes the loss NaN), or a share of each class
 * of the same shape, as of one class it must be: a share below 0 or above 1 by more than rounding (1e-5) makes the loss NaN, so divide a mask of 0 and 255 by 255. `diceCoefficient` measures two masks. The gradient is of the shares.
 * Throws `ArgumentError` for a target of another shape. Source: Milletari, Navab, Ahmadi 2016, V-Net, section 3, with sums in the place of sums of squares.
 * @example
 * import { diceLoss, HostVolume, openEngine } from 'brightfield';
 * using engine = await openEngine();
 * const shares = new HostVolume({ shape: { c: 2, x: 2 }, data: Float32Array.of(1, 0.5, 0, 0.5) });
 * const labels = new HostVolume({ shape: { x: 2 }, data: Uint8Array.of(0, 1) });
 * using loss = await engine.run(diceLoss(shares, labels, { smooth: 0 }));
 * (await loss.read()).at({}); // (0.2 + 0.333) / 2
 */
export const diceLoss = defineOp({
  name: 'diceLoss',
  summary: 'Measure how little of each class two segmentations have in common.',
  inputs: [
    { name: 'shares', doc: 'The share of each class at every voxel, classes along c.' },
    { name: 'target', doc: 'A label for each voxel, or the shares that are true.' },
  ],
  params: {
    ...reductionParam,
    smooth: number('Added above and below, so that a class that nobody has costs nothing.', { default: 1, min: 0 }),
  },
  lower([shares, target], { reduction, smooth }, refuse) {
    const alone = shares.shape.c === 1;
    if (alone && !sameShape(shares.shape, target.shape))
      refuse(`the target of one class must have its shape, ${formatShape(shares.shape)}`, formatShape(target.shape));
    const truth = !alone && areLabels(shares, target, refuse) ? oneHot(target, shares.shape.c) : sharesOf(target);
    const given = asFloat(shares);
    const common = sum(multiply(given, truth), { axes: SPACE });
    const both = add(sum(given, { axes: SPACE }), sum(truth, { axes: SPACE }));
    const each = pointwise([common, both], ([a = input(0), b = input(1)], upload) => {
      const above = numeric('add', numeric('multiply', constant(2), a), upload(smooth));
      return numeric('subtract', constant(1), float('divide', above, numeric('add', b, upload(smooth))));
    });
    return reduced(each, reduction, voxels(each.shape));
  },
});
