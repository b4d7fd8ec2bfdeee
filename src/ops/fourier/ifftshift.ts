/** Frequency 0 from the middle to the first voxel. */
import { axes } from '../../core/params.js';
import { defineOp } from '../../graph/operation.js';
import { turnedByHalf } from './fftshift.js';

/**
 * Moves voxel floor(N/2) of each axis to the first place, as numpy.fft.ifftshift: the inverse of `fftshift`. It also brings the middle of a point spread
 * function there, so that its transform moves nothing. Shape, type and values stay.
 *
 * Throws `ArgumentError` for what is no axis.
 * @example
 * import { HostVolume, ifftshift, openEngine } from 'brightfield';
 * const line = new HostVolume({ shape: { x: 5 }, data: Float32Array.of(-2, -1, 0, 1, 2) });
 * using engine = await openEngine();
 * using first = await engine.run(ifftshift(line));
 * (await first.read()).data; // 0 1 2 -2 -1
 */
export const ifftshift = defineOp({
  name: 'ifftshift',
  summary: 'Move frequency 0 from the middle to the first voxel.',
  inputs: [{ name: 'src', doc: 'A spectrum whose frequency 0 is in the middle, or an image whose middle is.' }],
  params: { axes: axes('The axes to move along; where left out, those of space that are longer than one voxel.') },
  linear: true,
  lower: ([src], { axes }) => turnedByHalf(src, axes, true),
});
