/// <reference lib="esnext.disposable" preserve="true" />
/**
 * Files of a file system (Node only). A file is written under a temporary name in its own folder, flushed, and renamed: whoever
 * looks sees the old file, the new one or none, never half of one.
 */
import { FormatError, UserError } from '../core/errors.js';
import type { Description, HostVolume } from '../core/hostVolume.js';
import type { Mesh } from '../core/mesh.js';
import type { Table } from '../core/table.js';
import { encodeCsv } from './csv.js';
import { fileSource, openedFile, TemporaryFile, told } from './fileHandle.js';
import { isFolder, openFolder, TemporaryFolder } from './folder.js';
import {
  type AxisOption,
  confirmFormat,
  encode,
  type Format,
  formatOf,
  HEAD_BYTES,
  type LevelOption,
  type WriteOptions,
  writableFormatOf,
} from './formats.js';
import { hdf5Path } from './hdf5Path.js';
import { keepingLast } from './inOrder.js';
import { MAX_BYTES, type ReadOptions } from './limits.js';
import { encodeMesh, MESH_FORMATS, meshFormatOf } from './mesh.js';
import { type ByteSource, readBytes } from './source.js';
import type { PlaneReader, PlaneWriter } from './stack.js';
import { httpStore, isAddress } from './zarr/httpStore.js';

export { durableStore, type GrowingStore } from './durable.js';
export { folderStore } from './folder.js';

/** A file open for reading in slabs. Close it, or hold it with `await using`. */
export interface FileStack extends PlaneReader, AsyncDisposable {
  close(): Promise<void>;
}

/** A file being written in slabs. It appears under its name when `close` has been called; `abort` leaves nothing. */
export interface FileStackWriter extends PlaneWriter, AsyncDisposable {
  /** Completes the file. Throws `ArgumentError` when planes are missing; nothing is left then. */
  close(): Promise<void>;
  /** Gives the file up and removes what was written. Harmless after `close`. */
  abort(): Promise<void>;
}

/** How a file or folder is read. */
export interface FileReadOptions extends ReadOptions, LevelOption {}

/**
 * Reads a file as a volume; the format is that of its extension. A folder is an OME-Zarr, the files of a DICOM series, or slices of one
 * format in the order that people number them; an address (`https://…`) is an OME-Zarr. A dataset of an HDF5 file stands behind its name
 * (`scan.h5/exchange/data`; the package h5wasm reads it, where it is installed).
 * Throws `UserError` when there is no such file or its extension is not known, `FormatError` when it is truncated or damaged.
 * @example
 * const stack = await readVolume('stack.tif');
 */
export async function readVolume(path: string, options: FileReadOptions = {}): Promise<HostVolume> {
  if (isAddress(path)) return whole(await openAddress(path, options));
  if (hdf5Path(path)) {
    await using stack = await openStack(path, options);
    return await whole(stack);
  }
  if (await isFolder(path)) {
    const opened = await openFolder(path, options, readVolume);
    return 'planes' in opened ? whole(opened.planes) : opened.read();
  }
  const format = formatOf(path);
  if (format.openPlanes !== undefined) {
    await using stack = await openStack(path, options);
    return await whole(stack);
  }
  return withSource(path, async (source) => {
    await confirmed(format, source);
    const { maxBytes = MAX_BYTES } = options;
    if (source.size > maxBytes) throw new FormatError(path, `${source.size} bytes are over the limit of ${maxBytes}`);
    if (!format.read) throw new UserError(`${path}: ${format.name} is a folder, not a file`);
    return format.read(await readBytes(source, 0, source.size, 'the file'), { ...options, name: path });
  });
}

function whole(planes: PlaneReader): Promise<HostVolume> {
  return planes.readPlanes(0, planes.description.shape[planes.axis]);
}

async function openAddress(path: string, options: FileReadOptions & AxisOption): Promise<PlaneReader> {
  const { openOmeZarr } = await import('./zarr/read.js');
  return openOmeZarr(httpStore(path), { ...options, name: path });
}

/**
 * Writes a volume to a file; the format is that of its extension. The folder must be there. An OME-Zarr (`.zarr`) is a folder itself.
 * Throws `UserError` when the file cannot be written, `ArgumentError` when the format cannot hold the volume.
 * @example
 * await writeVolume('result.tif', volume, { compression: 'deflate' });
 */
export async function writeVolume(path: string, volume: HostVolume, options: WriteOptions = {}): Promise<void> {
  const format = writableFormatOf(path);
  if (format.writeStore) {
    const folder = new TemporaryFolder(path);
    try {
      await format.writeStore(folder, volume, options);
      await folder.keep();
    } finally {
      await folder.discard();
    }
  } else if (format.planeWriter) {
    await using writer = await createStackWriter(path, volume, options);
    await writer.writePlanes(volume);
    await writer.close();
  } else await writeBytes(path, await encode(volume, path, options));
}

/** Whether a file of that name holds a table: its extension says so. */
export function isTableFile(path: string): boolean {
  return /\.csv$/i.test(path);
}

/**
 * Writes a table as CSV. The folder must be there. Throws `UserError` where the file cannot be written or has another extension than `.csv`.
 * @example
 * await writeTable('cells.csv', new Table({ area: { dtype: 'u32', data: Uint32Array.of(7, 12) } }));
 */
export async function writeTable(path: string, table: Table): Promise<void> {
  if (!isTableFile(path)) throw new UserError(`${path}: a table is written as .csv`);
  await writeBytes(path, new TextEncoder().encode(encodeCsv(table)));
}

/**
 * Writes a mesh as PLY, STL or OBJ; the extension says which. The folder must be there. Throws `UserError` where the file cannot be written or has another extension.
 * @example
 * await writeMesh('surface.ply', { vertices: Float32Array.of(0, 0, 0, 3, 0, 0, 0, 4, 0), faces: Uint32Array.of(0, 1, 2) });
 */
export async function writeMesh(path: string, mesh: Mesh): Promise<void> {
  const format = meshFormatOf(path);
  if (!format)
    throw new UserError(`${path}: a mesh is written as ${MESH_FORMATS.map((each) => `.${each}`).join(', ')}`);
  await writeBytes(path, encodeMesh(mesh, format));
}

async function writeBytes(path: string, bytes: Uint8Array): Promise<void> {
  const file = await TemporaryFile.create(path);
  try {
    await file.write(bytes, 0);
    await file.keep();
  } finally {
    await file.discard();
  }
}

/**
 * Opens an npy, TIFF or NIfTI file, an OME-Zarr or a folder of slices for reading in slabs; only the slabs asked for are held in memory, and of what is compressed as
 * one stream (`.nii.gz`) the last one: there slabs go forward, and going back inflates from the beginning.
 * Throws as `readVolume`, and `UserError` for a format that has no planes.
 * @example
 * await using stack = await openStack('large.tif');
 * const slab = await stack.readPlanes(0, 16);
 */
export async function openStack(path: string, options: FileReadOptions & AxisOption = {}): Promise<FileStack> {
  if (hdf5Path(path)) {
    const { openHdf5 } = await import('./hdf5.js');
    const reader = await openHdf5(path, options);
    return { ...reader, [Symbol.asyncDispose]: reader.close };
  }
  const folder = isAddress(path)
    ? { planes: await openAddress(path, options) }
    : (await isFolder(path)) && (await openFolder(path, options, readVolume));
  if (folder) {
    if (!('planes' in folder)) throw new UserError(`${path}: a DICOM series is read whole`);
    const close = async () => undefined;
    return { ...folder.planes, close, [Symbol.asyncDispose]: close };
  }
  const format = formatOf(path);
  const { openPlanes, openInOrder } = format;
  if (!openPlanes && !openInOrder)
    throw new UserError(`${path}: ${format.name} has no planes to be read apart; npy, tiff and nifti have`);
  const handle = await openedFile(path);
  try {
    const source = await fileSource(path, handle);
    await confirmed(format, source);
    const asked = { ...options, name: path };
    const reader = (await openPlanes?.(source, asked)) ?? (await inOrder(format, source, asked));
    const close = () => handle.close();
    return { ...reader, close, [Symbol.asyncDispose]: close };
  } catch (error) {
    await handle.close();
    throw told(path, error);
  }
}

async function inOrder({ openInOrder }: Format, source: ByteSource, options: ReadOptions & AxisOption) {
  const reader = await openInOrder?.(source, options);
  if (!reader || (options.axis !== undefined && options.axis !== reader.axis))
    throw new UserError(`${source.name}: it is read along ${reader?.axis}, not along ${options.axis}`);
  return keepingLast(reader);
}

/**
 * Creates an npy or TIFF file that is written in slabs, in order; memory is one slab. The folder must be there.
 * Throws as `writeVolume`, and `UserError` for a format that has no planes.
 * @example
 * await using writer = await createStackWriter('large.tif', stack.description);
 * await writer.writePlanes(slab);
 * await writer.close();
 */
export async function createStackWriter(
  path: string,
  description: Description,
  options: WriteOptions & AxisOption = {},
): Promise<FileStackWriter> {
  const { planeWriter, name } = writableFormatOf(path);
  if (planeWriter === undefined)
    throw new UserError(`${path}: ${name} has no planes to be written apart; npy and tiff have`);
  const file = await TemporaryFile.create(path);
  const abort = () => file.discard();
  try {
    const writer = await planeWriter(file, description, options);
    const close = async () => {
      try {
        await writer.finish();
        await file.keep();
      } finally {
        await abort();
      }
    };
    return { ...writer, finish: close, close, abort, [Symbol.asyncDispose]: abort };
  } catch (error) {
    await abort();
    throw error;
  }
}

async function withSource<T>(path: string, use: (source: ByteSource) => Promise<T>): Promise<T> {
  const handle = await openedFile(path);
  try {
    return await use(await fileSource(path, handle));
  } finally {
    await handle.close();
  }
}

async function confirmed(format: Format, source: ByteSource): Promise<void> {
  confirmFormat(format, await readBytes(source, 0, Math.min(HEAD_BYTES, source.size), 'its beginning'), source.name);
}
