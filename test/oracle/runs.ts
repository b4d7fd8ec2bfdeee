/** Runs of labels from their definition. */
import { Table } from '../../src/core/table.js';
import { type Field, itemAt, positionOf } from './field.js';

/** Rows of label, z, y, x and length in the order of memory. */
export function runsOf({ shape, data }: Field): number[][] {
  const rows: number[][] = [];
  data.forEach((label, place) => {
    const { z, y, x } = positionOf(shape, place);
    if (label <= 0) return;
    if (x > 0 && itemAt(data, place - 1) === label) (rows.at(-1) as number[])[4] = 1 + (rows.at(-1)?.[4] ?? 0);
    else rows.push([label, z, y, x, 1]);
  });
  return rows;
}

/** As the host gets them. */
export function runsTable(labels: Field): Table {
  const rows = runsOf(labels);
  const names = ['label', 'z', 'y', 'x', 'length'];
  const columns = names.map((name, at) => [
    name,
    { dtype: 'u32' as const, data: Uint32Array.from(rows, (row) => row[at] ?? 0) },
  ]);
  return new Table(Object.fromEntries(columns.filter(([name]) => name !== 'z' || labels.shape.z > 1)));
}
