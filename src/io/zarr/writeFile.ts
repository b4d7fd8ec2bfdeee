/** One file of an array: a chunk, or the chunks of a shard with their index behind them (ZEP 2). */
import { type Axis, type Shape, shapeOf } from '../../core/axes.js';
import { type DType, hostArray } from '../../core/dtype.js';
import type { HostVolume } from '../../core/hostVolume.js';
import { crc32c } from '../crc32.js';
import { copyBox, grid, stridesOf } from './region.js';
import { packed, type WrittenForm } from './writtenForm.js';

/** The voxels of an array from a corner on, so many along each of its axes: a volume of that shape. */
export type PartOf = (from: readonly number[], lengths: readonly number[]) => HostVolume | Promise<HostVolume>;

/** How many files an array has along each axis. */
export function fileCounts({ shape, file }: WrittenForm): number[] {
  return shape.map((length, axis) => Math.ceil(length / (file[axis] as number)));
}

/** The bytes of a file by its coordinates. Chunks at the far ends are whole too, with zeros behind the array; what lies behind it whole is left out of a shard. */
export async function encodeFile(
  form: WrittenForm,
  dtype: DType,
  at: readonly number[],
  part: PartOf,
): Promise<Uint8Array> {
  const { shape, chunk, shard, file } = form;
  const origin = at.map((each, axis) => each * (file[axis] as number));
  if (!shard) return encodeChunk(form, dtype, origin, part);
  const counts = shard.map((length, axis) => length / (chunk[axis] as number));
  const total = counts.reduce((product, count) => product * count, 1);
  const index = new DataView(new ArrayBuffer(16 * total + 4));
  const pieces: Uint8Array[] = [];
  let [offset, place] = [0, 0];
  for (const inner of grid(
    counts.map(() => 0),
    counts,
  )) {
    const corner = inner.map((each, axis) => (origin[axis] as number) + each * (chunk[axis] as number));
    const there = corner.every((each, axis) => each < (shape[axis] as number));
    const bytes = there ? await encodeChunk(form, dtype, corner, part) : undefined;
    index.setBigUint64(16 * place, bytes ? BigInt(offset) : 2n ** 64n - 1n, true);
    index.setBigUint64(16 * place + 8, bytes ? BigInt(bytes.length) : 2n ** 64n - 1n, true);
    if (bytes) pieces.push(bytes);
    offset += bytes?.length ?? 0;
    place++;
  }
  index.setUint32(16 * total, crc32c(new Uint8Array(index.buffer, 0, 16 * total)), true);
  pieces.push(new Uint8Array(index.buffer));
  const whole = new Uint8Array(offset + index.byteLength);
  let to = 0;
  for (const piece of pieces) {
    whole.set(piece, to);
    to += piece.length;
  }
  return whole;
}

async function encodeChunk(
  form: WrittenForm,
  dtype: DType,
  corner: readonly number[],
  part: PartOf,
): Promise<Uint8Array> {
  const { shape, chunk } = form;
  const lengths = corner.map((each, axis) => Math.min(chunk[axis] as number, (shape[axis] as number) - each));
  const { data } = await part(corner, lengths);
  if (lengths.every((length, axis) => length === chunk[axis])) return packed(form, bytesOf(data));
  const numbers = hostArray(
    dtype,
    chunk.reduce((product, length) => product * length, 1),
  );
  copyBox(
    { data, start: 0, strides: stridesOf(lengths) },
    { data: numbers, start: 0, strides: stridesOf(chunk) },
    lengths,
  );
  return packed(form, bytesOf(numbers));
}

function bytesOf(data: HostVolume['data']): Uint8Array {
  return new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
}

/** Lengths in the order of some axes as a shape. */
export function shapeAlong(axes: readonly Axis[], lengths: readonly number[]): Shape {
  return shapeOf(Object.fromEntries(axes.map((axis, at) => [axis, lengths[at] ?? 1])));
}
