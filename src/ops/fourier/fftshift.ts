/** Frequency 0 to the middle, and back. */
import type { Axis } from '../../core/axes.js';
import { axes } from '../../core/params.js';
import type { Node } from '../../graph/node.js';
import { defineOp } from '../../graph/operation.js';
import { roll } from '../geometry/roll.js';
import { axesOf } from './fourierParams.js';

/** A roll by half of each length, rounded down (forward) or up (back). */
export function turnedByHalf(src: Node, given: readonly Axis[] | undefined, back: boolean): Node {
  const shift = Object.fromEntries(
    axesOf(src, given).map((axis) => {
      const half = src.shape[axis] >> 1;
      return [axis, back ? -half : half];
    }),
  );
  return roll(src, { shift });
}

/**
 * Moves frequency 0 from the first voxel to voxel floor(N/2), as numpy.fft.fftshift: frequencies then rise along each axis. Shape, type and values
 * stay; the parts of a complex volume are moved one by one. `ifftshift` is its inverse, which differs from it where a length is odd.
 *
 * Throws `ArgumentError` for what is no axis.
 * @example
 * import { fftshift, HostVolume, openEngine } from 'brightfield';
 * const line = new HostVolume({ shape: { x: 5 }, data: Float32Array.of(0, 1, 2, -2, -1) });
 * using engine = await openEngine();
 * using shifted = await engine.run(fftshift(line));
 * (await shifted.read()).data; // -2 -1 0 1 2
 */
export const fftshift = defineOp({
  name: 'fftshift',
  summary: 'Move frequency 0 to the middle.',
  inputs: [{ name: 'src', doc: 'A spectrum, or one part of it.' }],
  params: { axes: axes('The axes to move along; where left out, those of space that are longer than one voxel.') },
  linear: true,
  lower: ([src], { axes }) => turnedByHalf(src, axes, false),
});
