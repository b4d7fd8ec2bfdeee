/** The coarser levels of an image that lies in a store, made file by file of the level before: memory is eight chunks. */
import type { Shape } from '../../core/axes.js';
import { type Description, HostVolume } from '../../core/hostVolume.js';
import { checkCancelled } from '../limits.js';
import { chunkReader } from './array.js';
import { type ArrayForm, jsonObject, parseV2, parseV3 } from './metadata.js';
import type { NumberRange, WrittenLevel } from './multiscales.js';
import { halved, levelShapes, type PlannedLevel, type Pyramid } from './pyramid.js';
import { NO_RANGE, widened } from './range.js';
import { fill } from './read.js';
import { grid } from './region.js';
import { keyBelow, type ZarrReadable, type ZarrWritable } from './store.js';
import { json, pyramidOf, writeAttributes, type ZarrWriteOptions } from './write.js';
import { encodeFile, fileCounts, type PartOf, shapeAlong } from './writeFile.js';
import { arrayMetadata, fileKey, type WrittenForm, writtenForm } from './writtenForm.js';

/** A store that says which keys are there already: they are not made again. */
export type LevelStore = ZarrReadable & ZarrWritable & { has(key: string): Promise<boolean> };

/**
 * Completes an image whose finest level is there: coarser levels, then the metadata, bit for bit what `writeOmeZarr` writes. What an earlier
 * call has made is kept. Throws `CancelledError` between two files where it is stopped.
 */
export async function completeOmeZarr(
  store: LevelStore,
  description: Description,
  options: ZarrWriteOptions,
  signal?: AbortSignal,
): Promise<void> {
  const { dtype } = description;
  const pyramid = pyramidOf(dtype, options);
  const levels: WrittenLevel[] = [];
  let finest: WrittenForm | undefined;
  let before: Before | undefined;
  for (const planned of levelShapes(description.shape, pyramid)) {
    const { level, shape } = planned;
    const form = writtenForm(description, shape, options);
    finest ??= form;
    levels.push(level);
    const { file, json: metadata } = arrayMetadata(form, dtype);
    await store.set(keyBelow(level.path, file), json(metadata));
    if (before) {
      const part = halving(store, before, planned, description, pyramid);
      for (const at of grid(
        form.shape.map(() => 0),
        fileCounts(form),
      )) {
        checkCancelled({ signal, name: store.name });
        const key = keyBelow(level.path, fileKey(form, at));
        if (!(await store.has(key))) await store.set(key, await encodeFile(form, dtype, at, part));
      }
    }
    before = { form, path: level.path, shape };
  }
  // written last: what has no metadata is no image yet
  const coarsest = before;
  if (finest && coarsest)
    await writeAttributes(store, description, finest, levels, () => rangeOf(store, coarsest, description, signal));
}

/** The form that was written, as it is read. */
function formRead(form: WrittenForm, { dtype }: Description): ArrayForm {
  const object = jsonObject(json(arrayMetadata(form, dtype).json), 'ome-zarr');
  return (form.third ? parseV3 : parseV2)(object, 'ome-zarr');
}

/** The range of a level that is there, chunk by chunk. */
async function rangeOf(
  store: LevelStore,
  { form: written, path }: Before,
  description: Description,
  signal?: AbortSignal,
): Promise<NumberRange> {
  const { axes, shape, chunk } = written;
  const form = formRead(written, description);
  const read = chunkReader(store, path, form);
  let range = NO_RANGE;
  const counts = shape.map((length, at) => Math.ceil(length / (chunk[at] as number)));
  for (const at of grid(
    counts.map(() => 0),
    counts,
  )) {
    checkCancelled({ signal, name: store.name });
    const start = at.map((each, axis) => each * (chunk[axis] as number));
    const lengths = start.map((each, axis) => Math.min(chunk[axis] as number, (shape[axis] as number) - each));
    const volume = new HostVolume({ shape: shapeAlong(axes, lengths), dtype: description.dtype });
    await fill(volume, { start, axes, form, read, name: store.name }, {});
    range = widened(range, volume);
  }
  return range;
}

interface Before {
  readonly form: WrittenForm;
  readonly path: string;
  readonly shape: Shape;
}

/** Parts of a level, made of those of the one before. */
function halving(
  store: LevelStore,
  { form: written, path, shape }: Before,
  { halved: along }: PlannedLevel,
  description: Description,
  pyramid: Pyramid,
): PartOf {
  const { axes } = written;
  const form = formRead(written, description);
  const read = chunkReader(store, path, form);
  const step = axes.map((axis) => (along.includes(axis) ? 2 : 1));
  return async (from, lengths) => {
    const start = from.map((each, at) => each * (step[at] as number));
    const ends = axes.map((axis, at) => shape[axis] - (start[at] as number));
    const finer = lengths.map((length, at) => Math.min(length * (step[at] as number), ends[at] as number));
    const volume = new HostVolume({ shape: shapeAlong(axes, finer), dtype: description.dtype });
    await fill(volume, { start, axes, form, read, name: store.name }, {});
    return halved(volume, along, pyramid);
  };
}
