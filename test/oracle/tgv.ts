/** Total generalised variation in float64, by the iterations that the operations state, from its definition: a list of differences, and its transpose. */
import { activeAxes, type SpatialAxis } from '../../src/core/axes.js';
import { type Field, fieldOf, itemAt, positionOf, strideOf } from './field.js';
import { type Certified, relativeGap } from './solve.js';

export interface TgvOptions {
  readonly alpha1: number;
  readonly alpha0: number;
  readonly spacing?: Partial<Record<SpatialAxis, number>>;
  readonly tolerance?: number;
  readonly maxIterations: number;
}

type Numbers = Float64Array;
type Row = readonly (readonly [column: number, factor: number])[];

const times = (rows: readonly Row[], x: Numbers): Numbers =>
  Float64Array.from(rows, (row) => row.reduce((sum, [column, factor]) => sum + factor * itemAt(x, column), 0));

function transposed(rows: readonly Row[], y: Numbers, columns: number): Numbers {
  const sum = new Float64Array(columns);
  for (const [at, row] of rows.entries())
    for (const [column, factor] of row) sum[column] = itemAt(sum, column) + factor * itemAt(y, at);
  return sum;
}

/**
 * Rows of D (voxel by voxel of every axis), and of E (of every pair of axes), whose columns are v of every axis. v along an axis has no voxel at the last position there. The rows off the
 * diagonal are multiplied by √2, so that lengths of matrices are those of vectors.
 */
function differences(like: Field, spacing: Partial<Record<SpatialAxis, number>>) {
  const { shape, data } = like;
  const axes = activeAxes(shape);
  const count = data.length;
  const h = (axis: SpatialAxis): number => spacing[axis] ?? 1;
  const lives = (axis: SpatialAxis, i: number): boolean => positionOf(shape, i)[axis] + 1 < shape[axis];
  const slopes = axes.map((axis) =>
    Array.from(data, (_, i): Row => {
      const stride = strideOf(shape, axis);
      return lives(axis, i)
        ? [
            [i + stride, 1 / h(axis)],
            [i, -1 / h(axis)],
          ]
        : [];
    }),
  );
  /** ∂ along `by` of v along `of`, times a factor. */
  const back = (of: SpatialAxis, by: SpatialAxis, i: number, factor: number): Row => {
    const before = i - strideOf(shape, by);
    if (positionOf(shape, i)[by] === 0 || !lives(of, i) || !lives(of, before)) return [];
    const first = axes.indexOf(of) * count;
    return [
      [first + i, factor / h(by)],
      [first + before, -factor / h(by)],
    ];
  };
  const bends = axes.flatMap((k, at) =>
    axes
      .slice(at)
      .map((l) =>
        Array.from(
          data,
          (_, i): Row =>
            k === l ? back(k, k, i, 1) : [...back(k, l, i, Math.SQRT1_2), ...back(l, k, i, Math.SQRT1_2)],
        ),
      ),
  );
  return { axes, slopes, bends };
}

const lengths = (parts: readonly Numbers[]): Numbers =>
  (parts[0] as Numbers).map((_, i) => Math.hypot(...parts.map((part) => itemAt(part, i))));
const total = (numbers: Numbers): number => numbers.reduce((a, b) => a + b, 0);

function within(parts: readonly Numbers[], most: number): Numbers[] {
  const long = lengths(parts);
  return parts.map((part) => part.map((v, i) => (v * most) / Math.max(most, itemAt(long, i))));
}

/** Chambolle and Pock 2011, over-relaxed by 1.8; the gap as the difference of both objectives, the dual one of E* q, shortened until it is feasible. */
export function denoiseTgv(f: Field, options: TgvOptions): Certified {
  const { alpha1, alpha0, spacing = {}, tolerance = 1e-3, maxIterations } = options;
  const { axes, slopes, bends } = differences(f, spacing);
  const count = f.data.length;
  const d = axes.length;
  // the mean distance of voxels, in which steps are measured
  const m = Math.sqrt(d / axes.reduce((sum, axis) => sum + (spacing[axis] ?? 1) ** -2, 0));
  const bound = 4 * d + 0.5 + Math.sqrt(4 * d + 0.25);
  const parts = (long: Numbers, of: number): Numbers[] =>
    Array.from({ length: of }, (_, k) => long.slice(k * count, (k + 1) * count));
  const joined = (list: readonly Numbers[]): Numbers => Float64Array.from(list.flatMap((part) => [...part]));
  const down = (p: readonly Numbers[]): Numbers =>
    p.map((part, k) => transposed(slopes[k] as Row[], part, count)).reduce((a, b) => a.map((v, i) => v + itemAt(b, i)));
  const up = (q: readonly Numbers[]): Numbers[] =>
    parts(
      q
        .map((part, k) => transposed(bends[k] as Row[], part, d * count))
        .reduce((a, b) => a.map((v, i) => v + itemAt(b, i))),
      d,
    );
  /** D u - v, where there is a v. */
  const rest = (u: Numbers, v: readonly Numbers[]): Numbers[] =>
    slopes.map((rows, k) =>
      times(rows, u).map((slope, i) => ((rows[i] as Row).length > 0 ? slope - itemAt(v[k] as Numbers, i) : 0)),
    );
  const bent = (v: readonly Numbers[]): Numbers[] => bends.map((rows) => times(rows, joined(v)));
  const relaxed = (from: readonly Numbers[], to: readonly Numbers[]): Numbers[] =>
    from.map((part, k) => part.map((a, i) => a + 1.8 * (itemAt(to[k] as Numbers, i) - a)));
  const moved = (p: readonly Numbers[], by: readonly Numbers[], sigma: number): Numbers[] =>
    p.map((part, k) => part.map((a, i) => a + sigma * itemAt(by[k] as Numbers, i)));
  const mean = total(f.data) / count;
  const deviation = Math.sqrt(total(f.data.map((v) => (v - mean) ** 2)) / count);
  let tau = (0.25 * deviation * m) / alpha1 / Math.sqrt(bound);
  const none = (of: number): Numbers[] => Array.from({ length: of }, () => new Float64Array(count));
  let [u, bar] = [f.data.slice(), f.data.slice()];
  let [v, vbar, p, q] = [none(d), none(d), none(d), none(bends.length)];
  let [gap, done] = [Number.NaN, 0];
  while (done < maxIterations) {
    const sigma = 1 / (bound * tau);
    p = relaxed(p, within(moved(p, rest(bar, vbar), sigma * m ** 2), alpha1));
    q = relaxed(q, within(moved(q, bent(vbar), sigma * m ** 4), alpha0));
    const pulled = down(p);
    const next = u.map((a, i) => (a - tau * (itemAt(pulled, i) - itemAt(f.data, i))) / (1 + tau));
    const back = up(q);
    const nextV = v.map((part, k) =>
      part.map((a, i) => {
        const lives = (slopes[k]?.[i] as Row).length > 0;
        return lives ? a + (tau / m ** 2) * (itemAt(p[k] as Numbers, i) - itemAt(back[k] as Numbers, i)) : 0;
      }),
    );
    bar = next.map((a, i) => 2 * a - itemAt(u, i));
    vbar = nextV.map((part, k) => part.map((a, i) => 2 * a - itemAt(v[k] as Numbers, i)));
    u = u.map((a, i) => a + 1.8 * (itemAt(next, i) - a));
    v = relaxed(v, nextV);
    done++;
    if (done % 10 !== 0) continue;
    const primal =
      total(u.map((a, i) => (a - itemAt(f.data, i)) ** 2 / 2)) +
      alpha1 * total(lengths(rest(u, v))) +
      alpha0 * total(lengths(bent(v)));
    const feasible = up(within(q, alpha0));
    const longest = lengths(feasible).reduce((a, b) => Math.max(a, b));
    const curl = down(feasible.map((part) => part.map((a) => (a * alpha1) / Math.max(alpha1, longest))));
    const dual = total(f.data.map((a, i) => a ** 2 / 2 - (a - itemAt(curl, i)) ** 2 / 2));
    gap = relativeGap(primal - dual, primal, total(f.data.map((a) => a ** 2 / 2)));
    const way = Math.sqrt(total(u.map((a, i) => (a - itemAt(f.data, i)) ** 2)));
    const dualWay = Math.sqrt(p.reduce((sum, part) => sum + total(part.map((a) => a ** 2)), 0)) / m;
    tau = Math.sqrt((tau * 0.2 * way) / dualWay / Math.sqrt(bound));
    if (gap < tolerance) break;
  }
  return {
    result: { ...f, data: u },
    gap: fieldOf({}, [gap]),
    iterations: fieldOf({}, [done]),
    converged: fieldOf({}, [gap < tolerance ? 1 : 0]),
  };
}
