/**
 * A plan: the steps that a graph structure comes down to on devices of these limits. Plans hold no numbers and no data, so
 * one serves every graph of the same structure; `execute` binds numbers, volumes and buffers to it.
 */

import { AXES, formatShape } from '../core/axes.js';
import { DTYPES, type TypedArray } from '../core/dtype.js';
import { ArgumentError, OutOfMemoryError } from '../core/errors.js';
import type { Limits } from '../gpu/context.js';
import type { LinkedKernel } from '../gpu/pipelines.js';
import { geometryOf } from '../gpu/storage.js';
import { type AccessModule, jointStride, leavesRead, type Port, writeAccess } from './access.js';
import { type Dispatch, type Loop, type Profile, type Work, workOf } from './dispatch.js';
import type { FlatGraph } from './flatten.js';
import { baseOf, type Fusion, fuse, slotKey, storedReads } from './fuse.js';
import { inPlaceStates, statesOf, updatingInPlace } from './inPlace.js';
import { type Apart, type Part, partsOf } from './interior.js';
import { stateName } from './labels.js';
import { asKernelSees, broadcastStrides, ROW_AXES, type Slot } from './leaf.js';
import { linkKernel, moduleOf } from './link.js';
import { packParams } from './params.js';
import type { Range } from './ranges.js';
import { fits, type Window, windowsOf } from './windows.js';

export interface PlanOptions {
  /** Off: every node is stored, every state of a loop is held twice. Results have the same bits; for tests and for finding faults. */
  readonly fusion: boolean;
  /** Named in results: other forms of the kernels, the same bits. */
  readonly profile: Profile;
  /** When the interior and the edges of a volume are issued apart. */
  readonly apart?: Apart;
}

/** One run of a kernel over one window. */
export interface StepWindow extends Window {
  readonly kernel: LinkedKernel;
  readonly groups: readonly [number, number, number];
  readonly viewsOffset: number;
  /** Voxels of a row that it walks. */
  readonly x: Range;
}

/** What every step has: the volumes that begin and end their life there, and the bytes it moves. */
interface StepCommon {
  readonly acquire: readonly Slot[];
  readonly release: readonly Slot[];
  readonly bytesRead: number;
  readonly bytesWritten: number;
}

export type Step = DispatchStep | LoopStep;

/** A loop: the plans of its body, without and with the measure. */
export interface LoopStep extends StepCommon {
  readonly kind: 'loop';
  readonly label: string;
  readonly item: number;
  readonly states: readonly LoopState[];
  readonly plain: Plan;
  readonly checked: Plan;
}

export interface LoopState {
  readonly name: string;
  /** Its next value is written over the present one; otherwise it is held twice. */
  readonly inPlace: boolean;
}

export interface DispatchStep extends StepCommon {
  readonly kind: 'dispatch';
  readonly dispatch: Dispatch;
  readonly windows: readonly StepWindow[];
  /** 1, or how many the interior and the edges are; each has one window or more. */
  readonly parts: number;
  readonly paramsOffset: number;
  readonly valuesOffset: number;
}

export interface Plan {
  readonly key: string;
  readonly steps: readonly Step[];
  readonly outputs: readonly Slot[];
  readonly profile: Profile;
  /** The uniform buffer with the views filled in; numbers are written into a copy at each run. */
  readonly arena: Uint8Array<ArrayBuffer>;
  /** Bytes of it that a dispatch sees from any offset: as many as the longest block has. */
  readonly blockSize: number;
}

const UNIFORM_ALIGNMENT = 256;
const WORKGROUP = 64;

/** Plans a flat graph. Throws `ArgumentError` where something cannot fit the device. */
export async function makePlan(graph: FlatGraph, limits: Limits, options: PlanOptions): Promise<Plan> {
  checkSizes(graph, limits);
  return planOf(graph, fittingWork(graph, limits, options), limits, options);
}

async function planOf(graph: FlatGraph, work: readonly Work[], limits: Limits, options: PlanOptions): Promise<Plan> {
  const lives = lifetimes(graph, work);
  let arenaSize = UNIFORM_ALIGNMENT;
  let blockSize = UNIFORM_ALIGNMENT;
  const reserve = (bytes: number): number => {
    const offset = arenaSize;
    const size = Math.max(1, Math.ceil(bytes / UNIFORM_ALIGNMENT)) * UNIFORM_ALIGNMENT;
    arenaSize += size;
    blockSize = Math.max(blockSize, size);
    return offset;
  };
  const views: { offset: number; words: number[] }[] = [];
  const steps: Step[] = [];
  for (const [at, dispatch] of work.entries()) {
    if (dispatch.kind === 'loop') {
      steps.push(await loopStep(graph, dispatch, lives[at] as Lives, limits, options));
      continue;
    }
    const call = graph.items[dispatch.item]?.call;
    const kernelCall = call?.kind === 'kernel' ? call : undefined;
    const paramsOffset =
      kernelCall && Object.keys(kernelCall.params).length
        ? reserve(packParams(dispatch.kernel, kernelCall.params).length)
        : 0;
    const valuesOffset = dispatch.values.length ? reserve(dispatch.values.length * 4) : 0;
    const windows: StepWindow[] = [];
    const parts = partsOf(dispatch, options.apart);
    for (const part of parts)
      for (const window of windowsOf(part.dispatch, limits, part.box)) {
        const grid = gridOf(part, window, limits);
        const access = accessOf(part.dispatch, window, kernelCall?.tables ?? {}, grid.fold);
        const kernel = await linkKernel(dispatch.kernel, access, {
          ...part.dispatch.constants,
          WX: grid.wx,
          WY: WORKGROUP / grid.wx,
        });
        const words = access.fields.map((field) => viewField(field, part, window));
        const viewsOffset = reserve(words.length * 4);
        views.push({ offset: viewsOffset, words });
        windows.push({ ...window, kernel, groups: grid.groups, viewsOffset, x: part.x });
      }
    steps.push({
      kind: 'dispatch',
      dispatch,
      windows,
      parts: parts.length,
      paramsOffset,
      valuesOffset,
      ...(lives[at] as Lives),
      ...traffic(dispatch, windows),
    });
  }
  const arena = new Uint8Array(new ArrayBuffer(arenaSize + blockSize));
  const data = new DataView(arena.buffer);
  for (const { offset, words } of views)
    for (const [at, word] of words.entries()) data.setUint32(offset + 4 * at, word >>> 0, true);
  return { key: graph.key, steps, outputs: graph.outputs, profile: options.profile, arena, blockSize };
}

/** Positions are counted in groups of four as u32, and along an axis as i32. */
const MOST_GROUPS = 2 ** 32 - 1;
const MOST_ALONG = 2 ** 31 - 2 ** 16;

/** Refuses volumes that no device could hold, before anything is planned for them. */
function checkSizes(graph: FlatGraph, limits: Limits): void {
  for (const { call, label, outputs } of graph.items) {
    if (call.kind === 'view') continue;
    for (const { shape, dtype } of outputs) {
      const { groups, bytesPerGroup } = geometryOf(shape, dtype);
      const what = `${formatShape(shape)} ${dtype}`;
      if (groups > MOST_GROUPS || AXES.some((axis) => shape[axis] > MOST_ALONG))
        throw new ArgumentError(
          label,
          `a volume must have at most ${4 * MOST_GROUPS} voxels, ${MOST_ALONG} along an axis`,
          what,
        );
      const bytes = groups * bytesPerGroup;
      if (bytes > limits.budget)
        throw new OutOfMemoryError(`${label}: ${what} needs ${bytes} bytes, more than the budget of ${limits.budget}`);
    }
  }
}

async function loopStep(
  graph: FlatGraph,
  loop: Loop,
  lives: Lives,
  limits: Limits,
  options: PlanOptions,
): Promise<LoopStep> {
  const { call, body } = graph.items[loop.item] ?? {};
  if (call?.kind !== 'repeat' || !body) throw new Error('a loop step needs a repeat');
  const graphs = body.checked === body.plain ? [body.plain] : [body.checked, body.plain];
  const parts = graphs.map((graph) => {
    checkSizes(graph, limits);
    return { graph, work: fittingWork(graph, limits, options), states: statesOf(graph, call) };
  });
  // iterations with and without the measure work on the same buffers: what one rules out, the other must hold twice as well
  const inPlace = parts.reduce(
    (wanted, { graph, work, states }) => inPlaceStates(graph, work, states, wanted),
    call.body.map(() => options.fusion),
  );
  const plans: Plan[] = [];
  for (const { graph, work, states } of parts)
    plans.push(await planOf(graph, updatingInPlace(graph, work, states, inPlace), limits, options));
  const [checked, plain = checked] = plans;
  if (!checked || !plain) throw new Error('a loop has a body');
  const once = (key: 'bytesRead' | 'bytesWritten'): number => plain.steps.reduce((sum, step) => sum + step[key], 0);
  const { label, item } = loop;
  return {
    kind: 'loop',
    label,
    item,
    states: inPlace.map((once, at) => ({ name: stateName(call, at), inPlace: once })),
    plain,
    checked,
    ...lives,
    bytesRead: once('bytesRead'),
    bytesWritten: once('bytesWritten'),
  };
}

/**
 * Fuses, and takes back what would need more or longer storage bindings than a kernel may have: in each round from every
 * dispatch that has too much, so that there are as many rounds as the worst of them needs.
 */
function fittingWork(graph: FlatGraph, limits: Limits, options: PlanOptions): Work[] {
  const mustStore = new Set<number>();
  const apart = new Set<number>();
  for (;;) {
    const fusion = fuse(graph, options.fusion, mustStore, apart);
    const work = workOf(graph, fusion, options.profile, limits.maxBinding);
    const before = mustStore.size + apart.size;
    for (const dispatch of work) {
      if (dispatch.kind !== 'dispatch') continue;
      const many = tooMany(dispatch, limits);
      if (!many && fits(dispatch, limits)) continue;
      // one volume read otherwise may fit where it did not: as it was, not through a view, or in a smaller type
      const culprit = largestInlined(graph, fusion, dispatch, many ? 2 : 1);
      const absorbed = dispatch.writes.find((slot) => fusion.absorbedBy.has(slot.item));
      if (culprit !== undefined) mustStore.add(culprit);
      else if (absorbed) apart.add(absorbed.item);
      // what does not fit by itself is refused with its sizes when its windows are made
      else if (many)
        throw new ArgumentError(
          dispatch.label,
          `it must read and write at most ${limits.maxStorageBuffers} volumes`,
          `${dispatch.leaves.length}`,
        );
    }
    if (mustStore.size + apart.size === before) return work;
  }
}

function tooMany({ leaves, tables }: Dispatch, { maxStorageBuffers }: Limits): boolean {
  return leaves.length + tables.length > maxStorageBuffers;
}

/** The inlined item under a dispatch that brings the most volumes with it, and so many at least. */
function largestInlined(graph: FlatGraph, fusion: Fusion, dispatch: Dispatch, least: number): number | undefined {
  const items = new Set(dispatch.values.map((ref) => ref.item));
  const stack = [dispatch.item, ...dispatch.writes.map((slot) => slot.item)];
  for (let at = stack.pop(); at !== undefined; at = stack.pop())
    for (const slot of graph.items[at]?.inputs ?? []) {
      const { item } = baseOf(graph, slot).slot;
      if (fusion.inlined.has(item) && !items.has(item)) {
        items.add(item);
        stack.push(item);
      }
    }
  const sized = [...items]
    .filter((item) => fusion.inlined.has(item))
    .map((item) => ({ item, reads: new Set(storedReads(graph, item, fusion.inlined).map(slotKey)).size }));
  sized.sort((a, b) => b.reads - a.reads);
  return sized.find(({ reads }) => reads >= least)?.item;
}

interface Lives {
  readonly acquire: readonly Slot[];
  readonly release: readonly Slot[];
}

function lifetimes(graph: FlatGraph, work: readonly Work[]): Lives[] {
  const kept = new Set(graph.outputs.map(slotKey));
  const lastUse = new Map<string, { slot: Slot; step: number }>();
  const made = new Set<string>();
  work.forEach((dispatch, step) => {
    for (const slot of dispatch.writes) {
      made.add(slotKey(slot));
      lastUse.set(slotKey(slot), { slot, step });
    }
    for (const read of dispatch.reads) {
      const { slot } = baseOf(graph, read);
      if (made.has(slotKey(slot))) lastUse.set(slotKey(slot), { slot, step });
    }
  });
  const released = work.map((): Slot[] => []);
  for (const [key, { slot, step }] of lastUse) if (!kept.has(key)) released[step]?.push(slot);
  return work.map((dispatch, step) => ({ acquire: dispatch.writes, release: released[step] ?? [] }));
}

function powerOfTwoAtLeast(number: number): number {
  return 2 ** Math.ceil(Math.log2(Math.max(1, number)));
}

function gridOf({ dispatch, x, width }: Part, window: Window, limits: Limits) {
  const { domain, tile, along } = dispatch;
  const box = asKernelSees(along, window.box);
  const length = (range: readonly [number, number]): number => range[1] - range[0];
  const columns = (voxels: number): number => Math.ceil(Math.ceil(voxels / 4) / tile.x4);
  const wx = Math.min(WORKGROUP, powerOfTwoAtLeast(columns(width)));
  const wy = WORKGROUP / wx;
  const rows = Math.ceil(length(box.y) / tile.y);
  const layers = Math.ceil(length(box.z) / tile.z) * length(box.c) * length(box.n);
  const most = limits.maxWorkgroups;
  const across = Math.ceil(columns(x[1] - x[0]) / wx);
  if (across > most)
    throw new ArgumentError(
      dispatch.label,
      `rows must be at most ${most * wx * tile.x4 * 4} voxels long`,
      `${domain.x}`,
    );
  if (Math.ceil(rows / wy) <= most && layers <= most)
    return { wx, fold: undefined, groups: [across, Math.ceil(rows / wy), layers] as const };
  const fold = most * wy;
  return { wx, fold, groups: [across, most, Math.ceil((rows * layers) / fold)] as const };
}

function accessOf(
  dispatch: Dispatch,
  window: Window,
  tables: Readonly<Record<string, TypedArray>>,
  fold: number | undefined,
): AccessModule {
  const { inputs, outputs, leaves, along, domain, tile, values } = dispatch;
  const pieces = window.pieces.map((list) => list.length);
  return writeAccess(
    { inputs, outputs, leaves, pieces, tables, values: values.length, along, domain, tile, fold },
    moduleOf,
  );
}

/** The value of one field of the `Views` struct, as a 32-bit word. */
function viewField(field: string, { dispatch, x }: Part, window: Window): number {
  const { along, domain, leaves } = dispatch;
  const box = asKernelSees(along, window.box);
  const shape = asKernelSees(along, domain);
  const leafField = /^l(\d+)_(\w+?)(\d*)$/.exec(field);
  if (leafField) {
    const at = Number(leafField[1]);
    const leaf = leaves[at];
    const pieces = window.pieces[at] ?? [];
    if (!leaf) throw new Error(`no leaf for ${field}`);
    const strides = asKernelSees(along, broadcastStrides(leaf));
    if (leafField[2] === 'start') return pieces[Number(leafField[3])]?.start ?? 0;
    if (leafField[2] === 'base') return leaf.start - (pieces.length === 1 ? (pieces[0]?.start ?? 0) : 0);
    if (leafField[2] === 'sb') return jointStride(leaf, along, domain);
    return strides[(leafField[2] ?? '').slice(1) as 'y'];
  }
  const joint = box.n[0] * shape.c + box.c[0];
  switch (field) {
    case 'x_begin':
      return x[0];
    case 'x_end':
      return x[1];
    case 'y_begin':
      return box.y[0];
    case 'y_end':
      return box.y[1];
    case 'z_begin':
      return box.z[0];
    case 'z_end':
      return box.z[1];
    case 'b_begin':
      return joint;
    case 'b_end':
      return joint + (box.n[1] - box.n[0] === 1 ? box.c[1] - box.c[0] : (box.n[1] - box.n[0]) * shape.c);
    case 'channels':
      return shape.c;
  }
  const port: Port | undefined = [...dispatch.inputs, ...dispatch.outputs].find(({ name }) =>
    field.startsWith(`${name}_n`),
  );
  if (!port) throw new Error(`no value for ${field}`);
  const seen = asKernelSees(along, port.shape);
  const axis = field.slice(-1);
  return axis === 'x' ? port.shape.x : axis === 'b' ? seen.n * seen.c : seen[axis as 'y' | 'z'];
}

/** Bytes that a step moves if every voxel it needs is read once. */
function traffic(dispatch: Dispatch, windows: readonly Window[]): { bytesRead: number; bytesWritten: number } {
  const written = new Set(dispatch.outputs.map((port) => port.target));
  const read = new Set([...dispatch.inputs, ...dispatch.outputs].flatMap((port) => [...leavesRead(port.expr)]));
  let bytesRead = 0;
  let bytesWritten = 0;
  dispatch.leaves.forEach((leaf, at) => {
    const size =
      ROW_AXES.reduce((product, axis) => product * leaf.shape[axis], leaf.shape.x) * DTYPES[leaf.dtype].bytes;
    if (written.has(at)) bytesWritten += size;
    if (read.has(at) && windows.length > 0) bytesRead += size;
  });
  return { bytesRead, bytesWritten };
}
