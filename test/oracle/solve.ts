/** Total variation problems in float64, by the iterations that the operations state, from their definitions. */
import { activeAxes, type SpatialAxis } from '../../src/core/axes.js';
import { type Field, fieldOf, itemAt, positionOf, strideOf } from './field.js';

export interface TvOptions {
  readonly weight: number;
  readonly isotropic?: boolean;
  readonly maxIterations: number;
  readonly tolerance?: number;
}

export interface Certified {
  readonly result: Field;
  readonly gap: Field;
  readonly iterations: Field;
  readonly converged: Field;
}

type Numbers = Float64Array;

/** Forward differences along each axis, 0 at the last voxel. */
function slopes(u: Field, axes: readonly SpatialAxis[]): Numbers[] {
  return axes.map((axis) => {
    const stride = strideOf(u.shape, axis);
    return u.data.map((here, i) =>
      positionOf(u.shape, i)[axis] + 1 < u.shape[axis] ? itemAt(u.data, i + stride) - here : 0,
    );
  });
}

/** Minus their adjoint. */
function divergence(p: readonly Numbers[], u: Field, axes: readonly SpatialAxis[]): Numbers {
  const sum = new Float64Array(u.data.length);
  for (const [k, axis] of axes.entries()) {
    const [field, stride] = [p[k] as Numbers, strideOf(u.shape, axis)];
    for (let i = 0; i < sum.length; i++) {
      const at = positionOf(u.shape, i)[axis];
      const own = at + 1 < u.shape[axis] ? itemAt(field, i) : 0;
      sum[i] = itemAt(sum, i) + own - (at > 0 ? itemAt(field, i - stride) : 0);
    }
  }
  return sum;
}

function projected(p: readonly Numbers[], weight: number, isotropic: boolean): Numbers[] {
  if (!isotropic) return p.map((field) => field.map((v) => Math.min(weight, Math.max(-weight, v))));
  const length = (i: number): number => Math.hypot(...p.map((field) => itemAt(field, i)));
  return p.map((field) => field.map((v, i) => (weight * v) / Math.max(weight, length(i))));
}

function variation(d: readonly Numbers[], i: number, isotropic: boolean): number {
  const parts = d.map((field) => itemAt(field, i));
  return isotropic ? Math.hypot(...parts) : parts.reduce((sum, part) => sum + Math.abs(part), 0);
}

const total = (count: number, of: (i: number) => number): number => {
  let sum = 0;
  for (let i = 0; i < count; i++) sum += of(i);
  return sum;
};

/** The total variation of a field. */
export function totalVariation(u: Field, isotropic = true): number {
  const d = slopes(u, activeAxes(u.shape));
  return total(u.data.length, (i) => variation(d, i, isotropic));
}

function certified(result: Field, gap: number, iterations: number, tolerance: number): Certified {
  return {
    result,
    gap: fieldOf({}, [gap]),
    iterations: fieldOf({}, [iterations]),
    converged: fieldOf({}, [gap < tolerance ? 1 : 0]),
  };
}

/** Chambolle and Pock 2011, algorithm 2; the gap as the difference of the two objectives. */
export function denoiseTv(
  f: Field,
  { weight, isotropic = true, maxIterations, tolerance = 1e-4 }: TvOptions,
): Certified {
  const axes = activeAxes(f.shape);
  const bound = 4 * axes.length;
  const count = f.data.length;
  let tau = 1 / Math.sqrt(bound);
  let u = f.data.slice();
  let bar = u;
  let p: Numbers[] = axes.map(() => new Float64Array(count));
  let [gap, done] = [Number.NaN, 0];
  while (done < maxIterations) {
    const sigma = 1 / (bound * tau);
    const d = slopes({ ...f, data: bar }, axes);
    p = projected(
      p.map((field, k) => field.map((v, i) => v + sigma * itemAt(d[k] as Numbers, i))),
      weight,
      isotropic,
    );
    const div = divergence(p, f, axes);
    const next = u.map((v, i) => (v + tau * (itemAt(div, i) + itemAt(f.data, i))) / (1 + tau));
    const theta = 1 / Math.sqrt(1 + 2 * tau);
    bar = next.map((v, i) => v + theta * (v - itemAt(u, i)));
    u = next;
    tau *= theta;
    done++;
    if (done % 10 !== 0) continue;
    const of = slopes({ ...f, data: u }, axes);
    const primal = total(
      count,
      (i) => 0.5 * (itemAt(u, i) - itemAt(f.data, i)) ** 2 + weight * variation(of, i, isotropic),
    );
    const dual = total(count, (i) => 0.5 * itemAt(f.data, i) ** 2 - 0.5 * (itemAt(f.data, i) + itemAt(div, i)) ** 2);
    gap = (primal - dual) / Math.max(1, Math.abs(primal));
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
  readonly low?: number;
  readonly high?: number;
}

/** Chambolle and Pock 2011, algorithm 1, with periodic borders; the dual objective of §9.1's box: -(½|q|² + ⟨q, f⟩ + Σ max over the box of -w u). */
export function deblurTv(f: Field, psf: Field, options: DeblurOptions): Certified {
  const { weight, isotropic = true, maxIterations, tolerance = 1e-4, low = 0, high = 1 } = options;
  const axes = activeAxes(f.shape);
  const count = f.data.length;
  const strength = psf.data.reduce((sum, v) => sum + Math.abs(v), 0) ** 2;
  const scale = strength + 2 * axes.length;
  const box = (v: number): number => Math.min(high, Math.max(low, v));
  const start = f.data.map(box);
  let tau = (0.025 * (high - low)) / weight / scale;
  let u = start.slice();
  let bar = u;
  let q = new Float64Array(count);
  let p: Numbers[] = axes.map(() => new Float64Array(count));
  let [gap, done] = [Number.NaN, 0];
  while (done < maxIterations) {
    const [s, t] = [1 / (scale * tau), 1 / (2 * scale * tau)];
    const ax = blurred({ ...f, data: bar }, psf, 1);
    q = q.map((v, i) => (v + s * (itemAt(ax, i) - itemAt(f.data, i))) / (1 + s));
    const d = slopes({ ...f, data: bar }, axes);
    p = projected(
      p.map((field, k) => field.map((v, i) => v + t * itemAt(d[k] as Numbers, i))),
      weight,
      isotropic,
    );
    const back = blurred({ ...f, data: q }, psf, -1);
    const div = divergence(p, f, axes);
    const w = back.map((v, i) => v - itemAt(div, i));
    const next = u.map((v, i) => box(v - tau * itemAt(w, i)));
    bar = next.map((v, i) => 2 * v - itemAt(u, i));
    u = next;
    done++;
    if (done % 10 !== 0) continue;
    const of = slopes({ ...f, data: u }, axes);
    const au = blurred({ ...f, data: u }, psf, 1);
    const primal = total(
      count,
      (i) => 0.5 * (itemAt(au, i) - itemAt(f.data, i)) ** 2 + weight * variation(of, i, isotropic),
    );
    const dual = -total(count, (i) => {
      const [qi, wi] = [itemAt(q, i), itemAt(w, i)];
      return 0.5 * qi * qi + qi * itemAt(f.data, i) + Math.max(-wi * low, -wi * high);
    });
    gap = (primal - dual) / Math.max(1, Math.abs(primal));
    const way = Math.sqrt(total(count, (i) => (itemAt(u, i) - itemAt(start, i)) ** 2));
    const dualWay = Math.sqrt(p.reduce((sum, field) => sum + total(count, (i) => itemAt(field, i) ** 2), 0));
    tau = Math.sqrt((tau * 0.5 * way) / dualWay / scale);
    if (gap < tolerance) break;
  }
  return certified({ ...f, data: u }, gap, done, tolerance);
}
