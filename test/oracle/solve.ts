/** Total variation problems in float64, by the iterations that the operations state, from their definitions. */
import { activeAxes, type SpatialAxis } from '../../src/core/axes.js';
import { type Field, fieldOf, itemAt, positionOf, strideOf } from './field.js';

export interface TvOptions {
  readonly weight: number;
  readonly isotropic?: boolean;
  readonly huber?: number;
  readonly spacing?: number | Partial<Record<SpatialAxis, number>>;
  readonly maxIterations: number;
  readonly tolerance?: number;
  readonly data?: 'gaussian' | 'poisson';
}

export interface Certified {
  readonly result: Field;
  readonly gap: Field;
  readonly iterations: Field;
  readonly converged: Field;
}

type Numbers = Float64Array;

/** Total variation as it is defined: lengths of the axes' differences over the spacing, squares below the huber. */
class Variation {
  readonly axes: readonly SpatialAxis[];
  readonly weight: number;
  readonly isotropic: boolean;
  readonly huber: number;
  /** |D|² at most: Σ 4/h². */
  readonly bound: number;
  /** The mean distance of voxels, in which the steps of solvers are measured. */
  readonly unit: number;
  private readonly spacing: readonly number[];

  constructor(
    readonly like: Field,
    { weight, isotropic = true, huber = 0, spacing = 1 }: Omit<TvOptions, 'maxIterations'>,
  ) {
    this.axes = activeAxes(like.shape);
    [this.weight, this.isotropic, this.huber] = [weight, isotropic, huber];
    this.spacing = this.axes.map((axis) => (typeof spacing === 'number' ? spacing : (spacing[axis] ?? 1)));
    this.bound = 4 * this.spacing.reduce((sum, h) => sum + 1 / h ** 2, 0);
    this.unit = Math.sqrt((4 * this.axes.length) / this.bound);
  }

  /** Forward differences along each axis over its spacing, 0 at the last voxel. */
  slopes(u: Numbers): Numbers[] {
    const { shape } = this.like;
    return this.axes.map((axis, k) => {
      const stride = strideOf(shape, axis);
      return u.map((here, i) =>
        positionOf(shape, i)[axis] + 1 < shape[axis]
          ? (itemAt(u, i + stride) - here) / (this.spacing[k] ?? Number.NaN)
          : 0,
      );
    });
  }

  /** Minus their adjoint. */
  divergence(p: readonly Numbers[]): Numbers {
    const { shape } = this.like;
    const sum = new Float64Array(this.like.data.length);
    for (const [k, axis] of this.axes.entries()) {
      const [field, stride, h] = [p[k] as Numbers, strideOf(shape, axis), this.spacing[k] ?? Number.NaN];
      for (let i = 0; i < sum.length; i++) {
        const at = positionOf(shape, i)[axis];
        const own = at + 1 < shape[axis] ? itemAt(field, i) : 0;
        sum[i] = itemAt(sum, i) + (own - (at > 0 ? itemAt(field, i - stride) : 0)) / h;
      }
    }
    return sum;
  }

  /** The proximal operator of what is dual to it at p + sigma D bar. */
  stepped(p: readonly Numbers[], bar: Numbers, sigma: number): Numbers[] {
    const { weight, huber } = this;
    const d = this.slopes(bar);
    const next = p.map((field, k) =>
      field.map((v, i) => (v + sigma * itemAt(d[k] as Numbers, i)) / (1 + (sigma * huber) / weight)),
    );
    return this.within(next);
  }

  /** The nearest p whose vectors (or components, where not isotropic) are at most the weight. */
  within(p: readonly Numbers[]): Numbers[] {
    const { weight, isotropic } = this;
    if (!isotropic) return p.map((field) => field.map((v) => Math.min(weight, Math.max(-weight, v))));
    const length = (i: number): number => Math.hypot(...p.map((field) => itemAt(field, i)));
    return p.map((field) => field.map((v, i) => (weight * v) / Math.max(weight, length(i))));
  }

  of(u: Numbers): number {
    const { weight, isotropic, huber } = this;
    const d = this.slopes(u);
    const cost = (t: number): number => (t < huber ? t ** 2 / (2 * huber) : t - huber / 2);
    return (
      weight *
      total(u.length, (i) => {
        const parts = d.map((field) => itemAt(field, i));
        return isotropic ? cost(Math.hypot(...parts)) : parts.reduce((sum, part) => sum + cost(Math.abs(part)), 0);
      })
    );
  }

  /** What the dual objective loses by it. */
  dual(p: readonly Numbers[]): number {
    return (this.huber / (2 * this.weight)) * squares(p);
  }
}

const squares = (p: readonly Numbers[]): number =>
  p.reduce((sum, field) => sum + total(field.length, (i) => itemAt(field, i) ** 2), 0);

const total = (count: number, of: (i: number) => number): number => {
  let sum = 0;
  for (let i = 0; i < count; i++) sum += of(i);
  return sum;
};

/** A gap in proportion to the objective, or to 2^-20 of what an empty image costs; never more than the objective, since duals of 0 are feasible. */
export const relativeGap = (gap: number, objective: number, empty: number): number =>
  Math.min(gap, objective) / Math.max(objective, 2 ** -20 * empty);

/** The total variation of a field. */
export function totalVariation(u: Field, isotropic = true): number {
  return new Variation(u, { weight: 1, isotropic }).of(u.data);
}

function certified(result: Field, gap: number, iterations: number, tolerance: number): Certified {
  return {
    result,
    gap: fieldOf({}, [gap]),
    iterations: fieldOf({}, [iterations]),
    converged: fieldOf({}, [gap < tolerance ? 1 : 0]),
  };
}

/** x log y, 0 where x is. */
const xlogy = (x: number, y: number): number => (x === 0 ? 0 : x * Math.log(y));

/** Counts: algorithm 1; the dual objective is Σ of the least of u (1 - div p) - f log u over 0 <= u <= max f. */
function poissonTv(f: Field, options: TvOptions): Certified {
  const { maxIterations, tolerance = 1e-3 } = options;
  const tv = new Variation(f, options);
  const bound = Math.sqrt(tv.bound);
  const count = f.data.length;
  const high = f.data.reduce((a, b) => Math.max(a, b));
  let r = (0.1 * total(count, (i) => itemAt(f.data, i))) / count / tv.weight;
  let u = f.data.slice();
  let p: Numbers[] = tv.axes.map(() => new Float64Array(count));
  let [gap, done] = [Number.NaN, 0];
  while (done < maxIterations) {
    const [tau, sigma] = [r / bound, 1 / (r * bound)];
    const before = tv.divergence(p);
    const next = u.map((here, i) => {
      const v = here + tau * (itemAt(before, i) - 1);
      return (v + Math.sqrt(v * v + 4 * tau * itemAt(f.data, i))) / 2;
    });
    const bar = next.map((v, i) => 2 * v - itemAt(u, i));
    p = tv.stepped(p, bar, sigma);
    u = next;
    done++;
    if (done % 10 !== 0) continue;
    const div = tv.divergence(p);
    const fidelity = (i: number): number => itemAt(u, i) - xlogy(itemAt(f.data, i), itemAt(u, i));
    const least = (i: number): number => itemAt(f.data, i) - xlogy(itemAt(f.data, i), itemAt(f.data, i));
    const primal = total(count, fidelity) + tv.of(u);
    const dual =
      total(count, (i) => {
        const [slope, seen] = [1 - itemAt(div, i), itemAt(f.data, i)];
        const best = slope > 0 ? Math.min(high, seen / slope) : high;
        return best * slope - xlogy(seen, best);
      }) - tv.dual(p);
    gap = relativeGap(
      primal - dual,
      primal - total(count, least),
      total(count, (i) => itemAt(f.data, i)),
    );
    const way = Math.sqrt(total(count, (i) => (itemAt(u, i) - itemAt(f.data, i)) ** 2));
    r = Math.sqrt((r * 0.25 * way) / Math.sqrt(squares(p)));
    if (gap < tolerance) break;
  }
  return certified({ ...f, data: u }, gap, done, tolerance);
}

/** Chambolle and Pock 2011, algorithm 2; the gap as the difference of the two objectives. */
export function denoiseTv(f: Field, options: TvOptions): Certified {
  const { maxIterations, tolerance = 1e-3 } = options;
  if (options.data === 'poisson') return poissonTv(f, options);
  const tv = new Variation(f, options);
  const { bound } = tv;
  const count = f.data.length;
  // with a huber both parts are strongly convex, and steps need not become shorter than those of algorithm 3
  const least = Math.sqrt(tv.huber / tv.weight / bound);
  let tau = Math.max(1 / Math.sqrt(4 * tv.axes.length), least);
  let u = f.data.slice();
  let p: Numbers[] = tv.axes.map(() => new Float64Array(count));
  let [gap, done] = [Number.NaN, 0];
  while (done < maxIterations) {
    const before = tv.divergence(p);
    const next = u.map((v, i) => (v + tau * (itemAt(before, i) + itemAt(f.data, i))) / (1 + tau));
    const theta = 1 / Math.sqrt(1 + 2 * tau);
    const bar = next.map((v, i) => v + theta * (v - itemAt(u, i)));
    tau = Math.max(tau * theta, least);
    p = tv.stepped(p, bar, 1 / (bound * tau));
    u = next;
    done++;
    if (done % 10 !== 0) continue;
    const div = tv.divergence(p);
    const primal = total(count, (i) => 0.5 * (itemAt(u, i) - itemAt(f.data, i)) ** 2) + tv.of(u);
    const dual =
      total(count, (i) => 0.5 * itemAt(f.data, i) ** 2 - 0.5 * (itemAt(f.data, i) + itemAt(div, i)) ** 2) - tv.dual(p);
    gap = relativeGap(primal - dual, primal, 0.5 * squares([f.data]));
    if (gap < tolerance) break;
  }
  return certified({ ...f, data: u }, gap, done, tolerance);
}

/** A periodic convolution, or its adjoint, by sums. */
function blurred(u: Field, psf: Field, sign: 1 | -1): Numbers {
  const { shape } = u;
  return u.data.map((_, i) => {
    const at = positionOf(shape, i);
    return total(psf.data.length, (k) => {
      const by = positionOf(psf.shape, k);
      const from = (axis: SpatialAxis): number => {
        const moved = at[axis] - sign * (by[axis] - (psf.shape[axis] >> 1));
        return ((moved % shape[axis]) + shape[axis]) % shape[axis];
      };
      const index = (((at.n * shape.c + at.c) * shape.z + from('z')) * shape.y + from('y')) * shape.x + from('x');
      return itemAt(psf.data, k) * itemAt(u.data, index);
    });
  });
}

export interface DeblurOptions extends TvOptions {
  readonly balance?: number;
  readonly relaxation?: number;
  readonly low?: number;
  readonly high?: number;
}

/** A linear map of numbers, its transpose and its squared norm. */
export interface LinearMap {
  readonly forward: (u: Numbers) => Numbers;
  readonly back: (q: Numbers) => Numbers;
  readonly strength: number;
}

/** A linear map as a matrix: its transpose is that of the matrix. */
export function matrixMap(forward: (u: Numbers) => Numbers, count: number, strength: number): LinearMap {
  const columns = Array.from({ length: count }, (_, k) => forward(new Float64Array(count).map((__, i) => +(i === k))));
  const dot = (a: Numbers, b: Numbers): number => total(a.length, (i) => itemAt(a, i) * itemAt(b, i));
  return { forward, back: (q) => Float64Array.from(columns, (column) => dot(column, q)), strength };
}

/** Periodic borders. */
export function deblurTv(f: Field, psf: Field, options: DeblurOptions): Certified {
  const { low = 0, high = 1 } = options;
  const map: LinearMap = {
    forward: (u) => blurred({ ...f, data: u }, psf, 1),
    back: (q) => blurred({ ...f, data: q }, psf, -1),
    strength: psf.data.reduce((sum, v) => sum + Math.abs(v), 0) ** 2,
  };
  return boxTv(map, f.data, { ...f, data: f.data.map((v) => Math.min(high, Math.max(low, v))) }, options);
}

/**
 * Chambolle and Pock 2011, algorithm 1, of A / ‖A‖, f / ‖A‖ and weight / ‖A‖²; the dual objective of a box: -(½|q|² + ⟨q, f⟩ + Σ max over the box of -w u), and both
 * objectives times ‖A‖². Over-relaxed; the certificate is that of the nearest u and p that are feasible.
 */
export function boxTv(A: LinearMap, f: Numbers, start: Field, options: DeblurOptions): Certified {
  const { maxIterations, tolerance = 1e-3, low = 0, high = 1, balance = 0.5, relaxation = 1.8 } = options;
  const count = start.data.length;
  const scale = 1 + 2 * activeAxes(start.shape).length;
  const norm = Math.sqrt(A.strength);
  const weight = options.weight / A.strength;
  const tv = new Variation(start, { ...options, weight });
  const data = f.map((v) => v / norm);
  const forward = (x: Numbers): Numbers => A.forward(x).map((v) => v / norm);
  const box = (v: number): number => Math.min(high, Math.max(low, v));
  const relaxed = (from: number, to: number): number => from + relaxation * (to - from);
  let r = (0.025 * (high - low)) / (weight / tv.unit);
  let u = start.data.slice();
  let bar = u;
  let q = new Float64Array(f.length);
  let p: Numbers[] = tv.axes.map(() => new Float64Array(count));
  let [gap, done] = [Number.NaN, 0];
  while (done < maxIterations) {
    const ax = forward(bar);
    const moved = tv.stepped(p, bar, tv.unit ** 2 / (2 * r));
    q = q.map((v, i) => relaxed(v, (v + (itemAt(ax, i) - itemAt(data, i)) / r) / (1 + 1 / r)));
    p = p.map((field, k) => field.map((v, i) => relaxed(v, itemAt(moved[k] as Numbers, i))));
    const div = tv.divergence(p);
    const w = A.back(q).map((v, i) => v / norm - itemAt(div, i));
    const next = u.map((v, i) => box(v - (r / scale) * itemAt(w, i)));
    bar = next.map((v, i) => 2 * v - itemAt(u, i));
    u = u.map((v, i) => relaxed(v, itemAt(next, i)));
    done++;
    if (done % 10 !== 0) continue;
    const [inside, within] = [u.map(box), tv.within(p)];
    const certain = tv.divergence(within);
    const w0 = A.back(q).map((v, i) => v / norm - itemAt(certain, i));
    const au = forward(inside);
    const primal = total(f.length, (i) => 0.5 * (itemAt(au, i) - itemAt(data, i)) ** 2) + tv.of(inside);
    const dual =
      -total(f.length, (i) => 0.5 * itemAt(q, i) ** 2 + itemAt(q, i) * itemAt(data, i)) -
      total(count, (i) => Math.max(-itemAt(w0, i) * low, -itemAt(w0, i) * high)) -
      tv.dual(within);
    gap = relativeGap(primal - dual, primal, 0.5 * squares([data]));
    const way = Math.sqrt(total(count, (i) => (itemAt(u, i) - itemAt(start.data, i)) ** 2));
    const dualWay = Math.sqrt(squares(p)) / tv.unit;
    r = Math.sqrt((r * balance * way) / dualWay);
    if (gap < tolerance) break;
  }
  return certified({ ...start, data: u.map(box) }, gap, done, tolerance);
}
