/** How far an answer is from the optimum at most: the duality gap, in proportion to the objective. */
import { constant, type Expr, float, numeric } from '../graph/expr.js';
import type { Node } from '../graph/node.js';
import { pointwise } from '../graph/primitive.js';
import { sum } from '../ops/measure/sum.js';

/** gap / max(1, |objective|), of maps of what adds to both; no part of the gap is negative but for rounding. */
export function relativeGap(parts: readonly (readonly [gap: Node, objective: Node])[]): Node {
  const total = (totals: readonly Expr[]): Expr => totals.reduce((a, b) => numeric('add', a, b));
  return pointwise(
    parts.flatMap(([gap, objective]) => [sum(gap), sum(objective)]),
    (sums) => {
      const gap = total(sums.filter((_, at) => at % 2 === 0));
      const objective = total(sums.filter((_, at) => at % 2 === 1));
      return float('divide', gap, numeric('maximum', constant(1), numeric('abs', objective)));
    },
    'f32',
  );
}
