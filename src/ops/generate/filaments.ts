/** Winding threads. */
import { integer, number } from '../../core/params.js';
import { defineOp } from '../../graph/operation.js';
import { Draw, type Point, placedParams, type Room, roomOf } from './placement.js';
import { rasterised, type Tube } from './tubes.js';

/** Straight pieces of a thread. */
const PIECES = 24;

/**
 * Threads that wind at random through the volume, as the filaments of a cell or vessels: f32, 0 outside. Of the given lengths along z, y and x, an image where z is 1; radius and length are in the unit of
 * `spacing`. A thread is 24 straight pieces, each of which turns from the last one by up to about `bending` radians. A voxel at the surface has about the share that lies inside, as in `beads`. Where
 * threads cross the brighter one is seen. Brightness is 1 but for `variation`. The same seed gives the same threads; it compiles nothing. The cost grows with voxels times threads. Throws
 * `ArgumentError` for parameters out of range.
 * @example
 * import { filaments, openEngine } from 'brightfield';
 * using engine = await openEngine();
 * using image = await engine.run(filaments({ shape: { y: 64, x: 64 }, count: 3, length: 60, seed: 1 }));
 * const { data } = await image.read(); // from 0 to about 1
 */
export const filaments = defineOp({
  name: 'filaments',
  summary: 'Make winding threads.',
  inputs: [],
  params: {
    ...placedParams,
    count: integer('How many threads there are.', { default: 12, min: 1, max: 4000 }),
    radius: number('Radius of a thread, in the unit of the spacing.', { default: 1.2, min: 1e-6, max: 1e6 }),
    length: number('Length of a thread, in the unit of the spacing.', { default: 100, min: 1e-6, max: 1e9 }),
    bending: number('How far each piece turns from the one before.', { default: 0.3, min: 0, max: 3, unit: 'radian' }),
    variation: number('By which share the brightness varies.', { default: 0.2, min: 0, max: 1 }),
  },
  lower(_none, { shape, spacing, seed, ...how }) {
    const room = roomOf(shape, spacing);
    return rasterised(room, threads(room, seed, how));
  },
});

interface How {
  readonly count: number;
  readonly radius: number;
  readonly length: number;
  readonly bending: number;
  readonly variation: number;
}

/** The pieces of all threads of a seed. */
export function threads(room: Room, seed: number, { count, radius, length, bending, variation }: How): Tube[] {
  const draw = new Draw(seed, room);
  const thread = (): Tube[] => {
    const value = draw.about(variation);
    let from = draw.point();
    let direction = draw.direction();
    return Array.from({ length: PIECES }, () => {
      const turn = draw.direction();
      direction = unit(direction.map((d, axis) => d + bending * (turn[axis] ?? 0)));
      const begin = from;
      from = [0, 1, 2].map(
        (axis) => (begin[axis] ?? 0) + (length / PIECES) * (direction[axis] ?? 0),
      ) as unknown as Point;
      return { from: begin, to: from, radius, value };
    });
  };
  return Array.from({ length: count }, thread).flat();
}

function unit(v: readonly number[]): Point {
  const length = Math.hypot(...v) || 1;
  return v.map((each) => each / length) as unknown as Point;
}
