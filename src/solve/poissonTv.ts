/** Σ u - f log u + weight TV(u): total variation of counts. */

import { type Expr, numeric } from '../graph/expr.js';
import type { Node } from '../graph/node.js';
import { describedAs, filled, pointwise } from '../graph/primitive.js';
import { repeat } from '../graph/repeat.js';
import { max } from '../ops/measure/max.js';
import { mean } from '../ops/measure/mean.js';
import { divide } from '../ops/pointwise/arithmetic.js';
import { less } from '../ops/pointwise/compare.js';
import { balanced } from './balance.js';
import { relativeGap } from './certificate.js';
import { CHECK, rounds } from './solverParams.js';
import { dualStep, gapParts, primalStep, type Variation } from './tvSteps.js';

/** The part of the mean that voxels are expected to move: where the balance of steps begins. */
const EXPECTED_MOVE = 0.1;
const LEAST = 1e-20;
/** As `BALANCE`: after 300 and 1000 iterations the gap is 1.1 to 2.2 times that of the best of five fixed ratios (peaks of 30 and 5 photons), up to 6 times with 1/2. */
const COUNTS_BALANCE = 0.25;

/**
 * Algorithm 1 of Chambolle and Pock 2011, tau sigma 4 d = 1, whose balance adapts itself. The dual problem is Σ f - f log(f / (1 - div p)) where div p < 1; with u at most
 * the largest f, which a minimiser is anyway, it is finite for every p.
 */
export function poissonTv(
  f: Node,
  of: Variation,
  end: { readonly tolerance: number; readonly maxIterations: number },
): Readonly<Record<'result' | 'gap' | 'iterations' | 'converged', Node>> {
  const { axes, weight } = of;
  const bound = 2 * Math.sqrt(axes.length);
  const fields = (at: Readonly<Record<string, Node>>): Node[] => axes.map((axis) => at[axis] as Node);
  const byAxis = (p: readonly Node[]) => Object.fromEntries(axes.map((axis, k) => [axis, p[k] as Node]));
  const counts = max(f);
  const tau = pointwise([mean(f)], ([m], upload) =>
    numeric('multiply', numeric('maximum', m as Expr, upload(LEAST)), upload(EXPECTED_MOVE / weight / bound)),
  );
  const nothing = filled(0, describedAs(f, {}));
  const { state, iterations, last } = repeat<string>({
    state: { u: f, bar: f, tau, ...byAxis(axes.map(() => nothing)) },
    body(at) {
      const step = at.tau as Node;
      const p = dualStep(at.bar as Node, fields(at), divide(1 / bound ** 2, step), of);
      const [u, bar] = primalStep(at.u as Node, f, p, step, of, 'poisson');
      return { u, bar, tau: step, ...byAxis(p) };
    },
    measure: (next) => relativeGap([gapParts(next.u as Node, f, fields(next), of, { counts })]),
    adjust: (next) => ({
      tau: balanced(
        next.tau as Node,
        { u: next.u as Node, p: fields(next) },
        (voxel) => voxel,
        f,
        bound,
        COUNTS_BALANCE,
      ),
    }),
    below: end.tolerance,
    promised: 'gap',
    check: CHECK,
    max: rounds(end.maxIterations),
  });
  return { result: state.u as Node, gap: last, iterations, converged: less(last, end.tolerance) };
}
