/** What a file, or -, is to hold: a volume, one number, a whole table, one column of a table, cut to its rows, or the two tables of a surface. */

import { findOperation } from '../catalogue.js';
import { formatShape, voxels } from '../core/axes.js';
import { UserError } from '../core/errors.js';
import { HostVolume } from '../core/hostVolume.js';
import { meshOf } from '../core/mesh.js';
import { parseParams } from '../core/params.js';
import { Table } from '../core/table.js';
import { cutToRows } from '../engine/rows.js';
import type { Node } from '../graph/node.js';
import type { Completion } from '../graph/operation.js';
import { type TableNodes, tableAlong, tableOf, tablesOf } from '../graph/table.js';
import { encodeCsv } from '../io/csv.js';
import { isTableFile, writeMesh, writeTable, writeVolume } from '../io/files.js';
import type { WriteOptions } from '../io/formats.js';
import { meshFormatOf } from '../io/mesh.js';
import { cast } from '../registry.js';
import { asWritten, checkFits, isOneVoxel, printedNumber } from './files.js';

/** The nodes to be computed for one output, and what becomes of them. */
export interface Result {
  readonly nodes: Readonly<Record<string, Node>>;
  /** What a user may not expect of it, a line. */
  readonly note?: string;
  /** The text to print, or undefined where a file was written. */
  deliver(volumes: Readonly<Record<string, HostVolume>>): Promise<string | undefined>;
}

/** The name of the node that counts rows, beside columns. */
const ROWS = '#rows';
/** What the names of another table's columns begin with. */
const FURTHER = '+';

/** What an output stands for, by its node and path; `name` begins complaints. Throws `UserError` where the path cannot hold it. */
export async function resultOf(
  name: string,
  node: Node,
  path: string,
  dtype: string | undefined,
  writing: WriteOptions = {},
  completion?: Completion,
): Promise<Result> {
  const table = tableOf(node);
  const column = table ? columnName(table, node) : name;
  // the column that is declared first stands for all of them
  const whole = table && Object.values(table.columns).every(({ output }) => output >= node.output);
  if (meshFormatOf(path)) {
    const surface = surfaceOf(node);
    if (!surface) throw new UserError(`${path}: only a surface is written as a mesh, and ${name} is none`);
    if (dtype !== undefined)
      throw new UserError(`${name}: the numbers of a mesh keep their types, got --dtype ${dtype}`);
    return meshResult(path, surface);
  }
  const along = tableAlong(node);
  const isRow = voxels(node.shape) === node.shape.x;
  if (isTableFile(path) ? along || isRow : path === '-' && along) {
    if (dtype !== undefined)
      throw new UserError(`${name}: the columns of a table keep their types, got --dtype ${dtype}`);
    if (whole && completion) return completedResult(path, table, completion);
    return tableResult(path, whole ? table.columns : { [column]: node }, along?.rows);
  }
  if (isTableFile(path))
    throw new UserError(`${path}: only a table or a row is written as csv, and ${name} is ${formatShape(node.shape)}`);
  const wanted = dtype === undefined ? node : cast(node, { dtype: dtype as 'f32' });
  if (path !== '-') await checkFits(path, asDescribed(wanted), writing);
  else if (!isOneVoxel(node))
    throw new UserError(
      `${name}: only a number or a table can be printed, and this has ${formatShape(node.shape)}: name a file for it`,
    );
  if (!along) return volumeResult(path, wanted, writing);
  const note = `${path} holds the column ${column} alone; csv holds the whole table`;
  return { ...columnResult(path, wanted, along.rows, writing), ...(whole && { note }) };
}

/** The vertices and the triangles of a surface, that a node is an output of. */
function surfaceOf(node: Node): Readonly<Record<'vertices' | 'faces', TableNodes>> | undefined {
  const having = (...names: readonly string[]) =>
    tablesOf(node).find(({ columns }) => names.every((name) => Object.hasOwn(columns, name)));
  const [vertices, faces] = [having('x', 'y', 'z'), having('a', 'b', 'c')];
  return vertices && faces && { vertices, faces };
}

/** Counts are written as i32. */
function asDescribed({ shape, dtype, spacing, unit, layout }: Node) {
  return { shape, dtype: dtype === 'u32' ? ('i32' as const) : dtype, spacing, unit, layout };
}

function columnName({ call, spec }: TableNodes, { output }: Node): string {
  return spec.columns.find((column) => call.outputs[output] === column) ?? 'result';
}

function volumeResult(path: string, node: Node, writing: WriteOptions): Result {
  return {
    nodes: { node },
    async deliver({ node: read }) {
      const volume = asWritten(read as HostVolume);
      if (path === '-') return printedNumber(volume);
      await writeVolume(path, volume, writing);
      return undefined;
    },
  };
}

function columnResult(path: string, node: Node, rows: Node, writing: WriteOptions): Result {
  return {
    nodes: { node, [ROWS]: rows },
    async deliver({ node: read, [ROWS]: count }) {
      const column = read as HostVolume;
      const x = count?.at({}) ?? 0;
      if (x === 0)
        throw new UserError(`${path}: there are no rows, and a volume has at least one voxel; csv can be empty`);
      await writeVolume(
        path,
        asWritten(new HostVolume({ ...column, shape: { x }, data: column.data.slice(0, x) })),
        writing,
      );
      return undefined;
    },
  };
}

/** All of a row that is no table's is its rows. */
function tableResult(path: string, columns: Readonly<Record<string, Node>>, rows: Node | undefined): Result {
  return {
    nodes: { ...columns, ...(rows && { [ROWS]: rows }) },
    async deliver({ [ROWS]: count, ...read }) {
      const table = cutToRows(Object.keys(read), Object.values(read), count?.at({}));
      return written(path, table);
    },
  };
}

/** A whole table and, of the same inputs, the one that the host makes its further columns of. */
function completedResult(path: string, { call, columns, rows }: TableNodes, completion: Completion): Result {
  const further = tableOf(completion.from(call.inputs));
  if (!further) throw new Error(`${call.operation} is completed from no table`);
  const params = parseParams(call.operation, findOperation(call.operation)?.params ?? {}, call.params);
  const own = { ...columns, [ROWS]: rows };
  const other = Object.entries({ ...further.columns, [ROWS]: further.rows });
  return {
    nodes: { ...own, ...Object.fromEntries(other.map(([name, node]) => [`${FURTHER}${name}`, node])) },
    async deliver(read) {
      const made = (names: readonly string[], mark: string): Table =>
        cutToRows(
          names,
          names.map((name) => read[mark + name] as HostVolume),
          read[mark + ROWS]?.at({}),
        );
      const table = made(Object.keys(columns), '');
      const added = completion.columns(made(Object.keys(further.columns), FURTHER), params);
      return written(path, new Table({ ...table.columns, ...added.columns }));
    },
  };
}

async function written(path: string, table: Table): Promise<string | undefined> {
  if (path === '-') return encodeCsv(table).trimEnd();
  await writeTable(path, table);
  return undefined;
}

function meshResult(path: string, surface: Readonly<Record<'vertices' | 'faces', TableNodes>>): Result {
  const nodes = Object.entries(surface).flatMap(([table, { columns, rows }]) =>
    Object.entries({ ...columns, [ROWS]: rows }).map(([name, node]) => [`${table} ${name}`, node] as const),
  );
  return {
    nodes: Object.fromEntries(nodes),
    async deliver(read) {
      const made = (table: 'vertices' | 'faces'): Table => {
        const names = Object.keys(surface[table].columns);
        const columns = names.map((name) => read[`${table} ${name}`] as HostVolume);
        return cutToRows(names, columns, read[`${table} ${ROWS}`]?.at({}));
      };
      await writeMesh(path, meshOf({ vertices: made('vertices'), faces: made('faces') }));
      return undefined;
    },
  };
}
