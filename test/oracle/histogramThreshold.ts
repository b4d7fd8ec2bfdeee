/** Thresholds that scikit-image 0.19 picks from a histogram whose first and last bins are not empty, from their definitions. */
import { itemAt } from './field.js';

const total = (numbers: readonly number[]): number => numbers.reduce((sum, v) => sum + v, 0);

/** The first bin i with i <= (m1 + m2) / 2 < i + 1, m1 and m2 the means of the bins up to i and beyond it. */
export function isodata(counts: readonly number[], centres: readonly number[]): number {
  const products = counts.map((count, i) => count * i);
  const [n, s] = [total(counts), total(products)];
  for (let i = 0; i + 1 < counts.length; i++) {
    const w = total(counts.slice(0, i + 1));
    const r = total(products.slice(0, i + 1));
    // (r / w + (s - r) / (n - w)) / 2 in whole numbers
    const [means, whole] = [r * (n - w) + (s - r) * w, 2 * w * (n - w)];
    if (means >= i * whole && means < (i + 1) * whole) return itemAt(centres, i);
  }
  return Number.NaN;
}

/** The bin farthest below the line from the peak to the end of the longer tail, the first of equals from that end. */
export function triangle(counts: readonly number[], centres: readonly number[]): number {
  const peak = Math.max(...counts);
  const top = counts.indexOf(peak);
  const flipped = top < counts.length - 1 - top;
  const end = flipped ? counts.length - 1 : 0;
  const tail = flipped ? counts.slice(top + 1).reverse() : counts.slice(0, top);
  const lengths = tail.map((count, x) => peak * x - tail.length * count);
  return itemAt(centres, Math.abs(end - lengths.indexOf(Math.max(...lengths))));
}

/** The first bin of greatest (P (1 - P))² / (Q (S - Q)), P and Q the sums of the probabilities and of their squares up to it. */
export function yen(counts: readonly number[], centres: readonly number[]): number {
  const squares = counts.map((count) => count ** 2);
  const criteria = counts.slice(0, -1).map((_, i) => {
    const [w, n] = [total(counts.slice(0, i + 1)), total(counts)];
    const [q, s] = [total(squares.slice(0, i + 1)), total(squares)];
    return (w * (n - w)) ** 2 / (q * (s - q));
  });
  return itemAt(centres, criteria.indexOf(Math.max(...criteria)));
}

/** The last bins of all classes but the last that part counts best: the greatest sum of s² / w, tried one by one, the first of equals. */
export function multiotsu(counts: readonly number[], centres: readonly number[], classes: number): number[] {
  const held = counts.flatMap((count, i) => (count > 0 ? [i] : []));
  if (held.length < classes) return new Array<number>(classes - 1).fill(Number.NaN);
  if (held.length === classes) return held.slice(0, -1).map((i) => itemAt(centres, i));
  const w = [0];
  const s = [0];
  for (const [i, count] of counts.entries()) {
    w.push((w[i] ?? 0) + count);
    // the first bin counts as the second
    s.push((s[i] ?? 0) + count * Math.max(i, 1));
  }
  const share = (i: number, j: number): number =>
    j === 0 || w[j + 1] === w[i] ? 0 : (itemAt(s, j + 1) - itemAt(s, i)) ** 2 / (itemAt(w, j + 1) - itemAt(w, i));
  const known = new Map<string, { sum: number; ends: number[] }>();
  const best = (i: number, left: number): { sum: number; ends: number[] } => {
    if (left === 1) return { sum: share(i, counts.length - 1), ends: [] };
    const key = `${i} ${left}`;
    const before = known.get(key);
    if (before) return before;
    let found = { sum: -1, ends: [] as number[] };
    for (let j = i; j <= counts.length - left; j++) {
      const rest = best(j + 1, left - 1);
      const sum = share(i, j) + rest.sum;
      if (sum > found.sum) found = { sum, ends: [j, ...rest.ends] };
    }
    known.set(key, found);
    return found;
  };
  return best(0, classes).ends.map((j) => itemAt(centres, j));
}

/** The lowest bin between both maxima, once means of three have left no more than two in less than so many turns. */
export function minimum(counts: readonly number[], centres: readonly number[], maxNumIter = 10_000): number {
  let heights = counts.map(Number);
  for (let turn = 1; turn < maxNumIter; turn++) {
    const at = (i: number): number => itemAt(heights, Math.min(Math.max(i, 0), heights.length - 1));
    heights = heights.map((_, i) => (at(i - 1) + at(i) + at(i + 1)) / 3);
    const maxima = fallsAfterRises(heights);
    if (maxima.length > 2) continue;
    const [from, to] = maxima;
    if (from === undefined || to === undefined) return Number.NaN;
    const between = heights.slice(from, to + 1);
    return itemAt(centres, from + between.indexOf(Math.min(...between)));
  }
  return Number.NaN;
}

/** Where numbers begin to fall, having risen or not moved before. */
function fallsAfterRises(heights: readonly number[]): number[] {
  const found: number[] = [];
  let rising = true;
  for (let i = 0; i + 1 < heights.length; i++) {
    const step = itemAt(heights, i + 1) - itemAt(heights, i);
    if (rising && step < 0) found.push(i);
    if (step !== 0) rising = step > 0;
  }
  return found;
}

/** From the mean on, the logarithmic mean of the means of both classes, above the least number, until it steps no farther. */
export function li(all: readonly number[], tolerance: number): number {
  const finite = all.filter(Number.isFinite);
  const least = finite.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
  const values = finite.map((v) => v - least);
  if (values.length === 0) return Number.NaN;
  if (values.every((v) => v === 0)) return least;
  const mean = (some: readonly number[]): number => total(some) / some.length;
  let before = Number.NEGATIVE_INFINITY;
  let t = mean(values);
  while (Math.abs(t - before) > tolerance) {
    before = t;
    const [back, fore] = [mean(values.filter((v) => v <= before)), mean(values.filter((v) => v > before))];
    t = (back - fore) / (Math.log(back) - Math.log(fore));
  }
  return t + least;
}
