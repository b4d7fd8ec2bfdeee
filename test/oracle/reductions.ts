/**
 * Reductions over chosen axes, which keep length 1 in the result (NumPy's keepdims). All axes when none are named. A mask
 * broadcasts; voxels where it is 0 do not exist: their NaN reaches no result. Inside the mask NaN propagates as in NumPy;
 * histograms and thresholds leave non-finite numbers out and count them.
 */
import { AXES, type Axis, formatShape, type Shape, sameShape, shapeOf } from '../../src/core/axes.js';
import { DTYPES, type DType, isInteger } from '../../src/core/dtype.js';
import { ArgumentError } from '../../src/core/errors.js';
import { build, type Field, fieldOf, indexOf, itemAt, type Position, strideOf } from './field.js';
import { isTrue, type Range, where } from './pointwise.js';

/** What is reduced. */
export interface Over {
  /** The axes to reduce; all five when left out. */
  readonly axes?: readonly Axis[];
  /** Voxels that count, where not 0; broadcasts to the input. */
  readonly mask?: Field | undefined;
}

/** The sum; 0 of no voxels. */
export function sum(x: Field, over: Over = {}): Field {
  return reduce(x, over, total);
}

/** The mean; NaN of no voxels. */
export function mean(x: Field, over: Over = {}): Field {
  return reduce(x, over, (values) => total(values) / values.length);
}

/** The mean squared deviation from the mean, over `count - ddof`, at least 0 (NumPy's default: ddof 0). */
export function variance(x: Field, { ddof = 0, ...over }: Over & { readonly ddof?: number } = {}): Field {
  return reduce(x, over, (values) => {
    const centre = total(values) / values.length;
    return total(values.map((value) => (value - centre) ** 2)) / Math.max(0, values.length - ddof);
  });
}

/** The least; NaN if any is NaN; NaN of no voxels (NumPy throws). */
export function minimum(x: Field, over: Over = {}): Field {
  return reduce(x, over, least);
}

/** The greatest; NaN if any is NaN; NaN of no voxels (NumPy throws). */
export function maximum(x: Field, over: Over = {}): Field {
  return reduce(x, over, greatest);
}

/** The flat C-order index, over the reduced axes, of the first greatest, or of the first NaN; -1 of no voxels (NumPy throws). */
export function argmax(x: Field, over: Over = {}): Field {
  return reduce(x, over, (values, indices) => {
    let best = 0;
    for (let i = 0; i < values.length; i++) {
      if (Number.isNaN(itemAt(values, i))) return itemAt(indices, i);
      if (itemAt(values, i) > itemAt(values, best)) best = i;
    }
    return indices[best] ?? -1;
  });
}

/** As `argmax`, of the first least. */
export function argmin(x: Field, over: Over = {}): Field {
  return argmax({ shape: x.shape, data: x.data.map((value) => -value) }, over);
}

/** How many are not 0; NaN is not 0. */
export function countNonzero(x: Field, over: Over = {}): Field {
  return reduce(x, over, (values) => values.filter(isTrue).length);
}

/**
 * The q-quantile, q in [0, 1], interpolated linearly at rank q·(count - 1), as np.quantile. NaN if any is NaN or of no voxels.
 * A neighbour of weight exactly 0 is not read, so an infinity spreads only to ranks between it and its neighbour; NumPy 1.24
 * gives NaN near infinities.
 */
export function quantile(x: Field, { q, ...over }: Over & { readonly q: number }): Field {
  return reduce(x, over, (values) => {
    if (values.length === 0 || values.some(Number.isNaN)) return Number.NaN;
    const sorted = values.sort((a, b) => a - b || 0);
    const rank = q * (sorted.length - 1);
    const below = Math.floor(rank);
    const t = rank - below;
    if (t === 0) return itemAt(sorted, below);
    return (1 - t) * itemAt(sorted, below) + t * itemAt(sorted, below + 1);
  });
}

/** The running sum along an axis. */
export function cumulativeSum(x: Field, { axis }: { readonly axis: Axis }): Field {
  const running = fieldOf(x.shape);
  const stride = strideOf(x.shape, axis);
  eachVoxel(x.shape, (position, i) => {
    running.data[i] = (position[axis] === 0 ? 0 : itemAt(running.data, i - stride)) + itemAt(x.data, i);
  });
  return running;
}

/** What `histogram` takes: 256 bins of the input's own range when left out. */
export interface HistogramOptions extends Over {
  readonly bins?: number;
  readonly range?: Range;
}

/** Counts along `x`, the edges of the bins, and how many numbers inside the mask were left out as non-finite. */
export interface Histogram {
  readonly counts: Field;
  readonly edges: readonly number[];
  readonly nonFinite: Field;
}

/**
 * How many numbers fall in each of so many equal bins: `edges[i] <= v < edges[i + 1]`, the last bin closed above (NumPy).
 * Numbers outside the range are not counted. Without a range it is that of all finite numbers inside the mask, one for the
 * whole input; where they are all equal, half a unit to either side. The axes must name `x`, along which the bins then lie.
 */
export function histogram(x: Field, { bins = 256, range, ...over }: HistogramOptions = {}): Histogram {
  if (over.axes && !over.axes.includes('x'))
    throw new ArgumentError('histogram', 'the axes must name x, where the bins lie', over.axes.join(' '));
  const low = reduce(x, { mask: over.mask }, (values) => least(finite(values)));
  const high = reduce(x, { mask: over.mask }, (values) => greatest(finite(values)));
  const edges = binEdges(range ?? [itemAt(low.data, 0), itemAt(high.data, 0)], bins);
  const batches: number[][] = [];
  const nonFinite = reduce(x, over, (values) => {
    batches.push(countBins(values, edges));
    return values.length - finite(values).length;
  });
  const shape = { ...nonFinite.shape, x: bins };
  return { counts: fieldOf(shape, batches.flat()), edges, nonFinite };
}

/** What `thresholdOtsu` takes. */
export interface OtsuOptions extends Over {
  /** Bins of min…max for floats and for 32-bit integers; 256 when left out. */
  readonly bins?: number;
  /** The type that the numbers came from: integers of up to 16 bits have one bin a level. Float when left out. */
  readonly dtype?: DType;
}

/**
 * Otsu's threshold (Otsu 1979): the bin centre t that maximises w₁ w₂ (m₁ - m₂)², classes `<= t` and `> t`, the first of equals;
 * as skimage.filters.threshold_otsu 0.19. For integer types of up to 16 bits every level from min to max is a bin (scikit-image
 * does so for integers of any size); else `bins` equal bins of min…max with their centres. A constant gives itself.
 * Non-finite numbers are left out; with none left the threshold is NaN. (scikit-image throws on non-finite input.)
 */
export function thresholdOtsu(x: Field, options: OtsuOptions = {}): Field {
  return ofHistogram(x, options, otsu);
}

/** What is picked from the histograms of the numbers, whose first and last bins are not empty. */
export function ofHistogram(
  x: Field,
  { bins = 256, dtype = 'f32', ...over }: OtsuOptions,
  pick: (counts: readonly number[], centres: readonly number[]) => number,
): Field {
  return reduce(x, over, (all) => {
    const values = finite(all);
    const min = least(values);
    const max = greatest(values);
    if (values.length === 0 || min === max) return min;
    if (isInteger(dtype) && DTYPES[dtype].bytes <= 2) {
      const levels = Array.from({ length: max - min + 1 }, (_, i) => min + i);
      const counts = levels.map(() => 0);
      for (const value of values) counts[value - min] = itemAt(counts, value - min) + 1;
      return pick(counts, levels);
    }
    const edges = binEdges([min, max], bins);
    const centres = Array.from({ length: bins }, (_, i) => (itemAt(edges, i) + itemAt(edges, i + 1)) / 2);
    return pick(countBins(values, edges), centres);
  });
}

/** Otsu's threshold of a histogram whose first and last bins are not empty. */
function otsu(counts: readonly number[], centres: readonly number[]): number {
  let allCount = 0;
  let allSum = 0;
  for (const [i, count] of counts.entries()) {
    allCount += count;
    allSum += count * itemAt(centres, i);
  }
  let count = 0;
  let sumBelow = 0;
  let best = -1;
  let threshold = Number.NaN;
  for (let i = 0; i + 1 < counts.length; i++) {
    count += itemAt(counts, i);
    sumBelow += itemAt(counts, i) * itemAt(centres, i);
    const difference = sumBelow / count - (allSum - sumBelow) / (allCount - count);
    const between = count * (allCount - count) * difference ** 2;
    if (between > best) {
      best = between;
      threshold = itemAt(centres, i);
    }
  }
  return threshold;
}

/** One number for each batch position from the numbers inside the mask, in C order, and their indices over the reduced axes. */
export function reduce(
  x: Field,
  { axes = AXES, mask }: Over,
  f: (values: number[], indices: number[]) => number,
): Field {
  const kept = { ...x.shape };
  const reduced = { ...shapeOf({}) };
  for (const axis of axes) {
    reduced[axis] = x.shape[axis];
    kept[axis] = 1;
  }
  const everywhere = build(x.shape, () => 1);
  const selected = mask ? where(mask, everywhere, 0) : everywhere;
  if (!sameShape(selected.shape, x.shape))
    throw new ArgumentError('mask', `must broadcast to ${formatShape(x.shape)}`, formatShape(mask?.shape ?? x.shape));
  const [n, c, z, y] = [strideOf(x.shape, 'n'), strideOf(x.shape, 'c'), strideOf(x.shape, 'z'), strideOf(x.shape, 'y')];
  return build(kept, (batch) => {
    const first = indexOf(x.shape, batch);
    const values: number[] = [];
    const indices: number[] = [];
    eachVoxel(reduced, (by, index) => {
      const from = first + by.n * n + by.c * c + by.z * z + by.y * y + by.x;
      if (itemAt(selected.data, from) === 0) return;
      values.push(itemAt(x.data, from));
      indices.push(index);
    });
    return f(values, indices);
  });
}

function eachVoxel(shape: Shape, visit: (position: Readonly<Position>, index: number) => void): void {
  build(shape, (position, index) => {
    visit(position, index);
    return 0;
  });
}

function total(values: readonly number[]): number {
  let running = 0;
  for (const value of values) running += value;
  return running;
}

function least(values: readonly number[]): number {
  return values.length === 0 ? Number.NaN : values.reduce((a, b) => Math.min(a, b));
}

function greatest(values: readonly number[]): number {
  return values.length === 0 ? Number.NaN : values.reduce((a, b) => Math.max(a, b));
}

function finite(values: readonly number[]): number[] {
  return values.filter(Number.isFinite);
}

/** The edges of equal bins, the last exact; equal ends are moved half a unit apart; no numbers at all give 0…1. */
function binEdges([low, high]: Range, bins: number): number[] {
  if (Number.isNaN(low)) return binEdges([0, 1], bins);
  if (low === high) return binEdges([low - 0.5, high + 0.5], bins);
  const step = (high - low) / bins;
  return Array.from({ length: bins + 1 }, (_, i) => (i === bins ? high : low + i * step));
}

function countBins(values: readonly number[], edges: readonly number[]): number[] {
  const bins = edges.length - 1;
  const counts = new Array<number>(bins).fill(0);
  const low = itemAt(edges, 0);
  const high = itemAt(edges, bins);
  for (const value of values) {
    if (!(value >= low && value <= high)) continue; // NaN and what is out of range
    let bin = Math.min(Math.floor(((value - low) / (high - low)) * bins), bins - 1);
    while (value < itemAt(edges, bin)) bin--; // the edges decide, not the rounded quotient
    while (bin < bins - 1 && value >= itemAt(edges, bin + 1)) bin++;
    counts[bin] = itemAt(counts, bin) + 1;
  }
  return counts;
}
