/** Small balls. */
import { integer, number } from '../../core/params.js';
import { defineOp } from '../../graph/operation.js';
import { Draw, placedParams, type Room, roomOf } from './placement.js';
import { rasterised, type Tube } from './tubes.js';

/**
 * Balls of one radius at random places between voxels, as calibration beads: f32, 0 outside. Of the given lengths along z, y and x, an image where z is 1; the radius is in the unit of `spacing`. A voxel at the
 * surface has about the share that lies inside, clamp(1/2 + (radius - distance) / voxel, 0, 1), so that places are kept finer than voxels. Beads may overlap: the brighter one is seen. Brightness
 * is 1 but for `variation`. The same seed gives the same beads; it compiles nothing. The cost grows with voxels times beads. Throws `ArgumentError` for parameters out of range.
 * @example
 * import { beads, openEngine } from 'brightfield';
 * using engine = await openEngine();
 * using image = await engine.run(beads({ shape: { y: 64, x: 64 }, count: 12, radius: 2, seed: 1 }));
 * const { data } = await image.read(); // from 0 to about 1
 */
export const beads = defineOp({
  name: 'beads',
  summary: 'Make small balls at random places.',
  inputs: [],
  params: {
    ...placedParams,
    count: integer('How many beads there are.', { default: 30, min: 1, max: 100_000 }),
    radius: number('Radius, in the unit of the spacing.', { default: 2, min: 1e-6, max: 1e6 }),
    variation: number('By which share the brightness varies.', { default: 0.2, min: 0, max: 1 }),
  },
  lower(_none, { shape, spacing, seed, ...how }) {
    const room = roomOf(shape, spacing);
    return rasterised(room, balls(room, seed, how));
  },
});

/** The beads of a seed. */
export function balls(
  room: Room,
  seed: number,
  { count, radius, variation }: { readonly count: number; readonly radius: number; readonly variation: number },
): Tube[] {
  const draw = new Draw(seed, room);
  return Array.from({ length: count }, () => {
    const at = draw.point();
    return { from: at, to: at, radius, value: draw.about(variation) };
  });
}
