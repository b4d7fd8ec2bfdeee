/**
 * The few things that operations lower to when they do not lower to other operations. Each checks nothing that the operation
 * has not checked already; shapes, layouts and spacing are worked out here, once.
 */
import { AXES, type Axis, broadcastShapes, type Shape, shapeOf, voxels } from '../core/axes.js';
import { type ComputeType, DTYPES, type DType, type TypedArray } from '../core/dtype.js';
import { ArgumentError } from '../core/errors.js';
import type { Description } from '../core/hostVolume.js';
import { convert, type Expr, input, store, value } from './expr.js';
import {
  type AxisReach,
  type KernelCall,
  type KernelInput,
  lowered,
  Node,
  type Placeholder,
  type Resident,
  type Source,
  type ViewCall,
} from './node.js';

let origin = '';

/** The operation that is being lowered, if any. */
export function lowering(): string | undefined {
  return origin || undefined;
}

/** Runs the lowering of an operation; primitives made meanwhile, and what is refused, bear the name of the outermost one. */
export function within<T>(operation: string, lower: () => T): T {
  const before = origin;
  origin ||= operation;
  try {
    return lower();
  } catch (cause) {
    // who called knows of no operation within
    if (!(cause instanceof ArgumentError) || before !== '' || cause.operation === operation || theirs.has(cause))
      throw cause;
    throw new ArgumentError(operation, cause.mustHold, cause.got, { cause });
  } finally {
    origin = before;
  }
}

const theirs = new WeakSet<ArgumentError>();

/** Runs what a caller handed over, a pipeline, outside of the operation that takes it: what it makes and what it refuses bear the names that the caller wrote. */
export function asCaller<T>(work: () => T): T {
  const before = origin;
  origin = '';
  try {
    return work();
  } catch (cause) {
    if (cause instanceof ArgumentError) theirs.add(cause);
    throw cause;
  } finally {
    origin = before;
  }
}

/** The description of one node with another shape, type or layout. */
export function describedAs(like: Description, change: Partial<Description>): Description {
  const { shape, dtype, spacing, unit, layout } = like;
  return { shape, dtype, spacing, unit, layout, ...change };
}

/** A node that reads a host volume, a file or a volume on the GPU. */
export function source(from: Source | Resident): Node {
  return new Node({ kind: 'source', source: from, origin }, 0, from);
}

/** A node whose data is bound later, by name. */
export function placeholder(name: string, description: Description): Node {
  const bound: Placeholder = { ...describedAs(description, {}), placeholder: name };
  return new Node({ kind: 'source', source: bound, origin }, 0, description);
}

/** A number in the place of a volume. */
export function literal(number: number): Node {
  const description = { shape: shapeOf({}), dtype: 'f32', spacing: {}, unit: '', layout: '' } as const;
  return new Node({ kind: 'literal', value: number, origin }, 0, description);
}

/** The layout of a result over several inputs: that of the input with the most axes, the first among equals. */
export function jointLayout(nodes: readonly Node[]): string {
  return nodes.reduce((best, node) => (node.layout.length > best.length ? node.layout : best), '');
}

/** Stored types that are narrower than their compute type must be rounded by the expression itself. */
function roundedTo(expr: Expr, dtype: DType): Expr {
  if (dtype === 'complex64') throw new Error('pointwise results are not complex');
  const { compute } = DTYPES[dtype];
  if (dtype === 'f32' || dtype === 'i32' || dtype === 'u32') return convert(expr, compute);
  // a test is 0 or 1 already; any other u32 may exceed a byte
  return expr.kind === 'test' && dtype === 'u8' ? expr : store(convert(expr, 'f32'), dtype);
}

/** Makes a number an uploaded value of an expression. */
export type Upload = (number: number, type?: ComputeType) => Expr;

/**
 * An element-wise node: `build` gets an expression for each input, and `upload`, which turns a number into an uploaded value
 * (f32 unless said).
 * Inputs broadcast. A literal among the inputs takes the whole-number type of the others where it is whole itself.
 */
export function pointwise(
  inputs: readonly Node[],
  build: (args: readonly Expr[], upload: Upload) => Expr,
  dtype?: DType,
): Node {
  const volumes: Node[] = [];
  const values: number[] = [];
  const types = new Set(
    inputs.filter((node) => node.call.kind !== 'literal').map((node) => DTYPES[node.dtype].compute),
  );
  const [common] = types;
  const args = inputs.map((node) => {
    if (node.call.kind === 'literal') {
      const whole = types.size === 1 && common !== undefined && common !== 'f32' && fits(node.call.value, common);
      values.push(node.call.value);
      return value(values.length - 1, whole ? common : 'f32');
    }
    volumes.push(node);
    return input(volumes.length - 1, DTYPES[node.dtype].compute);
  });
  const raw = build(args, (number, type = 'f32') => {
    values.push(number);
    return value(values.length - 1, type);
  });
  const result = dtype ?? (raw.kind === 'test' ? 'u8' : raw.type);
  const shape = broadcastShapes(volumes.map((node) => node.shape));
  if (!shape) throw new Error('pointwise inputs do not broadcast');
  const first = volumes.find((node) => Object.keys(node.spacing).length > 0) ?? volumes[0];
  return new Node({ kind: 'pointwise', inputs: volumes, expr: roundedTo(raw, result), values, origin }, 0, {
    shape,
    dtype: result,
    spacing: first?.spacing ?? {},
    unit: first?.unit ?? '',
    layout: jointLayout(volumes),
  });
}

/** Whether a number is one of a whole-number type. */
export function fits(number: number, type: ComputeType): boolean {
  const { min, max } = DTYPES[type];
  return Number.isInteger(number) && number >= min && number <= max;
}

/** The same values as f32; the node itself where it already is. */
export function asFloat(node: Node): Node {
  return node.dtype === 'f32' ? node : pointwise([node], ([a = input(0)]) => a, 'f32');
}

/** The node as a stored volume of its own: what is only a view or a number is copied. */
export function stored(node: Node): Node {
  const { kind } = lowered(node).call;
  return kind === 'view' || kind === 'literal' ? copied(node) : node;
}

/** A copy of the same type. */
export function copied(node: Node): Node {
  return pointwise([node], ([a = input(0)]) => a, node.dtype);
}

/** How a view walks one axis; what is left out stays as it is. */
export type Walk = Partial<Record<Axis, { readonly axis?: Axis; readonly start?: number; readonly step?: number }>>;

/** The same memory walked otherwise; `shape` is the result's. */
export function view(node: Node, shape: Shape, walk: Walk, change: Partial<Description> = {}): Node {
  const full = {} as Record<Axis, { axis: Axis; start: number; step: number }>;
  for (const axis of AXES) full[axis] = { axis, start: 0, step: 1, ...walk[axis] };
  const { axis, start, step } = full.x;
  if (axis !== 'x' || step !== 1 || start % 4 !== 0) throw new Error('a view cannot walk x so');
  const input = node.call.kind === 'literal' ? filled(node.call.value) : node;
  const call: ViewCall & { origin: string } = { kind: 'view', input, walk: full, origin };
  return new Node(call, 0, describedAs(node, { ...change, shape }));
}

/** The reach of what reads anywhere. */
export const EVERYWHERE = { n: 'all', c: 'all', z: 'all', y: 'all', x: 'all' } as const;

/** Reads so many voxels to both sides. */
export function reach(axis: Axis, before: number, after = before, wraps = false): AxisReach {
  return { from: axis, scale: 1, offset: 0, before, after, wraps };
}

interface KernelOptions {
  readonly kernel: string;
  readonly inputs: Readonly<
    Record<
      string,
      { node: Node; as?: ComputeType; loads?: number; reach?: KernelInput['reach']; counts?: KernelInput['counts'] }
    >
  >;
  readonly outputs: Readonly<Record<string, Description>>;
  /** What the kernel hands over where that is not what the outputs' types compute in: whole numbers that fit, past no f32. */
  readonly hands?: ComputeType;
  /** The outputs that the kernel reaches anywhere, by atomics: see `KernelOutput`. */
  readonly atomics?: readonly string[];
  /** The outputs that the kernel changes in place: see `KernelOutput`. */
  readonly changes?: readonly string[];
  /** See `KernelCall`. */
  readonly apart?: boolean;
  readonly sums?: boolean;
  readonly constants?: KernelCall['constants'];
  readonly params?: KernelCall['params'];
  readonly tables?: Readonly<Record<string, TypedArray>>;
  readonly along?: KernelCall['along'];
  readonly stacked?: KernelCall['stacked'];
  readonly forms?: KernelCall['forms'];
  readonly interior?: KernelCall['interior'] | undefined;
  readonly domain?: Shape;
  readonly tile?: Partial<KernelCall['tile']>;
  /** See `KernelCall`. */
  readonly rowsAlike?: boolean;
  readonly spreads?: KernelCall['spreads'];
  readonly loadsFirst?: boolean;
  readonly narrower?: KernelCall['narrower'];
  readonly gradient?: KernelCall['gradient'];
}

/** The outputs of one kernel file, in the order declared. */
export function kernel(options: KernelOptions): Node[] {
  const outputs = Object.entries(options.outputs).map(([name, description]) => ({
    name,
    as: options.hands ?? DTYPES[description.dtype].compute,
    description,
    atomic: options.atomics?.includes(name) ?? false,
    changes: options.changes?.includes(name) ?? false,
  }));
  const first = outputs[0];
  if (!first) throw new Error(`${options.kernel} has no output`);
  const domain = options.domain ?? first.description.shape;
  if (options.changes && voxels({ ...domain, n: 1, c: 1 }) !== 1)
    throw new Error(`${options.kernel}: what changes a state in place must be one cell for each of n and c`);
  const { narrower } = options;
  const named = origin;
  const call: KernelCall & { origin: string } = {
    kind: 'kernel',
    origin,
    kernel: options.kernel,
    inputs: Object.entries(options.inputs).map(([name, given]) => ({
      name,
      node: given.node.call.kind === 'literal' ? filled(given.node.call.value) : given.node,
      as: given.as ?? DTYPES[given.node.dtype].compute,
      loads: given.loads ?? 1,
      reach: given.reach ?? {},
      counts: given.counts ?? 'domain',
    })),
    outputs,
    constants: options.constants ?? {},
    params: options.params ?? {},
    tables: options.tables ?? {},
    along: options.along ?? 'y',
    stacked: options.stacked ?? 'z',
    forms: options.forms ? formsWithin(named, options.forms) : {},
    interior: options.interior,
    domain,
    tile: { x4: 1, y: 1, z: 1, ...options.tile },
    rowsAlike: options.rowsAlike ?? false,
    spreads: options.spreads ?? [],
    apart: options.apart ?? false,
    sums: options.sums ?? false,
    loadsFirst: options.loadsFirst ?? false,
    narrower: narrower && (() => within(named, narrower)),
    gradient: options.gradient,
  };
  return outputs.map((output, at) => new Node(call, at, output.description));
}

/** Nodes that a form puts in the place of a kernel bear the name of its operation. */
function formsWithin(named: string, forms: KernelCall['forms']): KernelCall['forms'] {
  const entries = Object.entries(forms).map(([name, form]) => {
    const { instead } = form;
    return [name, instead ? { ...form, instead: () => within(named, instead) } : form] as const;
  });
  return Object.fromEntries(entries);
}

/** The only output of a kernel that has one. */
export function kernelOf(options: KernelOptions): Node {
  const [only] = kernel(options);
  if (!only) throw new Error(`${options.kernel} has no output`);
  return only;
}

/** A volume of one number, or a whole shape of it. */
export function filled(number: number, like?: Description): Node {
  const description = like ?? { shape: shapeOf({}), dtype: 'f32', spacing: {}, unit: '', layout: '' };
  const { dtype } = description;
  // a whole number of 32 bits never passes through f32
  const type = fits(number, DTYPES[dtype].compute) ? DTYPES[dtype].compute : 'f32';
  return new Node(
    { kind: 'pointwise', inputs: [], expr: roundedTo(value(0, type), dtype), values: [number], origin },
    0,
    description,
  );
}
