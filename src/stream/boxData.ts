/** Boxes of volumes in the host's memory: parts are copied out and in, row by row. */
import type { Shape } from '../core/axes.js';
import { itemsPerElement } from '../core/dtype.js';
import { HostVolume } from '../core/hostVolume.js';
import { type Box, sameBox, shapeIn } from '../engine/box.js';

/** A part of a volume that is itself the box `of` something larger; the volume itself where that is all of it. */
export function boxData(volume: HostVolume, of: Box, box: Box): HostVolume {
  if (sameBox(of, box)) return volume;
  const part = new HostVolume({
    ...volume,
    shape: shapeIn(volume.shape, box),
    data: emptyLike(volume, shapeIn(volume.shape, box)),
  });
  for (const [from, to, length] of runsOf(of, volume.shape, box, box, part.shape, itemsPerElement(volume.dtype)))
    part.data.set(volume.data.subarray(from, from + length), to);
  return part;
}

/** Copies a volume that is the box `box` of something larger into one that is its box `of`. */
export function putBox(volume: HostVolume, box: Box, into: HostVolume, of: Box): void {
  for (const [from, to, length] of runsOf(box, volume.shape, box, of, into.shape, itemsPerElement(volume.dtype)))
    into.data.set(volume.data.subarray(from, from + length), to);
}

function emptyLike(volume: HostVolume, { n, c, z, y, x }: Shape): HostVolume['data'] {
  const array = volume.data.constructor as new (length: number) => HostVolume['data'];
  return new array(n * c * z * y * x * itemsPerElement(volume.dtype));
}

/** Runs of elements of a box that lie together in two volumes, each of which is a box of the same: where they begin in each, and how long they are. */
function* runsOf(
  from: Box,
  fromShape: Shape,
  box: Box,
  to: Box,
  toShape: Shape,
  items: number,
): Generator<readonly [number, number, number]> {
  const place = (of: Box, shape: Shape, n: number, c: number, z: number): number =>
    ((((n - of.n[0]) * shape.c + c - of.c[0]) * shape.z + z - of.z[0]) * shape.y + box.y[0] - of.y[0]) *
    shape.x *
    items;
  const length = (box.y[1] - box.y[0]) * fromShape.x * items;
  for (let n = box.n[0]; n < box.n[1]; n++)
    for (let c = box.c[0]; c < box.c[1]; c++)
      for (let z = box.z[0]; z < box.z[1]; z++)
        yield [place(from, fromShape, n, c, z), place(to, toShape, n, c, z), length];
}
