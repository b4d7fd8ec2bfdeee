/** The workgroups of one window: how its rows are shared among lanes, folded where a device has too few along an axis. */
import { ArgumentError } from '../core/errors.js';
import type { Limits } from '../gpu/context.js';
import type { Part } from './interior.js';
import { asKernelSees } from './leaf.js';
import type { Window } from './windows.js';

/** Lanes of a workgroup. */
export const WORKGROUP = 64;

function powerOfTwoAtLeast(number: number): number {
  return 2 ** Math.ceil(Math.log2(Math.max(1, number)));
}

/** `wx` lanes along x, `fold` rows of groups before the next layer begins (where it must). Throws `ArgumentError` for rows that no grid spans. */
export function gridOf({ dispatch, x, width }: Part, window: Window, limits: Limits) {
  const { domain, tile } = dispatch;
  const box = asKernelSees(dispatch, window.box);
  const length = (range: readonly [number, number]): number => range[1] - range[0];
  const columns = (voxels: number): number => Math.ceil(Math.ceil(voxels / 4) / tile.x4);
  const wx = Math.min(WORKGROUP, powerOfTwoAtLeast(columns(width)));
  const wy = WORKGROUP / wx;
  const rows = Math.ceil(length(box.y) / tile.y);
  const layers = Math.ceil(length(box.z) / tile.z) * length(box.c) * length(box.n);
  const most = limits.maxWorkgroups;
  const across = Math.ceil(columns(x[1] - x[0]) / wx);
  if (across > most)
    throw new ArgumentError(
      dispatch.label,
      `rows must be at most ${most * wx * tile.x4 * 4} voxels long`,
      `${domain.x}`,
    );
  if (Math.ceil(rows / wy) <= most && layers <= most)
    return { wx, fold: undefined, groups: [across, Math.ceil(rows / wy), layers] as const };
  const fold = most * wy;
  return { wx, fold, groups: [across, most, Math.ceil((rows * layers) / fold)] as const };
}
