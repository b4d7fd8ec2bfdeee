/**
 * Execution: a plan with its numbers and volumes bound, encoded and submitted. Intermediates live from the step that writes
 * them to the last that reads them; the pool gives their memory to the next.
 */
import type { TypedArray } from '../core/dtype.js';
import { CancelledError } from '../core/errors.js';
import type { Context } from '../gpu/context.js';
import type { Repeated } from '../gpu/foresight.js';
import { patiently } from '../gpu/patience.js';
import type { Pipeline } from '../gpu/pipelines.js';
import { Storage } from '../gpu/storage.js';
import { Timer, type Timing } from '../gpu/timer.js';
import { bytesOf } from '../gpu/transfer.js';
import { shapeIn } from './box.js';
import type { FlatGraph } from './flatten.js';
import { slotKey } from './fuse.js';
import { DIRECT, type Issue } from './issue.js';
import { labelOf } from './labels.js';
import type { Slot } from './leaf.js';
import { LoopExecution } from './loop.js';
import { packParams } from './params.js';
import type { DispatchStep, LoopStep, Plan, Step, StepWindow } from './plan.js';
import type { LoopEnd, Progress } from './progress.js';

export interface ExecuteOptions {
  readonly signal?: AbortSignal | undefined;
  /** Ends loops at their next look, with what they have reached. */
  readonly stop?: AbortSignal | undefined;
  /** Called with the share done, 0 to 1, as the GPU gets on. */
  readonly progress?: Progress | undefined;
  /** Measures every dispatch with timestamps. */
  readonly timed?: boolean;
}

export interface Executed {
  readonly outputs: readonly Storage[];
  readonly timings: readonly Timing[];
  /** How the loops ended that promised something. */
  readonly ended: readonly LoopEnd[];
}

/** Volumes by slot: all that can be read, and those of them that this run made and must free. */
export interface Live {
  readonly all: Map<string, Storage>;
  readonly own: Map<string, Storage>;
}

/** Work between two submits, in bytes moved: well under a second even on the software driver. */
const SUBMIT_BYTES = 1 << 30;
/** Dispatches between two submits: what a submit names must be held until it is done. */
const SUBMIT_WINDOWS = 4096;

/** A plan made ready on one device: compiled pipelines, its uniform buffer and its tables. */
export class Execution {
  private readonly tables = new Map<string, { buffer: GPUBuffer; content: TypedArray }>();
  /** How long it takes, from its second run on: in the first, drivers compile. */
  private repeated: Repeated | undefined;

  /** Dispatches no groups, so that nothing but compilation happens. */
  private readonly nothing: Issue = (pass) => pass.dispatchWorkgroupsIndirect(this.context.nothing, 0);

  private constructor(
    private readonly context: Context,
    readonly plan: Plan,
    private readonly pipelines: ReadonlyMap<StepWindow, Pipeline>,
    private readonly loops: ReadonlyMap<LoopStep, LoopExecution>,
    private readonly arena: GPUBuffer,
    private readonly maxBuffer: number,
  ) {}

  /** Compiles what is not compiled yet. Rejects with `ShaderError`. */
  static async prepare(context: Context, plan: Plan, maxBuffer: number): Promise<Execution> {
    const windows = plan.steps.flatMap((step) => (step.kind === 'dispatch' ? step.windows : []));
    const compiled = windows.map(async (window) => [window, await context.pipelines.get(window.kernel)] as const);
    const pipelines = await patiently(context.adapter.software, Promise.all(compiled));
    const loops = new Map<LoopStep, LoopExecution>();
    for (const step of plan.steps) {
      if (step.kind !== 'loop') continue;
      const plain = await Execution.prepare(context, step.plain, maxBuffer);
      const checked = step.checked === step.plain ? plain : await Execution.prepare(context, step.checked, maxBuffer);
      loops.set(step, await LoopExecution.prepare(context, step, plain, checked, maxBuffer));
    }
    const usage = GPUBufferUsage.UNIFORM | GPUBufferUsage.COPY_DST;
    const arena = await context.guarded(() => context.device.createBuffer({ size: plan.arena.length, usage }));
    return new Execution(context, plan, new Map(pipelines), loops, arena, maxBuffer);
  }

  /** Makes the driver compile every pipeline, without computing anything. */
  async warm(graph: FlatGraph, sources: ReadonlyMap<string, Storage>): Promise<void> {
    const { outputs } = await this.run(graph, sources, {}, this.nothing);
    for (const storage of outputs) storage.release();
  }

  /** Runs a graph of this plan's structure over the given sources; the caller owns the outputs. */
  async run(
    graph: FlatGraph,
    sources: ReadonlyMap<string, Storage>,
    options: ExecuteOptions,
    issue: Issue = DIRECT,
  ): Promise<Executed> {
    const { context, plan } = this;
    const { device } = context;
    const live: Live = { all: new Map(sources), own: new Map() };
    const timer =
      options.timed && device.features.has('timestamp-query') ? new Timer(device, context.adapter.software) : undefined;
    const total = Math.max(
      1,
      plan.steps.reduce((sum, step) => sum + weightOf(graph, step), 0),
    );
    let done = 0;
    const ended: LoopEnd[] = [];
    try {
      this.writeNumbers(graph);
      context.foresight.begin(this.loops.size > 0 || issue !== DIRECT ? undefined : this.repeated);
      this.repeated ??= {};
      for (let at = 0; at < plan.steps.length; ) {
        if (options.signal?.aborted) throw new CancelledError('the run was cancelled');
        const step = plan.steps[at];
        if (step?.kind === 'loop') {
          const loop = this.loops.get(step) as LoopExecution;
          const [before, weight] = [done, weightOf(graph, step)];
          const progress: Progress = (share, reached) => options.progress?.((before + share * weight) / total, reached);
          const span = timer?.span(step.label);
          const { signal, stop } = options;
          const end = await loop.run(graph, live, { signal, stop, progress }, issue === this.nothing, span);
          if (end) ended.push(end);
          for (const slot of step.release) free(live, slotKey(slot));
          done += weight;
          at++;
        } else {
          const upTo = this.submitUpTo(at);
          await context.guarded(() => this.submit(graph, at, upTo, live, issue, timer));
          for (const dispatched of plan.steps.slice(at, upTo)) done += weightOf(graph, dispatched);
          at = upTo;
        }
        if (options.progress) {
          await patiently(context.adapter.software, device.queue.onSubmittedWorkDone());
          options.progress(Math.min(1, done / total));
        }
      }
      const timings = timer ? await timer.read() : [];
      const handed = new Set<string>();
      const outputs = plan.outputs.map((slot) => {
        const key = slotKey(slot);
        const storage = live.own.get(key);
        if (!storage) throw new Error('an output was not computed');
        // the same result under a second name is a second holder of the same memory
        if (handed.has(key)) storage.retain();
        handed.add(key);
        return storage;
      });
      return { outputs, timings, ended };
    } catch (cause) {
      timer?.dispose();
      for (const storage of live.own.values()) storage.discard();
      context.check();
      throw cause;
    }
  }

  /** The step before which the next submit ends: at a loop, or after enough bytes. */
  private submitUpTo(from: number): number {
    const { steps } = this.plan;
    let bytes = 0;
    let windows = 0;
    let at = from;
    for (; at < steps.length; at++) {
      const step = steps[at];
      if (step?.kind !== 'dispatch' || bytes >= SUBMIT_BYTES || windows >= SUBMIT_WINDOWS) break;
      bytes += step.bytesRead + step.bytesWritten;
      windows += step.windows.length;
    }
    return at;
  }

  private submit(
    graph: FlatGraph,
    from: number,
    upTo: number,
    live: Live,
    issue: Issue,
    timer: Timer | undefined,
  ): void {
    const encoder = this.context.device.createCommandEncoder();
    let pass = timer ? undefined : encoder.beginComputePass();
    for (let at = from; at < upTo; at++) {
      const step = this.plan.steps[at];
      if (step?.kind !== 'dispatch') throw new Error('a loop is not part of a submit');
      const fields = this.zeroed(graph, step, live);
      if (fields.length) {
        pass?.end();
        for (const buffer of fields) encoder.clearBuffer(buffer);
        if (pass) pass = encoder.beginComputePass();
      }
      if (pass) this.encode(pass, graph, step, live, issue);
      else {
        const timed = encoder.beginComputePass(timer?.pass(labelOf(graph, step.dispatch.computes)));
        this.encode(timed, graph, step, live, issue);
        timed.end();
      }
    }
    pass?.end();
    pass = undefined;
    this.context.submit(encoder);
    this.context.pool.settle();
  }

  /** Encodes one step: its outputs are given memory, its windows issued, and what ends here is freed. `words` are those of its loop. */
  encode(
    pass: GPUComputePassEncoder,
    graph: FlatGraph,
    step: DispatchStep,
    live: Live,
    issue: Issue,
    words?: GPUBuffer,
  ): void {
    this.acquire(graph, step, live);
    for (const window of step.windows) {
      const { pipeline, layout } = this.pipelines.get(window) as Pipeline;
      pass.setPipeline(pipeline);
      const blocks = [window.viewsOffset, step.paramsOffset, step.valuesOffset];
      pass.setBindGroup(0, this.bindGroup(step, window, layout, live, words), blocks);
      issue(pass, window);
    }
    for (const slot of step.release) free(live, slotKey(slot));
  }

  /** What a step needs to begin as zeros: they are cleared between two passes. */
  zeroed(graph: FlatGraph, step: DispatchStep, live: Live): GPUBuffer[] {
    const slots = zeroedBy(step);
    if (slots.length) this.acquire(graph, step, live);
    return slots.flatMap((slot) => live.all.get(slotKey(slot))?.parts.map(({ buffer }) => buffer) ?? []);
  }

  /** Gives memory to what a step writes. */
  private acquire(graph: FlatGraph, step: DispatchStep, live: Live): void {
    for (const group of step.acquire) {
      // a state of a loop has its place
      const missing = group.filter((slot) => !live.all.has(slotKey(slot)));
      if (missing.length === 0) continue;
      const volumes = missing.map((slot) => {
        const description = graph.items[slot.item]?.outputs[slot.output];
        if (!description) throw new Error('a slot names no item');
        const shape = shapeIn(description.shape, graph.regions?.slots.get(slotKey(slot)));
        return { shape, dtype: description.dtype };
      });
      const made = Storage.acquireTogether(this.context.pool, volumes, this.maxBuffer);
      for (const [at, storage] of made.entries()) {
        const key = slotKey(missing[at] as Slot);
        live.all.set(key, storage);
        live.own.set(key, storage);
      }
    }
  }

  /** Numbers of parameters and fused expressions, from a graph of the same structure, into the uniform buffer. */
  writeNumbers(graph: FlatGraph): void {
    const { arena } = this.plan;
    const view = new DataView(arena.buffer);
    for (const step of this.plan.steps) {
      if (step.kind === 'loop') continue;
      const { dispatch, paramsOffset, valuesOffset } = step;
      const call = graph.items[dispatch.item]?.call;
      if (call?.kind === 'kernel') {
        if (paramsOffset) arena.set(packParams(dispatch.kernel, call.params), paramsOffset);
        for (const [name, content] of Object.entries(call.tables)) this.writeTable(`${dispatch.item} ${name}`, content);
      }
      dispatch.values.forEach((ref, at) => {
        const pointwise = graph.items[ref.item]?.call;
        if (pointwise?.kind !== 'pointwise') throw new Error('a value belongs to no pointwise item');
        const number = pointwise.values[ref.index] ?? 0;
        const where = valuesOffset + 4 * at;
        const type = dispatch.valueTypes[at];
        if (type === 'i32') view.setInt32(where, number, true);
        else if (type === 'u32') view.setUint32(where, number, true);
        else view.setFloat32(where, number, true);
      });
    }
    this.context.device.queue.writeBuffer(this.arena, 0, arena);
  }

  private writeTable(key: string, content: TypedArray): void {
    const present = this.tables.get(key);
    const same =
      present?.content.length === content.length && present.content.every((item, at) => Object.is(item, content[at]));
    if (present && same) return;
    const buffer = present?.buffer ?? this.context.pool.acquire(content.byteLength);
    this.context.device.queue.writeBuffer(buffer, 0, bytesOf(content));
    this.tables.set(key, { buffer, content });
  }

  private bindGroup(
    step: DispatchStep,
    window: StepWindow,
    layout: GPUBindGroupLayout,
    live: Live,
    words: GPUBuffer | undefined,
  ): GPUBindGroup {
    const { dispatch } = step;
    const block = { buffer: this.arena, offset: 0, size: this.plan.blockSize };
    const resources: GPUBufferBinding[] = [block, block, block];
    dispatch.leaves.forEach((leaf, at) => {
      const storage = live.all.get(slotKey(leaf.slot));
      if (!storage) throw new Error(`${dispatch.label}: a volume it needs is not there`);
      for (const piece of window.pieces[at] ?? []) {
        const part = storage.parts[piece.part];
        if (!part) throw new Error(`${dispatch.label}: a piece lies outside its volume`);
        resources.push({ buffer: part.buffer, offset: part.offset + piece.offset, size: piece.size });
      }
    });
    for (const name of dispatch.tables) {
      const table = this.tables.get(`${dispatch.item} ${name}`);
      if (!table) throw new Error(`${dispatch.label}: no table ${name}`);
      resources.push({ buffer: table.buffer });
    }
    if (words) resources.push({ buffer: words });
    return this.context.bindGroups.get(layout, resources);
  }

  dispose(): void {
    for (const { buffer } of this.tables.values()) this.context.pool.release(buffer);
    for (const loop of this.loops.values()) loop.dispose();
    this.tables.clear();
    this.arena.destroy();
  }
}

/** What a step needs to begin as zeros. */
function zeroedBy({ dispatch: { outputs, leaves } }: DispatchStep): Slot[] {
  return outputs.flatMap(({ atomic, target }) => (atomic && leaves[target ?? -1]?.slot) || []);
}

/** Bytes that a step moves; a loop may do so as often as it is allowed to go round. */
function weightOf(graph: FlatGraph, step: Step): number {
  const call = graph.items[step.kind === 'loop' ? step.item : step.dispatch.item]?.call;
  return (step.bytesRead + step.bytesWritten) * (call?.kind === 'repeat' ? call.max : 1);
}

/** Ends the life of a volume of this run; others are not ours to free. */
function free(live: Live, key: string): void {
  live.own.get(key)?.release();
  if (live.own.delete(key)) live.all.delete(key);
}
