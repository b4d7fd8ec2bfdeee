/** The data of all rows: uniform numbers in [0, 1), or bytes, of a fixed seed; the same in every process, none of it zeros. */
import { HostVolume } from 'brightfield';
import type { RowShape } from './row.js';

export function noise(shape: RowShape, dtype: 'f32' | 'u8' = 'f32'): HostVolume {
  const volume = new HostVolume({ shape, dtype });
  const { data } = volume;
  let state = 12345;
  for (let at = 0; at < data.length; at++) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    data[at] = dtype === 'u8' ? state >>> 24 : (state >>> 8) / 2 ** 24;
  }
  return volume;
}
