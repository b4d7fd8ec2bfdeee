/**
 * The access module: the only way a kernel reaches its data. It is written for each dispatch and holds the bindings, the walk
 * through views and windows, the unpacking of storage types and the fused expressions. Kernels speak in global coordinates
 * and see none of it.
 */
import type { Shape } from '../core/axes.js';
import type { ComputeType, DType, TypedArray } from '../core/dtype.js';
import type { BindingKind } from '../gpu/pipelines.js';
import type { Expr } from '../graph/expr.js';
import { type Look, lookText } from './ahead.js';
import { emit, vectorType } from './elementwise.js';
import { type AxisOrder, asKernelSees, broadcastStrides, type Leaf, type RowAxis } from './leaf.js';

/** An input or an output of a kernel with what was fused into it. */
export interface Port {
  readonly name: string;
  readonly as: ComputeType;
  readonly shape: Shape;
  /** Inputs: over leaves. Outputs: over leaves and `HANDED`, the value that the kernel hands over. */
  readonly expr: Expr;
  /** The storage that an output goes to, as an index into `leaves`. */
  readonly target?: number;
  /** Outputs: reached by atomics, anywhere. */
  readonly atomic?: boolean;
  /** Outputs: what is loaded was stored before. See `KernelOutput`. */
  readonly changes?: boolean;
}

/** The leaf index that stands for the value handed to a store. */
export const HANDED = -1;

export interface AccessPlan extends AxisOrder {
  readonly inputs: readonly Port[];
  readonly outputs: readonly Port[];
  /** Everything read or written; expressions refer to them by index. What is updated in place is both. */
  readonly leaves: readonly Leaf[];
  /** Storage bindings of each leaf in this window: how many pieces its range was cut into. */
  readonly pieces: readonly number[];
  readonly tables: Readonly<Record<string, TypedArray>>;
  /** How many uploaded numbers the fused expressions read. */
  readonly values: number;
  readonly domain: Shape;
  readonly tile: { readonly x4: number; readonly y: number; readonly z: number };
  /** Where there are more rows than a dimension of the grid takes: how many it holds before the next one goes on. */
  readonly fold: number | undefined;
  /** What tiles look at before they begin. */
  readonly looks: readonly Look[];
  /** Whether it is part of a loop: once that has ended, cells make nothing. */
  readonly looped: boolean;
}

export interface AccessModule {
  readonly code: string;
  /** Names of the 32-bit fields of the `Views` struct, in order. */
  readonly fields: readonly string[];
  readonly bindings: readonly BindingKind[];
}

/** Where the elements of a type lie, and how four of them become a vector. */
const PACKING: Record<DType, { word: string; unpack: string; pack: string; type: ComputeType }> = {
  u8: { word: 'u32', unpack: 'unpack_u8', pack: 'pack_u8', type: 'u32' },
  i8: { word: 'u32', unpack: 'unpack_i8', pack: 'pack_i8', type: 'i32' },
  u16: { word: 'vec2u', unpack: 'unpack_u16', pack: 'pack_u16', type: 'u32' },
  i16: { word: 'vec2u', unpack: 'unpack_i16', pack: 'pack_i16', type: 'i32' },
  u32: { word: 'vec4u', unpack: '', pack: '', type: 'u32' },
  i32: { word: 'vec4i', unpack: '', pack: '', type: 'i32' },
  f16: { word: 'vec2u', unpack: 'unpack_f16', pack: 'pack_f16', type: 'f32' },
  f32: { word: 'vec4f', unpack: '', pack: '', type: 'f32' },
  complex64: { word: 'vec4f', unpack: '', pack: '', type: 'f32' },
};

/** Writes the access module of one dispatch. `moduleOf` tells where a library function lives. */
export function writeAccess(plan: AccessPlan, moduleOf: (name: string) => string): AccessModule {
  const fields: string[] = ['x_begin', 'x_end', 'y_begin', 'y_end', 'z_begin', 'z_end', 'b_begin', 'b_end'];
  // the views, the kernel's own parameters and the numbers of fused expressions
  const bindings: BindingKind[] = ['block', 'block', 'block'];
  const needs = new Set<string>();
  const lines: string[] = [];
  const written = new Set(plan.outputs.map((port) => port.target));
  const atomic = new Set(plan.outputs.filter((port) => port.atomic).map((port) => port.target));
  const read = new Set([...plan.inputs, ...plan.outputs].flatMap((port) => [...leavesRead(port.expr)]));
  const kernelShape = asKernelSees(plan, plan.domain);

  plan.leaves.forEach((leaf, at) => {
    const count = plan.pieces[at] ?? 1;
    const output = written.has(at);
    const word = atomic.has(at) ? 'atomic<u32>' : PACKING[leaf.dtype].word;
    for (let piece = 0; piece < count; piece++) {
      const access = output ? 'read_write' : 'read';
      lines.push(`@group(0) @binding(${bindings.length}) var<storage, ${access}> leaf${at}_${piece}: array<${word}>;`);
      bindings.push(output ? 'write' : 'read');
      if (count > 1) fields.push(`l${at}_start${piece}`);
    }
    const isJoint = hasJointStride(leaf, plan);
    const batch = isJoint ? ['sb'] : ['sc', 'sn', 'channels'];
    fields.push(...['base', 'sy', 'sz', ...batch].map((field) => `l${at}_${field}`));
    lines.push(rowText(at, isJoint));
    if (atomic.has(at)) lines.push(...ATOMICS.map((each) => atomicText(at, count, each)));
    else if (output) lines.push(storeText(at, leaf, count, needs, plan.looks.length > 0));
    if (plan.looks.some((look) => look.leaf === at)) lines.push(wordText(at, leaf));
    // what is updated in place is loaded through the binding that it is stored to
    if ((!output || read.has(at)) && !atomic.has(at)) lines.push(loadText(at, leaf, count, needs));
  });
  for (const [name, table] of Object.entries(plan.tables)) {
    const type = table instanceof Float32Array ? 'f32' : table instanceof Int32Array ? 'i32' : 'u32';
    lines.push(`@group(0) @binding(${bindings.length}) var<storage, read> table_data_${name}: array<${type}>;`);
    lines.push(`fn table_${name}(i: i32) -> ${type} { return table_data_${name}[i]; }`);
    bindings.push('read');
  }
  if (plan.looped) {
    lines.push(`@group(0) @binding(${bindings.length}) var<uniform> loop_words: vec4u;`);
    bindings.push('uniform');
  }
  if (plan.values > 0)
    lines.push(`@group(0) @binding(2) var<uniform> fused: array<vec4u, ${Math.ceil(plan.values / 4)}>;`);
  if ([...plan.inputs, ...plan.outputs].some(isSealed)) needs.add('sealed4');
  for (const port of plan.inputs) lines.push(inputText(port, plan, needs));
  for (const port of plan.outputs) lines.push(outputText(port, plan, needs));
  for (const port of [...plan.inputs, ...plan.outputs]) {
    for (const axis of ['x', 'y', 'z', 'b']) fields.push(`${port.name}_n${axis}`);
    lines.push(
      `fn size_${port.name}() -> vec4i { return vec4i(views.${port.name}_nx, views.${port.name}_ny, views.${port.name}_nz, views.${port.name}_nb); }`,
    );
  }
  lines.push(cellText(plan, kernelShape));
  if (plan.looks.length > 0) lines.push('var<private> looked: u32 = 0u;');
  const imports = [...needs].map((name) => `import package::${moduleOf(name)}::${name};`);
  const struct = `struct Views { ${fields.map((field) => `${field}: ${/_(begin|end|n[xyzb])$/.test(field) ? 'i32' : 'u32'}`).join(', ')} }`;
  const head = [...imports, struct, '@group(0) @binding(0) var<uniform> views: Views;'];
  return { code: [...head, ...lines].join('\n'), fields, bindings };
}

type Batched = AxisOrder & Pick<AccessPlan, 'domain' | 'inputs' | 'outputs'>;

/**
 * Channels and images that a kernel counts jointly: the leaf's own where it is said so, else those of the domain or, where that has
 * one of each, those of what the kernel reads anywhere.
 */
export function countedBy(leaf: Leaf, batched: Batched): { readonly c: number; readonly n: number } {
  const { domain, inputs, outputs } = batched;
  const { c, n } = asKernelSees(batched, leaf.counted ?? domain);
  if (c * n > 1 || leaf.counted) return { c, n };
  const seen = [...inputs, ...outputs].map(({ shape }) => asKernelSees(batched, shape));
  return { c: Math.max(...seen.map((shape) => shape.c)), n: Math.max(...seen.map((shape) => shape.n)) };
}

/** Whether one stride serves the joint index of n and c. */
function hasJointStride(leaf: Leaf, batched: Batched): boolean {
  const { c, n } = countedBy(leaf, batched);
  const strides = asKernelSees(batched, broadcastStrides(leaf));
  return c === 1 || n === 1 || strides.n === strides.c * c;
}

/** The stride of the joint batch index of a leaf, where one serves. */
export function jointStride(leaf: Leaf, batched: Batched): number {
  const strides = asKernelSees(batched, broadcastStrides(leaf));
  return countedBy(leaf, batched).c === 1 ? strides.n : strides.c;
}

function rowText(at: number, isJoint: boolean): string {
  const v = (field: string): string => `views.l${at}_${field}`;
  const b = isJoint
    ? `u32(b) * ${v('sb')}`
    : `(u32(b) / ${v('channels')}) * ${v('sn')} + (u32(b) % ${v('channels')}) * ${v('sc')}`;
  return `fn row_leaf${at}(y: i32, z: i32, b: i32) -> u32 { return ${v('base')} + u32(y) * ${v('sy')} + u32(z) * ${v('sz')} + ${b}; }`;
}

/** Reads four elements at a group position; several bindings are chosen among by position. */
function loadText(at: number, leaf: Leaf, pieces: number, needs: Set<string>): string {
  const { unpack, type } = PACKING[leaf.dtype];
  const vector = vectorType(type);
  if (unpack) needs.add(unpack);
  const read = (binding: string, index: string): string =>
    unpack ? `${unpack}(${binding}[${index}])` : `${binding}[${index}]`;
  if (pieces === 1) return `fn load_leaf${at}(g: u32) -> ${vector} { return ${read(`leaf${at}_0`, 'g')}; }`;
  const cases: string[] = [];
  for (let piece = pieces - 1; piece > 0; piece--)
    cases.push(
      `if (g >= views.l${at}_start${piece}) { return ${read(`leaf${at}_${piece}`, `g - views.l${at}_start${piece}`)}; }`,
    );
  return `fn load_leaf${at}(g: u32) -> ${vector} { ${cases.join(' ')} return ${read(`leaf${at}_0`, `g - views.l${at}_start0`)}; }`;
}

/** Some bits of a group. */
function wordText(at: number, leaf: Leaf): string {
  const { word } = PACKING[leaf.dtype];
  const first = word === 'u32' ? '' : '.x';
  return `fn word_leaf${at}(g: u32) -> u32 { return bitcast<u32>(leaf${at}_0[g]${first}); }`;
}

function storeText(at: number, leaf: Leaf, pieces: number, needs: Set<string>, looks: boolean): string {
  const { pack, type } = PACKING[leaf.dtype];
  const vector = vectorType(type);
  if (pack) needs.add(pack);
  const word = pack ? `${pack}(v)` : 'v';
  const place = looks ? 'g | looked' : 'g';
  if (pieces === 1) return `fn store_leaf${at}(g: u32, v: ${vector}) { leaf${at}_0[${place}] = ${word}; }`;
  const cases: string[] = [];
  for (let piece = pieces - 1; piece > 0; piece--)
    cases.push(
      `if (g >= views.l${at}_start${piece}) { leaf${at}_${piece}[g - views.l${at}_start${piece}] = ${word}; return; }`,
    );
  return `fn store_leaf${at}(g: u32, v: ${vector}) { ${cases.join(' ')} leaf${at}_0[g - views.l${at}_start0] = ${word}; }`;
}

/** What a kernel does at a place of a field of atomics, in WGSL: `at` is the place. */
interface Atomic {
  readonly name: string;
  readonly takes: string;
  readonly gives: string;
  readonly text: (place: string) => string;
}

const ATOMICS: readonly Atomic[] = [
  { name: 'take', takes: '', gives: ' -> u32', text: (at) => `return atomicLoad(&${at});` },
  { name: 'put', takes: ', v: u32', gives: '', text: (at) => `atomicStore(&${at}, v); return;` },
  // what stood there before
  { name: 'add', takes: ', v: u32', gives: ' -> u32', text: (at) => `return atomicAdd(&${at}, v);` },
  { name: 'mark', takes: ', v: u32', gives: '', text: (at) => `atomicOr(&${at}, v); return;` },
  { name: 'raise', takes: ', v: u32', gives: '', text: (at) => `atomicMax(&${at}, v); return;` },
  {
    // whether `v` now stands where `was` stood; it may fail though it could have been
    name: 'swap',
    takes: ', was: u32, v: u32',
    gives: ' -> bool',
    text: (at) => `return atomicCompareExchangeWeak(&${at}, was, v).exchanged;`,
  },
];

/** One of them, at the `e`th element from a row on, in the memory's order. */
function atomicText(at: number, pieces: number, { name, takes, gives, text }: Atomic): string {
  const head = `fn ${name}_leaf${at}(row: u32, e: u32${takes})${gives}`;
  if (pieces === 1) return `${head} { ${text(`leaf${at}_0[row * 4u + e]`)} }`;
  const cases: string[] = [];
  for (let piece = pieces - 1; piece >= 0; piece--) {
    const start = `views.l${at}_start${piece}`;
    const body = text(`leaf${at}_${piece}[(g - ${start}) * 4u + (e & 3u)]`);
    cases.push(piece > 0 ? `if (g >= ${start}) { ${body} }` : body);
  }
  return `${head} { let g = row + (e >> 2u); ${cases.join(' ')} }`;
}

/** The leaves that an expression reads. */
export function leavesRead(expr: Expr, found = new Set<number>()): Set<number> {
  if (expr.kind === 'input' && expr.index !== HANDED) found.add(expr.index);
  if ('args' in expr) for (const arg of expr.args) leavesRead(arg, found);
  return found;
}

function leafText(plan: AccessPlan, at: number, wanted: ComputeType): string {
  const leaf = plan.leaves[at];
  if (!leaf) throw new Error(`no leaf ${at}`);
  // a volume of length 1 along x broadcasts, whatever its reader's length
  const splat = leaf.shape.x === 1;
  const load = splat ? `load_leaf${at}(row.r${at}).xxxx` : `load_leaf${at}(row.r${at} + u32(x4))`;
  const { type } = PACKING[leaf.dtype];
  return type === wanted ? load : `${vectorType(wanted)}(${load})`;
}

function valueText(index: number, type: ComputeType): string {
  const vector = vectorType(type);
  const word = `fused[${index >> 2}][${index & 3}]`;
  return type === 'u32' ? `${vector}(${word})` : `${vector}(bitcast<${type}>(${word}))`;
}

function emitPort(port: Port, plan: AccessPlan, needs: Set<string>): string {
  const types = inputTypes(port.expr);
  return emit(
    port.expr,
    {
      input: (index) => (index === HANDED ? 'v' : leafText(plan, index, types.get(index) ?? 'f32')),
      value: valueText,
    },
    needs,
  );
}

function inputTypes(expr: Expr, found = new Map<number, ComputeType>()): Map<number, ComputeType> {
  if (expr.kind === 'input') found.set(expr.index, expr.type);
  if ('args' in expr) for (const arg of expr.args) inputTypes(arg, found);
  return found;
}

function rowStruct(name: string, leaves: readonly number[]): string {
  const fields = leaves.length ? leaves.map((at) => `r${at}: u32`).join(', ') : 'none: u32';
  const values = leaves.length ? leaves.map((at) => `row_leaf${at}(y, z, b)`).join(', ') : '0u';
  return `struct Row_${name} { ${fields} }\nfn row_${name}(y: i32, z: i32, b: i32) -> Row_${name} { return Row_${name}(${values}); }`;
}

/** Whether an expression computes, rather than only reads or unpacks. */
function computes(expr: Expr): boolean {
  return expr.kind === 'convert' ? computes(expr.args[0]) : expr.kind !== 'input';
}

/**
 * Whether what passes between a kernel and a fused expression must be sealed (lib/sealed), lest the driver reorder sums across
 * the two and a fused neighbour change bits. An expression that ends in a seal has its own: two would undo each other.
 */
function isSealed(port: Port): boolean {
  return port.as === 'f32' && computes(port.expr);
}

function inputText(port: Port, plan: AccessPlan, needs: Set<string>): string {
  const { name, as } = port;
  const vector = vectorType(as);
  const text = emitPort(port, plan, needs);
  return [
    rowStruct(name, [...leavesRead(port.expr)]),
    `alias Value_${name} = ${vector};`,
    `alias Scalar_${name} = ${as};`,
    `fn load4_${name}(row: Row_${name}, x4: i32) -> ${vector} { return ${isSealed(port) && port.expr.kind !== 'seal' ? `sealed4(${text}, views.x_end)` : text}; }`,
    `fn load_${name}(row: Row_${name}, x: i32) -> ${as} { return ${scalarText(port, plan) ?? `load4_${name}(row, x >> 2u)[x & 3]`}; }`,
  ].join('\n');
}

/**
 * One voxel straight from its binding, where nothing is computed or unpacked on the way: a driver reads a whole group for one
 * voxel of it otherwise. lavapipe 26.1, the x pass of a gaussian of 17 taps: 12.3 -> 11.4 ms of CPU time through its borders.
 */
function scalarText({ expr, as }: Port, plan: AccessPlan): string | undefined {
  if (expr.kind !== 'input') return undefined;
  const leaf = plan.leaves[expr.index];
  if (leaf?.dtype !== as || leaf.shape.x === 1 || plan.pieces[expr.index] !== 1) return undefined;
  return `leaf${expr.index}_0[row.r${expr.index} + u32(x >> 2u)][x & 3]`;
}

function outputText(port: Port, plan: AccessPlan, needs: Set<string>): string {
  const { name, as, target } = port;
  const leaf = target === undefined ? undefined : plan.leaves[target];
  if (target === undefined || !leaf) throw new Error(`output ${name} has no storage`);
  if (port.atomic)
    return [
      rowStruct(name, [target]),
      ...ATOMICS.map(({ name: kind, takes, gives }) => {
        const given = takes.replace(/: \w+/g, '');
        return `fn ${kind}_${name}(row: Row_${name}, e: u32${takes})${gives} { ${gives && 'return '}${kind}_leaf${target}(row.r${target}, e${given}); }`;
      }),
    ].join('\n');
  const stored = emitPort(port, plan, needs);
  const { type } = PACKING[leaf.dtype];
  const packed = port.expr.type === type ? stored : converted(stored, port.expr.type, leaf.dtype, needs);
  return [
    rowStruct(name, [...new Set([target, ...leavesRead(port.expr)])]),
    `alias Value_${name} = ${vectorType(as)};`,
    `alias Scalar_${name} = ${as};`,
    `fn store4_${name}(row: Row_${name}, x4: i32, handed: ${vectorType(as)}) { let v = ${isSealed(port) ? 'sealed4(handed, views.x_end)' : 'handed'}; store_leaf${target}(row.r${target} + u32(x4), ${packed}); }`,
  ].join('\n');
}

/** A value in the type that its storage is packed from. What comes as f32 to 8 or 16 bits is in their range. */
function converted(stored: string, from: ComputeType, dtype: DType, needs: Set<string>): string {
  const { type, pack } = PACKING[dtype];
  if (from !== 'f32' || type === 'f32' || !pack) return `${vectorType(type)}(${stored})`;
  needs.add(`short_${type}`);
  return `short_${type}(${stored})`;
}

/** The grid: which cell an invocation makes. Kernels never compute this themselves. */
function cellText(plan: AccessPlan, shape: Record<RowAxis, number>): string {
  const { tile, fold } = plan;
  const slices = shape.z > 1;
  const batches = shape.c * shape.n > 1;
  const lines = [
    'struct Cell { x4: i32, y: i32, z: i32, b: i32, y_end: i32, z_end: i32, outside: bool }',
    'fn cell(id: vec3u) -> Cell {',
    `  let rows = u32(views.y_end - views.y_begin + ${tile.y - 1}) / ${tile.y}u;`,
    `  let slices = u32(views.z_end - views.z_begin + ${tile.z - 1}) / ${tile.z}u;`,
  ];
  if (fold !== undefined)
    lines.push(`  let line = id.y + id.z * ${fold}u;`, '  let r = line % rows;', '  let rest = line / rows;');
  else lines.push('  let r = id.y;', '  let rest = id.z;');
  if (slices && batches) lines.push('  let s = rest % slices;', '  let k = rest / slices;');
  else if (slices) lines.push('  let s = rest;', '  let k = 0u;');
  else lines.push('  let s = 0u;', '  let k = rest;');
  lines.push(
    `  let b = i32(k) + views.b_begin;`,
    `  let x4 = i32(id.x) * ${tile.x4} + (views.x_begin >> 2u);`,
    `  let y = i32(r) * ${tile.y} + views.y_begin;`,
    `  let z = i32(s) * ${tile.z} + views.z_begin;`,
    `  let outside = x4 * 4 >= views.x_end || y >= views.y_end || z >= views.z_end || b >= views.b_end${plan.looped ? ' || loop_words.z != 0u' : ''};`,
    ...lookText(plan.looks, plan),
    '  return Cell(x4, y, z, b, views.y_end, views.z_end, outside);',
    '}',
  );
  return lines.join('\n');
}
