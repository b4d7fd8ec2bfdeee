/** Tables of a run: what is asked for when one is, and how columns that come back are cut to the rows that there are. */
import { formatShape, voxels } from '../core/axes.js';
import { itemsPerElement } from '../core/dtype.js';
import { ArgumentError } from '../core/errors.js';
import type { HostVolume } from '../core/hostVolume.js';
import { describe } from '../core/params.js';
import { Table } from '../core/table.js';
import { Node } from '../graph/node.js';
import { tableOf } from '../graph/table.js';
import type { Volume } from './volume.js';

type Named = Readonly<Record<string, Node>>;

/** Stands beside the columns of a table that is read; no column has a name like this. */
const ROWS = '#rows';

/** Several tables of one run, by name, each of the columns that were asked for. Gives the volumes of the run back. */
export async function tablesOf<const K extends string>(
  of: Readonly<Record<K, Node | Named>>,
  run: (nodes: Named) => Promise<Readonly<Record<string, Volume>>>,
): Promise<Record<K, Table>> {
  const wanted = Object.entries<Node | Named>(of).map(([table, given]) => ({ table, ...columnsOf(given) }));
  const nodes = wanted.flatMap(({ table, columns, rows }) =>
    Object.entries({ ...columns, [ROWS]: rows }).map(([name, node]) => [`${table}.${name}`, node] as const),
  );
  const volumes = await run(Object.fromEntries(nodes));
  const read = async (table: string, name: string) => (volumes[`${table}.${name}`] as Volume).read();
  try {
    const tables = wanted.map(async ({ table, columns }) => {
      const names = Object.keys(columns);
      const [count, ...data] = await Promise.all([ROWS, ...names].map((name) => read(table, name)));
      return [table, cutToRows(names, data, count?.at({}) ?? 0)] as const;
    });
    return Object.fromEntries(await Promise.all(tables)) as Record<K, Table>;
  } finally {
    for (const volume of Object.values(volumes)) volume.dispose();
  }
}

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
