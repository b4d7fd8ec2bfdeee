/** How far an answer is from the optimum at most: the duality gap, in proportion to the objective. */
import { constant, type Expr, float, numeric, select, test } from '../graph/expr.js';
import type { Node } from '../graph/node.js';
import { pointwise } from '../graph/primitive.js';
import { sum } from '../ops/measure/sum.js';

/**
 * The gap is in proportion to the objective where that is at least so much of what an empty image costs, and to that much of it else: an image that is the same everywhere leaves an objective of
 * nothing but rounding, 1e-9 to 1e-7 of it, and 22 radial lines of a spectrum that are met exactly 4e-7. Proportions do not change with the unit of the image.
 */
const LEAST = 2 ** -20;

/** gap / max(objective, LEAST · empty), of maps of what adds to both; no part of the gap is negative but for rounding. `empty` is one voxel: what nothing costs, ½|f|² or Σ f. */
export function relativeGap(parts: readonly (readonly [gap: Node, objective: Node])[], empty: Node): Node {
  const total = (totals: readonly Expr[]): Expr => totals.reduce((a, b) => numeric('add', a, b));
  return pointwise(
    [...parts.flatMap(([gap, objective]) => [sum(gap), sum(objective)]), empty],
    (sums, upload) => {
      const gap = total(sums.slice(0, -1).filter((_, at) => at % 2 === 0));
      const objective = total(sums.slice(0, -1).filter((_, at) => at % 2 === 1));
      // duals of 0 are feasible: no gap is more than the objective, which is at least 0
      const sure = select(test('greater', gap, objective), objective, gap);
      const whole = numeric('maximum', objective, numeric('multiply', upload(LEAST), sums.at(-1) as Expr));
      // of an empty image nothing is left; NaN are equal to nothing
      return select(test('equal', sure, constant(0)), constant(0), float('divide', sure, whole));
    },
    'f32',
  );
}

/** ½|f|²: what an empty image costs. */
export function halfSquare(f: readonly Node[]): Node {
  const squares = f.map((node) => sum(pointwise([node], ([v]) => numeric('multiply', v as Expr, v as Expr))));
  return pointwise(
    squares,
    (all, upload) =>
      numeric(
        'multiply',
        upload(0.5),
        all.reduce((a, b) => numeric('add', a, b)),
      ),
    'f32',
  );
}
