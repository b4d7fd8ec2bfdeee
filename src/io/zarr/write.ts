/**
 * Volumes as OME-Zarr 0.4 (Zarr 2) and 0.5 (Zarr 3): an array a level, cut into chunks, and the metadata that say which is what. The axes
 * are those of the volume's layout, in the order that the standard wants: t c z y x.
 */
import type { DType } from '../../core/dtype.js';
import type { Description, HostVolume } from '../../core/hostVolume.js';
import { memorySink } from '../source.js';
import { partOf } from './cropped.js';
import { formatMultiscales, type NumberRange, type WrittenLevel } from './multiscales.js';
import { levelsOf, type Pyramid } from './pyramid.js';
import { asWindow, NO_RANGE, widened } from './range.js';
import { grid } from './region.js';
import { keyBelow, type ZarrWritable } from './store.js';
import { encodeFile, fileCounts } from './writeFile.js';
import { type ArrayWriteOptions, arrayMetadata, fileKey, type WrittenForm, writtenForm } from './writtenForm.js';
import { zipWriter } from './zip.js';

export type { ZarrCompression } from './writtenForm.js';

/** How an OME-Zarr is written. */
export interface ZarrWriteOptions extends ArrayWriteOptions {
  /** How coarser levels are made, until no axis has more than 256 voxels: `nearest` for 32-bit integers, which are labels, else `mean`. */
  readonly pyramid?: Pyramid;
}

/** How coarser levels are made of volumes of a type. */
export function pyramidOf(dtype: DType, { pyramid }: ZarrWriteOptions): Pyramid {
  return pyramid ?? (dtype === 'u32' || dtype === 'i32' ? 'nearest' : 'mean');
}

/**
 * Writes a volume as OME-Zarr. Throws `ArgumentError` for complex volumes, which the standard has none of, and for options that are none.
 * @example
 * const store = memoryStore('cells.ome.zarr');
 * await writeOmeZarr(store, new HostVolume({ shape: { z: 4, y: 300, x: 300 } }), { version: '0.5' });
 */
export async function writeOmeZarr(
  store: ZarrWritable,
  volume: HostVolume,
  options: ZarrWriteOptions = {},
): Promise<void> {
  const levels: WrittenLevel[] = [];
  let form = writtenForm(volume, volume.shape, options);
  let coarsest = volume;
  for (const { level, volume: each } of levelsOf(volume, pyramidOf(volume.dtype, options))) {
    levels.push(level);
    coarsest = each;
    form = writtenForm(volume, each.shape, options);
    const { file, json: metadata } = arrayMetadata(form, volume.dtype);
    await store.set(keyBelow(level.path, file), json(metadata));
    const origin = form.shape.map(() => 0);
    const part = partOf(each, form.axes, origin);
    for (const at of grid(origin, fileCounts(form)))
      await store.set(keyBelow(level.path, fileKey(form, at)), await encodeFile(form, volume.dtype, at, part));
  }
  // written last: what has no metadata is no image yet
  await writeAttributes(store, volume, form, levels, async () => widened(NO_RANGE, coarsest));
}

/** The metadata of the image: which arrays are its levels. `range` tells that of the coarsest level, where channels are to be shown in it. */
export async function writeAttributes(
  store: ZarrWritable,
  description: Description,
  { axes, third }: WrittenForm,
  levels: readonly WrittenLevel[],
  range: () => Promise<NumberRange>,
): Promise<void> {
  const shown = asWindow(description.acquired?.channels ? await range() : NO_RANGE);
  const attributes = formatMultiscales(description, axes, levels, third ? '0.5' : '0.4', 'image', shown);
  if (third) return store.set('zarr.json', json({ zarr_format: 3, node_type: 'group', attributes }));
  await store.set('.zattrs', json(attributes));
  await store.set('.zgroup', json({ zarr_format: 2 }));
}

/**
 * The bytes of a zip with an OME-Zarr in it, as a page gives it away. Throws as `writeOmeZarr`.
 * @example
 * const bytes = await encodeOmeZarrZip(new HostVolume({ shape: { z: 4, y: 300, x: 300 } }), { compression: 'gzip' });
 */
export async function encodeOmeZarrZip(volume: HostVolume, options: ZarrWriteOptions = {}): Promise<Uint8Array> {
  const sink = memorySink();
  const zip = zipWriter(sink);
  await writeOmeZarr(zip, volume, { compression: 'gzip', ...options });
  await zip.finish();
  return sink.bytes();
}

/** Metadata as bytes. */
export const json = (value: unknown): Uint8Array => new TextEncoder().encode(JSON.stringify(value, null, 2));
