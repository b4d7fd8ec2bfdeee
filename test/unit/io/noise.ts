/** Volumes of every bit pattern: NaNs with payloads, infinities, the ends of integer ranges. Seeded, so runs repeat. */
import { type Axis, shapeOf, voxels } from '../../../src/core/axes.js';
import { type DType, hostArray } from '../../../src/core/dtype.js';
import { HostVolume, type HostVolumeOptions } from '../../../src/core/hostVolume.js';

export function noise(
  dtype: DType,
  shape: Partial<Record<Axis, number>>,
  rest: Partial<HostVolumeOptions> = {},
): HostVolume {
  const data = hostArray(dtype, voxels(shapeOf(shape)));
  const bytes = new Uint8Array(data.buffer);
  let state = 12345;
  for (let at = 0; at < bytes.length; at++) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    bytes[at] = state >>> 24;
  }
  return new HostVolume({ shape, dtype, data, ...rest });
}

/** The bits of a volume, so that NaN is compared by payload. */
export function bits(volume: HostVolume): Uint8Array {
  return new Uint8Array(volume.data.buffer, volume.data.byteOffset, volume.data.byteLength);
}
