/**
 * Volumes as OME-Zarr 0.4 (Zarr 2) and 0.5 (Zarr 3): an array a level, cut into chunks, and the metadata that say which is what. The axes
 * are those of the volume's layout, in the order that the standard wants: t c z y x.
 */
import { AXES, type Axis } from '../../core/axes.js';
import { hostArray } from '../../core/dtype.js';
import { ArgumentError } from '../../core/errors.js';
import type { HostVolume } from '../../core/hostVolume.js';
import { completeLayout, layoutAxes } from '../order.js';
import { memorySink } from '../source.js';
import { type Compression, compress } from './compressors.js';
import { typeNames } from './metadata.js';
import { formatMultiscales, type WrittenLevel } from './multiscales.js';
import { levelsOf, type Pyramid } from './pyramid.js';
import { copyBox, grid, placeOf, stridesOf } from './region.js';
import { keyBelow, type ZarrWritable } from './store.js';
import { zipWriter } from './zip.js';

/** Compressions that are written. */
export type ZarrCompression = Exclude<Compression, 'lz4' | 'zlib'>;

/** How an OME-Zarr is written. */
export interface ZarrWriteOptions {
  /** `zstd` by default, `gzip` in a zip. Where a page's policy forbids what evaluates texts, zstd and blosc are for workers only. */
  readonly compression?: ZarrCompression;
  /** Of the standard: `0.4` is of Zarr 2, `0.5` of Zarr 3. `0.4` by default, which more programs read. */
  readonly version?: '0.4' | '0.5';
  /** Voxels of a chunk along each axis: 1 along n and c, 32 along z, 256 along y and x (1024 where z is 1) by default. */
  readonly chunk?: Partial<Record<Axis, number>>;
  /** How coarser levels are made, until no axis has more than 256 voxels: `nearest` for 32-bit integers, which are labels, else `mean`. */
  readonly pyramid?: Pyramid;
}

const KNOWN: readonly string[] = ['none', 'gzip', 'zstd', 'blosc'] satisfies ZarrCompression[];

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
  const { version = '0.4', compression = 'zstd' } = options;
  const types = typeNames(volume.dtype);
  if (!types) throw new ArgumentError('ome-zarr', 'voxels must be real', volume.dtype);
  if (version !== '0.4' && version !== '0.5')
    throw new ArgumentError('ome-zarr', 'version must be 0.4 or 0.5', `${version}`);
  if (!KNOWN.includes(compression))
    throw new ArgumentError('ome-zarr', `compression must be among ${KNOWN.join(', ')}`, `${compression}`);
  const named = layoutAxes(completeLayout(volume.layout, volume.shape));
  // the standard wants two axes of space at least
  const axes = AXES.filter((axis) => named.includes(axis) || axis === 'y' || axis === 'x');
  const pyramid = options.pyramid ?? (volume.dtype === 'u32' || volume.dtype === 'i32' ? 'nearest' : 'mean');
  const third = version === '0.5';
  const levels: WrittenLevel[] = [];
  for (const { level, volume: each } of levelsOf(volume, pyramid)) {
    levels.push(level);
    const chunk = chunkOf(each, axes, options.chunk ?? {});
    const shape = axes.map((axis) => each.shape[axis]);
    const metadata = third
      ? v3({ shape, chunk, axes, type: types.name, compression })
      : v2({ shape, chunk, code: types.code, compression });
    await store.set(keyBelow(level.path, third ? 'zarr.json' : '.zarray'), json(metadata));
    await writeChunks(store, third ? `${level.path}/c` : level.path, each, axes, chunk, compression);
  }
  const attributes = formatMultiscales(volume, axes, levels, version, 'image');
  // written last: what has no metadata is no image yet
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

const json = (value: unknown): Uint8Array => new TextEncoder().encode(JSON.stringify(value, null, 2));

interface Form {
  readonly shape: readonly number[];
  readonly chunk: readonly number[];
  readonly compression: ZarrCompression;
}

function v2({ shape, chunk, code, compression }: Form & { code: string }) {
  const settings = {
    none: null,
    gzip: { id: 'gzip', level: 6 },
    zstd: { id: 'zstd', level: 3 },
    blosc: { id: 'blosc', cname: 'lz4', clevel: 5, shuffle: 0, blocksize: 0 },
  };
  return {
    zarr_format: 2,
    shape,
    chunks: chunk,
    dtype: code,
    compressor: settings[compression],
    fill_value: 0,
    order: 'C',
    filters: null,
    dimension_separator: '/',
  };
}

function v3({ shape, chunk, axes, type, compression }: Form & { axes: readonly Axis[]; type: string }) {
  const settings = {
    none: [],
    gzip: [{ name: 'gzip', configuration: { level: 6 } }],
    zstd: [{ name: 'zstd', configuration: { level: 3, checksum: false } }],
    blosc: [{ name: 'blosc', configuration: { cname: 'lz4', clevel: 5, shuffle: 'noshuffle', blocksize: 0 } }],
  };
  const endian = /8$|bool/.test(type) ? {} : { configuration: { endian: 'little' } };
  return {
    zarr_format: 3,
    node_type: 'array',
    shape,
    data_type: type,
    chunk_grid: { name: 'regular', configuration: { chunk_shape: chunk } },
    chunk_key_encoding: { name: 'default', configuration: { separator: '/' } },
    fill_value: 0,
    codecs: [{ name: 'bytes', ...endian }, ...settings[compression]],
    dimension_names: axes.map((axis) => (axis === 'n' ? 't' : axis)),
    attributes: {},
  };
}

/** Some two million voxels a chunk, and none longer than the array. */
function chunkOf({ shape }: HostVolume, axes: readonly Axis[], chosen: Partial<Record<Axis, number>>): number[] {
  const flat = shape.z > 1 ? 256 : 1024;
  const usual: Record<Axis, number> = { n: 1, c: 1, z: 32, y: flat, x: flat };
  return axes.map((axis) => {
    const length = chosen[axis] ?? usual[axis];
    if (!(Number.isInteger(length) && length >= 1))
      throw new ArgumentError('ome-zarr', 'a chunk must be whole numbers of voxels', `${axis}=${length}`);
    return Math.min(length, shape[axis]);
  });
}

/** Chunks at the far ends are whole too, with zeros behind the volume. */
async function writeChunks(
  store: ZarrWritable,
  key: string,
  volume: HostVolume,
  axes: readonly Axis[],
  chunk: readonly number[],
  compression: ZarrCompression,
): Promise<void> {
  const shape = axes.map((axis) => volume.shape[axis]);
  // axes that are left out are one voxel long, so the strides are those of the volume
  const strides = stridesOf(shape);
  const own = stridesOf(chunk);
  const counts = shape.map((length, axis) => Math.ceil(length / (chunk[axis] as number)));
  for (const at of grid(
    shape.map(() => 0),
    counts,
  )) {
    const corner = at.map((each, axis) => each * (chunk[axis] as number));
    const lengths = corner.map((each, axis) => Math.min(chunk[axis] as number, (shape[axis] as number) - each));
    const numbers = hostArray(
      volume.dtype,
      chunk.reduce((product, length) => product * length, 1),
    );
    copyBox(
      { data: volume.data, start: placeOf(corner, strides), strides },
      { data: numbers, start: 0, strides: own },
      lengths,
    );
    const bytes = new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength);
    await store.set(`${key}/${at.join('/')}`, await compress(compression, bytes));
  }
}
