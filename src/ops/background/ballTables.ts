/** A ball's offsets as the kernel takes them: groups of four along x, and single ones, the least drop first. */
import type { Shape, SpatialAxis } from '../../core/axes.js';

export interface Ball {
  readonly radius: Readonly<Record<SpatialAxis, number>>;
  /** How high it is, in grey levels. */
  readonly intensity: number;
}

export interface BallTables {
  /** (dz, dy, dx / 4) of each group, and its four drops. */
  readonly places: Int32Array;
  readonly drops: Float32Array;
  /** (dz, dy, dx) of each offset that belongs to no group, and its drop. */
  readonly single: Int32Array;
  readonly lone: Float32Array;
  /** How far offsets go. */
  readonly far: Readonly<Record<SpatialAxis, number>>;
}

/** Rounding must not take the end of an axis away: (r / r)² may be 1 and a little. */
const WHOLE = 1 + 1e-12;

/** How far the ball goes along each axis, and no farther than from one end of the image to the other. */
export function farOf({ radius }: Ball, shape: Shape): Record<SpatialAxis, number> {
  const along = (axis: SpatialAxis): number => Math.min(Math.floor(radius[axis] + 1e-9), shape[axis] - 1);
  return { z: along('z'), y: along('y'), x: along('x') };
}

export function ballTables(ball: Ball, shape: Shape): BallTables {
  const far = farOf(ball, shape);
  const { radius, intensity } = ball;
  const part = (offset: number, axis: SpatialAxis): number => (offset === 0 ? 0 : (offset / radius[axis]) ** 2);
  const groups: { place: readonly number[]; drops: readonly number[]; least: number }[] = [];
  const single: { place: readonly number[]; drop: number }[] = [];
  for (let z = -far.z; z <= far.z; z++)
    for (let y = -far.y; y <= far.y; y++) {
      const rest = part(z, 'z') + part(y, 'y');
      const dropAt = (x: number): number | undefined => {
        const share = rest + part(x, 'x');
        if (Math.abs(x) > far.x || share > WHOLE) return undefined;
        return Math.fround(intensity * (1 - Math.sqrt(Math.max(1 - share, 0))));
      };
      for (let x4 = Math.floor(-far.x / 4); 4 * x4 <= far.x; x4++) {
        const drops = [0, 1, 2, 3].map((lane) => dropAt(4 * x4 + lane));
        if (drops.every((drop) => drop !== undefined))
          groups.push({ place: [z, y, x4], drops, least: Math.min(...drops) });
        else
          drops.forEach((drop, lane) => {
            if (drop !== undefined) single.push({ place: [z, y, 4 * x4 + lane], drop });
          });
      }
    }
  groups.sort((a, b) => a.least - b.least);
  single.sort((a, b) => a.drop - b.drop);
  return {
    places: Int32Array.from(groups.flatMap(({ place }) => place)),
    drops: Float32Array.from(groups.flatMap(({ drops }) => drops)),
    single: Int32Array.from(single.flatMap(({ place }) => place)),
    lone: Float32Array.from(single, ({ drop }) => drop),
    far,
  };
}
