/**
 * One device and what belongs to it: limits, buffers, pipelines, and the word whether it can still be trusted. A WebGPU error
 * that no scope caught poisons the context: from then on every run and every read rejects with the original message, since
 * results after an error are zeros that look like data.
 */
import {
  ArgumentError,
  type BrightfieldError,
  DeviceLostError,
  DisposedError,
  GpuValidationError,
  OutOfMemoryError,
} from '../core/errors.js';
import { describe } from '../core/params.js';
import { type AdapterFacts, adapterFacts, findAdapter, memoryOf } from './adapter.js';
import { BindGroups } from './bindGroups.js';
import { Foresight } from './foresight.js';
import { patiently } from './patience.js';
import { Pipelines } from './pipelines.js';
import { Pool } from './pool.js';
import { ReadRing } from './read.js';

export interface ContextOptions {
  /** Most bytes of one storage binding; less than the device allows makes more windows. Env: `BRIGHTFIELD_MAX_BINDING`. */
  readonly maxBinding?: number;
  /** Most bytes of one buffer. Env: `BRIGHTFIELD_MAX_BUFFER`. */
  readonly maxBuffer?: number;
  /** Most bytes of all buffers together; four fifths of the machine's memory on a software adapter. Env: `BRIGHTFIELD_BUDGET`. */
  readonly budget?: number;
}

/** The limits that kernels and volumes are planned by. */
export interface Limits {
  readonly maxBinding: number;
  readonly maxBuffer: number;
  /** Storage buffers that one kernel may use. */
  readonly maxStorageBuffers: number;
  readonly maxWorkgroups: number;
  /** Most bytes of all buffers together. */
  readonly budget: number;
}

/** Asked for at the adapter's own value; all else stays at WebGPU's defaults. */
const RAISED = ['maxBufferSize', 'maxStorageBufferBindingSize', 'maxStorageBuffersPerShaderStage'] as const;

/** A limit as the option says, else as the environment does, if any. Throws `ArgumentError` where that is no number of bytes. */
function limitOf(option: keyof ContextOptions, options: ContextOptions, variable: string): number | undefined {
  const text = typeof process === 'undefined' ? undefined : process.env[variable];
  const given: unknown = options[option] ?? (text ? Number(text) : undefined);
  if (given === undefined || (typeof given === 'number' && given >= 256)) return given;
  const [name, got] = options[option] === undefined ? [variable, `${text}`] : [option, describe(given)];
  throw new ArgumentError(name, 'it must be a number of bytes, at least 256', got);
}

export class Context {
  readonly pool: Pool;
  readonly pipelines: Pipelines;
  readonly ring: ReadRing;
  readonly bindGroups: BindGroups;
  /** Of what is submitted by runs. */
  readonly foresight = new Foresight();
  private failure: BrightfieldError | undefined;
  private noGroups: GPUBuffer | undefined;
  private submitted = 0;

  private constructor(
    readonly device: GPUDevice,
    readonly adapter: AdapterFacts,
    readonly limits: Limits,
  ) {
    this.pool = new Pool(device, limits.maxBuffer, limits.budget);
    this.pipelines = new Pipelines(device);
    this.bindGroups = new BindGroups(device);
    this.ring = new ReadRing(device, (promise) => this.awaitWork(promise));
    device.addEventListener('uncapturederror', (event) => {
      event.preventDefault();
      this.poison(typedError(event.error));
    });
    device.lost.then(
      (info) => this.poison(new DeviceLostError(`the device was lost: ${info.message || info.reason}`)),
      (cause: unknown) => this.poison(new DeviceLostError(`the device was lost: ${cause}`)),
    );
  }

  /** Opens a device of the machine's adapter. Each call gives a new one. */
  static async open(options: ContextOptions = {}): Promise<Context> {
    const maxBinding = limitOf('maxBinding', options, 'BRIGHTFIELD_MAX_BINDING') ?? Number.POSITIVE_INFINITY;
    const maxBuffer = limitOf('maxBuffer', options, 'BRIGHTFIELD_MAX_BUFFER') ?? Number.POSITIVE_INFINITY;
    const budget = limitOf('budget', options, 'BRIGHTFIELD_BUDGET');
    const adapter = await findAdapter();
    const requiredLimits: Record<string, number> = {};
    for (const name of RAISED) requiredLimits[name] = adapter.limits[name];
    const requiredFeatures = (['timestamp-query'] as const).filter((feature) => adapter.features.has(feature));
    const device = await adapter.requestDevice({ requiredLimits, requiredFeatures });
    const facts = adapterFacts(adapter.info);
    const { maxStorageBufferBindingSize, maxBufferSize } = device.limits;
    const limits: Limits = {
      maxBinding: Math.min(maxStorageBufferBindingSize, maxBinding),
      maxBuffer: Math.min(maxBufferSize, maxBuffer),
      maxStorageBuffers: device.limits.maxStorageBuffersPerShaderStage,
      maxWorkgroups: device.limits.maxComputeWorkgroupsPerDimension,
      budget: budget ?? (await memoryOf(facts)),
    };
    return new Context(device, facts, limits);
  }

  /** Throws what has gone wrong on this device so far. */
  check(): void {
    if (this.failure) throw this.failure;
  }

  /**
   * The arguments of an indirect dispatch of no groups, which makes a driver compile a pipeline. A direct one does so too, but
   * Dawn prints a warning for it, on stdout.
   */
  get nothing(): GPUBuffer {
    this.noGroups ??= this.device.createBuffer({ size: 12, usage: GPUBufferUsage.INDIRECT });
    return this.noGroups;
  }

  /** Hands commands over to the device. */
  submit(encoder: GPUCommandEncoder): void {
    this.device.queue.submit([encoder.finish()]);
    this.submitted++;
  }

  /** Waits, patiently, for a promise that resolves when all that was submitted is done. */
  async awaitWork<T>(promise: Promise<T>): Promise<T> {
    const asked = performance.now();
    const result = await patiently(this.adapter.software, promise, this.foresight.soonest);
    this.foresight.end(asked);
    return result;
  }

  /** How often that was. */
  get submits(): number {
    return this.submitted;
  }

  get lost(): boolean {
    return this.failure instanceof DeviceLostError;
  }

  /** The first failure stays: later ones follow from it. A loss outranks it, since it tells how to recover, and a loss on purpose both. */
  poison(failure: BrightfieldError): void {
    if (this.failure instanceof DisposedError) return;
    if (!this.failure || failure instanceof DeviceLostError || failure instanceof DisposedError) this.failure = failure;
  }

  /** Runs `work` and rejects with what WebGPU says of it: validation first, then memory. */
  async guarded<T>(work: () => T): Promise<T> {
    this.check();
    this.device.pushErrorScope('validation');
    this.device.pushErrorScope('out-of-memory');
    let outcome: { readonly result: T } | { readonly thrown: unknown };
    try {
      outcome = { result: work() };
    } catch (thrown) {
      outcome = { thrown };
    }
    const memory = this.device.popErrorScope();
    const validation = this.device.popErrorScope();
    const [noMemory, invalid] = await patiently(this.adapter.software, Promise.all([memory, validation])).catch(
      (cause: unknown) => {
        // scopes only reject when the device is gone, sometimes before it says so itself
        this.poison(new DeviceLostError(`the device was lost: ${cause instanceof Error ? cause.message : cause}`));
        return [null, null];
      },
    );
    if ('thrown' in outcome) throw outcome.thrown;
    if (noMemory) throw new OutOfMemoryError(noMemory.message);
    if (invalid) throw new GpuValidationError(invalid.message);
    this.check();
    return outcome.result;
  }

  /** Gives the device back. Volumes on it are gone; running on it throws `DisposedError`. */
  destroy(): void {
    this.poison(new DisposedError('the engine was disposed of (open another, or dispose of it after its last run)'));
    this.pool.destroy();
    this.device.destroy();
  }
}

function typedError(error: GPUError): BrightfieldError {
  return error instanceof GPUOutOfMemoryError
    ? new OutOfMemoryError(error.message)
    : new GpuValidationError(error.message);
}
