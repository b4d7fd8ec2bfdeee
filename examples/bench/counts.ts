/** How often values occur in a sample of a result. */
import type { HostVolume } from 'brightfield';

const BINS = 128;

/** Counts in bars of equal width from the least finite value to the greatest, of one position along n, without the channels that are off. */
export function countsOf(
  { data, shape, dtype }: HostVolume,
  n: number,
  off: ReadonlySet<number> = new Set(),
): { readonly counts: Float64Array; readonly range: readonly [number, number] } {
  const plane = shape.z * shape.y * shape.x;
  const first = Math.min(n, shape.n - 1) * shape.c * plane;
  const values = Array.from({ length: shape.c }, (_, c) => c)
    .filter((c) => !off.has(c))
    .flatMap((c) => Array.from(data.subarray(first + c * plane, first + (c + 1) * plane), Number))
    .filter(Number.isFinite);
  const low = values.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
  const high = values.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
  if (!(low <= high)) return { counts: new Float64Array(1), range: [0, 1] };
  // of whole numbers each bar holds as many: others would be taller for no reason
  const whole = dtype !== 'f32' && dtype !== 'f16';
  const width = whole ? Math.ceil((high - low + 1) / BINS) : (high - low) / BINS || 1;
  const bins = whole ? Math.ceil((high - low + 1) / width) : BINS;
  const counts = new Float64Array(bins);
  for (const value of values) {
    const bin = Math.min(bins - 1, Math.floor((value - low) / width));
    counts[bin] = (counts[bin] ?? 0) + 1;
  }
  return { counts, range: [low, low + bins * width] };
}
