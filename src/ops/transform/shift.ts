/** Images moved by parts of voxels. */
import { SPATIAL_AXES } from '../../core/axes.js';
import { numberPerAxis } from '../../core/axisParams.js';
import { defineOp } from '../../graph/operation.js';
import { interpolated, interpolationParams, isLinear, returnedAs } from './interpolation.js';
import { spatial } from './lengths.js';
import { type AxisMap, resample } from './resample.js';
import { tapsAt } from './taps.js';

/**
 * Moves an image towards higher indices by any distances: scipy.ndimage's `shift`. Voxel o shows place `o - shift`; whole
 * shifts are exact. `roll` and `pad` move whole voxels without interpolation. A number for all holds along the spatial axes
 * that the image has.
 *
 * Any shape in, the same out; whole numbers keep their type as in `affineTransform`, floats become f32. Other distances compile
 * nothing.
 *
 * Throws `ArgumentError` for order 2, a value that the type cannot hold, or shifts beyond 2^30.
 * @example
 * import { HostVolume, openEngine, shift } from 'brightfield';
 * const line = new HostVolume({ shape: { x: 4 }, data: Float32Array.of(1, 2, 3, 5) });
 * using engine = await openEngine();
 * using moved = await engine.run(shift(line, { shift: { x: 0.5 }, order: 1, border: 'nearest' }));
 * (await moved.read()).data; // 1, 1.5, 2.5, 4
 */
export const shift = defineOp({
  name: 'shift',
  summary: 'Move an image by parts of voxels.',
  inputs: [{ name: 'src', doc: 'The image.' }],
  params: {
    shift: numberPerAxis('How far to move.', { min: -(2 ** 30), max: 2 ** 30, unit: 'voxel' }),
    ...interpolationParams(3, 'constant'),
  },
  linear: isLinear,
  lower([src], { shift, ...how }, refuse) {
    const by = spatial(src, 'shift', shift, refuse);
    const axes = SPATIAL_AXES.filter((axis) => (by[axis] ?? 0) !== 0);
    const ready = interpolated(src, how, axes, refuse);
    const { order } = how;
    const far = order === 3 ? 2 : 1;
    const maps = axes.map((axis): AxisMap => {
      const offset = ready.margin[axis] - (by[axis] ?? 0);
      const around = { length: ready.node.shape[axis], border: ready.border, outside: ready.outside };
      const taps = (position: number) => tapsAt(position + offset, order, around);
      return { axis, length: src.shape[axis], scale: 1, offset, before: far, after: far + 1, taps };
    });
    return returnedAs(resample(ready.node, maps, ready, order === 0), src.dtype);
  },
});
