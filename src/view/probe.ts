/** The value of one voxel: a copy of sixteen bytes at most, so that a pointer may ask for it wherever it goes. */
import { DTYPES } from '../core/dtype.js';
import { f16ToNumber } from '../core/f16.js';
import type { Volume } from '../engine/volume.js';
import { type Channel, groupOf, type Place } from './voxels.js';

/**
 * Reads a voxel inside a volume, as a number. Rejects with `DisposedError` for a dead volume, with what has gone wrong on the device.
 * @example
 * const value = await probe(volume, { z: 0, y: 10, x: 20 });
 */
export async function probe(volume: Volume, place: Place, at: Channel = {}): Promise<number> {
  const { context, storage, dtype } = volume;
  context.check();
  const { bytesPerGroup } = storage.geometry;
  const group = groupOf(volume, at, place);
  const part = storage.parts.find(({ start, groups }) => group >= start && group < start + groups);
  if (!part) throw new RangeError(`a place inside ${volume}`);
  const usage = GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST;
  const buffer = context.device.createBuffer({ size: bytesPerGroup, usage });
  try {
    const encoder = context.device.createCommandEncoder();
    const from = part.offset + (group - part.start) * bytesPerGroup;
    encoder.copyBufferToBuffer(part.buffer, from, buffer, 0, bytesPerGroup);
    context.device.queue.submit([encoder.finish()]);
    await buffer.mapAsync(GPUMapMode.READ);
    context.check();
    const { array } = DTYPES[dtype];
    const value = new array(buffer.getMappedRange().slice(0))[place.x % 4] ?? Number.NaN;
    return dtype === 'f16' ? f16ToNumber(value) : value;
  } finally {
    buffer.destroy();
  }
}
