/** Which positions of an input a run of output positions reads, along one axis: windows are as large as this says. */
import type { AxisReach } from '../graph/node.js';

/** Positions [lo, hi). */
export type Range = readonly [number, number];

/** The ranges inside [0, length) that output positions `of` read; at most two, where a border wraps. */
export function reachedRanges(length: number, reach: AxisReach, of: Range): Range[] {
  const { scale, offset, before, after } = reach;
  const lo = Math.floor(scale * (scale < 0 ? of[1] - 1 : of[0]) + offset) - before;
  const hi = Math.ceil(scale * (scale < 0 ? of[0] : of[1] - 1) + offset) + after + 1;
  if (reach.wraps) return wrapped(length, lo, hi);
  if (reach.clamps) {
    const first = Math.min(Math.max(0, lo), length - 1);
    return [[first, Math.max(first + 1, Math.min(length, hi))]];
  }
  // position -p is read at p at the most (mirror), at p - 1 (reflect) or at 0 (nearest); likewise at the other end
  const inside: Range[] = lo < length && hi > 0 ? [[Math.max(0, lo), Math.min(length, hi)]] : [];
  if (lo < 0) inside.push([0, Math.min(length, 1 - lo)]);
  if (hi > length) inside.push([Math.max(0, 2 * length - 1 - hi), length]);
  return [[Math.min(...inside.map(([from]) => from)), Math.max(...inside.map(([, to]) => to))]];
}

function wrapped(length: number, lo: number, hi: number): Range[] {
  if (hi - lo >= length) return [[0, length]];
  const first = ((lo % length) + length) % length;
  const end = first + hi - lo;
  if (end <= length) return [[first, end]];
  return [
    [first, length],
    [0, end - length],
  ];
}
