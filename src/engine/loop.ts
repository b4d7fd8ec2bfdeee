/**
 * Loops on the GPU. A state that cannot be updated in place lies in two buffers that change places at every iteration; the loop's
 * words, which one kernel changes when the measure says so, are a uniform of every dispatch of the body, whose cells make nothing from then on. (Indirect
 * dispatches with no groups did the same, but a driver's layer checks each by a dispatch of its own: 0.1 ms on lavapipe.) The processor submits blocks of about 50 ms, one ahead: each ends with a copy of the loop's words, and while a block runs
 * the words of the block before are looked at. That is progress, cancellation and the end.
 */
import { CancelledError, UnfinishedError } from '../core/errors.js';
import type { Context } from '../gpu/context.js';
import { patiently } from '../gpu/patience.js';
import type { Pipeline } from '../gpu/pipelines.js';
import { type Part, Storage } from '../gpu/storage.js';
import { bytesOf } from '../gpu/transfer.js';
import type { RepeatCall } from '../graph/node.js';
import { REPEAT_REASONS } from '../graph/repeat.js';
import type { ExecuteOptions, Execution, Live } from './execute.js';
import type { FlatGraph, Item, LoopBody } from './flatten.js';
import { slotKey } from './fuse.js';
import { DIRECT, type Issue } from './issue.js';
import { linkPlain } from './link.js';
import { packParams } from './params.js';
import type { LoopStep } from './plan.js';
import type { LoopEnd, LoopProgress } from './progress.js';

const STOP = 'engine/stop';
const BLOCK_MILLISECONDS = 50;
const FIRST_BLOCK = 16;
/** About 50 ms on the software driver; how long an iteration takes is known only after the first block. */
const FIRST_BYTES = 1 << 28;
/** The stop kernel's words: iterations done, bits of the measure, reason; one more to fill a vector. */
const WORD_BYTES = 16;
const MEASURE = 1;
const REASON = 2;
const USED_UP = REPEAT_REASONS.indexOf('max');
const CONVERGED = REPEAT_REASONS.indexOf('converged');
const CANCELLED = REPEAT_REASONS.indexOf('cancelled');
const NAN_BITS = 0x7fc00000;

/** What one run of a loop works on. */
interface LoopRun {
  readonly call: RepeatCall & { readonly origin: string };
  readonly item: Item;
  readonly body: LoopBody;
  readonly live: Live;
  readonly front: readonly Storage[];
  /** The states that are held twice have a second place; those that are updated in place have none. */
  readonly back: readonly (Storage | undefined)[];
  readonly words: GPUBuffer;
  /** Two, so that one can be looked at while the other is written. */
  readonly staging: readonly [GPUBuffer, GPUBuffer];
  /** The descriptor of each pass. */
  readonly timed: () => GPUComputePassDescriptor;
}

export class LoopExecution {
  private constructor(
    private readonly context: Context,
    private readonly step: LoopStep,
    private readonly plain: Execution,
    private readonly checked: Execution,
    private readonly stop: Pipeline,
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
    const stop = await context.pipelines.get(await linkPlain(STOP, ['read', 'uniform', 'write']));
    const { COPY_DST, UNIFORM } = GPUBufferUsage;
    const params = await context.guarded(() => context.device.createBuffer({ size: 16, usage: UNIFORM | COPY_DST }));
    return new LoopExecution(context, step, plain, checked, stop, params, maxBuffer);
  }

  /** Words that no run uses now: the same ones again make the same bind groups. */
  private readonly spare: GPUBuffer[] = [];

  private words(): GPUBuffer {
    const { STORAGE, UNIFORM, COPY_SRC, COPY_DST } = GPUBufferUsage;
    const usage = STORAGE | UNIFORM | COPY_SRC | COPY_DST;
    return this.spare.pop() ?? this.context.device.createBuffer({ size: WORD_BYTES, usage });
  }

  /** Runs the loop; its outputs are added to the volumes of the run, and how it ended is told where it promised something. With `warm` it only makes the driver compile. `timed` describes its passes. */
  async run(
    graph: FlatGraph,
    live: Live,
    options: ExecuteOptions,
    warm: boolean,
    timed: () => GPUComputePassDescriptor = () => ({}),
  ): Promise<LoopEnd | undefined> {
    const { context } = this;
    const { device, pool } = context;
    const item = graph.items[this.step.item] as Item;
    const call = item.call as LoopRun['call'];
    const held: Storage[] = [];
    const acquire = (output: number): Storage => {
      const description = item.outputs[output];
      if (!description) throw new Error('a loop has no such output');
      const storage = Storage.acquire(pool, description.shape, description.dtype, this.maxBuffer);
      held.push(storage);
      return storage;
    };
    const words = this.words();
    const usage = GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST;
    const stage = (): GPUBuffer => device.createBuffer({ size: WORD_BYTES, usage });
    const staging = [stage(), stage()] as const;
    try {
      const body = item.body as LoopBody;
      const taken = this.taken(item, live);
      const [front, back] = await context.guarded(() => [
        call.body.map((_, at) => {
          const start = taken.get(at);
          if (start) held.push(start.retain());
          return start ?? acquire(at);
        }),
        this.step.states.map(({ inPlace }, at) => (inPlace ? undefined : acquire(at))),
      ]);
      const loop: LoopRun = { call, item, body, live, front: front ?? [], back: back ?? [], words, staging, timed };
      await context.guarded(() => this.begin(loop));
      this.plain.writeNumbers(body.plain);
      if (this.checked !== this.plain) this.checked.writeNumbers(body.checked);
      let said: Words | undefined;
      // one plain iteration and one that is checked are all there is to compile
      if (warm) await context.guarded(() => this.submit(loop, call.check - 2, 2, staging[0], true));
      else said = await this.drive(loop, options);
      const extras = [0, 1, 2].map((at) => acquire(call.body.length + at));
      await context.guarded(() => {
        const encoder = device.createCommandEncoder();
        for (const [at, storage] of extras.entries())
          encoder.copyBufferToBuffer(words, at * 4, storage.parts[0]?.buffer as GPUBuffer, 0, 4);
        context.submit(encoder);
        pool.settle();
      });
      for (const [at, storage] of [...loop.front, ...extras].entries()) {
        const key = slotKey({ item: this.step.item, output: at });
        live.all.set(key, storage);
        live.own.set(key, storage);
      }
      for (const storage of loop.back) storage?.release();
      return endOf(call, said);
    } catch (cause) {
      for (const storage of held) storage.discard();
      throw cause;
    } finally {
      this.spare.push(words);
      for (const buffer of staging) buffer.destroy();
    }
  }

  /** Volumes of this run that nobody reads but this loop, to begin with: a state takes its own for good, without a copy. */
  private taken(item: Item, live: Live): ReadonlyMap<number, Storage> {
    const released = new Set(this.step.release.map(slotKey));
    const states = this.step.states.length;
    const keys = item.inputs.map(slotKey);
    const found = new Map<number, Storage>();
    for (const [at, key] of keys.slice(0, states).entries()) {
      const storage = live.own.get(key);
      // of several states that begin with one volume the last takes it: the others are copied before
      if (storage && released.has(key) && keys.lastIndexOf(key) === at) found.set(at, storage);
    }
    return found;
  }

  /** Copies the beginning states, and sets the loop's words. */
  private begin({ call, item, live, front, words }: LoopRun): void {
    const { queue } = this.context.device;
    const encoder = this.context.device.createCommandEncoder();
    for (const [at, to] of front.entries()) {
      const from = this.inputOf(item, live, at);
      if (from === to) continue;
      for (const [part, { buffer, groups }] of to.parts.entries()) {
        // a buffer may be larger than what lies in it
        const bytes = groups * to.geometry.bytesPerGroup;
        const source = from.parts[part] as Part;
        encoder.copyBufferToBuffer(source.buffer, source.offset, buffer, 0, bytes);
      }
    }
    this.context.submit(encoder);
    const { below, check, max, measure } = call;
    const beginning = new Uint32Array(WORD_BYTES / 4);
    if (measure) beginning[MEASURE] = NAN_BITS;
    queue.writeBuffer(words, 0, beginning);
    queue.writeBuffer(this.params, 0, bytesOf(packParams(STOP, { below, check, max, watched: measure ? 1 : 0 })));
  }

  private inputOf(item: Item, live: Live, at: number): Storage {
    const slot = item.inputs[at];
    const storage = slot && live.all.get(slotKey(slot));
    if (!storage) throw new Error('repeat: a volume it needs is not there');
    return storage;
  }

  /** Submits blocks until the GPU says that it is done, or the caller that it is enough: then nothing is said. */
  private async drive(loop: LoopRun, options: ExecuteOptions): Promise<Words | undefined> {
    const { check, max } = loop.call;
    let first = 0;
    const { bytesRead, bytesWritten } = this.step;
    let count = Math.max(1, Math.min(check, FIRST_BLOCK, Math.floor(FIRST_BYTES / (bytesRead + bytesWritten))));
    let before: Promise<Words> | undefined;
    let reached: Words | undefined;
    let began = performance.now();
    const block = async (at: number, now: number): Promise<number> => {
      const staging = loop.staging[at % 2 === 0 ? 0 : 1];
      await this.context.guarded(() => this.submit(loop, first, now, staging, false));
      first += now;
      reached = await before;
      before = look(staging, this.context.adapter.software);
      // its failure is awaited in the next round, or at the end
      before.catch(() => undefined);
      return reached?.reason ?? 0;
    };
    try {
      for (let at = 0; first < max; at++) {
        if (options.signal?.aborted) throw new CancelledError('the run was cancelled');
        if (options.stop?.aborted) {
          // an even number of iterations ends in the first of two buffers
          if (first % 2 === 1) await block(at, 1);
          const words = await before;
          if (words?.reason) return words;
          await this.context.guarded(() => this.cut(loop, first));
          return undefined;
        }
        if (await block(at, Math.min(count, max - first))) break;
        const spent = performance.now() - began;
        began = performance.now();
        count = Math.max(1, Math.min(count * 2, Math.floor((count * BLOCK_MILLISECONDS) / Math.max(1, spent))));
        options.progress?.(first / max, told(loop, reached));
      }
      const words = await before;
      if (words?.reason === USED_UP && loop.call.complete)
        throw new UnfinishedError(`${loop.call.origin}: did not end within ${max} iterations`);
      return words;
    } finally {
      await before?.catch(() => undefined);
    }
  }

  /** Says of a loop that the GPU would go on with that it was ended, after so many iterations. */
  private cut({ words }: LoopRun, iterations: number): void {
    const { queue } = this.context.device;
    queue.writeBuffer(words, 0, Uint32Array.of(iterations));
    queue.writeBuffer(words, REASON * 4, Uint32Array.of(CANCELLED));
  }

  /** Encodes so many iterations from the given one on; each that ends a round of `check` is followed by the stop kernel. */
  private submit(loop: LoopRun, first: number, count: number, staging: GPUBuffer, warm: boolean): void {
    const { call, body, words } = loop;
    const { device, pool } = this.context;
    const encoder = device.createCommandEncoder();
    let pass = encoder.beginComputePass(loop.timed());
    const issue: Issue = warm ? (at) => at.dispatchWorkgroupsIndirect(this.context.nothing, 0) : DIRECT;
    for (let k = first; k < first + count; k++) {
      const last = (k + 1) % call.check === 0;
      const [execution, graph] = last ? [this.checked, body.checked] : [this.plain, body.plain];
      const inner = this.bind(loop, graph, k % 2 === 0);
      try {
        for (const step of execution.plan.steps) {
          if (step.kind === 'loop') throw new Error('a loop inside a loop');
          const fields = execution.zeroed(graph, step, inner);
          if (fields.length) {
            pass.end();
            for (const buffer of fields) encoder.clearBuffer(buffer);
            pass = encoder.beginComputePass(loop.timed());
          }
          execution.encode(pass, graph, step, inner, issue, words);
        }
        if (last) {
          const measured = call.measure && graph.outputs[call.body.length];
          pass.setPipeline(this.stop.pipeline);
          pass.setBindGroup(0, this.stopBinding(measured && inner.all.get(slotKey(measured))?.parts[0]?.buffer, words));
          if (warm) pass.dispatchWorkgroupsIndirect(this.context.nothing, 0);
          else pass.dispatchWorkgroups(1);
        }
      } finally {
        for (const storage of inner.own.values()) storage.release();
      }
    }
    pass.end();
    encoder.copyBufferToBuffer(words, 0, staging, 0, WORD_BYTES);
    this.context.submit(encoder);
    pool.settle();
  }

  /** The volumes that one iteration reads and writes, by the slots of the body's graph. */
  private bind({ call, item, live, front, back }: LoopRun, graph: FlatGraph, even: boolean): Live {
    const other = front.map((storage, at) => back[at] ?? storage);
    const [from, to] = even ? [front, other] : [other, front];
    const all = new Map<string, Storage>();
    for (const [at, { call: inner }] of graph.items.entries()) {
      if (inner.kind !== 'source') continue;
      const position = call.placeholders.findIndex(
        (node) => node.call.kind === 'source' && node.call.source === inner.source,
      );
      if (position < 0) throw new Error('repeat: its body reads a volume that was not bound');
      all.set(`${at}.0`, from[position] ?? this.inputOf(item, live, position));
    }
    for (const [at, storage] of to.entries()) all.set(slotKey(graph.outputs[at] ?? { item: -1, output: 0 }), storage);
    return { all, own: new Map() };
  }

  private stopBinding(measure: GPUBuffer | undefined, words: GPUBuffer): GPUBindGroup {
    // without a measure the kernel does not look; any readable buffer fills the place
    const buffers = [measure ?? this.nowhere(), this.params, words];
    const entries = buffers.map((buffer, binding) => ({ binding, resource: { buffer } }));
    return this.context.device.createBindGroup({ layout: this.stop.layout, entries });
  }

  private unwatched: GPUBuffer | undefined;

  private nowhere(): GPUBuffer {
    this.unwatched ??= this.context.device.createBuffer({ size: 16, usage: GPUBufferUsage.STORAGE });
    return this.unwatched;
  }

  dispose(): void {
    this.plain.dispose();
    if (this.checked !== this.plain) this.checked.dispose();
    for (const buffer of this.spare) buffer.destroy();
    this.params.destroy();
    this.unwatched?.destroy();
  }
}

/** What the words of a loop say; the reason is 0 while it runs. */
interface Words {
  readonly iterations: number;
  readonly measure: number;
  readonly reason: number;
}

/** The words, from a copy of them. */
async function look(staging: GPUBuffer, software: boolean): Promise<Words> {
  await patiently(software, staging.mapAsync(GPUMapMode.READ));
  const words = staging.getMappedRange().slice(0);
  staging.unmap();
  const [iterations = 0, , reason = 0] = new Uint32Array(words);
  return { iterations, measure: new Float32Array(words)[MEASURE] ?? Number.NaN, reason };
}

/** How a loop ended, where it promised something. */
function endOf({ origin, promised, below }: LoopRun['call'], words: Words | undefined): LoopEnd | undefined {
  if (promised === undefined || words === undefined) return undefined;
  const { iterations, measure: reached, reason } = words;
  return { operation: origin, promised, reached, tolerance: below, iterations, converged: reason === CONVERGED };
}

/** What progress tells of a loop that watches something. */
function told({ call }: LoopRun, reached: Words | undefined): LoopProgress | undefined {
  if (!call.measure || !reached) return undefined;
  return { operation: call.origin, iterations: reached.iterations, measure: reached.measure };
}
