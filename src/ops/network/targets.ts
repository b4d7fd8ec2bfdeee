/** What a loss over classes is told: the class of every voxel, or shares of each. */
import { type Axis, formatShape, sameShape } from '../../core/axes.js';
import { choice } from '../../core/params.js';
import { constant, convert, type Expr, float, input, select, test } from '../../graph/expr.js';
import type { Node } from '../../graph/node.js';
import type { RefuseCall } from '../../graph/operation.js';
import { pointwise } from '../../graph/primitive.js';
import { sum } from '../measure/sum.js';
import { ramp } from './ramp.js';

export const reductionParam = {
  reduction: choice('Whether it is averaged or added up.', ['mean', 'sum'], { default: 'mean' }),
};

/** Over all voxels but not over classes. */
export const VOXELS: readonly Axis[] = ['n', 'z', 'y', 'x'];

/** Whether labels were given, and not a share of each class. */
export function areLabels(scores: Node, target: Node, refuse: RefuseCall): boolean {
  const { shape } = scores;
  if (shape.c < 2) refuse('there must be at least two classes along c', `${shape.c}`);
  if (sameShape(target.shape, shape)) return false;
  if (!sameShape(target.shape, { ...shape, c: 1 }))
    refuse(
      `target must be labels of shape ${formatShape({ ...shape, c: 1 })} or shares of shape ${formatShape(shape)}`,
      formatShape(target.shape),
    );
  return true;
}

/** The number of each class, along c. */
export const classNumbers = (classes: number): Node => ramp('c', classes);

/** NaN where a label names no class: that is a mistake of the data, and must be seen. */
export function unlessNoClass(label: Expr, classes: Expr, value: Expr, nan: Expr): Expr {
  const whole = test('equal', float('floor', label), label);
  const inside = test('and', test('greaterEqual', label, constant(0)), test('less', label, classes));
  return select(test('and', whole, inside), value, nan);
}

/** What rounding may take a share beyond 0 and 1. */
const ROUNDING = 1e-5;

/** The shares that are true, f32: NaN where a number is none, as a mask of 0 and 255 has it, which must be seen, in the loss and in its gradient. */
export function sharesOf(target: Node): Node {
  return pointwise([target], ([t = input(0)], upload) => {
    const share = convert(t, 'f32');
    const inside = test(
      'and',
      test('greaterEqual', share, upload(-ROUNDING)),
      test('lessEqual', share, upload(1 + ROUNDING)),
    );
    return select(inside, share, upload(Number.NaN));
  });
}

/** 1 in the channel that a label names, else 0; NaN where it names none. */
export function oneHot(labels: Node, classes: number): Node {
  return pointwise([labels, classNumbers(classes)], ([l = input(0), k = input(1)], upload) => {
    const label = convert(l, 'f32');
    const hit = select(test('equal', label, k), constant(1), constant(0));
    return unlessNoClass(label, upload(classes), hit, upload(Number.NaN));
  });
}

/** The sum, or its share of a number of voxels. */
export function reduced(each: Node, reduction: 'mean' | 'sum', count: Node | number): Node {
  const total = sum(each);
  if (reduction === 'sum') return total;
  if (typeof count === 'number')
    return pointwise([total], ([a = input(0)], upload) => float('divide', a, upload(count)));
  return pointwise([total, count], ([a = input(0), b = input(1)]) => float('divide', a, b));
}
