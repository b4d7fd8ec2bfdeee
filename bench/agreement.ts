/** Whether two results are the same. A NaN on one side only, another number of voxels and an empty result are disagreements. */
import type { HostVolume } from 'brightfield';
import type { Agreement } from './row.js';

export const F32: Agreement = { abs: 1e-4, rel: 1e-4, why: 'f32 on both sides, numbers near 1' };

type Values = ArrayLike<number>;

/** Nothing where they agree, else a sentence. */
export function disagreement(ours: HostVolume, theirs: HostVolume, agrees: Agreement = F32): string | undefined {
  const [mine, other] = [ours.data as Values, theirs.data as Values];
  if (mine.length === 0) return 'our result is empty';
  if (mine.length !== other.length) return `our result has ${mine.length} values, theirs ${other.length}`;
  if (agrees.of === 'labels') return otherRegions(mine, other, agrees.share ?? 0);
  if (agrees.of === 'distribution') return otherMoments(mine, other, agrees);
  return otherValues(mine, other, agrees, inside(ours, agrees.margin ?? 0));
}

/** Which places count. */
function inside({ shape }: HostVolume, margin: number): (at: number) => boolean {
  if (margin === 0) return () => true;
  const { z, y, x } = shape;
  const within = (at: number, length: number): boolean => length === 1 || (at >= margin && at < length - margin);
  return (at) => within(at % x, x) && within(Math.floor(at / x) % y, y) && within(Math.floor(at / (x * y)) % z, z);
}

function otherValues(
  mine: Values,
  other: Values,
  { abs = 0, rel = 0, share = 0 }: Agreement,
  counts: (at: number) => boolean,
): string | undefined {
  let apart = 0;
  let looked = 0;
  let worst = 0;
  let place = -1;
  for (let at = 0; at < mine.length; at++) {
    if (!counts(at)) continue;
    looked++;
    const [a, b] = [mine[at] ?? Number.NaN, other[at] ?? Number.NaN];
    if ((Number.isNaN(a) && Number.isNaN(b)) || a === b) continue;
    const distance = Math.abs(a - b);
    if (distance <= abs + rel * Math.abs(b)) continue;
    apart++;
    if (place < 0 || !(distance <= worst)) [worst, place] = [distance, at];
  }
  if (looked === 0) return 'no voxel lies inside the margin';
  if (apart <= share * looked) return undefined;
  return `${apart} of ${looked} values differ; at ${place} ours is ${mine[place]}, theirs ${other[place]}`;
}

/** Labels are the same when each of ours goes with one of theirs, and the other way round. */
function otherRegions(mine: Values, other: Values, share: number): string | undefined {
  const [to, from] = [new Map<number, number>(), new Map<number, number>()];
  let apart = 0;
  for (let at = 0; at < mine.length; at++) {
    const [a, b] = [mine[at] ?? Number.NaN, other[at] ?? Number.NaN];
    if (!to.has(a)) to.set(a, b);
    if (!from.has(b)) from.set(b, a);
    if (to.get(a) !== b || from.get(b) !== a) apart++;
  }
  return apart <= share * mine.length
    ? undefined
    : `${apart} of ${mine.length} voxels lie in other regions (${to.size} of ours, ${from.size} of theirs)`;
}

function moments(values: Values): { mean: number; deviation: number } {
  let [sum, squares] = [0, 0];
  for (let at = 0; at < values.length; at++) sum += values[at] ?? 0;
  const mean = sum / values.length;
  for (let at = 0; at < values.length; at++) squares += ((values[at] ?? 0) - mean) ** 2;
  return { mean, deviation: Math.sqrt(squares / values.length) };
}

function otherMoments(mine: Values, other: Values, { abs = 0, rel = 0 }: Agreement): string | undefined {
  const [a, b] = [moments(mine), moments(other)];
  const near = (one: number, two: number): boolean => Math.abs(one - two) <= abs + rel * Math.abs(two);
  if (near(a.mean, b.mean) && near(a.deviation, b.deviation)) return undefined;
  const text = ({ mean, deviation }: typeof a): string => `mean ${mean}, standard deviation ${deviation}`;
  return `ours has ${text(a)}, theirs ${text(b)}`;
}
