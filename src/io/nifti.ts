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
import { checkDecodedSize, type ReadOptions } from './limits.js';
import { HEADER_BYTES, parseNiftiHeader } from './niftiHeader.js';
import { openRaw, type RawArray, volumeOf } from './rawArray.js';
import { type ByteSource, bytesSource, readBytes } from './source.js';
import type { PlaneReader } from './stack.js';

/**
 * A NIfTI file as a volume: `x y z`, the fourth axis is time (n), the fifth channels (c), colour is three or four channels of u8;
 * `options.layout` names the axes otherwise. Types as in `decodeNpy`; where a slope and intercept are set (not 0, not 1 and 0), the
 * values are `slope·x + intercept` in f32. Spacing and unit are those of the header.
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
  if (end > bytes.length * MAX_RATIO)
    throw new FormatError(name, `its header needs ${end} bytes, which cannot be in ${bytes.length} compressed ones`);
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

function dataBytes({ description, stored }: RawArray): number {
  return voxels(description.shape) * STORED[stored].bytes;
}
