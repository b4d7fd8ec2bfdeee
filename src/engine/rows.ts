/** What is asked for when a table is, and how columns that came back are cut to the rows that there are. */
import { formatShape, voxels } from '../core/axes.js';
import { itemsPerElement } from '../core/dtype.js';
import { ArgumentError } from '../core/errors.js';
import type { HostVolume } from '../core/hostVolume.js';
import { describe } from '../core/params.js';
import { Table } from '../core/table.js';
import { Node } from '../graph/node.js';
import { tableOf } from '../graph/table.js';

type Named = Readonly<Record<string, Node>>;

/** The columns that a column, or columns by name, stand for, and the node that counts their rows. */
export function columnsOf(of: Node | Named): { columns: Named; rows: Node } {
  const refuse = (got: string): never => {
    throw new ArgumentError('table', 'there must be columns of one table, and what was made of them', got);
  };
  if (!(of instanceof Node) && !Object.values(of ?? {}).every((node) => node instanceof Node))
    return refuse(describe(of));
  const own = of instanceof Node ? tableOf(of) : Object.values(of).map(tableOf).find(Boolean);
  if (!own) return refuse(of instanceof Node ? formatShape(of.shape) : Object.keys(of).join(', ') || 'none');
  if (of instanceof Node) return { columns: own.columns, rows: own.rows };
  const isCounter = ({ call, output }: Node): boolean =>
    call === own.call && (output === own.rows.output || output === own.needs.output);
  const columns = Object.entries(of).filter(([, node]) => !isCounter(node));
  for (const [name, node] of columns) {
    const table = tableOf(node);
    const another = table && (table.call !== own.call || table.spec !== own.spec);
    if (another || node.shape.x !== own.capacity || voxels(node.shape) !== own.capacity)
      refuse(`${name}, ${another ? 'of another table' : formatShape(node.shape)}`);
  }
  return { columns: Object.fromEntries(columns), rows: own.rows };
}

/** A table of the first so many rows of columns, of all of them unless said. */
export function cutToRows(
  names: readonly string[],
  columns: readonly HostVolume[],
  rows = Number.POSITIVE_INFINITY,
): Table {
  const cut = columns.map(({ dtype, data }) => ({ dtype, data: data.slice(0, rows * itemsPerElement(dtype)) }));
  return new Table(Object.fromEntries(names.map((name, at) => [name, cut[at] as (typeof cut)[number]])));
}
