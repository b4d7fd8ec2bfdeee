/**
 * Splines from their definition: coefficients by solving the equations that say that the curve goes through the voxels, and the
 * curve as the sum of cubic B-splines (Unser, Aldroubi and Eden 1993). Between voxels of order 1 is a line, of order 0 the nearest.
 */
import { SPATIAL_AXES, type SpatialAxis } from '../../src/core/axes.js';
import { at, type Border, borderIndex, build, type Field, itemAt } from './field.js';

export type LookBorder = Border | 'gridConstant';

/** How to look between voxels; scipy's defaults. */
export interface LookOptions {
  readonly order?: number;
  readonly border?: LookBorder;
  readonly value?: number;
  readonly prefilter?: boolean;
}

export type Place = Readonly<Record<SpatialAxis, number>>;

/** The cubic B-spline. */
export function cubicWeight(t: number): number {
  const a = Math.abs(t);
  if (a >= 2) return 0;
  return a < 1 ? 2 / 3 - a * a + (a * a * a) / 2 : (2 - a) ** 3 / 6;
}

/** Solves A c = s by Gaussian elimination with pivots. */
function solve(matrix: number[][], right: number[]): number[] {
  const n = right.length;
  const rows = matrix.map((row, i) => [...row, itemAt(right, i)]);
  for (let k = 0; k < n; k++) {
    let pivot = k;
    for (let i = k; i < n; i++) if (Math.abs(rows[i]?.[k] ?? 0) > Math.abs(rows[pivot]?.[k] ?? 0)) pivot = i;
    [rows[k], rows[pivot]] = [rows[pivot] as number[], rows[k] as number[]];
    const top = rows[k] as number[];
    for (let i = k + 1; i < n; i++) {
      const row = rows[i] as number[];
      const factor = itemAt(row, k) / itemAt(top, k);
      if (factor !== 0) for (let j = k; j <= n; j++) row[j] = itemAt(row, j) - factor * itemAt(top, j);
    }
  }
  const found = new Array<number>(n).fill(0);
  for (let k = n - 1; k >= 0; k--) {
    const row = rows[k] as number[];
    let rest = itemAt(row, n);
    for (let j = k + 1; j < n; j++) rest -= itemAt(row, j) * itemAt(found, j);
    found[k] = rest / itemAt(row, k);
  }
  return found;
}

/** The coefficients along the axes named (those longer than one voxel), for an image that goes on by a border's rule. */
export function splineFilter(
  x: Field,
  { border = 'mirror', axes = SPATIAL_AXES }: { border?: Border; axes?: readonly SpatialAxis[] } = {},
): Field {
  let field = x;
  for (const axis of axes) {
    const length = field.shape[axis];
    if (length === 1) continue;
    const matrix = Array.from({ length }, (_, i) => {
      const row = new Array<number>(length).fill(0);
      for (const step of [-1, 0, 1]) {
        const to = borderIndex(i + step, length, border);
        if (to !== undefined) row[to] = itemAt(row, to) + cubicWeight(step);
      }
      return row;
    });
    const before = field;
    const lines = new Map<string, number[]>();
    field = build(before.shape, (position) => {
      const key = JSON.stringify({ ...position, [axis]: 0 });
      let line = lines.get(key);
      if (!line) {
        line = solve(
          matrix,
          Array.from({ length }, (_, i) => at(before, { ...position, [axis]: i })),
        );
        lines.set(key, line);
      }
      return itemAt(line, position[axis]);
    });
  }
  return field;
}
