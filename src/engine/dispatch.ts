/** Dispatches: the kernels that a fused graph comes down to, in order, with the expressions in their loads and stores. */
import type { Shape } from '../core/axes.js';
import { type ComputeType, DTYPES } from '../core/dtype.js';
import type { Description } from '../core/hostVolume.js';
import { convert, type Expr, input, withArguments } from '../graph/expr.js';
import { formsOf } from '../graph/forms.js';
import type { KernelCall, KernelInput } from '../graph/node.js';
import { HANDED, type Port } from './access.js';
import { type Box, shapeIn } from './box.js';
import type { FlatGraph, Item } from './flatten.js';
import { baseOf, behindViews, type Fusion, slotKey, storedBehind, storedReads, type Walked } from './fuse.js';
import { labelOf } from './labels.js';
import { type Leaf, leafKey, type Slot, walkLeaf, wholeLeaf } from './leaf.js';
import { withLongRows } from './longRows.js';
import { formOf, type Profile } from './profile.js';
import { leafIn } from './regions.js';

/** A number that a fused expression reads: value `index` of a pointwise item. */
export interface ValueRef {
  readonly item: number;
  readonly index: number;
}

/** A loop in the order of dispatches: it reads where its states begin and what its body needs, and writes the last states. */
export interface Loop {
  readonly kind: 'loop';
  readonly label: string;
  readonly item: number;
  readonly reads: readonly Slot[];
  readonly writes: readonly Slot[];
}

export type Work = Dispatch | Loop;

export interface Dispatch {
  readonly kind: 'dispatch';
  /** The operations it carries out, for people. */
  readonly label: string;
  /** The graph items that it carries out: the label names them in this order. */
  readonly computes: readonly number[];
  /** The graph item whose parameters and tables the kernel reads. */
  readonly item: number;
  readonly kernel: string;
  /** The form that the profile took of it; undefined where that is the one of its base. */
  readonly form: string | undefined;
  readonly constants: KernelCall['constants'];
  readonly along: KernelCall['along'];
  readonly stacked: KernelCall['stacked'];
  /** What is walked, and how people know it. */
  readonly domain: KernelCall['domain'];
  readonly shape: KernelCall['domain'];
  /** The part of it that is walked, where that is not all. */
  readonly region?: Box | undefined;
  readonly tile: KernelCall['tile'];
  readonly spreads: KernelCall['spreads'];
  readonly loadsFirst: boolean;
  /** What differs in the interior of the volume, where the kernel has a form for it. */
  readonly interior: Interior | undefined;
  readonly inputs: readonly Port[];
  readonly outputs: readonly Port[];
  readonly leaves: readonly Leaf[];
  /** How each leaf is read; an output has none. */
  readonly reaches: readonly (readonly KernelInput['reach'][])[];
  readonly values: readonly ValueRef[];
  readonly valueTypes: readonly ComputeType[];
  /** Names of the storage arrays that the kernel reads besides volumes. */
  readonly tables: readonly string[];
  readonly reads: readonly Slot[];
  readonly writes: readonly Slot[];
}

/** See `KernelCall.interior`. */
export interface Interior {
  readonly constants: KernelCall['constants'];
  readonly tile: KernelCall['tile'];
}

/** Element-wise work, in its own form and others. */
const MAP = { kernel: 'pointwise/map', forms: formsOf('pointwise/map') } as const;

/**
 * Rows of element-wise work that an invocation makes: a processor fetches ahead along some twenty or thirty at once, those of all volumes together. lavapipe 26.1, 2 M voxels
 * and more, beside 4 rows: 8 rows of two or three volumes take 1.2 to 1.5 times less, of four from 1.4 times less to 1.1 times more, of five as long or more; 16 rows of three
 * and more take longer. Smaller images are as fast either way.
 */
function mapRows(leaves: readonly Leaf[]): number {
  return leaves.filter(({ shape }) => shape.x > 1).length <= 4 ? 8 : 4;
}

/** Rows that may be computed for those that there are. */
const MOST_WASTE = 1.5;

/** No more rows than fit well: all of a tile are computed, those past the last row too. */
function fittingRows(most: number, rows: number): number {
  let fitting = most;
  while (fitting > 1 && Math.ceil(rows / fitting) * fitting > MOST_WASTE * rows) fitting /= 2;
  return fitting;
}

/** How a kernel reads what an input is made of. */
interface Reading {
  readonly reach: KernelInput['reach'];
  /** The shape whose n and c it counts, where these are not those of its domain. */
  readonly counted?: Shape | undefined;
}

/** Gathers the leaves and numbers of one dispatch while its expressions are put together. */
class Builder {
  readonly leaves: Leaf[] = [];
  readonly reaches: KernelInput['reach'][][] = [];
  readonly values: ValueRef[] = [];
  readonly valueTypes: ComputeType[] = [];
  readonly computes: number[] = [];
  private readonly byKey = new Map<string, number>();

  constructor(
    private readonly graph: FlatGraph,
    private readonly fusion: Fusion,
  ) {}

  leaf(leaf: Leaf, reach?: KernelInput['reach']): number {
    const key = reach ? leafKey(leaf) : `out ${leafKey(leaf)}`;
    let at = this.byKey.get(key);
    if (at === undefined) {
      at = this.leaves.length;
      this.leaves.push(leaf);
      this.reaches.push([]);
      this.byKey.set(key, at);
    }
    if (reach) this.reaches[at]?.push(reach);
    return at;
  }

  /** The expression that reads a slot as the given type, through what views its reader is seen through. */
  read(slot: Slot, as: Port['as'], { reach, counted }: Reading, handed?: Slot, seen: readonly Walked[] = []): Expr {
    if (handed && slotKey(slot) === slotKey(handed)) {
      const call = this.graph.items[slot.item]?.call;
      const hands = call?.kind === 'kernel' ? call.outputs[slot.output]?.as : undefined;
      return convert(input(HANDED, hands ?? 'f32'), as);
    }
    const { slot: base, walked } = behindViews(this.graph, slot);
    const through = [...walked, ...seen];
    if (this.fusion.inlined.has(base.item))
      return convert(sealed(this.compute(base.item, { reach, counted }, handed, through)), as);
    const plain = leafThrough(this.graph, base, through);
    const leaf = counted ? { ...plain, counted } : plain;
    const at = this.leaf(leaf, reach);
    const { kind, compute } = DTYPES[leaf.dtype];
    const direct = as === compute || (kind === 'unsigned' && as === 'u32') || (kind === 'signed' && as === 'i32');
    return direct ? input(at, as) : convert(input(at, compute), as);
  }

  /** The expression of a pointwise item over leaves. Seen through views it is the same one of its inputs seen so. */
  compute(at: number, reading: Reading, handed?: Slot, seen: readonly Walked[] = []): Expr {
    const item = this.graph.items[at];
    if (item?.call.kind !== 'pointwise') throw new Error('only pointwise items are expressions');
    if (!this.computes.includes(at)) this.computes.push(at);
    const slots = item.inputs;
    const replace = (expr: Expr): Expr => {
      if (expr.kind === 'input') {
        const slot = slots[expr.index];
        if (!slot) throw new Error('an expression reads an input that is not there');
        return this.read(slot, expr.type, reading, handed, seen);
      }
      if (expr.kind === 'value') {
        this.values.push({ item: at, index: expr.index });
        this.valueTypes.push(expr.type);
        return { ...expr, index: this.values.length - 1 };
      }
      return 'args' in expr ? withArguments(expr, expr.args.map(replace)) : expr;
    };
    return replace(item.call.expr);
  }
}

/** What an inlined node hands on has the bits that it would have stored. Never twice: two seals undo each other. */
function sealed(expr: Expr): Expr {
  const computed = 'args' in expr && expr.kind !== 'convert' && expr.kind !== 'seal';
  return expr.type === 'f32' && computed ? { kind: 'seal', args: [expr], type: 'f32' } : expr;
}

/** The stored volume behind a slot, through views. */
function leafThrough(graph: FlatGraph, slot: Slot, views: readonly Walked[]): Leaf {
  const description = graph.items[slot.item]?.outputs[slot.output];
  if (!description) throw new Error('a slot names no item');
  const whole = wholeLeaf(slot, description.shape, description.dtype, graph.regions?.slots.get(slotKey(slot)));
  return views.reduce((leaf, { walk, shape }) => walkLeaf(leaf, walk, shape), whole);
}

/** All dispatches and loops of a graph, each after those it reads from. */
export function workOf(graph: FlatGraph, fusion: Fusion, profile: Profile, maxBinding: number): Work[] {
  const made: Work[] = [];
  graph.items.forEach((item, at) => {
    if (item.call.kind === 'pointwise' && !fusion.inlined.has(at) && !fusion.absorbedBy.has(at))
      made.push(mapDispatch(graph, fusion, item, at, profile, maxBinding));
    if (item.call.kind === 'kernel') made.push(kernelDispatch(graph, fusion, item, item.call, at, profile));
    if (item.call.kind === 'repeat')
      made.push({
        kind: 'loop',
        label: item.label,
        item: at,
        reads: item.inputs,
        writes: item.outputs.map((_, output) => ({ item: at, output })),
      });
  });
  return inOrder(made, waitsOf(graph, made));
}

function mapDispatch(
  graph: FlatGraph,
  fusion: Fusion,
  item: Item,
  at: number,
  profile: Profile,
  maxBinding: number,
): Dispatch {
  const builder = new Builder(graph, fusion);
  const description = item.outputs[0] as Description;
  const expr = builder.compute(at, { reach: {} });
  const as = expr.type;
  const { shape, dtype } = description;
  const own: Slot = { item: at, output: 0 };
  const region = graph.regions?.slots.get(slotKey(own));
  const target = builder.leaf(wholeLeaf(own, shape, dtype, region));
  const lying = region ? builder.leaves.map((leaf) => leafIn(leaf, region)) : builder.leaves;
  const { domain, leaves } = withLongRows(shapeIn(shape, region), lying, maxBinding);
  const { form, variant } = formOf(MAP, profile);
  const rows = fittingRows(variant.tile?.y ?? mapRows(leaves), domain.y);
  return {
    kind: 'dispatch',
    label: labelOf(graph, builder.computes),
    computes: builder.computes,
    item: at,
    kernel: MAP.kernel,
    form,
    constants: { ...variant.constants, TILE: rows },
    along: 'y',
    stacked: 'z',
    spreads: [],
    loadsFirst: true,
    shape,
    domain,
    tile: { x4: 1, z: 1, ...variant.tile, y: rows },
    interior: undefined,
    inputs: [{ name: 'src', as, shape, expr }],
    outputs: [{ name: 'dst', as, shape, expr: input(HANDED, as), target }],
    leaves,
    reaches: builder.reaches,
    values: builder.values,
    valueTypes: builder.valueTypes,
    tables: [],
    reads: storedReads(graph, at, fusion.inlined),
    writes: [{ item: at, output: 0 }],
  };
}

function kernelDispatch(
  graph: FlatGraph,
  fusion: Fusion,
  item: Item,
  call: KernelCall,
  at: number,
  profile: Profile,
): Dispatch {
  const builder = new Builder(graph, fusion);
  builder.computes.push(at);
  const reads: Slot[] = [];
  const inputs = call.inputs.map(({ name, as, node, reach, counts }, position): Port => {
    const slot = item.inputs[position] as Slot;
    reads.push(...storedBehind(graph, slot, fusion.inlined));
    const { shape } = node;
    const counted = counts === 'own' ? shape : undefined;
    return { name, as, shape, expr: builder.read(slot, as, { reach, counted }) };
  });
  const writes: Slot[] = [];
  const regionOf = (slot: Slot) => graph.regions?.slots.get(slotKey(slot));
  const outputs = call.outputs.map(({ name, as, description, atomic, changes }, output): Port => {
    const own: Slot = { item: at, output };
    const absorbed = fusion.absorbedInto.get(slotKey(own));
    const { shape } = description;
    if (absorbed === undefined) {
      writes.push(own);
      return {
        name,
        as,
        shape,
        expr: input(HANDED, as),
        target: builder.leaf(wholeLeaf(own, shape, description.dtype, regionOf(own))),
        atomic,
        changes,
      };
    }
    const slot: Slot = { item: absorbed, output: 0 };
    const dtype = (graph.items[absorbed]?.outputs[0] as Description).dtype;
    writes.push(slot);
    reads.push(...storedReads(graph, absorbed, fusion.inlined).filter((read) => slotKey(read) !== slotKey(own)));
    const expr = builder.compute(absorbed, { reach: {} }, own);
    return { name, as, shape, expr, target: builder.leaf(wholeLeaf(slot, shape, dtype, regionOf(slot))) };
  });
  const { along, stacked, domain } = call;
  const { form, variant } = formOf(call, profile);
  const kernel = variant.kernel ?? call.kernel;
  const constants = { ...call.constants, ...variant.constants };
  const tile = { ...call.tile, ...variant.tile };
  // threads that run side by side skip the border's text where they do not need it
  const inner = profile.base === 'cpu' ? call.interior : undefined;
  // what a form says holds there, too
  const interior = inner && {
    constants: { ...constants, ...inner.constants, ...variant.interior?.constants },
    tile: { ...tile, ...inner.tile, ...variant.interior?.tile },
  };
  const { leaves, reaches, values, valueTypes } = builder;
  return {
    kind: 'dispatch',
    label: labelOf(graph, builder.computes),
    computes: builder.computes,
    item: at,
    kernel,
    form,
    constants,
    along,
    stacked,
    shape: domain,
    domain,
    region: graph.regions?.domains.get(at),
    tile,
    spreads: call.spreads,
    loadsFirst: call.loadsFirst || outputs.length === 1,
    interior,
    inputs,
    outputs,
    leaves,
    reaches,
    values,
    valueTypes,
    tables: Object.keys(call.tables),
    reads,
    writes,
  };
}

/** The steps that each step waits for. */
export type Waits = ReadonlyMap<Work, readonly Work[]>;

/** What each step waits for: those that write what it reads. */
export function waitsOf(graph: FlatGraph, work: readonly Work[]): Waits {
  const writer = new Map<string, Work>();
  for (const step of work) for (const slot of step.writes) writer.set(slotKey(slot), step);
  const waits = (step: Work): Work[] =>
    step.reads.flatMap((read) => writer.get(slotKey(baseOf(graph, read).slot)) ?? []);
  return new Map(work.map((step) => [step, waits(step)]));
}

/** Sorts by need. Absorbing a later item can make a kernel wait for dispatches that came after it. */
export function inOrder(work: readonly Work[], waits: Waits): Work[] {
  const sorted: Work[] = [];
  const done = new Set<Work>();
  const stack: { step: Work; entered: boolean }[] = [...work].reverse().map((step) => ({ step, entered: false }));
  for (let top = stack.pop(); top; top = stack.pop()) {
    if (done.has(top.step)) continue;
    if (top.entered) {
      done.add(top.step);
      sorted.push(top.step);
      continue;
    }
    stack.push({ step: top.step, entered: true });
    for (const needed of [...(waits.get(top.step) ?? [])].reverse())
      if (!done.has(needed)) stack.push({ step: needed, entered: false });
  }
  return sorted;
}
