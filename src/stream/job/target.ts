/** Where the blocks of a job lie until all are there, and how they become the file. */
import type { Description } from '../../core/hostVolume.js';
import type { WriteOptions } from '../../io/formats.js';
import { npyOrder } from '../../io/npyHeader.js';
import { CANONICAL, longAxes } from '../../io/order.js';
import type { ZarrWriteOptions } from '../../io/zarr/write.js';
import type { BlockSink } from '../sink.js';
import { zarrGrain } from '../zarrSink.js';
import { npyTarget, scratchTarget } from './voxelsTarget.js';
import { zarrTarget } from './zarrTarget.js';

/** Blocks on the disk: `write` returns when they are there. */
export interface Target extends Pick<BlockSink, 'write'> {
  /**
   * Makes of them what is to become the file, once all are there; it may have been killed in the middle of that before. `dtype` is what the same
   * bits are to be called.
   */
  complete(dtype: Description['dtype'], signal?: AbortSignal): Promise<void>;
  /** Puts it under the file's name. */
  place(): Promise<void>;
  close(): Promise<void>;
}

/** A kind of target: what its blocks are multiples of, and the target in the folder of a job. */
export interface TargetKind extends Pick<BlockSink, 'grain'> {
  /** The file or folder in the job's folder that goes away when the result is put in its place; undefined where it stays. */
  readonly moves: string | undefined;
  open(folder: string): Promise<Target>;
}

/** What a result under that name is written by. Throws `ArgumentError` for options that are none. */
export function targetKind(path: string, description: Description, options: WriteOptions): TargetKind {
  if (isZarr(path)) {
    const own = options as ZarrWriteOptions;
    return {
      grain: zarrGrain(description, own),
      moves: 'zarr',
      open: (folder) => zarrTarget(folder, path, description, own),
    };
  }
  // an npy whose rows lie in the order of memory is written where it stays
  const { layout, shape } = description;
  if (/\.npy$/i.test(path) && longAxes(npyOrder(layout, shape).join(''), shape) === longAxes(CANONICAL, shape))
    return { grain: {}, moves: 'voxels', open: (folder) => npyTarget(folder, path, description) };
  return { grain: {}, moves: undefined, open: (folder) => scratchTarget(folder, path, description, options) };
}

/** Whether a result under that name is a folder of chunks. */
export function isZarr(path: string): boolean {
  return /\.zarr$/i.test(path);
}
