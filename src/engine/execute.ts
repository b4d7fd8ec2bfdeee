/**
 * Execution: a plan with its numbers and volumes bound, encoded and submitted. Intermediates live from the step that writes
 * them to the last that reads them; the pool gives their memory to the next.
 */
import type { TypedArray } from '../core/dtype.js';
import { CancelledError } from '../core/errors.js';
import type { Context } from '../gpu/context.js';
import type { Pipeline } from '../gpu/pipelines.js';
import { Storage } from '../gpu/storage.js';
import { Timer, type Timing } from '../gpu/timer.js';
import { bytesOf } from '../gpu/transfer.js';
import type { FlatGraph } from './flatten.js';
import { slotKey } from './fuse.js';
import type { Slot } from './leaf.js';
import { packParams } from './params.js';
import type { Plan, Step, StepWindow } from './plan.js';

export interface ExecuteOptions {
  readonly signal?: AbortSignal | undefined;
  /** Called with the share done, 0 to 1, as the GPU gets on. */
  readonly progress?: ((done: number) => void) | undefined;
  /** Measures every dispatch with timestamps. */
  readonly timed?: boolean;
}

export interface Executed {
  readonly outputs: readonly Storage[];
  readonly timings: readonly Timing[];
}

/** Work between two submits, in bytes moved: well under a second even on the software driver. */
const SUBMIT_BYTES = 1 << 30;

/** A plan made ready on one device: compiled pipelines, its uniform buffer and its tables. */
export class Execution {
  private readonly tables = new Map<string, { buffer: GPUBuffer; content: TypedArray }>();
  private readonly bindGroups = new Map<StepWindow, { key: readonly GPUBuffer[]; group: GPUBindGroup }>();

  private constructor(
    private readonly context: Context,
    readonly plan: Plan,
    private readonly pipelines: ReadonlyMap<StepWindow, Pipeline>,
    private readonly arena: GPUBuffer,
    private readonly maxBuffer: number,
  ) {}

  /** Compiles what is not compiled yet. Rejects with `ShaderError`. */
  static async prepare(context: Context, plan: Plan, maxBuffer: number): Promise<Execution> {
    const windows = plan.steps.flatMap((step) => step.windows);
    const made = await Promise.all(
      windows.map(async (window) => [window, await context.pipelines.get(window.kernel)] as const),
    );
    const arena = await context.guarded(() =>
      context.device.createBuffer({ size: plan.arena.length, usage: GPUBufferUsage.UNIFORM | GPUBufferUsage.COPY_DST }),
    );
    return new Execution(context, plan, new Map(made), arena, maxBuffer);
  }

  /** Makes the driver compile every pipeline: a dispatch of no groups suffices. */
  async warm(graph: FlatGraph, volumes: ReadonlyMap<string, Storage>): Promise<void> {
    await this.run(graph, volumes, {}, true).then(({ outputs }) => {
      for (const storage of outputs) storage.release();
    });
  }

  /** Runs a graph of this plan's structure over the given sources; the caller owns the outputs. */
  async run(
    graph: FlatGraph,
    sources: ReadonlyMap<string, Storage>,
    options: ExecuteOptions,
    empty = false,
  ): Promise<Executed> {
    const { context, plan } = this;
    const { device, pool } = context;
    const live = new Map<string, Storage>(sources);
    const own = new Map<string, Storage>();
    const timer = options.timed && device.features.has('timestamp-query') ? new Timer(device) : undefined;
    this.writeNumbers(graph);
    const total = plan.steps.reduce((sum, step) => sum + step.bytesRead + step.bytesWritten, 1);
    let done = 0;
    try {
      for (let at = 0; at < plan.steps.length; ) {
        if (options.signal?.aborted) throw new CancelledError('the run was cancelled');
        const from = at;
        await context.guarded(() => {
          const encoder = device.createCommandEncoder();
          let pass = timer ? undefined : encoder.beginComputePass();
          let bytes = 0;
          for (; at < plan.steps.length && (at === from || bytes < SUBMIT_BYTES); at++) {
            const step = plan.steps[at] as Step;
            bytes += step.bytesRead + step.bytesWritten;
            for (const slot of step.acquire) {
              const description = graph.items[slot.item]?.outputs[slot.output];
              if (!description) throw new Error('a slot names no item');
              const storage = Storage.acquire(pool, description.shape, description.dtype, this.maxBuffer);
              live.set(slotKey(slot), storage);
              own.set(slotKey(slot), storage);
            }
            for (const window of step.windows) {
              pass ??= encoder.beginComputePass(timer?.pass(step.dispatch.label) ?? {});
              const { pipeline, layout } = this.pipelines.get(window) as Pipeline;
              pass.setPipeline(pipeline);
              pass.setBindGroup(0, this.bindGroup(step, window, layout, live));
              if (empty) pass.dispatchWorkgroups(0);
              else pass.dispatchWorkgroups(...window.groups);
              if (timer) {
                pass.end();
                pass = undefined;
              }
            }
            for (const slot of step.release) this.free(slot, live, own);
          }
          pass?.end();
          timer?.resolve(encoder);
          device.queue.submit([encoder.finish()]);
          done += bytes;
        });
        if (options.progress) {
          await device.queue.onSubmittedWorkDone();
          options.progress(Math.min(1, done / total));
        }
      }
      const outputs = plan.outputs.map((slot) => {
        const storage = own.get(slotKey(slot));
        if (!storage) throw new Error('an output was not computed');
        return storage;
      });
      const timings = timer ? await timer.read() : [];
      return { outputs, timings };
    } catch (cause) {
      for (const storage of own.values()) storage.release();
      context.check();
      throw cause;
    }
  }

  private free(slot: Slot, live: Map<string, Storage>, own: Map<string, Storage>): void {
    own.get(slotKey(slot))?.release();
    own.delete(slotKey(slot));
    live.delete(slotKey(slot));
  }

  /** Numbers of parameters and fused expressions, from a graph of the same structure, into the uniform buffer. */
  private writeNumbers(graph: FlatGraph): void {
    const { arena } = this.plan;
    const view = new DataView(arena.buffer);
    for (const { dispatch, paramsOffset, valuesOffset } of this.plan.steps) {
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
    if (
      present &&
      present.content.length === content.length &&
      present.content.every((item, at) => Object.is(item, content[at]))
    )
      return;
    const buffer = present?.buffer ?? this.context.pool.acquire(content.byteLength);
    this.context.device.queue.writeBuffer(buffer, 0, bytesOf(content));
    this.tables.set(key, { buffer, content });
  }

  private bindGroup(
    step: Step,
    window: StepWindow,
    layout: GPUBindGroupLayout,
    live: ReadonlyMap<string, Storage>,
  ): GPUBindGroup {
    const { dispatch } = step;
    const resources: GPUBufferBinding[] = [
      { buffer: this.arena, offset: window.viewsOffset, size: this.sizeAt(window.viewsOffset) },
      { buffer: this.arena, offset: step.paramsOffset, size: this.sizeAt(step.paramsOffset) },
      { buffer: this.arena, offset: step.valuesOffset, size: this.sizeAt(step.valuesOffset) },
    ];
    dispatch.leaves.forEach((leaf, at) => {
      const storage = live.get(slotKey(leaf.slot));
      if (!storage) throw new Error(`${dispatch.label}: a volume it needs is not there`);
      for (const piece of window.pieces[at] ?? []) {
        const part = storage.parts[piece.part];
        if (!part) throw new Error(`${dispatch.label}: a piece lies outside its volume`);
        resources.push({ buffer: part.buffer, offset: piece.offset, size: piece.size });
      }
    });
    for (const name of dispatch.tables) {
      const table = this.tables.get(`${dispatch.item} ${name}`);
      if (!table) throw new Error(`${dispatch.label}: no table ${name}`);
      resources.push({ buffer: table.buffer });
    }
    const key = resources.map((resource) => resource.buffer);
    const present = this.bindGroups.get(window);
    if (present?.key.every((buffer, at) => buffer === key[at])) return present.group;
    const entries = resources.map((resource, binding) => ({ binding, resource }));
    const group = this.context.device.createBindGroup({ layout, entries });
    this.bindGroups.set(window, { key, group });
    return group;
  }

  /** Bytes from an offset of the uniform buffer that a binding may see: to its end, at most 64 KiB. */
  private sizeAt(offset: number): number {
    return Math.min(65536, this.plan.arena.length - offset);
  }

  dispose(): void {
    for (const { buffer } of this.tables.values()) this.context.pool.release(buffer);
    this.tables.clear();
    this.bindGroups.clear();
    this.arena.destroy();
  }
}
