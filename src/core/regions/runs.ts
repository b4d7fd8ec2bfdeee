/** Regions as rows of runs: what a table of `regionRuns` says, grouped by label. */
import type { Table } from '../table.js';

/** Runs of one row of an image: begin and end of each, one after the other along x, the end one past the last voxel. */
export interface Row {
  readonly z: number;
  readonly y: number;
  readonly ends: readonly number[];
}

export interface Region {
  readonly label: number;
  /** In the order of memory. */
  readonly rows: readonly Row[];
  readonly voxels: number;
}

/** Whether the table is of a volume. */
export function isDeep(runs: Table): boolean {
  return runs.names.includes('z');
}

/** The regions, by ascending label. Throws `ArgumentError` where the table has no columns `label`, `y`, `x` and `length`. */
export function regionsOf(runs: Table): Region[] {
  const [label, y, x, length] = ['label', 'y', 'x', 'length'].map((name) => runs.column(name));
  const z = isDeep(runs) ? runs.column('z') : undefined;
  const found = new Map<number, { label: number; rows: (Row & { ends: number[] })[]; voxels: number }>();
  for (let at = 0; at < runs.rows; at++) {
    const own = label?.[at] ?? 0;
    const region = found.get(own) ?? { label: own, rows: [], voxels: 0 };
    found.set(own, region);
    const place = { z: z?.[at] ?? 0, y: y?.[at] ?? 0 };
    const [begin, long] = [x?.[at] ?? 0, length?.[at] ?? 0];
    const last = region.rows.at(-1);
    if (last && last.z === place.z && last.y === place.y) last.ends.push(begin, begin + long);
    else region.rows.push({ ...place, ends: [begin, begin + long] });
    region.voxels += long;
  }
  return [...found.values()].sort((a, b) => a.label - b.label);
}
