/** Steps of proximal gradient methods. */
import type { Pipeline } from '../adjoint/adjoint.js';
import { type Expr, float } from '../graph/expr.js';
import type { Node } from '../graph/node.js';
import type { Input } from '../graph/operation.js';
import { pointwise } from '../graph/primitive.js';
import { type IterativeOptions, type Prepared, prepared, stepOf, wholeOf } from './iterative.js';
import { type Proximal, proximalOf } from './proximal.js';
import { difference, length, quotient, stepped } from './vectors.js';

export interface GradientOptions extends IterativeOptions {
  /** The proximal operator of what is added to the least squares; none where it is left out. */
  readonly prox?: Proximal | undefined;
  /** ‖A‖, or what is a little more; `operatorNorm` finds it where it is left out. */
  readonly norm?: Node | number | undefined;
}

/** A problem as methods that step along the gradient see it. */
export interface Descent {
  readonly problem: Prepared;
  /** 1 where the norm was found for certain; nothing where it was given. */
  readonly sure: Node | undefined;
  /** prox(x + step A*(f - A x)). */
  readonly next: (x: Node) => Node;
  /** |after - before| / (step |A* f|): the length of the gradient where there is no penalty. */
  readonly left: (after: Node, before: Node) => Node;
}

/** Checks what a method was given, and finds its step, 1 / ‖A‖². */
export function descent(name: string, A: Pipeline, f: Input | readonly Input[], given: GradientOptions): Descent {
  const { prox, norm, ...options } = given;
  const problem = prepared(name, A, f, options);
  const { operator, data, like } = problem;
  const near = prox && proximalOf(name, prox);
  const { step, sure } = stepOf(name, A, like, norm);
  const whole = length([wholeOf(problem)]);
  return {
    problem,
    sure,
    next(x) {
      const back = operator.back(difference(data, operator.forward(x)));
      const [moved] = stepped([x], step, [back]) as [Node];
      return near ? near(moved, step) : moved;
    },
    left: (after, before) =>
      pointwise([length(difference([after], [before])), step, whole], ([w, s, l]) =>
        quotient(float('divide', w as Expr, s as Expr), l as Expr),
      ),
  };
}
