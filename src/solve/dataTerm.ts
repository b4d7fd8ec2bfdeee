/** ½|A u - f|² as the primal-dual method sees it: what is dual to the data, its step, its adjoint and its part of the duality gap. */

import type { SpatialAxis } from '../core/axes.js';
import { constant, type Expr, float, numeric } from '../graph/expr.js';
import type { Node } from '../graph/node.js';
import { describedAs, filled, pointwise } from '../graph/primitive.js';
import { type Complex, conjugateProduct, held, product } from '../ops/fourier/complex.js';
import { multiplicities } from '../ops/fourier/fourierParams.js';
import { halfSquare } from './certificate.js';
import type { Linear } from './linear.js';
import { imageOf, spectrumOf } from './periodic.js';
import { named, type State, taken, type Vector, zerosLike } from './vectors.js';

export interface DataTerm {
  /** Where what is dual to the data begins: zeros. */
  readonly begin: State;
  /** Its next value: rho times the way to (q + sigma (A bar - f)) / (1 + sigma). */
  step(at: State, bar: Node, sigma: Node, rho: number): State;
  /** A* q. */
  back(at: State): Node;
  /** Maps of what ½|A u - f - q|² adds to the gap and ½|A u - f|² to the objective. */
  parts(at: State, u: Node): readonly (readonly [gap: Node, objective: Node])[];
  /** ½|f|², one voxel. */
  readonly empty: Node;
}

function dualNext(q: Node, blurred: Node, f: Node, sigma: Node, rho: number): Node {
  return pointwise([q, blurred, f, sigma], ([a, b, c, s], upload) => {
    const moved = numeric('multiply', s as Expr, numeric('subtract', b as Expr, c as Expr));
    const next = float('divide', numeric('add', a as Expr, moved), numeric('add', constant(1), s as Expr));
    return numeric('add', a as Expr, numeric('multiply', upload(rho), numeric('subtract', next, a as Expr)));
  });
}

/** Data of any linear pipeline: a volume for each of its results. */
export function pipelineData(A: Linear, f: Vector): DataTerm {
  const images = new Shared((q) => A.back(q));
  const half = (apart: readonly Expr[]): Expr => {
    const residual = apart.reduce((a, b) => numeric('subtract', a, b));
    return numeric('multiply', constant(0.5), numeric('multiply', residual, residual));
  };
  return {
    begin: named('q', zerosLike(f)),
    step(at, bar, sigma, rho) {
      const seen = A.forward(bar);
      return named(
        'q',
        taken('q', at).map((q, k) => dualNext(q, seen[k] as Node, f[k] as Node, sigma, rho)),
      );
    },
    back: (at) => images.of(taken('q', at)),
    parts(at, u) {
      const seen = A.forward(u);
      return taken('q', at).map((q, k) => {
        const compared = [seen[k] as Node, f[k] as Node];
        return [pointwise([...compared, q], half), pointwise(compared, half)];
      });
    },
    empty: halfSquare(f),
  };
}

/**
 * Data of a convolution with periodic borders, whose factor of spectra is given. What is dual to them stays a spectrum, half of one: its step is
 * linear, so an iteration takes one transform there and one back.
 */
export function spectralData(transfer: Complex, f: Node, axes: readonly SpatialAxis[]): DataTerm {
  const last = axes.at(-1) ?? 'x';
  const data = spectrumOf(f, axes);
  const weights = multiplicities(last, f.shape[last], 1);
  const voxels = axes.reduce((count, axis) => count * f.shape[axis], 1);
  // each by itself: the loop goes on in what nobody else reads
  const none = (): Node => filled(0, describedAs(data.re, {}));
  const images = new Shared(([re, im]) =>
    imageOf(conjugateProduct(transfer, { re: re as Node, im: im as Node }), axes, f.shape),
  );
  // Parseval: the sum of squares over voxels is that over frequencies, divided by the number of voxels
  const square = ([a, b, w, c, d, e, g]: readonly Expr[], upload: (number: number) => Expr): Expr => {
    const less = (x: Expr, y: Expr, z: Expr | undefined): Expr => {
      const residual = numeric('subtract', x, y);
      return z ? numeric('subtract', residual, z) : residual;
    };
    const [re, im] = [less(a as Expr, c as Expr, e), less(b as Expr, d as Expr, g)];
    const sum = numeric('add', numeric('multiply', re, re), numeric('multiply', im, im));
    return numeric('multiply', numeric('multiply', upload(0.5 / voxels), w as Expr), sum);
  };
  return {
    begin: { re: none(), im: none() },
    step({ re, im }, bar, sigma, rho) {
      const blurred = product(transfer, spectrumOf(bar, axes));
      return {
        re: dualNext(re as Node, blurred.re, data.re, sigma, rho),
        im: dualNext(im as Node, blurred.im, data.im, sigma, rho),
      };
    },
    back: ({ re, im }) => images.of([re as Node, im as Node]),
    parts({ re, im }, u) {
      // read for the gap and for the objective
      const blurred = held(product(transfer, spectrumOf(u, axes)));
      const compared = [blurred.re, blurred.im, weights, data.re, data.im];
      return [[pointwise([...compared, re as Node, im as Node], square), pointwise(compared, square)]];
    },
    empty: halfSquare([f]),
  };
}

/** An iteration and its certificate share what they make of the same nodes. */
class Shared {
  private readonly made = new Map<Node, Node>();

  constructor(private readonly make: (nodes: Vector) => Node) {}

  of(nodes: Vector): Node {
    const first = nodes[0] as Node;
    const known = this.made.get(first) ?? this.make(nodes);
    this.made.set(first, known);
    return known;
  }
}
