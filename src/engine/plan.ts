/**
 * A plan: the steps that a graph structure comes down to on devices of these limits. Plans hold no numbers and no data, so
 * one serves every graph of the same structure; `execute` binds numbers, volumes and buffers to it.
 */

import { breathe } from '../core/breath.js';
import { DTYPES, type TypedArray } from '../core/dtype.js';
import type { Limits } from '../gpu/context.js';
import type { LinkedKernel } from '../gpu/pipelines.js';
import { type AccessModule, leavesRead, writeAccess } from './access.js';
import { type Look, looksOf } from './ahead.js';
import type { Dispatch, Loop, Work } from './dispatch.js';
import { checkSizes, fittingWork } from './fitting.js';
import type { FlatGraph } from './flatten.js';
import { gridOf, WORKGROUP } from './grid.js';
import { inPlaceStates, statesOf, updatingInPlace } from './inPlace.js';
import { type Apart, partsOf } from './interior.js';
import { stateName } from './labels.js';
import { ROW_AXES, type Slot } from './leaf.js';
import { type Library, library } from './library.js';
import { type Lives, lifetimes } from './lifetimes.js';
import { linkKernel } from './link.js';
import { packParams } from './params.js';
import { type Base, nameOf, type Profile, profileOf } from './profile.js';
import type { Range } from './ranges.js';
import { viewField } from './viewField.js';
import { type Window, windowsOf } from './windows.js';

export interface PlanOptions {
  /** Off: every node is stored, every state of a loop is held twice. Results have the same bits; for tests and for finding faults. */
  readonly fusion: boolean;
  /** Which forms of the kernels. */
  readonly profile: Base | Profile;
  /** When the interior and the edges of a volume are issued apart. */
  readonly apart?: Apart;
  /** Invocations that the adapter runs side by side. */
  readonly lanes?: number | undefined;
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
interface StepCommon extends Lives {
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
  /** Its name: see `nameOf`. */
  readonly profile: string;
  /** The uniform buffer with the views filled in; numbers are written into a copy at each run. */
  readonly arena: Uint8Array<ArrayBuffer>;
  /** Bytes of it that a dispatch sees from any offset: as many as the longest block has. */
  readonly blockSize: number;
}

const UNIFORM_ALIGNMENT = 256;

/** Plans a flat graph. Throws `ArgumentError` where something cannot fit the device. */
export async function makePlan(graph: FlatGraph, limits: Limits, options: PlanOptions): Promise<Plan> {
  checkSizes(graph, limits);
  return planOf(graph, fittingWork(graph, limits, options), limits, options);
}

async function planOf(
  graph: FlatGraph,
  work: readonly Work[],
  limits: Limits,
  options: PlanOptions,
  looped = false,
): Promise<Plan> {
  const { moduleOf } = await library();
  const { base } = profileOf(options.profile);
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
    if (!looped && dispatch.outputs.some(({ changes }) => changes))
      throw new Error(`${dispatch.kernel}: what is changed in place must be the state of a loop`);
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
        const looks =
          base === 'cpu' && window.pieces.every((pieces) => pieces.length === 1)
            ? looksOf({ ...part, box: window.box }, grid.wx, options.apart, options.lanes)
            : [];
        await breathe();
        const access = accessOf(part.dispatch, window, kernelCall?.tables ?? {}, grid.fold, looks, looped, moduleOf);
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
  const profile = nameOf(profileOf(options.profile));
  return { key: `${graph.key}\nprofile ${profile}`, steps, outputs: graph.outputs, profile, arena, blockSize };
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
    const work = fittingWork(graph, limits, options);
    return { graph, work, states: statesOf(graph, call) };
  });
  // iterations with and without the measure work on the same buffers: what one rules out, the other must hold twice as well
  const inPlace = parts.reduce(
    (wanted, { graph, work, states }) => inPlaceStates(graph, work, states, wanted),
    call.body.map(() => options.fusion),
  );
  const plans: Plan[] = [];
  for (const { graph, work, states } of parts)
    plans.push(await planOf(graph, updatingInPlace(graph, work, states, inPlace), limits, options, true));
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

function accessOf(
  dispatch: Dispatch,
  window: Window,
  tables: Readonly<Record<string, TypedArray>>,
  fold: number | undefined,
  looks: readonly Look[],
  looped: boolean,
  moduleOf: Library['moduleOf'],
): AccessModule {
  const { inputs, outputs, leaves, along, stacked, domain, tile, values } = dispatch;
  const pieces = window.pieces.map((list) => list.length);
  return writeAccess(
    {
      inputs,
      outputs,
      leaves,
      pieces,
      tables,
      values: values.length,
      along,
      stacked,
      domain,
      tile,
      fold,
      looks,
      looped,
    },
    moduleOf,
  );
}

/** Bytes that a step moves if every voxel it needs is read once. */
function traffic(dispatch: Dispatch, windows: readonly Window[]): { bytesRead: number; bytesWritten: number } {
  const written = new Set(dispatch.outputs.map((port) => port.target));
  const read = new Set([...dispatch.inputs, ...dispatch.outputs].flatMap((port) => [...leavesRead(port.expr)]));
  let bytesRead = 0;
  let bytesWritten = 0;
  dispatch.leaves.forEach((leaf, at) => {
    const whole =
      ROW_AXES.reduce((product, axis) => product * leaf.shape[axis], leaf.shape.x) * DTYPES[leaf.dtype].bytes;
    const bound = (): number =>
      windows.flatMap(({ pieces }) => pieces[at] ?? []).reduce((sum, { size }) => sum + size, 0);
    const size = dispatch.region ? Math.min(whole, bound()) : whole;
    if (written.has(at)) bytesWritten += size;
    if (read.has(at) && windows.length > 0) bytesRead += size;
  });
  return { bytesRead, bytesWritten };
}
