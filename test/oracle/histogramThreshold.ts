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
