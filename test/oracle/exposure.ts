/** Grey-level curves of scikit-image 0.19, in float64 and before it truncates to the type of the image. */
import { AXES, type Axis, type PerAxis, SPATIAL_AXES, type SpatialAxis } from '../../src/core/axes.js';
import { borderIndex, build, type Field, fieldOf, indexOf, itemAt, type Position } from './field.js';
import { elementwise } from './pointwise.js';
import { cumulativeSum, histogram } from './reductions.js';

/** gain · scale · (x / scale)^gamma */
export const adjustGamma = (x: Field, { gamma = 1, gain = 1, scale = 1 } = {}): Field =>
  elementwise([x], (v) => (v / scale) ** gamma * scale * gain);

/** gain · scale · log2(1 + x / scale), or its inverse. */
export const adjustLog = (x: Field, { gain = 1, inverse = false, scale = 1 } = {}): Field =>
  elementwise([x], (v) => (inverse ? 2 ** (v / scale) - 1 : Math.log2(1 + v / scale)) * scale * gain);

/** scale / (1 + e^(gain · (cutoff - x / scale))), or what is left of scale. */
export const adjustSigmoid = (x: Field, { cutoff = 0.5, gain = 10, inverse = false, scale = 1 } = {}): Field =>
  elementwise([x], (v) => {
    const share = 1 / (1 + Math.exp(gain * (cutoff - v / scale)));
    return (inverse ? 1 - share : share) * scale;
  });

/** scale / 2 · (1 + sin(2π · periods · x / scale + phase)) */
export const adjustSine = (x: Field, { periods = 0.5, phase = -Math.PI / 2, scale = 1 } = {}): Field =>
  elementwise([x], (v) => (scale / 2) * (1 + Math.sin(((2 * Math.PI * periods) / scale) * v + phase)));

/** The image limited to a range and stretched to another; the range is by default that of the finite voxels. */
export function rescaleIntensity(
  x: Field,
  { inRange, percentiles, outRange = [0, 1] }: Readonly<Partial<Record<string, readonly number[]>>> = {},
): Field {
  const finite = [...x.data].filter(Number.isFinite).sort((a, b) => a - b);
  const [low = 0, high = 0] = inRange ?? (percentiles ?? [0, 100]).map((percent) => rankOf(finite, percent / 100));
  const [first = 0, last = 1] = outRange;
  return elementwise([x], (v) => {
    const limited = Math.min(Math.max(v, low), high);
    if (low === high) return Math.min(Math.max(limited, first), last);
    return ((limited - low) / (high - low)) * (last - first) + first;
  });
}

/** The quantile of sorted numbers, interpolated linearly. */
function rankOf(sorted: readonly number[], q: number): number {
  const rank = q * (sorted.length - 1);
  const [below = Number.NaN, above = Number.NaN] = [sorted[Math.floor(rank)], sorted[Math.ceil(rank)]];
  return below + (above - below) * (rank - Math.floor(rank));
}

/** The table at each number, linear between its places, which lie at equal distances from low to high. */
export function lookup(x: Field, table: Field, { range }: { readonly range?: readonly number[] } = {}): Field {
  const n = table.shape.x;
  const [low = 0, high = 0] = range ?? [0, n - 1];
  return build(x.shape, (at) => {
    const row = within(table, at);
    const entry = (i: number): number => itemAt(table.data, indexOf(table.shape, { ...row, x: i }));
    const v = itemAt(x.data, indexOf(x.shape, at));
    if (Number.isNaN(v)) return Number.NaN;
    if (v <= low) return entry(0);
    if (v >= high) return entry(n - 1);
    const place = ((v - low) / (high - low)) * (n - 1);
    const i = Math.floor(place);
    return place === i ? entry(i) : entry(i) + (place - i) * (entry(i + 1) - entry(i));
  });
}

/** The share of finite voxels up to each number: of levels exactly, otherwise linear between the centres of bins. */
export function equalizeHist(
  x: Field,
  { bins = 256, axes = AXES, levels = false }: { bins?: number; axes?: readonly Axis[]; levels?: boolean },
  mask?: Field,
): Field {
  const kept = AXES.filter((axis) => !axes.includes(axis));
  const groups = new Map<string, number[]>();
  const groupAt = (at: Position): string => kept.map((axis) => at[axis]).join();
  build(x.shape, (at) => {
    const v = itemAt(x.data, indexOf(x.shape, at));
    const group = groups.get(groupAt(at)) ?? [];
    groups.set(groupAt(at), group);
    if (Number.isFinite(v) && (!mask || itemAt(mask.data, indexOf(mask.shape, within(mask, at))) !== 0)) group.push(v);
    return 0;
  });
  const curves = new Map([...groups].map(([key, values]) => [key, levels ? values : cumulated(values, bins)] as const));
  return build(x.shape, (at) => {
    const v = itemAt(x.data, indexOf(x.shape, at));
    const found = curves.get(groupAt(at));
    if (Number.isNaN(v) || !found || groups.get(groupAt(at))?.length === 0) return Number.NaN;
    if (Array.isArray(found)) return found.filter((other) => other <= v).length / found.length;
    return itemAt(lookup(fieldOf({}, [v]), found.share, { range: found.centres }).data, 0);
  });
}

/** The share of numbers up to the end of each bin, and the centres of the first and the last one. */
function cumulated(values: number[], bins: number) {
  const { counts, edges } = histogram(fieldOf({ x: values.length || 1 }, values.length ? values : [0]), { bins });
  const share = cumulativeSum(counts, { axis: 'x' });
  for (let i = 0; i < bins; i++) share.data[i] = itemAt(share.data, i) / values.length;
  const centre = (i: number): number => (itemAt(edges, i) + itemAt(edges, i + 1)) / 2;
  return { share, centres: [centre(0), centre(bins - 1)] };
}

/** A position in what broadcasts. */
function within(field: Field, at: Position): Position {
  const result = { ...at };
  for (const axis of AXES) if (field.shape[axis] === 1) result[axis] = 0;
  return result;
}

interface Adaptive {
  readonly kernelSize?: PerAxis<number>;
  readonly clipLimit?: number;
  readonly bins?: number;
}

/** Zuiderveld's contrast limited adaptive equalisation as scikit-image has it, of each n and c. */
export function equalizeAdapthist(x: Field, { kernelSize, clipLimit = 0.01, bins = 256 }: Adaptive): Field {
  const size = Object.fromEntries(
    SPATIAL_AXES.map((axis) => {
      const given = typeof kernelSize === 'number' ? kernelSize : kernelSize?.[axis];
      return [axis, x.shape[axis] === 1 ? 1 : (given ?? Math.max(1, Math.floor(x.shape[axis] / 8)))];
    }),
  ) as Record<SpatialAxis, number>;
  const voxels = size.z * size.y * size.x;
  const most = clipLimit > 0 ? Math.max(1, Math.floor(clipLimit * voxels)) : voxels;
  const result = build(x.shape, () => Number.NaN);
  for (let n = 0; n < x.shape.n; n++)
    for (let c = 0; c < x.shape.c; c++) {
      const one = build({ ...x.shape, n: 1, c: 1 }, (at) => itemAt(x.data, indexOf(x.shape, { ...at, n, c })));
      const finite = [...one.data].filter(Number.isFinite);
      const [low, high] = [Math.min(...finite), Math.max(...finite)];
      const binOf = (v: number): number => {
        if (Number.isNaN(v)) return Number.NaN;
        const share = low === high ? 0 : (Math.min(Math.max(v, low), high) - low) / (high - low);
        return Math.floor(
          itemAt(elementwise([fieldOf({}, [share * 16383])], roundHalfEven).data, 0) / (1 + Math.floor(16384 / bins)),
        );
      };
      const places = elementwise([one], binOf);
      const curves = new Map<string, number[]>();
      const curveOf = (tile: Record<SpatialAxis, number>): number[] => {
        const key = `${tile.z} ${tile.y} ${tile.x}`;
        const known = curves.get(key);
        if (known) return known;
        const counts = new Array<number>(bins).fill(0);
        build(size, ({ z, y, x: i }) => {
          const inside = (axis: SpatialAxis, by: number): number =>
            borderIndex(tile[axis] * size[axis] + by, x.shape[axis], 'mirror') ?? 0;
          const place = itemAt(
            places.data,
            indexOf(places.shape, { n: 0, c: 0, z: inside('z', z), y: inside('y', y), x: inside('x', i) }),
          );
          if (!Number.isNaN(place)) counts[place] = (counts[place] ?? 0) + 1;
          return 0;
        });
        const all = Math.max(
          1,
          counts.reduce((a, b) => a + b),
        );
        let sum = 0;
        const curve = clipped(counts, most).map((count) => {
          sum += count;
          return Math.min(16383, Math.floor((sum * 16383) / all));
        });
        curves.set(key, curve);
        return curve;
      };
      const levels = build(places.shape, (at) => {
        const place = itemAt(places.data, indexOf(places.shape, at));
        if (Number.isNaN(place)) return Number.NaN;
        let level = 0;
        for (const corner of [0, 1, 2, 3, 4, 5, 6, 7]) {
          let weight = 1;
          const tile = { z: 0, y: 0, x: 0 };
          for (const [bit, axis] of SPATIAL_AXES.entries()) {
            const shifted = at[axis] + Math.floor(size[axis] / 2);
            const upper = (corner >> bit) & 1;
            const share = (shifted % size[axis]) / size[axis];
            weight *= upper ? share : 1 - share;
            const count = Math.ceil(x.shape[axis] / size[axis]);
            tile[axis] = Math.min(Math.max(Math.floor(shifted / size[axis]) - 1 + upper, 0), count - 1);
          }
          level += weight * itemAt(Float64Array.from(curveOf(tile)), place);
        }
        // a sum of shares of whole numbers may round to below one
        return Math.floor(level + 1e-6);
      });
      const made = [...levels.data].filter(Number.isFinite);
      const [least, greatest] = [Math.min(...made), Math.max(...made)];
      levels.data.forEach((level, i) => {
        const stretched = least === greatest ? Math.min(level, 1) : (level - least) / (greatest - least);
        result.data[(n * x.shape.c + c) * levels.data.length + i] = stretched;
      });
    }
  return result;
}

/** A histogram cut off, and what was cut off spread over it. */
function clipped(counts: readonly number[], most: number): number[] {
  let excess = counts.reduce((sum, count) => sum + Math.max(0, count - most), 0);
  const step = Math.floor(excess / counts.length);
  const heights = counts.map((count) => {
    let height = Math.min(count, most);
    if (height < most - step) {
      height += step;
      excess -= step;
    }
    if (height < most - step || height >= most) return height;
    excess -= most - height;
    return most;
  });
  for (let before = Number.POSITIVE_INFINITY; excess > 0 && excess < before; ) {
    before = excess;
    for (let first = 0; first < heights.length && excess > 0; first++) {
      const apart = Math.max(1, Math.floor(heights.filter((height) => height < most).length / excess));
      for (let i = first; i < heights.length; i += apart)
        if ((heights[i] ?? 0) < most) {
          heights[i] = (heights[i] ?? 0) + 1;
          excess -= 1;
        }
    }
  }
  return heights;
}

const roundHalfEven = (v: number): number => {
  const whole = Math.round(v);
  return whole - v === 0.5 && whole % 2 !== 0 ? whole - 1 : whole;
};

/** Every number replaced by the reference's of the same share: of levels as scikit-image, else linear within bins of both. */
export function matchHistograms(
  x: Field,
  reference: Field,
  { bins = 1024, axes = AXES, levels = false }: { bins?: number; axes?: readonly Axis[]; levels?: boolean },
): Field {
  const kept = AXES.filter((axis) => !axes.includes(axis));
  const groupOf = (at: Position): string => kept.map((axis) => at[axis]).join();
  const groupsOf = (field: Field): Map<string, number[]> => {
    const groups = new Map<string, number[]>();
    build(field.shape, (at) => {
      const v = itemAt(field.data, indexOf(field.shape, at));
      if (Number.isFinite(v)) groups.set(groupOf(at), [...(groups.get(groupOf(at)) ?? []), v]);
      return 0;
    });
    return groups;
  };
  const curvesOf = (groups: Map<string, number[]>) =>
    new Map([...groups].map(([key, values]) => [key, quantilesOf(values, levels ? undefined : bins)] as const));
  const numbers = groupsOf(x);
  const [own, others] = [curvesOf(numbers), curvesOf(groupsOf(reference))];
  return build(x.shape, (at) => {
    const v = itemAt(x.data, indexOf(x.shape, at));
    const [mine, theirs] = [own.get(groupOf(at)), others.get(groupOf(at))];
    if (Number.isNaN(v) || !mine || !theirs) return Number.NaN;
    if (new Set(numbers.get(groupOf(at))).size === 1) return interpolated(1, theirs.shares, theirs.values);
    // what the edges of bins become, and linear between them
    const found = mine.shares.map((share) => interpolated(share, theirs.shares, theirs.values));
    return interpolated(v, mine.values, found);
  });
}

/** Numbers and the shares up to them: each that there is, or the edges of bins. */
function quantilesOf(values: number[], bins: number | undefined): { values: number[]; shares: number[] } {
  const sorted = [...values].sort((a, b) => a - b);
  const upTo = (v: number): number => sorted.filter((other) => other <= v).length / sorted.length;
  if (bins === undefined) {
    const unique = [...new Set(sorted)];
    return { values: unique, shares: unique.map(upTo) };
  }
  const { counts, edges } = histogram(fieldOf({ x: values.length }, values), { bins });
  const sums = [0, ...cumulativeSum(counts, { axis: 'x' }).data];
  return { values: [...edges], shares: sums.map((sum) => sum / values.length) };
}

/** numpy.interp; where places are equal the first. */
function interpolated(v: number, places: readonly number[], values: readonly number[]): number {
  const upper = places.findIndex((place) => place >= v);
  const [end = 0, first = 0] = [values.at(-1), values[0]];
  if (upper < 0) return end;
  const [b = 0, value = 0] = [places[upper], values[upper]];
  if (upper === 0) {
    // the last of those that are equal to the first, when nothing lies below it
    return b === v ? (values[places.lastIndexOf(b)] ?? first) : first;
  }
  const [a = 0, before = 0] = [places[upper - 1], values[upper - 1]];
  return before + ((v - a) / (b - a)) * (value - before);
}
