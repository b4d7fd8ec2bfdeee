/**
 * NIfTI-1 and NIfTI-2 volumes in one file (nifti1.h of R. Cox and others, 2004; nifti2.h, 2011), plain or gzipped, either byte order.
 * Voxels stay in the order of the file; where they lie in a scanner (qform, sform) is not read.
 */
import type { Axis } from '../core/axes.js';
import { voxels } from '../core/axes.js';
import { FormatError } from '../core/errors.js';
import type { HostVolume } from '../core/hostVolume.js';
import { STORED } from './elements.js';
import { gunzip, gunzipHead, MAX_RATIO } from './gunzip.js';
import { gunzipSource } from './gunzipSource.js';
import { checkDecodedSize, type ReadOptions } from './limits.js';
import { HEADER_BYTES, parseNiftiHeader } from './niftiHeader.js';
import { layoutAxes } from './order.js';
import { openRaw, type RawArray, volumeOf } from './rawArray.js';
import { type ByteSource, bytesSource, readBytes } from './source.js';
import type { PlaneReader } from './stack.js';

/** Compressed bytes that hold the header, and more. */
const HEAD_BYTES = 65536;

/**
 * A NIfTI file as a volume: `x y z`, the fourth axis is time (n), the fifth channels (c), colour is three or four channels of u8;
 * `options.layout` names the axes otherwise. Types as in `decodeNpy`; where a slope and intercept are set (not 0, not 1 and 0), the
 * values are `slope·x + intercept` in f32. Spacing, unit and the time between images, where its unit is known, are those of the header.
 * Throws `FormatError` when the file is truncated, damaged, lies about its size, or is of a kind not read.
 * @example
 * const head = await decodeNifti(bytes, { name: 'head.nii' });
 */
export async function decodeNifti(bytes: Uint8Array, options: ReadOptions = {}): Promise<HostVolume> {
  const reader = await openNifti(bytesSource(bytes, options.name ?? 'nifti'), options);
  return reader.readPlanes(0, reader.description.shape[reader.axis]);
}

/** A gzipped NIfTI file as a volume, as `decodeNifti`. The length and checksum of what was compressed are checked. */
export function decodeNiftiGzip(bytes: Uint8Array, options: ReadOptions = {}): HostVolume {
  const { name = 'nifti', layout, maxBytes } = options;
  const header = parseNiftiHeader(gunzipHead(bytes, HEADER_BYTES, name), name, layout);
  const { shape, dtype } = header.description;
  checkDecodedSize(name, shape, dtype, maxBytes);
  const end = header.dataOffset + dataBytes(header);
  checkRatio(name, end, bytes.length);
  // the data must begin a buffer of its own
  return volumeOf(gunzip(bytes, end, options).slice(header.dataOffset), header, name);
}

/** Opens a NIfTI file that is not compressed for reading in slabs along `axis`. Memory: one slab. Throws as `decodeNifti`. */
export async function openNifti(
  source: ByteSource,
  options: ReadOptions & { readonly axis?: Axis } = {},
): Promise<PlaneReader> {
  const head = await readBytes(source, 0, Math.min(HEADER_BYTES, source.size), 'the NIfTI header');
  const header = parseNiftiHeader(head, source.name, options.layout);
  const end = header.dataOffset + dataBytes(header);
  if (!(end <= source.size))
    throw new FormatError(source.name, `its header needs ${end} bytes, ${source.size} are there`);
  return openRaw(source, header, options);
}

/**
 * Opens a gzipped NIfTI file for reading in slabs along its slowest axis, in order: going back inflates from the beginning. Memory: one slab and some pieces.
 * Throws as `decodeNiftiGzip`, what is wrong with a checksum when the last slab is read.
 */
export async function openNiftiGzip(source: ByteSource, options: ReadOptions = {}): Promise<PlaneReader> {
  const { name } = source;
  const beginning = await readBytes(source, 0, Math.min(HEAD_BYTES, source.size), 'its beginning');
  const header = parseNiftiHeader(gunzipHead(beginning, HEADER_BYTES, name), name, options.layout);
  const end = header.dataOffset + dataBytes(header);
  checkRatio(name, end, source.size);
  const axis = layoutAxes(header.order).find((each) => header.description.shape[each] > 1) ?? 'z';
  const { description, readPlanes } = openRaw(gunzipSource(source, end), header, { ...options, axis });
  return { description, axis, readPlanes };
}

/** Throws `FormatError` where so many bytes cannot be in so many compressed ones. */
function checkRatio(name: string, bytes: number, compressed: number): void {
  if (bytes <= compressed * MAX_RATIO) return;
  throw new FormatError(name, `its header needs ${bytes} bytes, which cannot be in ${compressed} compressed ones`);
}

function dataBytes({ description, stored }: RawArray): number {
  return voxels(description.shape) * STORED[stored].bytes;
}
