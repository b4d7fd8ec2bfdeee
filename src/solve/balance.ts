/** The balance of primal and dual steps. */
import { constant, type Expr, float, numeric, select, test } from '../graph/expr.js';
import type { Node } from '../graph/node.js';
import { pointwise, type Upload } from '../graph/primitive.js';
import { sum } from '../ops/measure/sum.js';
import { type Box, inside } from './box.js';

/**
 * How the ratio of the ways of u and p becomes that of their steps. Over six problems (three blurs, four levels of noise, weights of 1e-4 to 5e-3) the gap after 300
 * iterations is 1.0 to 2.9 times that of the best of eight fixed ratios with 1/2, up to 7 times with 1.
 */
export const BALANCE = 0.5;

/** A way of this part of a voxel or less is rounding: where nothing else moves (an image that is the same everywhere) it says nothing of steps. */
const ROUNDED = 2 ** -20;

/**
 * r becomes the geometric mean of itself and of BALANCE |u - from| / |p|, `from` put into the box, a volume that is held anyway (after Applegate et al. 2021, Practical large-scale linear programming using primal-dual hybrid
 * gradient, §3.3, with the whole way in the place of that since a restart: it settles, and so the method converges).
 */
export function balanced(
  tau: Node,
  { u, p }: { readonly u: Node; readonly p: readonly Node[] },
  from: Node,
  scale: number,
  balance = BALANCE,
  box?: Box,
): Node {
  const squares = (nodes: readonly Node[], of: (voxel: readonly Expr[], upload: Upload) => readonly Expr[]): Node =>
    sum(
      pointwise(nodes, (voxel, upload) =>
        of(voxel, upload)
          .map((each) => numeric('multiply', each, each))
          .reduce((a, b) => numeric('add', a, b)),
      ),
    );
  const moved = squares([u, from, ...(box ? [box.low, box.high] : [])], ([a, b, low, high], upload) => {
    const start = low && high ? inside(b as Expr, low, high) : (b as Expr);
    const way = numeric('subtract', a as Expr, start);
    const least = numeric('multiply', upload(ROUNDED), numeric('abs', a as Expr));
    return [select(test('greater', numeric('abs', way), least), way, constant(0))];
  });
  const dual = squares(p, (parts) => parts);
  return pointwise([tau, moved, dual], ([t, a, b], upload) => {
    const ratio = numeric('multiply', float('sqrt', float('divide', a as Expr, b as Expr)), upload(balance / scale));
    const next = float('sqrt', numeric('multiply', t as Expr, ratio));
    const usable = test('and', test('isFinite', next), test('greater', next, constant(0)));
    return select(usable, next, t as Expr);
  });
}
