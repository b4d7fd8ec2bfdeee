/**
 * NumPy's npy files, whole or in slabs. Spacing and unit have no place in the format and are lost.
 * An array of three axes is a stack `z y x`, never colour, unless a layout says so; Fortran order is read as the array it is.
 */
import type { Axis } from '../core/axes.js';
import type { Description, HostVolume } from '../core/hostVolume.js';
import { STORED } from './elements.js';
import { checkDecodedSize, type ReadOptions } from './limits.js';
import { npyDataOffset, npyHeader, npyOrder, parseNpyHeader } from './npyHeader.js';
import { CANONICAL, completeLayout, reorder } from './order.js';
import { openRaw, runsAlong, volumeOf } from './rawArray.js';
import { type ByteSink, type ByteSource, readBytes } from './source.js';
import { PlaneCounter, type PlaneReader, type PlaneWriter, planeAxis } from './stack.js';

/**
 * An array as a volume. Layout by rank: `x`, `yx`, `zyx`, `czyx`, `nczyx`, or as `options.layout` says.
 * 64-bit floats become f32, 64-bit integers 32-bit when they fit, booleans u8.
 * Throws `FormatError` when the file is truncated, lies about its size, is empty or of another type, `ArgumentError` when the
 * layout does not fit.
 * @example
 * const image = decodeNpy(bytes, { name: 'photo.npy', layout: 'yxc' });
 */
export function decodeNpy(bytes: Uint8Array, options: ReadOptions = {}): HostVolume {
  const { name = 'npy', layout, maxBytes } = options;
  const offset = npyDataOffset(bytes, name);
  const header = parseNpyHeader(bytes.subarray(0, offset), bytes.length, name, layout);
  checkDecodedSize(name, header.description.shape, header.description.dtype, maxBytes);
  return volumeOf(new Uint8Array(bytes.subarray(offset)), header, name);
}

/**
 * A volume as the array that it came from: its layout's axes, and before them those longer than one that the layout lacks.
 * Byte for byte what `numpy.save` writes.
 * @example
 * const bytes = encodeNpy(new HostVolume({ shape: { y: 2, x: 3 } })); // a (2, 3) array of float32
 */
export function encodeNpy(volume: HostVolume): Uint8Array<ArrayBuffer> {
  const header = npyHeader(volume);
  const body = arrayBytes(volume, completeLayout(volume.layout, volume.shape));
  const bytes = new Uint8Array(header.length + body.length);
  bytes.set(header);
  bytes.set(body, header.length);
  return bytes;
}

/**
 * Opens an npy file for reading in slabs along `axis` (z, or n or c where z is one voxel long). Memory: one slab.
 * Throws as `decodeNpy`; reading part of an array whose planes are scattered voxel by voxel is refused.
 */
export async function openNpy(source: ByteSource, options: ReadOptions & { axis?: Axis } = {}): Promise<PlaneReader> {
  const start = await readBytes(source, 0, Math.min(12, source.size), 'the npy header');
  const offset = npyDataOffset(start, source.name);
  const head = await readBytes(source, 0, offset, 'the npy header');
  return openRaw(source, parseNpyHeader(head, source.size, source.name, options.layout), options);
}

/** Writes an npy file in slabs along `axis`; the array is the one that `encodeNpy` would write. */
export async function npyWriter(
  sink: ByteSink,
  description: Description,
  options: { axis?: Axis } = {},
): Promise<PlaneWriter> {
  const axis = options.axis ?? planeAxis(description.shape);
  const order = npyOrder(description.layout, description.shape).join('');
  const runs = runsAlong(description, order, axis, STORED[description.dtype].bytes);
  const counter = new PlaneCounter('npy', description, axis);
  const header = npyHeader(description);
  await sink.write(header, 0);
  return {
    description,
    axis,
    async writePlanes(slab) {
      runs.refuseScattered('npy', slab.shape[axis]);
      const from = counter.take(slab);
      const bytes = arrayBytes(slab, order);
      const length = bytes.length / runs.count;
      for (let run = 0; run < runs.count; run++)
        await sink.write(bytes.subarray(run * length, (run + 1) * length), header.length + runs.start(run, from));
    },
    async finish() {
      counter.complete();
    },
  };
}

/** The voxels in the order of the file, as bytes. */
function arrayBytes(volume: HostVolume, order: string): Uint8Array {
  const data = reorder(volume.data, volume.dtype, volume.shape, CANONICAL, order);
  return new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
}
