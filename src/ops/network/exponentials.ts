/** Exponentials along an axis, less the greatest number there first, so that none overflows. */
import type { Axis } from '../../core/axes.js';
import { axis } from '../../core/params.js';
import { constant, float, input, numeric, select, test } from '../../graph/expr.js';
import type { Node } from '../../graph/node.js';
import { asFloat, describedAs, kernel, kernelOf, pointwise } from '../../graph/primitive.js';
import { max } from '../measure/max.js';
import { withoutAxes } from '../measure/reduce.js';
import { sum } from '../measure/sum.js';
import { multiply } from '../pointwise/arithmetic.js';
import { exp, log } from '../pointwise/elementary.js';

export const alongParams = { axis: axis('The axis along which the numbers belong together.', { default: 'c' }) };

/** The order is that of shaders/network/softmax.wgsl. */
const FORMS = ['shares', 'logarithms', 'total'] as const;
export type Form = (typeof FORMS)[number];

/** Lines up to here are summed along in one kernel, within 1e-5 of it at worst; longer ones by a reduction's tree. */
const LONGEST = 1024;

/** The exponentials as shares of their sum, the logarithms of these, or that of the sum. */
export function exponentials(src: Node, axis: Axis, form: Form): Node {
  if (src.shape[axis] > LONGEST) return ofLong(asFloat(src), axis, form);
  const reduced = withoutAxes(src, [axis]);
  const isX = axis === 'x';
  return kernelOf({
    kernel: 'network/softmax',
    inputs: { src: { node: src, as: 'f32', loads: form === 'total' ? 2 : 3, reach: { [axis]: 'all' } } },
    outputs: { dst: describedAs(form === 'total' ? reduced : src, { dtype: 'f32' }) },
    constants: { IS_X: isX, FORM: FORMS.indexOf(form) },
    along: isX ? 'y' : axis,
    domain: reduced.shape,
    spreads: [axis],
  });
}

/**
 * The logarithms of shares as differences of each number and two of its line, so that whoever reads them computes them on the way: they are never stored. Their gradient is that of `logSoftmax`,
 * for functions of the two numbers' sum alone, as these are.
 */
export function logarithmsOnTheWay(src: Node, axis: Axis): Node {
  if (src.shape[axis] > LONGEST) return exponentials(src, axis, 'logarithms');
  const reduced = withoutAxes(src, [axis]);
  const isX = axis === 'x';
  const one = describedAs(reduced, { dtype: 'f32' });
  const [top, rest] = kernel({
    kernel: 'network/logTotal',
    inputs: { src: { node: src, as: 'f32', loads: 2, reach: { [axis]: 'all' } } },
    outputs: { top: one, rest: one },
    constants: { IS_X: isX },
    along: isX ? 'y' : axis,
    domain: reduced.shape,
    gradient: {
      kind: 'vjp',
      of: [src],
      vjp: ([, given]) => [given && multiply(exp(less(src, top, rest)), given)],
    },
  }) as [Node, Node];
  return less(src, top, rest);
}

function less(src: Node, top: Node, rest: Node): Node {
  return pointwise([asFloat(src), top, rest], ([a = input(0), b = input(1), c = input(2)]) =>
    numeric('subtract', numeric('subtract', a, b), c),
  );
}

function ofLong(src: Node, axis: Axis, form: Form): Node {
  // of -infinities alone there is nothing to take away
  const top = pointwise([max(src, { axes: axis })], ([a = input(0)]) =>
    select(test('isFinite', a), a, numeric('maximum', a, constant(0))),
  );
  const below = pointwise([src, top], ([a = input(0), b = input(1)]) => numeric('subtract', a, b));
  const total = sum(exp(below), { axes: axis });
  if (form === 'shares') return pointwise([exp(below), total], ([a = input(0), b = input(1)]) => float('divide', a, b));
  const [lower, upper] = form === 'logarithms' ? [log(total), below] : [top, log(total)];
  return pointwise([upper, lower], ([a = input(0), b = input(1)]) =>
    numeric(form === 'logarithms' ? 'subtract' : 'add', a, b),
  );
}
