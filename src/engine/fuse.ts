/**
 * Fusion: which element-wise nodes are computed inside their consumers' loads, which inside their producer's store, and which
 * are stored on their own. The price is in nanoseconds a voxel on the software driver, where a load and a store cost most; on
 * a GPU the same choices save memory traffic.
 */
import { AXES, type Shape, voxels } from '../core/axes.js';
import type { Description } from '../core/hostVolume.js';
import type { ViewCall } from '../graph/node.js';
import { costOf } from './elementwise.js';
import type { FlatGraph, Item } from './flatten.js';
import type { Slot } from './leaf.js';

const LOAD = 0.17;
const STORE = 0.33;
/** A number that every voxel reads is nearly free. */
const LOAD_SCALAR = 0.02;
/** Items in one expression, counted as often as they are written: pipelines may be 10,000 nodes deep, kernels may not. */
const MAX_INLINED = 40;

export interface Fusion {
  /** Pointwise items that exist only inside others. */
  readonly inlined: ReadonlySet<number>;
  /** Pointwise items that a kernel stores in the place of one of its outputs. */
  readonly absorbedBy: ReadonlyMap<number, Slot>;
  /** The same by that output's key. */
  readonly absorbedInto: ReadonlyMap<string, number>;
}

export const slotKey = ({ item, output }: Slot): string => `${item}.${output}`;

/**
 * Decides for a whole graph. `mustStore` names items that did not fit into their consumers (too many bindings), `apart` those
 * that did not fit into the store of their producer.
 */
export function fuse(
  graph: FlatGraph,
  enabled: boolean,
  mustStore: ReadonlySet<number>,
  apart: ReadonlySet<number> = new Set(),
): Fusion {
  const whole = decide(graph, enabled, mustStore, apart, 'stored');
  if (!enabled || !graph.items.some(({ call }) => call.kind === 'view')) return whole;
  // what a kernel stores in the place of its own output costs nothing there: it is not computed again behind a view
  const settled = new Set([...mustStore, ...whole.absorbedBy.keys()]);
  const seen = decide(graph, enabled, settled, apart, 'seen');
  const fused = ({ inlined, absorbedBy }: Fusion): number => inlined.size + absorbedBy.size;
  return fused(seen) > fused(whole) ? seen : whole;
}

/** `views`: whether what is read through a view must be stored, or is computed for the voxels that are seen. */
function decide(
  graph: FlatGraph,
  enabled: boolean,
  mustStore: ReadonlySet<number>,
  apart: ReadonlySet<number>,
  views: 'stored' | 'seen',
): Fusion {
  const inlined = new Set<number>();
  const absorbedBy = new Map<number, Slot>();
  const absorbedInto = new Map<string, number>();
  const fusion: Fusion = { inlined, absorbedBy, absorbedInto };
  if (!enabled) return fusion;
  const outputs = new Set(graph.outputs.map(slotKey));
  const consumers = consumersOf(graph, outputs);
  const uses = new Map<number, number>();
  const copies = new Map<number, number>();
  const sizes = new Map<number, number>();
  /** The stored items and kernels that an inlined item ends up in. */
  const homes = new Map<number, ReadonlySet<number>>();

  for (let at = graph.items.length - 1; at >= 0; at--) {
    const item = graph.items[at];
    if (item?.call.kind !== 'pointwise' || mustStore.has(at) || outputs.has(`${at}.0`)) continue;
    const readers = consumers.get(`${at}.0`) ?? [];
    if (!readers.every((reader) => reader.kind === 'pointwise' || reader.kind === 'kernel')) continue;
    if (readers.some(({ view }) => view && (views === 'stored' || view.repeats))) continue;
    const size = voxels((item.outputs[0] as Description).shape);
    // a volume that broadcasts is computed again for every voxel of its reader; of one behind a view, what is seen
    const reads = readers.reduce((sum, reader) => {
      const read = reader.view?.voxels ?? size;
      const times = reader.kind === 'kernel' ? reader.loads : (uses.get(reader.item) ?? 1);
      return sum + Math.max(1, reader.voxels / read) * times * (read / size);
    }, 0);
    const once = costOf(item.call.expr) + loadsOf(graph, item);
    const stored = once + STORE + reads * (size > 1 ? LOAD : LOAD_SCALAR);
    if (reads * once > stored) continue;
    const into = new Set(readers.flatMap((reader) => [...(homes.get(reader.item) ?? [reader.item])]));
    const written = readers.reduce((sum, reader) => sum + (copies.get(reader.item) ?? 1), 0);
    if ([...into].some((home) => (sizes.get(home) ?? 0) + written > MAX_INLINED)) continue;
    for (const home of into) sizes.set(home, (sizes.get(home) ?? 0) + written);
    inlined.add(at);
    uses.set(at, reads);
    copies.set(at, written);
    homes.set(at, into);
  }
  for (const [at, item] of graph.items.entries()) {
    if (item.call.kind !== 'pointwise' || inlined.has(at) || apart.has(at)) continue;
    const kernel = absorbingKernel(graph, at, fusion, consumers, outputs);
    if (!kernel) continue;
    absorbedBy.set(at, kernel);
    absorbedInto.set(slotKey(kernel), at);
  }
  return fusion;
}

interface Consumer {
  readonly item: number;
  readonly kind: string;
  readonly loads: number;
  /** How many voxels it makes. */
  readonly voxels: number;
  /** The views that it reads through, if any: how many voxels it sees, and whether one of them often. */
  readonly view: { readonly voxels: number; readonly repeats: boolean } | undefined;
}

/** Who reads each slot, itself or through views; views read nothing on their own. */
function consumersOf(graph: FlatGraph, outputs: ReadonlySet<string>): Map<string, Consumer[]> {
  const consumers = new Map<string, Consumer[]>();
  const add = (slot: Slot, consumer: Consumer): void => {
    const list = consumers.get(slotKey(slot)) ?? [];
    list.push(consumer);
    consumers.set(slotKey(slot), list);
  };
  graph.items.forEach(({ call, inputs, outputs: results }, at) => {
    if (call.kind === 'view' && !outputs.has(`${at}.0`)) return;
    const size = voxels(call.kind === 'kernel' ? call.domain : (results[0] as Description).shape);
    inputs.forEach((slot, position) => {
      const loads = call.kind === 'kernel' ? (call.inputs[position]?.loads ?? 1) : 1;
      const { slot: base, repeats } = baseOf(graph, slot);
      const seen = graph.items[slot.item];
      const view =
        seen?.call.kind === 'view' ? { voxels: voxels((seen.outputs[0] as Description).shape), repeats } : undefined;
      add(base, { item: at, kind: call.kind, loads, voxels: size, view });
    });
  });
  return consumers;
}

function loadsOf(graph: FlatGraph, item: Item): number {
  return item.inputs.reduce((sum, slot) => {
    const description = graph.items[slot.item]?.outputs[slot.output];
    return sum + (description && voxels(description.shape) > 1 ? LOAD : LOAD_SCALAR);
  }, 0);
}

/** The stored slots, views of them among these, that an item reads once what is inlined into it is resolved. */
export function storedReads(graph: FlatGraph, at: number, inlined: ReadonlySet<number>): Slot[] {
  return (graph.items[at]?.inputs ?? []).flatMap((slot) => storedBehind(graph, slot, inlined));
}

/** The same for one slot. */
export function storedBehind(graph: FlatGraph, slot: Slot, inlined: ReadonlySet<number>): Slot[] {
  const base = baseOf(graph, slot).slot.item;
  return inlined.has(base) ? storedReads(graph, base, inlined) : [slot];
}

/** What lies behind a slot that may be a view, and whether a view before it shows a voxel more than once. */
interface Base {
  readonly slot: Slot;
  readonly repeats: boolean;
}

const bases = new WeakMap<FlatGraph, readonly (Base | undefined)[]>();

/** What lies behind the views of a slot. Found once for every view of a graph: chains of views may be long. */
export function baseOf(graph: FlatGraph, slot: Slot): Base {
  let known = bases.get(graph);
  if (!known) {
    const found: (Base | undefined)[] = [];
    for (const { call, inputs, outputs } of graph.items) {
      const below = inputs[0];
      if (call.kind !== 'view' || !below) {
        found.push(undefined);
        continue;
      }
      const own = repeats({ walk: call.walk, shape: (outputs[0] as Description).shape });
      const base = found[below.item] ?? { slot: below, repeats: false };
      found.push({ slot: base.slot, repeats: base.repeats || own });
    }
    bases.set(graph, found);
    known = found;
  }
  return known[slot.item] ?? { slot, repeats: false };
}

/** How a view walks what it reads, and the shape that it has. */
export interface Walked {
  readonly walk: ViewCall['walk'];
  readonly shape: Shape;
}

/** What lies behind the views of a slot, and those views, the first to walk it first. */
export function behindViews(graph: FlatGraph, slot: Slot): { readonly slot: Slot; readonly walked: readonly Walked[] } {
  const walked: Walked[] = [];
  let base = slot;
  for (let item = graph.items[base.item]; item?.call.kind === 'view'; item = graph.items[base.item]) {
    walked.push({ walk: item.call.walk, shape: (item.outputs[0] as Description).shape });
    base = item.inputs[0] as Slot;
  }
  return { slot: base, walked: walked.reverse() };
}

/** Whether a view shows a voxel more than once. */
function repeats({ walk, shape }: Walked): boolean {
  return AXES.some((axis) => walk[axis].step === 0 && shape[axis] > 1);
}

/** A kernel whose only reader is this item, and that can run after everything else that the item reads. */
function absorbingKernel(
  graph: FlatGraph,
  at: number,
  fusion: Fusion,
  consumers: ReadonlyMap<string, readonly Consumer[]>,
  outputs: ReadonlySet<string>,
): Slot | undefined {
  const { inlined } = fusion;
  const result = graph.items[at]?.outputs[0];
  const reads = storedReads(graph, at, inlined);
  for (const slot of [...reads].reverse()) {
    const kernel = graph.items[slot.item];
    const produced = kernel?.outputs[slot.output];
    if (kernel?.call.kind !== 'kernel' || !produced || !result || outputs.has(slotKey(slot))) continue;
    const { atomic, changes } = kernel.call.outputs[slot.output] ?? {};
    if (atomic || changes) continue;
    const fits = JSON.stringify(produced.shape) === JSON.stringify(result.shape);
    if (!fits || !onlyReadBy(slot, at, inlined, consumers)) continue;
    const others = reads.filter((other) => slotKey(other) !== slotKey(slot));
    if (others.every((other) => !dependsOn(graph, other.item, slot.item, fusion))) return slot;
  }
  return undefined;
}

/** Whether every reader of a slot is the item itself or is inlined, all the way, into it. */
function onlyReadBy(
  slot: Slot,
  at: number,
  inlined: ReadonlySet<number>,
  consumers: ReadonlyMap<string, readonly Consumer[]>,
): boolean {
  return (consumers.get(slotKey(slot)) ?? []).every(
    (reader) =>
      !reader.view &&
      (reader.item === at ||
        (inlined.has(reader.item) && onlyReadBy({ item: reader.item, output: 0 }, at, inlined, consumers))),
  );
}

/** Whether computing one item needs another, given what kernels have absorbed so far. */
function dependsOn(graph: FlatGraph, item: number, target: number, fusion: Fusion): boolean {
  const { inlined, absorbedBy, absorbedInto } = fusion;
  const seen = new Set<number>();
  const stack = [item];
  // what comes before the target can need it only through a kernel that absorbed something after it
  let first = Number.POSITIVE_INFINITY;
  for (const [pointwise, slot] of absorbedBy) if (pointwise > target) first = Math.min(first, slot.item);
  for (let at = stack.pop(); at !== undefined; at = stack.pop()) {
    if (at === target) return true;
    if (seen.has(at) || (at < target && at < first)) continue;
    seen.add(at);
    for (const slot of graph.items[at]?.inputs ?? []) stack.push(slot.item);
    for (const output of graph.items[at]?.outputs.keys() ?? []) {
      const pointwise = absorbedInto.get(slotKey({ item: at, output }));
      if (pointwise === undefined) continue;
      // an absorbed item is computed by its kernel, so the kernel waits for all that the item reads
      for (const read of storedReads(graph, pointwise, inlined)) if (read.item !== at) stack.push(read.item);
    }
  }
  return false;
}
