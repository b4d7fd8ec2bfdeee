/** Voxels moved round and round. */
import { AXES, type Axis } from '../../core/axes.js';
import { alongAxis, wholePerAxis } from '../../core/axisParams.js';
import { defineOp } from '../../graph/operation.js';
import { type AxisMove, gather } from './gather.js';

/**
 * Moves voxels towards higher indices; what leaves at the end comes back at the beginning, as numpy.roll. Negative shifts move
 * back; axes left out stay; a number for all holds along the spatial axes. Shape, type and values stay.
 *
 * Throws `ArgumentError` for shifts that are not whole.
 * @example
 * import { HostVolume, openEngine, roll } from 'brightfield';
 * const line = new HostVolume({ shape: { x: 4 }, data: Float32Array.of(1, 2, 3, 4) });
 * using engine = await openEngine();
 * using rolled = await engine.run(roll(line, { shift: { x: 1 } }));
 * const { data } = await rolled.read(); // 4, 1, 2, 3
 */
export const roll = defineOp({
  name: 'roll',
  summary: 'Move voxels along axes, round and round.',
  alsoKnownAs: ['circshift'],
  inputs: [{ name: 'src', doc: 'The image.' }],
  params: { shift: wholePerAxis('How far to move.', { unit: 'voxel' }) },
  linear: true,
  lower([src], { shift }) {
    const moves: Partial<Record<Axis, AxisMove>> = {};
    for (const axis of AXES) {
      const length = src.shape[axis];
      const by = (alongAxis(shift, src.layout, axis) ?? 0) % length;
      if (by !== 0) moves[axis] = { start: by > 0 ? length - by : -by, length };
    }
    return Object.keys(moves).length ? gather(src, moves, 'wrap') : src;
  },
});
