/** OME-Zarr as a sink of blocks: whole files of it, chunks or shards, are written one by one; coarser levels and metadata come last. */
import { type Axis, ROW_AXES, type RowAxis } from '../core/axes.js';
import { ArgumentError } from '../core/errors.js';
import type { Description, HostVolume } from '../core/hostVolume.js';
import type { Box } from '../engine/box.js';
import { completeOmeZarr, type LevelStore } from '../io/zarr/coarser.js';
import { partOf } from '../io/zarr/cropped.js';
import { grid } from '../io/zarr/region.js';
import { keyBelow } from '../io/zarr/store.js';
import type { ZarrWriteOptions } from '../io/zarr/write.js';
import { encodeFile } from '../io/zarr/writeFile.js';
import { fileKey, type WrittenForm, writtenForm } from '../io/zarr/writtenForm.js';
import type { BlockSink } from './sink.js';

/** The path of the finest level. */
const FINEST = '0';

export interface ZarrSink extends BlockSink {
  /** Writes the coarser levels and the metadata, once all blocks are there; of `dtype`, where the same bits are to be called otherwise. */
  finish(options?: { readonly signal?: AbortSignal; readonly dtype?: Description['dtype'] }): Promise<void>;
}

/** Which voxels are written together: blocks are multiples of them. */
export function zarrGrain(description: Description, options: ZarrWriteOptions = {}): BlockSink['grain'] {
  return grainOf(writtenForm(description, description.shape, options));
}

function grainOf({ axes, file }: WrittenForm): BlockSink['grain'] {
  return Object.fromEntries(axes.flatMap((axis, at) => (axis === 'x' ? [] : [[axis, file[at] as number]])));
}

/**
 * A store as a sink of blocks; `finish` makes an image of it, bit for bit that of `writeOmeZarr`. Throws `ArgumentError` as that does, and for
 * a block that is not whole chunks, or shards.
 * @example
 * import { HostVolume, openEngine, gaussian } from 'brightfield';
 * import { hostBlocks, runBlocks, zarrSink } from 'brightfield/stream';
 * import { memoryStore } from 'brightfield/io';
 * using engine = await openEngine();
 * const blurred = gaussian(hostBlocks(new HostVolume({ shape: { z: 64, y: 32, x: 32 } })), { sigma: 2 });
 * const store = memoryStore('blurred.ome.zarr');
 * const sink = zarrSink({ ...store, has: async (key) => store.entries.has(key) }, blurred, { chunk: { z: 16 } });
 * await runBlocks(engine, blurred, sink, { budget: 2 << 20 });
 * await sink.finish();
 * store.entries.has('.zattrs'); // true
 */
export function zarrSink(store: LevelStore, description: Description, options: ZarrWriteOptions = {}): ZarrSink {
  const { shape, acquired } = description;
  const form = writtenForm(description, shape, options);
  const { axes, file } = form;
  const lengthOf = (axis: Axis): number => file[axes.indexOf(axis)] ?? 1;
  const check = (box: Box): void => {
    for (const axis of ROW_AXES) {
      const [[from, to], step] = [box[axis], lengthOf(axis)];
      if (from % step !== 0 || (to % step !== 0 && to !== shape[axis]))
        throw new ArgumentError('ome-zarr', `a block must be whole files of ${axis}=${step}`, `${from} to ${to}`);
    }
  };
  return {
    description,
    grain: grainOf(form),
    async write(box: Box, part: HostVolume) {
      check(box);
      const range = (axis: Axis): readonly [number, number] => (axis === 'x' ? [0, shape.x] : box[axis as RowAxis]);
      const places = partOf(
        part,
        axes,
        axes.map((axis) => range(axis)[0]),
      );
      let writing: Promise<void> = Promise.resolve();
      for (const at of grid(
        axes.map((axis) => range(axis)[0] / lengthOf(axis)),
        axes.map((axis) => Math.ceil(range(axis)[1] / lengthOf(axis))),
      )) {
        const bytes = await encodeFile(form, description.dtype, at, places);
        await writing;
        writing = store.set(keyBelow(FINEST, fileKey(form, at)), bytes);
        // met where it is waited for
        writing.catch(() => undefined);
      }
      await writing;
    },
    finish: ({ signal, dtype = description.dtype } = {}) =>
      completeOmeZarr(store, { ...description, acquired, dtype }, options, signal),
  };
}
