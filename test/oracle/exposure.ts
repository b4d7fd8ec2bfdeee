/** Grey-level curves of scikit-image 0.19, in float64 and before it truncates to the type of the image. */
import type { Field } from './field.js';
import { elementwise } from './pointwise.js';

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
