/** Arrays that may be photographs: an npy of three axes says nothing of colours, but its last axis of 3 or 4 does. */
import { HostVolume } from 'brightfield';
import { breathe } from 'brightfield/view';

/** Pixels along a side that a photograph has at least. */
const LEAST = 8;

/** Whether a volume looks like pixels of three or four numbers each. */
export const looksColoured = ({ shape: { n, c, z, y, x }, layout }: HostVolume): boolean =>
  layout === 'zyx' && n === 1 && c === 1 && (x === 3 || x === 4) && z >= LEAST && y >= LEAST;

/** The same numbers with the last axis as channels: rows are what slices were. */
export async function asColours({ shape, data, dtype }: HostVolume): Promise<HostVolume> {
  const { z, y, x } = shape;
  const plane = z * y;
  const coloured = new HostVolume({ shape: { c: x, y: z, x: y }, dtype, layout: 'yxc' });
  const planes = coloured.data;
  for (let row = 0; row < z; row++) {
    await breathe();
    for (let pixel = row * y; pixel < (row + 1) * y; pixel++)
      for (let c = 0; c < x; c++) planes[c * plane + pixel] = data[pixel * x + c] ?? 0;
  }
  return coloured;
}
