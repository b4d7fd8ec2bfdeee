/** How far an answer is from the optimum at most: the duality gap, in proportion to the objective. */
import { constant, type Expr, float, numeric } from '../graph/expr.js';
import type { Node } from '../graph/node.js';
import { pointwise } from '../graph/primitive.js';
import { sum } from '../ops/measure/sum.js';

/** gap / max(1, |objective|), of voxel-wise contributions, each of the gap's at least 0 but for rounding. */
export function relativeGap(gap: Node, objective: Node): Node {
  return pointwise(
    [sum(gap), sum(objective)],
    ([g, p]) => float('divide', g as Expr, numeric('maximum', constant(1), numeric('abs', p as Expr))),
    'f32',
  );
}
