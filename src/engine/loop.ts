/**
 * Loops on the GPU. The states lie in two sets of buffers that change places at every iteration; every dispatch of the body is
 * issued through the loop's own indirect arguments, which one kernel sets to zero when the measure says so. The processor
 * submits blocks of at most 50 ms, one ahead, and reads the word of the block before without waiting for the newest: that is
 * progress, cancellation and the end.
 */
import { CancelledError } from '../core/errors.js';
import type { Context } from '../gpu/context.js';
import type { Pipeline } from '../gpu/pipelines.js';
import { Storage } from '../gpu/storage.js';
import type { RepeatCall } from '../graph/node.js';
import type { ExecuteOptions, Execution, Issue, Live } from './execute.js';
import { type FlatGraph, type Item, loopBody } from './flatten.js';
import { slotKey } from './fuse.js';
import { linkPlain } from './link.js';
import type { LoopStep, Plan, StepWindow } from './plan.js';

const BLOCK_MILLISECONDS = 50;
const WORDS = 3;

/** What the stop kernel keeps: iterations done, the measure's bits, the reason. */
interface LoopState {
  readonly iterations: number;
  readonly reason: number;
}

export class LoopExecution {
  private constructor(
    private readonly context: Context,
    private readonly step: LoopStep,
    private readonly plain: Execution,
    private readonly checked: Execution,
    private readonly stop: Pipeline,
    private readonly steering: { readonly buffer: GPUBuffer; readonly words: Uint32Array<ArrayBuffer> },
    private readonly offsets: ReadonlyMap<StepWindow, number>,
    private readonly params: GPUBuffer,
    private readonly maxBuffer: number,
  ) {}

  static async prepare(
    context: Context,
    step: LoopStep,
    plain: Execution,
    checked: Execution,
    maxBuffer: number,
  ): Promise<LoopExecution> {
    const { device } = context;
    const stop = await context.pipelines.get(await linkPlain('engine/stop', ['uniform', 'read', 'write', 'write']));
    const offsets = new Map<StepWindow, number>();
    const words: number[] = [];
    for (const window of [...windowsOf(step.plain), ...windowsOf(step.checked)]) {
      if (offsets.has(window)) continue;
      offsets.set(window, words.length * 4);
      words.push(...window.groups);
    }
    const size = Math.max(16, words.length * 4);
    const buffer = await context.guarded(() =>
      device.createBuffer({ size, usage: GPUBufferUsage.STORAGE | GPUBufferUsage.INDIRECT | GPUBufferUsage.COPY_DST }),
    );
    const params = device.createBuffer({ size: 16, usage: GPUBufferUsage.UNIFORM | GPUBufferUsage.COPY_DST });
    return new LoopExecution(
      context,
      step,
      plain,
      checked,
      stop,
      { buffer, words: Uint32Array.from(words) },
      offsets,
      params,
      maxBuffer,
    );
  }

  /** Runs the loop; its outputs are added to the volumes of the run. With `warm` it only makes the driver compile. */
  async run(graph: FlatGraph, live: Live, options: ExecuteOptions, warm: boolean): Promise<void> {
    const { context } = this;
    const step = this.step;
    const { device, pool } = context;
    const item = graph.items[step.item] as Item;
    const call = item.call as RepeatCall;
    const states = call.body.length;
    const acquire = (output: number): Storage => {
      const description = item.outputs[output];
      if (!description) throw new Error('a loop has no such output');
      return Storage.acquire(pool, description.shape, description.dtype, this.maxBuffer);
    };
    const held: Storage[] = [];
    const hold = (storage: Storage): Storage => {
      held.push(storage);
      return storage;
    };
    const word = pool.acquire(16);
    try {
      const [front, back] = [0, 1].map(() => call.body.map((_, at) => hold(acquire(at)))) as [Storage[], Storage[]];
      await context.guarded(() => this.begin(call, item, live, front, word));
      const body = loopBody(call);
      this.plain.writeNumbers(body.plain);
      if (this.checked !== this.plain) this.checked.writeNumbers(body.checked);
      const block = (count: number): Promise<void> =>
        context.guarded(() => this.submit(call, item, body, live, front, back, word, count, warm));
      if (warm) await block(1);
      else await this.drive(call, word, block, options);
      const extras = [0, 1, 2].map((at) => hold(acquire(states + at)));
      await context.guarded(() => {
        const encoder = device.createCommandEncoder();
        for (const [at, storage] of extras.entries())
          encoder.copyBufferToBuffer(word, at * 4, storage.parts[0]?.buffer as GPUBuffer, 0, 4);
        device.queue.submit([encoder.finish()]);
      });
      for (const [at, storage] of [...front, ...extras].entries()) {
        const key = slotKey({ item: step.item, output: at });
        live.all.set(key, storage);
        live.own.set(key, storage);
      }
      for (const storage of back) storage.release();
    } catch (cause) {
      for (const storage of held) storage.release();
      throw cause;
    } finally {
      pool.release(word);
    }
  }

  /** Copies the beginning states, and sets the loop's words. */
  private begin(call: RepeatCall, item: Item, live: Live, front: readonly Storage[], word: GPUBuffer): void {
    const { queue } = this.context.device;
    const encoder = this.context.device.createCommandEncoder();
    for (const [at, to] of front.entries()) {
      const from = this.inputOf(item, live, at);
      for (const [part, { buffer }] of to.parts.entries())
        encoder.copyBufferToBuffer(from.parts[part]?.buffer as GPUBuffer, 0, buffer, 0, buffer.size);
    }
    queue.submit([encoder.finish()]);
    queue.writeBuffer(this.steering.buffer, 0, this.steering.words);
    queue.writeBuffer(word, 0, new Uint32Array(4));
    const params = new DataView(new ArrayBuffer(16));
    params.setFloat32(0, call.below, true);
    params.setUint32(4, call.check, true);
    params.setUint32(8, call.max, true);
    params.setUint32(12, call.measure ? 1 : 0, true);
    queue.writeBuffer(this.params, 0, params.buffer);
  }

  private inputOf(item: Item, live: Live, at: number): Storage {
    const slot = item.inputs[at];
    const storage = slot && live.all.get(slotKey(slot));
    if (!storage) throw new Error('repeat: a volume it needs is not there');
    return storage;
  }

  /** Submits blocks until the GPU says that it is done. */
  private async drive(
    call: RepeatCall,
    word: GPUBuffer,
    block: (count: number) => Promise<void>,
    options: ExecuteOptions,
  ): Promise<void> {
    const checks = call.max / call.check;
    let submitted = 0;
    let count = 1;
    let behind: Promise<LoopState> | undefined;
    let began = performance.now();
    while (submitted < checks) {
      if (options.signal?.aborted) throw new CancelledError('the run was cancelled');
      const now = Math.min(count, checks - submitted);
      await block(now);
      submitted += now;
      const state = await behind;
      behind = this.look(word);
      if (state && state.reason !== 0) break;
      const spent = performance.now() - began;
      began = performance.now();
      count = Math.max(1, Math.min(count * 2, Math.floor((count * BLOCK_MILLISECONDS) / Math.max(1, spent))));
      options.progress?.(Math.min(1, (submitted * call.check) / call.max));
    }
    await behind;
  }

  private async look(word: GPUBuffer): Promise<LoopState> {
    let state: LoopState = { iterations: 0, reason: 0 };
    await this.context.ring.copy(word, 0, WORDS * 4, (bytes) => {
      const [iterations = 0, , reason = 0] = new Uint32Array(bytes.slice().buffer);
      state = { iterations, reason };
    });
    return state;
  }

  /** Encodes so many runs of `check` iterations, each ended by the stop kernel. */
  private submit(
    call: RepeatCall,
    item: Item,
    body: { plain: FlatGraph; checked: FlatGraph },
    live: Live,
    front: readonly Storage[],
    back: readonly Storage[],
    word: GPUBuffer,
    checks: number,
    warm: boolean,
  ): void {
    const { device } = this.context;
    const encoder = device.createCommandEncoder();
    const pass = encoder.beginComputePass();
    const issue: Issue = warm
      ? (at) => at.dispatchWorkgroupsIndirect(this.context.nothing, 0)
      : (at, window) => at.dispatchWorkgroupsIndirect(this.steering.buffer, this.offsets.get(window) ?? 0);
    for (let check = 0; check < checks; check++) {
      for (let k = 0; k < call.check; k++) {
        const last = k === call.check - 1;
        const [from, to] = k % 2 === 0 ? [front, back] : [back, front];
        const [execution, graph] = last ? [this.checked, body.checked] : [this.plain, body.plain];
        const inner = this.bind(call, item, graph, live, from, to);
        try {
          for (const step of execution.plan.steps) {
            if (step.kind === 'loop') throw new Error('a loop inside a loop');
            execution.encode(pass, graph, step, inner, issue);
          }
        } catch (cause) {
          for (const storage of inner.own.values()) storage.release();
          throw cause;
        }
        if (!last) continue;
        const measure = call.measure
          ? inner.all.get(slotKey(graph.outputs[call.body.length] ?? { item: -1, output: 0 }))
          : undefined;
        pass.setPipeline(this.stop.pipeline);
        pass.setBindGroup(0, this.stopBinding(measure?.parts[0]?.buffer, word));
        if (warm) pass.dispatchWorkgroupsIndirect(this.context.nothing, 0);
        else pass.dispatchWorkgroups(1);
        for (const storage of inner.own.values()) storage.release();
      }
    }
    pass.end();
    device.queue.submit([encoder.finish()]);
  }

  /** The volumes that one iteration reads and writes, by the slots of the body's graph. */
  private bind(
    call: RepeatCall,
    item: Item,
    graph: FlatGraph,
    live: Live,
    from: readonly Storage[],
    to: readonly Storage[],
  ): Live {
    const all = new Map<string, Storage>();
    for (const [at, { call: inner }] of graph.items.entries()) {
      if (inner.kind !== 'source') continue;
      const position = call.placeholders.findIndex(
        (node) => node.call.kind === 'source' && node.call.source === inner.source,
      );
      if (position < 0) throw new Error('repeat: its body reads a volume that was not bound');
      all.set(`${at}.0`, position < from.length ? (from[position] as Storage) : this.inputOf(item, live, position));
    }
    for (const [at, storage] of to.entries()) all.set(slotKey(graph.outputs[at] ?? { item: -1, output: 0 }), storage);
    return { all, own: new Map() };
  }

  private stopBinding(measure: GPUBuffer | undefined, word: GPUBuffer): GPUBindGroup {
    // without a measure the kernel does not look; any readable buffer fills the place
    const buffers = [this.params, measure ?? this.placeholderBuffer(), this.steering.buffer, word];
    const entries = buffers.map((buffer, binding) => ({ binding, resource: { buffer } }));
    return this.context.device.createBindGroup({ layout: this.stop.layout, entries });
  }

  private nothing: GPUBuffer | undefined;

  private placeholderBuffer(): GPUBuffer {
    this.nothing ??= this.context.device.createBuffer({ size: 16, usage: GPUBufferUsage.STORAGE });
    return this.nothing;
  }

  dispose(): void {
    this.plain.dispose();
    if (this.checked !== this.plain) this.checked.dispose();
    this.steering.buffer.destroy();
    this.params.destroy();
    this.nothing?.destroy();
  }
}

function windowsOf(plan: Plan): readonly StepWindow[] {
  return plan.steps.flatMap((step) => (step.kind === 'dispatch' ? step.windows : []));
}
