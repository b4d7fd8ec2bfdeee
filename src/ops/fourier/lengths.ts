/** Lengths that are quick to transform: what an image is padded to. */
import { costOf, radicesOf } from './radices.js';

/** Longer ones than this much over the least cost more than any radices save. */
const MOST_OVER = 1.15;

const known = new Map<string, number>();
const KEPT = 256;

/**
 * The cheapest length of at least so many voxels. `packed`: that of the transform of real numbers, half as many complex ones; along x their rows must
 * stay whole vectors in every pass (see `inRows` in along.ts).
 */
export function quickLength(least: number, { packed, x }: { readonly packed: boolean; readonly x: boolean }): number {
  const key = `${least} ${packed} ${x}`;
  const present = known.get(key);
  if (present !== undefined) return present;
  const step = (x ? 16 : 1) * (packed ? 2 : 1);
  let best: { readonly length: number; readonly cost: number } | undefined;
  for (let length = Math.ceil(least / step) * step; !best || length <= least * MOST_OVER; length += step) {
    const cost = length * passesOf(packed ? length / 2 : length, x);
    if (Number.isFinite(cost) && !(best && best.cost <= cost)) best = { length, cost };
  }
  if (known.size >= KEPT) known.clear();
  known.set(key, best.length);
  return best.length;
}

/** What the passes cost a number, in copies, and one for what goes before and after; infinite where there are none. */
function passesOf(length: number, x: boolean): number {
  const radices = radicesOf(length, (radix) => !x || (radix % 4 === 0 && (length / radix) % 4 === 0));
  return radices ? radices.reduce((sum, radix) => sum + costOf(radix), 1) : Number.POSITIVE_INFINITY;
}
