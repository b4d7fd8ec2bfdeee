/** The form of an array that is written: its axes, its chunks and shards, and the metadata that say so. */
import { AXES, type Axis, type Shape } from '../../core/axes.js';
import type { DType } from '../../core/dtype.js';
import { ArgumentError } from '../../core/errors.js';
import type { Description } from '../../core/hostVolume.js';
import { completeLayout, layoutAxes } from '../order.js';
import { type Compression, compress } from './compressors.js';
import { typeNames } from './metadata.js';

/** Compressions that are written. */
export type ZarrCompression = Exclude<Compression, 'lz4' | 'zlib'>;

/** How arrays are written. */
export interface ArrayWriteOptions {
  /** `zstd` by default, `gzip` in a zip. Where a page's policy forbids what evaluates texts, zstd and blosc are for workers only. */
  readonly compression?: ZarrCompression;
  /** Of the standard: `0.4` is of Zarr 2, `0.5` of Zarr 3. `0.4` by default, which more programs read. */
  readonly version?: '0.4' | '0.5';
  /** Voxels of a chunk along each axis: 1 along n and c, 32 along z, 256 along y and x (1024 where z is 1) by default. */
  readonly chunk?: Partial<Record<Axis, number>>;
  /** Voxels of a shard along each axis, whole chunks of them (of `0.5` only): a file each; those of a chunk along axes left out. No shards by default. */
  readonly shard?: Partial<Record<Axis, number>>;
}

const KNOWN: readonly string[] = ['none', 'gzip', 'zstd', 'blosc'] satisfies ZarrCompression[];

/** An array as it is written: lengths by axis, in the order of the standard. */
export interface WrittenForm {
  readonly axes: readonly Axis[];
  readonly shape: readonly number[];
  readonly chunk: readonly number[];
  readonly shard: readonly number[] | undefined;
  /** Voxels of a file along each axis: of a shard, or of a chunk. */
  readonly file: readonly number[];
  readonly compression: ZarrCompression;
  readonly third: boolean;
}

/** The form of an array of such a shape. Throws `ArgumentError` for options that are none, and for complex voxels, which the standard has none of. */
export function writtenForm(
  { dtype, layout }: Pick<Description, 'dtype' | 'layout'>,
  shape: Shape,
  options: ArrayWriteOptions,
): WrittenForm {
  const { version = '0.4', compression = 'zstd' } = options;
  if (!typeNames(dtype)) throw new ArgumentError('ome-zarr', 'voxels must be real', dtype);
  if (version !== '0.4' && version !== '0.5')
    throw new ArgumentError('ome-zarr', 'version must be 0.4 or 0.5', `${version}`);
  if (!KNOWN.includes(compression))
    throw new ArgumentError('ome-zarr', `compression must be among ${KNOWN.join(', ')}`, `${compression}`);
  const named = layoutAxes(completeLayout(layout, shape));
  // the standard wants two axes of space at least
  const axes = AXES.filter((axis) => named.includes(axis) || axis === 'y' || axis === 'x');
  const chunk = chunkOf(shape, axes, options.chunk ?? {});
  const third = version === '0.5';
  if (options.shard && !third) throw new ArgumentError('ome-zarr', 'shards need version 0.5', version);
  const shard = options.shard && shardOf(shape, axes, chunk, options.shard);
  const lengths = axes.map((axis) => shape[axis]);
  return { axes, shape: lengths, chunk, shard, file: shard ?? chunk, compression, third };
}

/** The metadata of the array, and the key below the array's that they stand behind. */
export function arrayMetadata(form: WrittenForm, dtype: DType): { readonly file: string; readonly json: object } {
  const types = typeNames(dtype);
  if (!types) throw new ArgumentError('ome-zarr', 'voxels must be real', dtype);
  return form.third
    ? { file: 'zarr.json', json: thirdVersion(form, types.name) }
    : { file: '.zarray', json: secondVersion(form, types.code) };
}

/** The key of a file of the array, below that of the array. */
export function fileKey({ third }: WrittenForm, at: readonly number[]): string {
  return `${third ? 'c/' : ''}${at.join('/')}`;
}

/** The bytes of a chunk, compressed. */
export function packed({ compression }: WrittenForm, bytes: Uint8Array): Promise<Uint8Array> {
  return compress(compression, bytes);
}

function secondVersion({ shape, chunk, compression }: WrittenForm, code: string): object {
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

function thirdVersion({ shape, chunk, shard, axes, compression }: WrittenForm, type: string): object {
  const settings = {
    none: [],
    gzip: [{ name: 'gzip', configuration: { level: 6 } }],
    zstd: [{ name: 'zstd', configuration: { level: 3, checksum: false } }],
    blosc: [{ name: 'blosc', configuration: { cname: 'lz4', clevel: 5, shuffle: 'noshuffle', blocksize: 0 } }],
  };
  const endian = /8$|bool/.test(type) ? {} : { configuration: { endian: 'little' } };
  const codecs = [{ name: 'bytes', ...endian }, ...settings[compression]];
  const index = [{ name: 'bytes', configuration: { endian: 'little' } }, { name: 'crc32c' }];
  const sharding = { chunk_shape: chunk, codecs, index_codecs: index, index_location: 'end' };
  return {
    zarr_format: 3,
    node_type: 'array',
    shape,
    data_type: type,
    chunk_grid: { name: 'regular', configuration: { chunk_shape: shard ?? chunk } },
    chunk_key_encoding: { name: 'default', configuration: { separator: '/' } },
    fill_value: 0,
    codecs: shard ? [{ name: 'sharding_indexed', configuration: sharding }] : codecs,
    dimension_names: axes.map((axis) => (axis === 'n' ? 't' : axis)),
    attributes: {},
  };
}

function checkLength(what: string, axis: Axis, length: number): void {
  if (!(Number.isInteger(length) && length >= 1))
    throw new ArgumentError('ome-zarr', `a ${what} must be whole numbers of voxels`, `${axis}=${length}`);
}

/** Some two million voxels a chunk, and none longer than the array. */
function chunkOf(shape: Shape, axes: readonly Axis[], chosen: Partial<Record<Axis, number>>): number[] {
  const flat = shape.z > 1 ? 256 : 1024;
  const usual: Record<Axis, number> = { n: 1, c: 1, z: 32, y: flat, x: flat };
  return axes.map((axis) => {
    const length = chosen[axis] ?? usual[axis];
    checkLength('chunk', axis, length);
    return Math.min(length, shape[axis]);
  });
}

/** Whole chunks, and no more of them than the array has. */
function shardOf(
  shape: Shape,
  axes: readonly Axis[],
  chunk: readonly number[],
  chosen: Partial<Record<Axis, number>>,
): number[] {
  return axes.map((axis, at) => {
    const step = chunk[at] as number;
    const length = chosen[axis] ?? step;
    checkLength('shard', axis, length);
    if (length < shape[axis] && length % step !== 0)
      throw new ArgumentError('ome-zarr', `a shard must be whole chunks of ${axis}=${step}`, `${axis}=${length}`);
    return Math.min(Math.ceil(length / step), Math.ceil(shape[axis] / step)) * step;
  });
}
