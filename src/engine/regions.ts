/**
 * Regions: a box of the results, and what of every volume must be there for it. A volume of which only a region is stored is still
 * spoken of in the positions of the whole: the access module takes the region's beginning off. So kernels know no edges but those of the
 * whole volume, and every voxel of a region has the bits that it has in the whole. Rows are never cut, as in windows.
 */
import type { Shape } from '../core/axes.js';
import type { KernelCall, Primitive, ViewCall } from '../graph/node.js';
import { type Box, boxOf, hullOf, wholeOf } from './box.js';
import type { FlatGraph, Item } from './flatten.js';
import { slotKey } from './fuse.js';
import { type Leaf, namesOf, ROW_AXES, type RowAxis, type Slot } from './leaf.js';
import type { Range } from './ranges.js';
import { axisRanges } from './windows.js';

export interface Regions {
  /** What is stored of each slot. */
  readonly slots: ReadonlyMap<string, Box>;
  /** What is walked by each kernel. */
  readonly domains: ReadonlyMap<number, Box>;
}

/** The regions for boxes of the outputs. Sources that are not cut are there whole. */
export function regionsOf(
  graph: FlatGraph,
  wanted: readonly Box[],
  isCut: (call: Primitive & { kind: 'source' }) => boolean,
  /** What kernels walk whose fields are sums, where that is a part. */
  parts: ReadonlyMap<number, Box> = new Map(),
): Regions {
  const slots = new Map<string, Box>();
  const domains = new Map<number, Box>();
  const steps = stepsOf(graph);
  const need = (slot: Slot, box: Box): void => {
    const key = slotKey(slot);
    const present = slots.get(key);
    slots.set(key, present ? hullOf(present, box) : box);
  };
  graph.outputs.forEach((slot, at) => {
    const { shape } = described(graph, slot);
    need(slot, wanted[at] ?? wholeOf(shape));
  });
  for (let at = graph.items.length - 1; at >= 0; at--) {
    const item = graph.items[at] as Item;
    const { call, inputs, outputs } = item;
    const [own, first] = [slots.get(`${at}.0`), outputs[0]];
    if (!first) continue;
    if (call.kind === 'source') {
      if (!isCut(call)) slots.set(`${at}.0`, wholeOf(first.shape));
    } else if (call.kind === 'view') {
      if (own) need(inputs[0] as Slot, seenBox(call, described(graph, inputs[0] as Slot).shape, own));
    } else if (call.kind === 'pointwise') {
      const box = aligned(own ?? wholeOf(first.shape), first.shape, steps);
      slots.set(`${at}.0`, box);
      for (const slot of inputs) {
        const { shape } = described(graph, slot);
        need(
          slot,
          boxOf((axis) => (shape[axis] === 1 ? [0, 1] : box[axis])),
        );
      }
    } else if (call.kind === 'kernel') {
      const part = parts.get(at);
      // exactly that part: what is counted is counted once
      const box = part ?? domainBox(call, (output) => slots.get(slotKey({ item: at, output })), steps);
      domains.set(at, box);
      outputs.forEach(({ shape }, output) => {
        const region = boxOf((axis) => (shape[axis] === call.domain[axis] && !part ? box[axis] : [0, shape[axis]]));
        slots.set(slotKey({ item: at, output }), region);
      });
      for (const [position, { node, reach }] of call.inputs.entries())
        need(
          inputs[position] as Slot,
          boxOf((axis) => hull(axisRanges(axis, node.shape[axis], reach[axis], call.domain, box))),
        );
    } else {
      outputs.forEach(({ shape }, output) => {
        slots.set(slotKey({ item: at, output }), wholeOf(shape));
      });
      for (const slot of inputs) need(slot, wholeOf(described(graph, slot).shape));
    }
  }
  return { slots, domains };
}

/** What a kernel walks to make what is needed of its outputs: all along an axis where it stores elsewhere than at its own positions. */
function domainBox(call: KernelCall, needed: (output: number) => Box | undefined, steps: Steps): Box {
  const { domain, outputs, spreads } = call;
  if (outputs.some(({ atomic }) => atomic)) return wholeOf(domain);
  const box = boxOf((axis) => {
    const ranges = outputs.flatMap(({ description: { shape } }, at) => {
      const box = needed(at);
      if (!box) return [];
      return [shape[axis] === domain[axis] && !spreads.includes(axis) ? box[axis] : ([0, domain[axis]] as const)];
    });
    return ranges.length ? hull(ranges) : [0, domain[axis]];
  });
  return aligned(box, domain, steps);
}

/** What a view shows of its input. */
function seenBox({ walk }: ViewCall, shape: Shape, box: Box): Box {
  return boxOf((axis) => {
    if (shape[axis] === 1) return [0, 1];
    let [lo, hi] = [0, 0];
    for (const name of ROW_AXES) {
      const { axis: from, start, step } = walk[name];
      if (from !== axis) continue;
      const ends = [start + step * box[name][0], start + step * (box[name][1] - 1)];
      lo += Math.min(...ends);
      hi += Math.max(...ends);
    }
    return [lo, hi + 1];
  });
}

type Steps = Readonly<Record<RowAxis, number>>;

/**
 * What regions are multiples of, where a kernel does not make its rows alike. The tiles of a region then stand where those of the whole
 * volume stand, so that running sums begin at the same voxels. All volumes are cut alike: what is absorbed into a kernel's store has room for
 * all that the kernel makes.
 */
function stepsOf(graph: FlatGraph): Steps {
  const steps = { n: 1, c: 1, z: 1, y: 1 };
  for (const { call } of graph.items) {
    if (call.kind !== 'kernel' || call.rowsAlike) continue;
    const names = namesOf(call);
    for (const tile of [call.tile, ...Object.values(call.forms).map((form) => form.tile), call.interior?.tile])
      for (const axis of ['y', 'z'] as const) steps[names[axis]] = multiple(steps[names[axis]], tile?.[axis] ?? 1);
  }
  return steps;
}

function multiple(a: number, b: number): number {
  for (let at = a; ; at += a) if (at % b === 0) return at;
}

function aligned(box: Box, shape: Shape, steps: Steps): Box {
  return boxOf((axis) => {
    const step = steps[axis];
    return [Math.floor(box[axis][0] / step) * step, Math.min(shape[axis], Math.ceil(box[axis][1] / step) * step)];
  });
}

function hull(ranges: readonly Range[]): Range {
  return [Math.min(...ranges.map(([lo]) => lo)), Math.max(...ranges.map(([, hi]) => hi))];
}

function described(graph: FlatGraph, { item, output }: Slot) {
  const description = graph.items[item]?.outputs[output];
  if (!description) throw new Error('a slot names no item');
  return description;
}

/** A leaf in the positions of a box: of what is computed element by element, nothing depends on where it stands. */
export function leafIn(leaf: Leaf, box: Box): Leaf {
  let { start } = leaf;
  for (const axis of ROW_AXES) if (leaf.shape[axis] > 1) start += leaf.strides[axis] * box[axis][0];
  const { n, c, z, y } = leaf.shape;
  const length = (axis: RowAxis, whole: number): number => (whole === 1 ? 1 : box[axis][1] - box[axis][0]);
  const shape = { ...leaf.shape, n: length('n', n), c: length('c', c), z: length('z', z), y: length('y', y) };
  return { ...leaf, start, shape };
}

/**
 * Element-wise items that no kernel may store in the place of its output where regions are stored: those behind kernels that make more
 * than the box that is needed of that one output.
 */
export function notAbsorbed(graph: FlatGraph): Set<number> {
  const found = new Set<number>();
  graph.items.forEach(({ call, inputs }, at) => {
    if (call.kind !== 'pointwise') return;
    const behind = inputs.some(({ item }) => {
      const source = graph.items[item]?.call;
      return found.has(item) || (source?.kind === 'kernel' && makesMore(source));
    });
    if (behind) found.add(at);
  });
  return found;
}

function makesMore({ outputs, domain, spreads }: KernelCall): boolean {
  const [only] = outputs;
  return (
    outputs.length > 1 || spreads.length > 0 || ROW_AXES.some((axis) => only?.description.shape[axis] !== domain[axis])
  );
}
