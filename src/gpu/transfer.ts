/** Host memory to storage: in pieces of 4 MiB, which is fastest, with rows padded on the way where needed. */
import { AXES, type Axis, type Shape } from '../core/axes.js';
import { DTYPES } from '../core/dtype.js';
import type { HostVolume } from '../core/hostVolume.js';
import { rowsOf, type Storage } from './storage.js';

export const CHUNK = 4 << 20;

/** The bytes of an array as they lie in memory. */
export function bytesOf(array: ArrayBufferView): Uint8Array<ArrayBuffer> {
  return new Uint8Array(array.buffer as ArrayBuffer, array.byteOffset, array.byteLength);
}

/** Bytes that are written without a pause: some 5 to 40 ms of the thread that asks (a page hands them to another process). */
const AT_ONCE = 2 * CHUNK;

/** What writes a host volume into storage of the same shape and type, part by part; at least one. */
export function uploads(queue: GPUQueue, volume: HostVolume, storage: Storage): readonly (() => void)[] {
  const rows = rowsOf(volume.shape);
  const { bytesPerGroup, pitch } = storage.geometry;
  const atOnce = Math.max(1, Math.floor(AT_ONCE / (pitch * bytesPerGroup)));
  return Array.from({ length: Math.ceil(rows / atOnce) }, (_, k) => () => {
    const from = k * atOnce;
    writeRows(queue, volume, from, storage, from, Math.min(atOnce, rows - from));
  });
}

/** Writes a slab of a volume of so many positions along an axis, beginning with one of them, into the storage of the whole. */
export function uploadSlab(
  queue: GPUQueue,
  slab: HostVolume,
  storage: Storage,
  { axis, from, length }: { readonly axis: Axis; readonly from: number; readonly length: number },
): void {
  // one run for every position of the slower axes
  const slower = AXES.slice(0, AXES.indexOf(axis)).reduce((product, each) => product * slab.shape[each], 1);
  const rows = rowsOf(slab.shape) / slower;
  const rowsEach = rows / slab.shape[axis];
  for (let run = 0; run < slower; run++)
    writeRows(queue, slab, run * rows, storage, (run * length + from) * rowsEach, rows);
}

/** Writes so many rows of a volume, from one on, to where a row of the storage begins. */
function writeRows(
  queue: GPUQueue,
  volume: HostVolume,
  from: number,
  storage: Storage,
  to: number,
  rows: number,
): void {
  const { bytesPerGroup, pitch } = storage.geometry;
  const padded = pitch * bytesPerGroup;
  const row = volume.shape.x * DTYPES[volume.dtype].bytes;
  const bytes = bytesOf(volume.data);
  const staging = padded === row ? undefined : new Uint8Array(Math.max(padded, Math.floor(CHUNK / padded) * padded));
  const rowsPerChunk = Math.max(1, Math.floor(CHUNK / padded));
  for (const part of storage.parts) {
    const first = part.start / pitch;
    const end = Math.min(to + rows, first + part.groups / pitch);
    for (let at = Math.max(to, first); at < end; at += rowsPerChunk) {
      const count = Math.min(rowsPerChunk, end - at);
      const source = (from + at - to) * row;
      const place = part.offset + (at - first) * padded;
      if (!staging) queue.writeBuffer(part.buffer, place, bytes, source, count * row);
      else {
        for (let k = 0; k < count; k++)
          staging.set(bytes.subarray(source + k * row, source + (k + 1) * row), k * padded);
        queue.writeBuffer(part.buffer, place, staging, 0, count * padded);
      }
    }
  }
}

/** Copies padded rows, beginning with row `first`, into a host array without padding. */
export function unpad(
  from: Uint8Array,
  first: number,
  shape: Shape,
  rowBytes: number,
  padded: number,
  to: Uint8Array,
): void {
  const rows = Math.min(from.byteLength / padded, rowsOf(shape) - first);
  if (rowBytes === padded) {
    to.set(from.subarray(0, rows * rowBytes), first * rowBytes);
    return;
  }
  for (let k = 0; k < rows; k++) to.set(from.subarray(k * padded, k * padded + rowBytes), (first + k) * rowBytes);
}
