/** An iteration of total variation of what is its own data: an image, or counts. */
import { constant, type Expr, float, numeric } from '../graph/expr.js';
import type { Node } from '../graph/node.js';
import { describedAs, kernel, pointwise } from '../graph/primitive.js';
import { divide } from '../ops/pointwise/arithmetic.js';
import { convexityOf, dualStep, near, primalStep, type Variation } from './tvSteps.js';

/** What stays of an iteration's steps: |D|² or more, what tau must not fall below, and what the data are. */
interface Steps {
  readonly bound: number;
  readonly least: number;
  readonly kind: 'plain' | 'poisson';
}

/** The next u by tau, the next tau, and from the extrapolation of u the next fields by 1 / (bound tau): in one pass where an image is seen along x and y. */
export function iteration(
  at: { readonly u: Node; readonly tau: Node; readonly p: readonly Node[] },
  f: Node,
  of: Variation,
  steps: Steps,
): { readonly u: Node; readonly tau: Node; readonly p: readonly Node[] } {
  const { bound, least, kind } = steps;
  const tau = kind === 'plain' ? shortened(at.tau, least) : at.tau;
  if (of.axes.length === 2 && !of.axes.includes('z')) return { ...inOnePass(at, f, of, steps), tau };
  const [u, bar] = primalStep(at.u, f, at.p, at.tau, of, kind);
  return { u, tau, p: dualStep(bar, at.p, divide(1 / bound, tau), of) };
}

/** tau / √(1 + 2 tau), but at least so much. */
function shortened(tau: Node, least: number): Node {
  return pointwise([tau], ([t], upload) => {
    const grown = numeric('add', constant(1), numeric('multiply', constant(2), t as Expr));
    return numeric('maximum', float('divide', t as Expr, float('sqrt', grown)), upload(least));
  });
}

/** Both steps of an image: a voxel's neighbours to the right and below are stepped twice, and 7 volumes pass instead of 11. In a volume the next slice would be made twice. */
function inOnePass(
  { u, tau, p }: { readonly u: Node; readonly tau: Node; readonly p: readonly Node[] },
  f: Node,
  of: Variation,
  { bound, least, kind }: Steps,
): { readonly u: Node; readonly p: readonly Node[] } {
  const right = near('x', 0, 1);
  const below = near('y', 0, 1);
  const asked = {
    x: { loads: 1.9, reach: { x: near('x', 1, 1), y: below } },
    y: { loads: 1.9, reach: { x: right, y: near('y', 1, 1) } },
  };
  const [next, ...fields] = kernel({
    kernel: 'solve/tvStep',
    inputs: {
      u: { node: u, loads: 1.6, reach: { x: right, y: below } },
      f: { node: f, loads: 1.6, reach: { x: right, y: below } },
      tau: { node: tau },
      ...Object.fromEntries(
        of.axes.map((axis, k) => [`p${axis}`, { node: p[k] as Node, ...asked[axis as 'x' | 'y'] }]),
      ),
    },
    outputs: {
      next: describedAs(u, {}),
      ...Object.fromEntries(of.axes.map((axis) => [`q${axis}`, describedAs(u, {})])),
    },
    constants: { IS_ISOTROPIC: of.isotropic, IS_POISSON: kind === 'poisson' },
    params: { slope: of.slope, weight: of.weight, huber: of.huber, convexity: convexityOf(kind), bound, least },
    tile: { y: 4 },
  });
  return { u: next as Node, p: fields };
}
