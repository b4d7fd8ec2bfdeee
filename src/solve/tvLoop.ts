/** The loop that the primal-dual methods of total variation share: fields that are dual to slopes beside other states, the certificate at every check, and what comes of the end. */

import type { Node } from '../graph/node.js';
import { describedAs, filled } from '../graph/primitive.js';
import { repeat } from '../graph/repeat.js';
import { less } from '../ops/pointwise/compare.js';
import { answerOf } from './ended.js';
import { CHECK, rounds } from './solverParams.js';
import type { Variation } from './tvSteps.js';
import type { State } from './vectors.js';

export interface TvLoop {
  readonly of: Variation;
  /** `u`, `tau` and what else the method keeps, to begin with; the fields begin as zeros. */
  readonly begin: State;
  /** The next of all of them. */
  readonly body: (at: State, p: readonly Node[]) => { readonly p: readonly Node[]; readonly next: State };
  readonly gap: (at: State, p: readonly Node[]) => Node;
  /** What tau becomes at a check. */
  readonly balance?: (at: State, p: readonly Node[]) => Node;
  /** The answer of the last u, where that is not u itself. */
  readonly answer?: (u: Node) => Node;
  readonly tolerance: number;
  readonly maxIterations: number;
}

/** The answer and its certificate: the outputs of an operation. A NaN makes all of the answer NaN. */
export function tvLoop({
  of,
  begin,
  body,
  gap,
  balance,
  answer = (u) => u,
  tolerance,
  maxIterations,
}: TvLoop): Readonly<Record<'result' | 'gap' | 'iterations' | 'converged', Node>> {
  const fields = (at: State): Node[] => of.axes.map((axis) => at[axis] as Node);
  const byAxis = (p: readonly Node[]): State => Object.fromEntries(of.axes.map((axis, k) => [axis, p[k] as Node]));
  const nothing = filled(0, describedAs(begin.u as Node, {}));
  const { state, iterations, last, reason } = repeat<string>({
    state: { ...begin, ...byAxis(of.axes.map(() => nothing)) },
    body(at) {
      const { p, next } = body(at, fields(at));
      return { ...next, ...byAxis(p) };
    },
    measure: (next) => gap(next, fields(next)),
    ...(balance && { adjust: (next: State) => ({ tau: balance(next, fields(next)) }) }),
    below: tolerance,
    promised: 'gap',
    check: CHECK,
    max: rounds(maxIterations),
  });
  return { result: answerOf(answer(state.u as Node), reason), gap: last, iterations, converged: less(last, tolerance) };
}
