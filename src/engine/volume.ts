/** A volume on the GPU. Its owner frees it, with `using` or `dispose()`; the collector cannot see GPU memory. */
import { type Acquired, acquiredOfShape } from '../core/acquired.js';
import type { Shape } from '../core/axes.js';
import { formatShape } from '../core/axes.js';
import type { DType } from '../core/dtype.js';
import { DisposedError } from '../core/errors.js';
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
  readonly acquired: Acquired | undefined;
  private held: Storage | undefined;

  /** Volumes are made by an engine's `run` and `upload`. */
  constructor(
    readonly context: Context,
    storage: Storage,
    description: Description,
    /** The graph that made it: what is computed again after the device was lost. */
    readonly recipe: Node | undefined,
    /** How many volumes stand behind each other in the recipe. */
    readonly depth = 0,
  ) {
    this.shape = description.shape;
    this.dtype = description.dtype;
    this.spacing = description.spacing;
    this.unit = description.unit;
    this.layout = description.layout;
    this.acquired = acquiredOfShape(description.acquired, description.shape);
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
    const { context } = this;
    context.check();
    // held until it is read, also where the owner does not wait for that
    const storage = this.storage.retain();
    try {
      return await context.ring.read(storage, this, into);
    } finally {
      storage.release();
      // an error of the device outranks what followed from it, and voxels read after one are not to be trusted
      context.check();
    }
  }

  /** Gives the memory back to the pool. A second call does nothing. */
  dispose(): void {
    const { held } = this;
    this.held = undefined;
    held?.release();
  }

  [Symbol.dispose](): void {
    this.dispose();
  }

  toString(): string {
    return `${formatShape(this.shape)} ${this.dtype}`;
  }
}
