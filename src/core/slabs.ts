/** Volumes larger than one array can be: slabs along one axis, each a volume whose other axes are whole. */
import type { Axis } from './axes.js';
import type { Description, HostVolume } from './hostVolume.js';

export interface Slab {
  /** Its first position along the axis. */
  readonly from: number;
  readonly volume: HostVolume;
}

export interface SlabOptions {
  /** Aborting rejects with `CancelledError`. */
  readonly signal?: AbortSignal | undefined;
  /** How much is there, from 0 to 1. */
  readonly progress?: ((share: number) => void) | undefined;
}

/** What gives a volume slab by slab, in order, as often as it is asked for. */
export interface SlabSource {
  /** How messages call it. */
  readonly name: string;
  readonly description: Description;
  readonly axis: Axis;
  slabs(options?: SlabOptions): AsyncIterable<Slab>;
}
