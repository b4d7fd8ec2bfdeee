/** Steps of proximal gradient methods. */
import { type Expr, float } from '../graph/expr.js';
import type { Node } from '../graph/node.js';
import { pointwise } from '../graph/primitive.js';
import type { IterativeOptions, Prepared } from './iterative.js';
import type { Proximal } from './proximal.js';
import { difference, length, quotient, stepped } from './vectors.js';

export interface GradientOptions extends IterativeOptions {
  /** The proximal operator of what is added to the least squares; none where it is left out. */
  readonly prox?: Proximal | undefined;
  /** ‖A‖, or what is a little more; `operatorNorm` finds it where it is left out. */
  readonly norm?: Node | number | undefined;
}

/** prox(x + step A*(f - A x)). */
export function gradientStep({ operator, data }: Prepared, x: Node, step: Node, prox?: Proximal): Node {
  const back = operator.back(difference(data, operator.forward(x)));
  const [moved] = stepped([x], step, [back]) as [Node];
  return prox ? prox(moved, step) : moved;
}

/** |after - before| / (step |whole|): the length of the gradient where there is no penalty. */
export function mapping(after: Node, before: Node, step: Node, whole: Node): Node {
  const way = length(difference([after], [before]));
  return pointwise([way, step, length([whole])], ([w, s, l]) =>
    quotient(float('divide', w as Expr, s as Expr), l as Expr),
  );
}
