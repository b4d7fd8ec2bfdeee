/** An image with a frame around it. */
import { AXES, type Axis } from '../../core/axes.js';
import { alongAxis, wholePerAxis } from '../../core/axisParams.js';
import { defineOp } from '../../graph/operation.js';
import { borderParams } from '../border.js';
import { type AxisMove, checkHolds, gather } from './gather.js';

/**
 * Adds voxels before and after, filled by the border's rule at any width: numpy.pad's `symmetric` is `reflect` here, `reflect`
 * is `mirror`, `edge` is `nearest`; scipy.ndimage's names. Axes left out stay as they are; a number for all holds along the
 * spatial axes. Type and values stay.
 *
 * Throws `ArgumentError` where the element type cannot hold the value of a constant border.
 * @example
 * import { HostVolume, openEngine, pad } from 'brightfield';
 * const image = new HostVolume({ shape: { x: 3 }, data: Uint8Array.of(1, 2, 3) });
 * using engine = await openEngine();
 * using wider = await engine.run(pad(image, { before: { x: 2 }, border: 'mirror' }));
 * const { data } = await wider.read(); // 3, 2, 1, 2, 3
 */
export const pad = defineOp({
  name: 'pad',
  summary: 'Add voxels around the image by a border’s rule.',
  inputs: [{ name: 'src', doc: 'The image.' }],
  params: {
    before: wholePerAxis('How many voxels to add before the first.', { min: 0, max: 2 ** 30, unit: 'voxel' }),
    after: wholePerAxis('How many voxels to add after the last.', { min: 0, max: 2 ** 30, unit: 'voxel' }),
    ...borderParams,
  },
  linear: ({ border, value }) => border !== 'constant' || value === 0,
  lower([src], { before, after, border, value }, refuse) {
    if (border === 'constant') checkHolds(src.dtype, value, refuse);
    const moves: Partial<Record<Axis, AxisMove>> = {};
    for (const axis of AXES) {
      const low = alongAxis(before, src.layout, axis) ?? 0;
      const high = alongAxis(after, src.layout, axis) ?? 0;
      if (low + high > 0) moves[axis] = { start: low === 0 ? 0 : -low, length: low + src.shape[axis] + high };
    }
    return Object.keys(moves).length ? gather(src, moves, border, value) : src;
  },
});
