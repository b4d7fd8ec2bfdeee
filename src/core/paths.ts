/** Curves of a table of points, each by itself: what is drawn. */
import type { Axis } from './axes.js';
import type { Table } from './table.js';

/** A curve: its points in order, in voxels. */
export interface Path {
  readonly y: Float32Array;
  readonly x: Float32Array;
  /** Whether its first point is its last, too. */
  readonly closed: boolean;
  /** The slice that it is in, along the axes along which there are several. */
  readonly slice: Readonly<Partial<Record<Axis, number>>>;
}

/**
 * The curves of a table of `contours`, in the order of their numbers; they share the table's memory. Throws `ArgumentError` where the table has no columns `path`, `y` and `x`.
 * @example
 * const column = (...data: number[]) => ({ dtype: 'f32' as const, data: Float32Array.from(data) });
 * const path = { dtype: 'u32' as const, data: Uint32Array.of(0, 0, 1, 1, 1) };
 * const [line] = paths(new Table({ path, y: column(0, 1, 2, 3, 2), x: column(5, 5, 6, 7, 6) }));
 * line?.y; // 0, 1
 * line?.closed; // false
 */
export function paths(table: Table): Path[] {
  const number = table.column('path');
  const [y, x] = [table.column('y') as Float32Array, table.column('x') as Float32Array];
  const axes = (['n', 'c', 'z'] as const).filter((axis) => table.names.includes(axis));
  const found: Path[] = [];
  for (let from = 0; from < table.rows; ) {
    let to = from + 1;
    while (to < table.rows && number[to] === number[from]) to++;
    found.push({
      y: y.subarray(from, to),
      x: x.subarray(from, to),
      closed: to - from > 2 && y[from] === y[to - 1] && x[from] === x[to - 1],
      slice: Object.fromEntries(axes.map((axis) => [axis, table.column(axis)[from] ?? 0])),
    });
    from = to;
  }
  return found;
}
