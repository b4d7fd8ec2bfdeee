/** Grey-level curves of scikit-image 0.19, in float64 and before it truncates to the type of the image. */
import { AXES, type Axis } from '../../src/core/axes.js';
import { build, type Field, fieldOf, indexOf, itemAt, type Position } from './field.js';
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
