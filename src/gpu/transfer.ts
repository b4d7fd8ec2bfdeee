/** Host memory to storage: in pieces of 4 MiB, which is fastest, with rows padded on the way where needed. */
import type { Shape } from '../core/axes.js';
import { DTYPES } from '../core/dtype.js';
import type { HostVolume } from '../core/hostVolume.js';
import { rowsOf, type Storage } from './storage.js';

export const CHUNK = 4 << 20;

/** The bytes of an array as they lie in memory. */
export function bytesOf(array: ArrayBufferView): Uint8Array<ArrayBuffer> {
  return new Uint8Array(array.buffer as ArrayBuffer, array.byteOffset, array.byteLength);
}

/** Writes a host volume into storage of the same shape and type. */
export function upload(queue: GPUQueue, volume: HostVolume, storage: Storage): void {
  const { bytesPerGroup, pitch } = storage.geometry;
  const padded = pitch * bytesPerGroup;
  const row = volume.shape.x * DTYPES[volume.dtype].bytes;
  const bytes = bytesOf(volume.data);
  const staging = padded === row ? undefined : new Uint8Array(Math.max(padded, Math.floor(CHUNK / padded) * padded));
  for (const part of storage.parts) {
    const firstRow = part.start / pitch;
    const rows = part.groups / pitch;
    const rowsPerChunk = Math.max(1, Math.floor(CHUNK / padded));
    for (let at = 0; at < rows; at += rowsPerChunk) {
      const count = Math.min(rowsPerChunk, rows - at);
      const from = (firstRow + at) * row;
      if (!staging) queue.writeBuffer(part.buffer, at * padded, bytes, from, count * row);
      else {
        for (let k = 0; k < count; k++) staging.set(bytes.subarray(from + k * row, from + (k + 1) * row), k * padded);
        queue.writeBuffer(part.buffer, at * padded, staging, 0, count * padded);
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
