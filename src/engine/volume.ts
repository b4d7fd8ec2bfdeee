/** A volume on the GPU. Its owner frees it, with `using` or `dispose()`; the collector cannot see GPU memory. */
import type { Shape } from '../core/axes.js';
import { formatShape } from '../core/axes.js';
import type { DType } from '../core/dtype.js';
import { DeviceLostError, DisposedError } from '../core/errors.js';
import type { Description, HostVolume } from '../core/hostVolume.js';
import type { Context } from '../gpu/context.js';
import type { Storage } from '../gpu/storage.js';
import type { Node, Resident } from '../graph/node.js';

export class Volume implements Resident, Disposable {
  readonly shape: Shape;
  readonly dtype: DType;
  readonly spacing: Description['spacing'];
  readonly unit: string;
  readonly layout: string;
  private held: Storage | undefined;

  /** Volumes are made by an engine's `run` and `upload`. */
  constructor(
    readonly context: Context,
    storage: Storage,
    description: Description,
    /** The graph that made it: what is computed again after the device was lost. */
    readonly recipe: Node | undefined,
  ) {
    this.shape = description.shape;
    this.dtype = description.dtype;
    this.spacing = description.spacing;
    this.unit = description.unit;
    this.layout = description.layout;
    this.held = storage;
  }

  get disposed(): boolean {
    return this.held === undefined;
  }

  /** Where it lies. Throws `DisposedError` once it was freed. */
  get storage(): Storage {
    if (!this.held)
      throw new DisposedError(`a volume (${this.toString()}) must be alive, got one that was disposed of`);
    return this.held;
  }

  /**
   * Brings the voxels back; `into` is reused where its type and length fit.
   * Rejects with the typed error of whatever went wrong on the device, never with zeros.
   */
  async read(into?: HostVolume['data']): Promise<HostVolume> {
    const { storage, context } = this;
    context.check();
    try {
      const result = await context.ring.read(storage, this, into);
      context.check();
      return result;
    } catch (cause) {
      context.check();
      throw new DeviceLostError(`reading ${this} failed: ${cause instanceof Error ? cause.message : cause}`, { cause });
    }
  }

  /** Gives the memory back to the pool. A second call does nothing. */
  dispose(): void {
    const { held } = this;
    this.held = undefined;
    if (held && !this.context.lost) held.release();
  }

  [Symbol.dispose](): void {
    this.dispose();
  }

  toString(): string {
    return `${formatShape(this.shape)} ${this.dtype}`;
  }
}
