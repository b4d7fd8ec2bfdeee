/**
 * Tables: outputs of an operation that are columns of as many rows as the data turn out to have. The columns lie along x and are as long as
 * the capacity that was asked for; one output counts the rows. Where the capacity was too small, what was asked for is described again with
 * a larger one. Nothing here runs.
 */
import { voxels } from '../core/axes.js';
import { ArgumentError } from '../core/errors.js';
import { inputsOf, Node, type OperationCall, type TableSpec } from './node.js';

/** Rows that any table can have: a dispatch has 65,535 groups of 64 invocations along x, of four voxels each. */
export const MOST_ROWS = 16_776_960;

/** A table of one call. */
export interface TableNodes {
  readonly call: OperationCall;
  readonly spec: TableSpec;
  /** How many rows there are, and what capacity they need. */
  readonly rows: Node;
  readonly needs: Node;
  readonly columns: Readonly<Record<string, Node>>;
  /** How many rows the columns have room for. */
  readonly capacity: number;
}

/** The table that a node is a column of, if it is one. */
export function tableOf({ call, output }: Node): TableNodes | undefined {
  if (call.kind !== 'operation') return undefined;
  const name = call.outputs[output];
  const spec = call.tables.find(({ columns }) => columns.some((column) => column === name));
  return spec && tableBy(call, spec);
}

/** The table whose rows a node goes along: that it is a column of, or that all it was made of are columns of. */
export function tableAlong(node: Node): TableNodes | undefined {
  const own = tableOf(node);
  if (own || node.call.kind !== 'operation' || voxels(node.shape) !== node.shape.x) return own;
  const long = node.call.inputs.filter(({ shape }) => voxels(shape) > 1).map(tableAlong);
  const [first] = long;
  const same = long.every((table) => table?.call === first?.call && table?.spec === first?.spec);
  return same && first?.capacity === node.shape.x ? first : undefined;
}

function tableBy(call: OperationCall, spec: TableSpec): TableNodes {
  const output = (name: string): Node => {
    const at = call.outputs.indexOf(name);
    const node = call.lowered[at];
    if (!node) throw new Error(`${call.operation} has no output ${name}`);
    return new Node(call, at, node);
  };
  const columns = Object.fromEntries(spec.columns.map((name) => [name, output(name)]));
  const [first] = Object.values(columns);
  if (!first) throw new Error(`a table of ${call.operation} has no columns`);
  return {
    call,
    spec,
    rows: output(spec.rows),
    needs: output(spec.needs ?? spec.rows),
    columns,
    capacity: first.shape.x,
  };
}

/** All tables of the call that a node is an output of. */
export function tablesOf({ call }: Node): TableNodes[] {
  return call.kind === 'operation' ? call.tables.map((spec) => tableBy(call, spec)) : [];
}

/** The calls that nodes stem from, as they were written, each after those that it reads. */
function callsBehind(nodes: readonly Node[]): Node['call'][] {
  const sorted: Node['call'][] = [];
  const entered = new Set<Node['call']>();
  const stack = nodes.map(({ call }) => ({ call, left: false }));
  for (let top = stack.pop(); top; top = stack.pop()) {
    const { call, left } = top;
    if (left) sorted.push(call);
    else if (!entered.has(call)) {
      entered.add(call);
      stack.push({ call, left: true });
      for (const node of readBy(call)) stack.push({ call: node.call, left: false });
    }
  }
  return sorted;
}

function readBy(call: Node['call']): readonly Node[] {
  return call.kind === 'operation' ? call.inputs : inputsOf(call);
}

/** All tables that nodes stem from: what other outputs of the same calls need is not asked. */
export function tablesBehind(nodes: readonly Node[]): TableNodes[] {
  const calls = callsBehind(nodes);
  const read = new Map<Node['call'], Set<string>>();
  for (const { call, output } of [...nodes, ...calls.flatMap(readBy)])
    if (call.kind === 'operation') read.set(call, (read.get(call) ?? new Set()).add(call.outputs[output] ?? ''));
  return calls.flatMap((call) =>
    call.kind === 'operation'
      ? call.tables
          .filter(({ columns, rows }) => [rows, ...columns].some((each) => read.get(call)?.has(each)))
          .map((spec) => tableBy(call, spec))
      : [],
  );
}

/** A table, and the capacity that it needs. */
export type Growth = readonly [table: TableNodes, needed: number];

/** The same nodes, from tables of larger capacity. Throws `ArgumentError` where that is more than the operation takes. */
export function regrown(nodes: readonly Node[], growths: readonly Growth[]): Node[] {
  const made = new Map<Node['call'], readonly Node[]>();
  const now = (node: Node): Node => made.get(node.call)?.[node.output] ?? node;
  for (const call of callsBehind(nodes)) {
    const larger = growths.filter(([table]) => table.call === call);
    const before = readBy(call);
    const inputs = before.map(now);
    if (larger.length === 0 && inputs.every((node, at) => node === before[at])) continue;
    if (call.kind !== 'operation')
      throw new ArgumentError(
        call.kind,
        'a table that it reads, which cannot grow there, must have room from the start',
        growths
          .map(([{ spec, capacity }, needed]) => `${spec.capacity} ${capacity} where ${needed} is needed`)
          .join(', '),
      );
    const capacities = larger.map(([table, needed]) => [table.spec.capacity, needed] as const);
    made.set(call, call.again(inputs, { ...call.params, ...Object.fromEntries(capacities) }));
  }
  return nodes.map(now);
}
