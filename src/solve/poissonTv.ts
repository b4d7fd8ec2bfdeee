/** Σ u - f log u + weight TV(u): total variation of counts. */

import { type Expr, numeric } from '../graph/expr.js';
import type { Node } from '../graph/node.js';
import { pointwise } from '../graph/primitive.js';
import { max } from '../ops/measure/max.js';
import { mean } from '../ops/measure/mean.js';
import { sum } from '../ops/measure/sum.js';
import { balanced } from './balance.js';
import { relativeGap } from './certificate.js';
import { iteration } from './tvIteration.js';
import { tvLoop } from './tvLoop.js';
import { gapParts, type Variation } from './tvSteps.js';

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
  const bound = 2 * Math.sqrt(of.axes.length);
  const counts = max(f);
  const tau = pointwise([mean(f)], ([m], upload) =>
    numeric('multiply', numeric('maximum', m as Expr, upload(LEAST)), upload(EXPECTED_MOVE / of.weight / bound)),
  );
  const empty = sum(f);
  return tvLoop({
    of,
    begin: { u: f, tau },
    body({ u, tau: step }, p) {
      const at = { u: u as Node, tau: step as Node, p };
      const next = iteration(at, f, of, { bound: bound ** 2, least: 0, kind: 'poisson' });
      return { p: next.p, next: { u: next.u, tau: next.tau } };
    },
    gap: ({ u }, p) => relativeGap([gapParts(u as Node, f, p, of, { counts })], empty),
    balance: ({ u, tau: step }, p) => balanced(step as Node, { u: u as Node, p }, f, bound, COUNTS_BALANCE),
    ...end,
  });
}
