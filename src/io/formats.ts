/**
 * The one table of formats. A file's extension chooses; on reading its first bytes must agree. Codecs are loaded when they are
 * first needed. Nothing here touches a file system: this is what a browser uses as well.
 */
import type { Axis } from '../core/axes.js';
import { ArgumentError, FormatError, UserError } from '../core/errors.js';
import type { Description, HostVolume } from '../core/hostVolume.js';
import { isJpeg } from './jpegHeader.js';
import type { ReadOptions } from './limits.js';
import { isDicom, isGzip, isZip } from './magic.js';
import { isNifti } from './niftiHeader.js';
import { isNpy } from './npyHeader.js';
import { isPng } from './pngChunks.js';
import { type ByteSink, type ByteSource, bytesSource } from './source.js';
import type { PlaneReader, PlaneWriter } from './stack.js';
import { isTiff } from './tiff/directory.js';
import type { TiffWriteOptions } from './tiff/pageForm.js';
import type { ZarrReadable, ZarrWritable } from './zarr/store.js';
import type { ZarrWriteOptions } from './zarr/write.js';

/** How a volume is written; what a format does not know of is left out of account. */
export interface WriteOptions extends Omit<TiffWriteOptions, 'compression'>, Omit<ZarrWriteOptions, 'compression'> {
  /** `deflate` and `lzw` are of TIFF, `gzip`, `zstd` and `blosc` of OME-Zarr; by default none and `zstd` (in a zip `gzip`). */
  readonly compression?: 'none' | 'deflate' | 'lzw' | 'gzip' | 'zstd' | 'blosc';
}

/** Planes along which axis. */
export interface AxisOption {
  readonly axis?: Axis;
}

/** The level of a pyramid, where a format has one; 0, the finest, by default. */
export interface LevelOption {
  readonly level?: number;
  /** Bytes of decoded chunks that are kept for the next read, where a format has chunks; none by default. */
  readonly cacheBytes?: number;
}

/** A format: what it is called, how it is told apart, and what can be done with it. */
export interface Format {
  readonly name: string;
  /** Without the dot, in lower case; the first is the usual one. */
  readonly extensions: readonly string[];
  /** Whether a file begins as this format does. */
  matches(head: Uint8Array): boolean;
  /** Missing where it is a folder. */
  read?(bytes: Uint8Array, options: LevelOption & ReadOptions): Promise<HostVolume>;
  write?(volume: HostVolume, options: WriteOptions): Promise<Uint8Array>;
  openPlanes?(source: ByteSource, options: ReadOptions & AxisOption & LevelOption): Promise<PlaneReader>;
  /** Slabs that are read in their order, for what is too large to be read whole: going back costs as much as beginning anew. */
  openInOrder?(source: ByteSource, options: ReadOptions): Promise<PlaneReader>;
  /** Where it is a folder. */
  openStore?(store: ZarrReadable, options: ReadOptions & AxisOption & LevelOption): Promise<PlaneReader>;
  writeStore?(store: ZarrWritable, volume: HostVolume, options: WriteOptions): Promise<void>;
  planeWriter?(sink: ByteSink, description: Description, options: WriteOptions & AxisOption): Promise<PlaneWriter>;
}

const npy = () => import('./npy.js');
const nifti = () => import('./nifti.js');
const png = () => import('./png.js');
const tiffRead = () => import('./tiff/read.js');
const zarrRead = () => import('./zarr/read.js');
const zarrWrite = () => import('./zarr/write.js');
const tiffWrite = () => import('./tiff/write.js');

/** All formats. */
export const FORMATS: readonly Format[] = [
  {
    name: 'npy',
    extensions: ['npy'],
    matches: isNpy,
    read: async (bytes, options) => (await npy()).decodeNpy(bytes, options),
    write: async (volume) => (await npy()).encodeNpy(volume),
    openPlanes: async (source, options) => (await npy()).openNpy(source, options),
    planeWriter: async (sink, description, options) => (await npy()).npyWriter(sink, description, options),
  },
  {
    name: 'png',
    extensions: ['png'],
    matches: isPng,
    read: async (bytes, options) => (await png()).decodePng(bytes, options),
    write: async (volume) => (await png()).encodePng(volume),
  },
  {
    name: 'jpeg',
    extensions: ['jpg', 'jpeg'],
    matches: isJpeg,
    read: async (bytes, options) => (await import('./jpeg.js')).decodeJpeg(bytes, options),
  },
  {
    name: 'tiff',
    extensions: ['tif', 'tiff', 'btf'],
    matches: isTiff,
    read: async (bytes, options) => (await tiffRead()).decodeTiff(bytes, options),
    write: async (volume, options) => (await tiffWrite()).encodeTiff(volume, tiffOptions(options)),
    openPlanes: async (source, options) => (await tiffRead()).openTiff(source, options),
    planeWriter: async (sink, description, options) =>
      (await tiffWrite()).tiffWriter(sink, description, {
        ...tiffOptions(options),
        ...(options.axis && { axis: options.axis }),
      }),
  },
  {
    name: 'nifti',
    extensions: ['nii'],
    matches: isNifti,
    read: async (bytes, options) => (await nifti()).decodeNifti(bytes, options),
    openPlanes: async (source, options) => (await nifti()).openNifti(source, options),
  },
  {
    name: 'gzipped nifti',
    extensions: ['nii.gz'],
    matches: isGzip,
    read: async (bytes, options) => (await nifti()).decodeNiftiGzip(bytes, options),
    openInOrder: async (source, options) => (await nifti()).openNiftiGzip(source, options),
  },
  {
    name: 'dicom',
    extensions: ['dcm', 'dicom', 'ima'],
    matches: isDicom,
    read: async (bytes, options) => (await import('./dicom/read.js')).decodeDicom(bytes, options),
    openInOrder: async (source, options) => (await import('./dicom/read.js')).openDicomSeries([source], options),
  },
  {
    name: 'zipped ome-zarr',
    extensions: ['zarr.zip', 'ozx'],
    matches: isZip,
    read: async (bytes, options) => {
      const reader = await openZip(bytesSource(bytes, options.name ?? 'ome-zarr'), options);
      return reader.readPlanes(0, reader.description.shape[reader.axis]);
    },
    write: async (volume, options) => (await zarrWrite()).encodeOmeZarrZip(volume, zarrOptions(options)),
    openPlanes: openZip,
  },
  {
    name: 'ome-zarr',
    extensions: ['zarr'],
    matches: () => false,
    openStore: async (store, options) => (await zarrRead()).openOmeZarr(store, options),
    writeStore: async (store, volume, options) => (await zarrWrite()).writeOmeZarr(store, volume, zarrOptions(options)),
  },
];

async function openZip(source: ByteSource, options: ReadOptions & AxisOption & LevelOption): Promise<PlaneReader> {
  const { zipStore } = await import('./zarr/zip.js');
  return (await zarrRead()).openOmeZarr(await zipStore(source), options);
}

/** What TIFF compresses by is refused there. */
function zarrOptions(options: WriteOptions): ZarrWriteOptions {
  return options as ZarrWriteOptions;
}

/** What OME-Zarr compresses by is refused by name. */
function tiffOptions(options: WriteOptions): TiffWriteOptions {
  const { compression = 'none', ...others } = options;
  if (compression === 'none' || compression === 'deflate' || compression === 'lzw') return { ...others, compression };
  throw new ArgumentError('tiff', 'compression must be none, deflate or lzw', compression);
}

/** How many bytes `matches` may look at. */
export const HEAD_BYTES = 132;

/**
 * The format of a file name. Throws `UserError` with the known extensions where it is none of them.
 * @example
 * formatOf('stack.ome.tif').name; // tiff
 */
export function formatOf(name: string): Format {
  return formatAmong(FORMATS, name);
}

/** The format of a file name; a name that is of none is refused with the extensions of `offered`. */
function formatAmong(offered: readonly Format[], name: string): Format {
  const lower = name.toLowerCase();
  const found = FORMATS.find((format) => format.extensions.some((each) => lower.endsWith(`.${each}`)));
  if (found !== undefined) return found;
  const extension = /\.([^./\\]+)$/.exec(lower)?.[1] ?? '';
  throw new UserError(`${name}: the extension must be one of ${extensionsOf(offered)}, got '${extension}'`);
}

/** The format to write a file or a folder in. Throws `UserError` where it is not written here. */
export function writableFormatOf(name: string): Format {
  const written = FORMATS.filter((each) => each.write ?? each.writeStore);
  const format = formatAmong(written, name);
  if (written.includes(format)) return format;
  throw new UserError(`${name}: ${format.name} is read, not written; write one of ${extensionsOf(written)}`);
}

/** Throws `FormatError` where a file's first bytes are not of the format that its name says. */
export function confirmFormat(format: Format, head: Uint8Array, name: string): void {
  if (format.matches(head)) return;
  const other = isGzip(head) ? { name: 'gzip' } : FORMATS.find((each) => each.matches(head));
  throw new FormatError(name, `not a ${format.name} file${other === undefined ? '' : `: its bytes are ${other.name}`}`);
}

/**
 * A volume from a file's bytes; `options.name` is the file's name, whose extension says the format.
 * Throws `FormatError` when the file is truncated, damaged or of another format, `UserError` when its extension is not known.
 * @example
 * const image = await decode(new Uint8Array(await file.arrayBuffer()), { name: file.name });
 */
export async function decode(
  bytes: Uint8Array,
  options: ReadOptions & LevelOption & { readonly name: string },
): Promise<HostVolume> {
  const format = formatOf(options.name);
  if (!format.read) throw new UserError(`${options.name}: ${format.name} is a folder; in one file it is .ome.zarr.zip`);
  confirmFormat(format, bytes.subarray(0, HEAD_BYTES), options.name);
  return format.read(bytes, options);
}

/**
 * The bytes of a file of this name that holds the volume.
 * Throws `ArgumentError` when the format cannot hold it, `UserError` when the format is not known or not written.
 * @example
 * const bytes = await encode(image, 'result.png');
 */
export async function encode(volume: HostVolume, name: string, options: WriteOptions = {}): Promise<Uint8Array> {
  const format = writableFormatOf(name);
  if (!format.write) throw new UserError(`${name}: ${format.name} is a folder; in one file it is .ome.zarr.zip`);
  return format.write(volume, options);
}

function extensionsOf(formats: readonly Format[]): string {
  return formats.flatMap((format) => format.extensions.map((extension) => `.${extension}`)).join(' ');
}
