/** An image side by side with itself. */
import { AXES, type Axis } from '../../core/axes.js';
import { alongAxis, wholePerAxis } from '../../core/axisParams.js';
import { defineOp } from '../../graph/operation.js';
import { view } from '../../graph/primitive.js';
import { type AxisMove, gather } from './gather.js';
import { withAxes } from './layout.js';

/**
 * Repeats the whole image along axes, as numpy.tile. Axes left out stay; a number for all holds along the spatial axes. Type
 * and values stay. Repeats of an axis one voxel long (but x) are a view, without a copy.
 *
 * Throws `ArgumentError` for less than one repeat.
 * @example
 * import { HostVolume, openEngine, tile } from 'brightfield';
 * const line = new HostVolume({ shape: { x: 2 }, data: Float32Array.of(1, 2) });
 * using engine = await openEngine();
 * using tiled = await engine.run(tile(line, { repeats: { x: 2, y: 2 } }));
 * const { data } = await tiled.read(); // 1, 2, 1, 2 twice
 */
export const tile = defineOp({
  name: 'tile',
  summary: 'Repeat the whole image along axes.',
  inputs: [{ name: 'src', doc: 'The image.' }],
  params: { repeats: wholePerAxis('How often, along each axis.', { min: 1, max: 2 ** 30 }) },
  linear: true,
  lower([src], { repeats }) {
    const moves: Partial<Record<Axis, AxisMove>> = {};
    const shape = { ...src.shape };
    for (const axis of AXES) {
      const times = alongAxis(repeats, src.layout, axis) ?? 1;
      if (times === 1) continue;
      if (axis !== 'x' && src.shape[axis] === 1) shape[axis] = times;
      else moves[axis] = { start: 0, length: src.shape[axis] * times };
    }
    const tiled = Object.keys(moves).length ? gather(src, moves, 'wrap') : src;
    const longer = AXES.filter((axis) => axis !== 'x' && src.shape[axis] === 1 && shape[axis] > 1);
    if (!longer.length) return tiled;
    const repeated = { ...tiled.shape, ...Object.fromEntries(longer.map((axis) => [axis, shape[axis]])) };
    const still = Object.fromEntries(longer.map((axis) => [axis, { step: 0 }]));
    return view(tiled, repeated, still, { layout: withAxes(tiled.layout, repeated) });
  },
});
