/** The grey window of an image that nobody has described: from its dark voxels to its bright ones. */
import type { HostVolume } from 'brightfield';

export type Window = readonly [number, number];

/** The share of voxels left out at each end: a few extreme ones would leave the others grey. */
const TAIL = 0.005;
const DIGITS = 3;

/** What holds nearly all voxels of a sample, NaN and infinities aside; only the display depends on it. */
export function windowOf({ data }: HostVolume): Window {
  const sorted = Float64Array.from(data).filter(Number.isFinite).sort();
  const last = sorted.length - 1;
  const at = (share: number): number => sorted[Math.round(share * last)] ?? 0;
  // an image of two values, such as a sparse mask, has them at its ends
  const exact: Window = at(TAIL) < at(1 - TAIL) ? [at(TAIL), at(1 - TAIL)] : [at(0), at(1)];
  const round = (value: number): number => Number(value.toPrecision(DIGITS));
  const rounded: Window = [round(exact[0]), round(exact[1])];
  if (rounded[0] < rounded[1]) return rounded;
  return exact[0] < exact[1] ? exact : [exact[0], exact[0] + 1];
}
