/** ½|A u - f|² + weight TV(u) over a box, for any linear A: the primal-dual method with steps that find their own balance. */

import { type Expr, numeric } from '../graph/expr.js';
import type { Node } from '../graph/node.js';
import { describedAs, filled, literal, pointwise, type Upload } from '../graph/primitive.js';
import { repeat } from '../graph/repeat.js';
import { divide, multiply } from '../ops/pointwise/arithmetic.js';
import { less } from '../ops/pointwise/compare.js';
import { balanced } from './balance.js';
import { relativeGap } from './certificate.js';
import type { DataTerm } from './dataTerm.js';
import { CHECK, rounds } from './solverParams.js';
import { type Box, dualStep, gapParts, primalStep, type Variation } from './tvSteps.js';
import type { State } from './vectors.js';

export interface Problem {
  readonly data: DataTerm;
  /** Where u begins, inside the box: what it is expected to move by is measured from there. */
  readonly start: Node;
  /** What the box alone made that of, where it is held anyway: the loop need not keep both. */
  readonly from?: Node;
  /** ‖A‖², or more: a number or one voxel. A third less does no harm. */
  readonly strength: number | Node;
  readonly of: Variation;
  /** The ratio of steps over that of the ways: `BALANCE` where it is left out. */
  readonly balance?: number | undefined;
  readonly box: Box;
  readonly tolerance: number;
  readonly maxIterations: number;
}

/** The part of the interval that voxels are expected to move: where the balance of steps begins. */
const EXPECTED_MOVE = 0.025;

/** The answer and its certificate: the outputs of an operation. */
export function minimiseTv({
  data,
  start,
  from = start,
  strength,
  of,
  balance,
  box,
  tolerance,
  maxIterations,
}: Problem): Readonly<Record<'result' | 'gap' | 'iterations' | 'converged', Node>> {
  const { axes, weight } = of;
  // steps: tau = r / (strength scale), 1 / r for what is dual to the data, strength / (2 r) for the variation. With a norm of 1 they are those of Pock and Chambolle 2011,
  // diagonal preconditioning; the same problem of A / ‖A‖, f / ‖A‖ and weight / ‖A‖² then has the same iterates. tau (‖A‖² / r + 4 d strength / (2 r)) = 1
  const scale = 1 + 2 * axes.length;
  const strong = typeof strength === 'number' ? literal(strength) : strength;
  const range = box.high - box.low;
  const fields = (at: State): Node[] => axes.map((axis) => at[axis] as Node);
  const byAxis = (p: readonly Node[]): State => Object.fromEntries(axes.map((axis, k) => [axis, p[k] as Node]));
  const own = (at: State): State => Object.fromEntries(Object.keys(data.begin).map((name) => [name, at[name] as Node]));
  const nothing = filled(0, describedAs(start, {}));
  const { state, iterations, last } = repeat<string>({
    state: {
      u: start,
      bar: start,
      tau: filled((EXPECTED_MOVE * range) / weight / scale),
      ...data.begin,
      ...byAxis(axes.map(() => nothing)),
    },
    body(at) {
      const [bar, tau] = [at.bar as Node, at.tau as Node];
      const q = data.step(own(at), bar, divide(1 / scale, multiply(tau, strong)));
      const p = dualStep(bar, fields(at), divide(0.5 / scale, tau), of);
      const [u, next] = primalStep(at.u as Node, data.back(q), p, tau, of, box);
      return { u, bar: next, tau, ...q, ...byAxis(p) };
    },
    measure: (next) =>
      relativeGap([
        ...data.parts(own(next), next.u as Node),
        gapParts(next.u as Node, data.back(own(next)), fields(next), of, box),
      ]),
    adjust: (next) => ({
      tau: balanced(next.tau as Node, { u: next.u as Node, p: fields(next) }, inBox(box), from, scale, balance),
    }),
    below: tolerance,
    check: CHECK,
    max: rounds(maxIterations),
  });
  return { result: state.u as Node, gap: last, iterations, converged: less(last, tolerance) };
}

/** An image within a box. */
export function clipped(image: Node, box: Box): Node {
  return pointwise([image], ([v], upload) => inBox(box)(v as Expr, upload));
}

const inBox =
  ({ low, high }: Box) =>
  (voxel: Expr, upload: Upload): Expr =>
    numeric('minimum', numeric('maximum', voxel, upload(low)), upload(high));
