/** Data + alpha1 |D u - v| + alpha0 |E v| over u and v: the primal-dual method for total generalised variation of second order. */
import { constant, type Expr, float, numeric } from '../graph/expr.js';
import type { Node } from '../graph/node.js';
import { describedAs, filled, literal, pointwise } from '../graph/primitive.js';
import { repeat } from '../graph/repeat.js';
import { max } from '../ops/measure/max.js';
import { add, divide, multiply, subtract } from '../ops/pointwise/arithmetic.js';
import { less } from '../ops/pointwise/compare.js';
import { balanced } from './balance.js';
import { type Box, clipped, stepsIn, tauOf, withTau } from './box.js';
import { halfSquare, relativeGap } from './certificate.js';
import type { DataTerm } from './dataTerm.js';
import { answerOf } from './ended.js';
import { CHECK, rounds } from './solverParams.js';
import { strainOf } from './strain.js';
import { dualStep, primalStep, type Variation } from './tvSteps.js';
import { named, type State, taken, type Vector, zeros } from './vectors.js';

export interface TgvProblem {
  /** The image itself, or what is measured of one that lies in a box; `strength` is ‖A‖² or more. */
  readonly data: Node | { readonly term: DataTerm; readonly box: Box; readonly strength: number | Node };
  readonly start: Node;
  /** Axes and slopes; its weight is alpha1. */
  readonly of: Variation;
  readonly alpha0: number;
  /** How far voxels are expected to move: where the balance of steps begins. */
  readonly move: Node;
  /** `TGV_BALANCE` where it is left out. */
  readonly balance?: number | undefined;
  readonly tolerance: number;
  readonly maxIterations: number;
}

/** As `BALANCE` and `RELAXATION`: a photograph of 128² with noise of 0.1 comes to 1e-3 in 210 to 320 iterations and to 1e-4 in 460 to 1040; 460 to 710 and 870 to 2900 without relaxation, and at 1 half as many again. Of blurs `BALANCE` is better:
 * 4.8e-3 after 300 iterations, 7.5e-3 with 0.2. */
const TGV_BALANCE = 0.2;
const TGV_RELAXATION = 1.8;

/** ‖(D, -1; 0, E)‖² at most, where ‖D‖² and ‖E‖² are at most 4 d: the greater eigenvalue of (4 d, √(4 d); √(4 d), 4 d + 1). */
function boundOf(axes: number): number {
  return 4 * axes + 0.5 + Math.sqrt(4 * axes + 0.25);
}

type Weighted = readonly (readonly [Node, number])[];

/** √ of the weighted sum of squares. */
function lengthOf(parts: Weighted): Node {
  const square = parts
    .map(([node, times]) =>
      pointwise([node], ([v], upload) => numeric('multiply', upload(times), numeric('multiply', v as Expr, v as Expr))),
    )
    .reduce((a, b) => add(a, b));
  return pointwise([square], ([s]) => float('sqrt', s as Expr));
}

/** What a vector of a length is multiplied by to be at most so long. */
function shortening(length: Node, most: number): Node {
  return pointwise([length], ([l], upload) =>
    float('divide', upload(most), numeric('maximum', upload(most), l as Expr)),
  );
}

/** Rho times the way from one to the other. */
function relaxed(from: Vector, to: Vector): Node[] {
  return from.map((node, k) =>
    pointwise([node, to[k] as Node], ([a, b], upload) =>
      numeric('add', a as Expr, numeric('multiply', upload(TGV_RELAXATION), numeric('subtract', b as Expr, a as Expr))),
    ),
  );
}

export function minimiseTgv({
  data,
  start,
  of,
  alpha0,
  move,
  balance = TGV_BALANCE,
  tolerance,
  maxIterations,
}: TgvProblem): Readonly<Record<'result' | 'gap' | 'iterations' | 'converged', Node>> {
  const { axes, weight } = of;
  const strain = strainOf(of, start);
  const measured = 'term' in data ? data : undefined;
  const image = 'term' in data ? undefined : data;
  const bound = boundOf(axes.length);
  // with data: tau = r / (strength scale), 1 / r for what is dual to the data and strength / (2 r) for the rest; without them tau sigma bound = 1
  const scale = measured ? 1 + bound / 2 : Math.sqrt(bound);
  const strong = !measured
    ? literal(1)
    : typeof measured.strength === 'number'
      ? literal(measured.strength)
      : measured.strength;
  const own = (at: State): State =>
    Object.fromEntries(Object.keys(measured?.term.begin ?? {}).map((name) => [name, at[name] as Node]));
  const inside = (u: Node): Node => (measured ? clipped(u, measured.box) : u);
  const blank = zeros(start);
  const empty = measured ? measured.term.empty : halfSquare([image as Node]);
  const fill = (name: string, count: number): State =>
    named(
      name,
      Array.from({ length: count }, () => blank),
    );
  const counted = (nodes: Vector): Weighted => nodes.map((node, k) => [node, strain.times[k] ?? 1]);
  const first = pointwise([move], ([m], upload) => numeric('multiply', m as Expr, upload(1 / weight / scale)));
  const step = (at: Node): Node => (measured ? tauOf(at) : at);
  const { state, iterations, last, reason } = repeat<string>({
    state: {
      u: start,
      bar: start,
      tau: measured ? stepsIn(measured.box, first) : first,
      ...measured?.term.begin,
      ...fill('v', axes.length),
      ...fill('vbar', axes.length),
      ...fill('p', axes.length),
      ...fill('e', strain.pairs.length),
    },
    body(at) {
      const [u, bar, steps] = [at.u as Node, at.bar as Node, at.tau as Node];
      const tau = step(steps);
      const [v, vbar, p, q] = ['v', 'vbar', 'p', 'e'].map((name) => taken(name, at)) as [
        Node[],
        Node[],
        Node[],
        Node[],
      ];
      const sigma = divide(measured ? 0.5 / scale : 1 / bound, tau);
      const sought = measured?.term.step(own(at), bar, divide(1 / scale, multiply(tau, strong)), TGV_RELAXATION);
      const from = p.map((node, k) => subtract(node, multiply(sigma, vbar[k] as Node)));
      const nextP = relaxed(p, dualStep(bar, from, sigma, of));
      const moved = strain.forward(vbar).map((e, k) => add(q[k] as Node, multiply(sigma, e)));
      const factor = shortening(lengthOf(counted(moved)), alpha0);
      const nextQ = relaxed(
        q,
        moved.map((node) => multiply(node, factor)),
      );
      const given = measured && sought ? measured.term.back(sought) : (image as Node);
      const [nextU, nextBar] = primalStep(u, given, nextP, steps, of, measured ? 'box' : 'plain', TGV_RELAXATION, 0);
      const back = strain.back(nextQ);
      const nextV = v.map((node, k) => add(node, multiply(tau, subtract(nextP[k] as Node, back[k] as Node))));
      return {
        u: nextU,
        bar: nextBar,
        tau: steps,
        ...sought,
        ...named('v', relaxed(v, nextV)),
        ...named(
          'vbar',
          nextV.map((node, k) => subtract(multiply(2, node), v[k] as Node)),
        ),
        ...named('p', nextP),
        ...named('e', nextQ),
      };
    },
    measure(next) {
      const u = inside(next.u as Node);
      const v = taken('v', next);
      // feasible: q no longer than alpha0, p = E* q, and both shortened until p is no longer than alpha1
      const raw = taken('e', next);
      const short = shortening(lengthOf(counted(raw)), alpha0);
      const q = raw.map((node) => multiply(node, short));
      const p = strain.back(q);
      const length = lengthOf(p.map((node) => [node, 1]));
      const most = shortening(max(length), weight);
      const curl = multiply(most, strain.slopesBack(p));
      const rest = strain.slopes(u).map((d, k) => subtract(d, v[k] as Node));
      const bends = strain.forward(v);
      const first = cost(
        rest,
        p,
        rest.map(() => 1),
        weight,
        most,
      );
      const second = cost(bends, q, strain.times, alpha0, most);
      const fidelity = measured
        ? [...measured.term.parts(own(next), u), boxed(u, add(measured.term.back(own(next)), curl), measured.box)]
        : [squared(u, image as Node, curl)];
      return relativeGap([...fidelity, first, second], empty);
    },
    adjust(next) {
      const steps = next.tau as Node;
      const tau = balanced(step(steps), { u: next.u as Node, p: taken('p', next) }, start, scale, balance);
      return { tau: measured ? withTau(steps, tau) : tau };
    },
    below: tolerance,
    promised: 'gap',
    check: CHECK,
    max: rounds(maxIterations),
  });
  return { result: answerOf(inside(state.u as Node), reason), gap: last, iterations, converged: less(last, tolerance) };
}

/** alpha |d| - ⟨d, most p⟩, which is at least 0, and alpha |d|. */
function cost(d: Vector, p: Vector, times: readonly number[], alpha: number, most: Node): readonly [Node, Node] {
  const whole = multiply(alpha, lengthOf(d.map((node, k) => [node, times[k] ?? 1])));
  const product = d.map((node, k) => multiply(times[k] ?? 1, multiply(node, p[k] as Node))).reduce((a, b) => add(a, b));
  return [subtract(whole, multiply(most, product)), whole];
}

/** ½ |u - f + D* p|², and ½ |u - f|². */
function squared(u: Node, f: Node, curl: Node): readonly [Node, Node] {
  const half = (r: Expr): Expr => numeric('multiply', constant(0.5), numeric('multiply', r, r));
  return [
    pointwise([u, f, curl], ([a, b, c]) => half(numeric('add', numeric('subtract', a as Expr, b as Expr), c as Expr))),
    pointwise([u, f], ([a, b]) => half(numeric('subtract', a as Expr, b as Expr))),
  ];
}

/** max((u - low) w, (u - high) w), and nothing. */
function boxed(u: Node, w: Node, { low, high }: Box): readonly [Node, Node] {
  const part = pointwise([u, w, low, high], ([a, b, least, most]) => {
    const beyond = (end: Expr): Expr => numeric('multiply', numeric('subtract', a as Expr, end), b as Expr);
    return numeric('maximum', beyond(least as Expr), beyond(most as Expr));
  });
  return [part, filled(0, describedAs(u, { shape: { ...u.shape, n: 1, c: 1, z: 1, y: 1, x: 1 } }))];
}
