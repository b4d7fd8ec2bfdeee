/** Point spread functions as volumes: odd lengths, the centre in the middle, sum 1, computed in float64 and stored in f32. */
import { SPATIAL_AXES, type SpatialAxis } from '../axes.js';
import { ArgumentError } from '../errors.js';
import { HostVolume, type Spacing } from '../hostVolume.js';

/** A number for x and y, or numbers by axis. */
export type AlongSpace = number | Readonly<Partial<Record<SpatialAxis, number>>>;

/** More voxels than this are a mistake of units. */
const MOST_VOXELS = 2 ** 26;

/** Numbers by axis; where one is given it holds for x and y. */
export function byAxis(given: AlongSpace): Partial<Record<SpatialAxis, number>> {
  return typeof given === 'number' ? { y: given, x: given } : { ...given };
}

/** Lengths that were given, or else those that follow; odd ones. */
export function sizeOf(
  operation: string,
  given: AlongSpace | undefined,
  otherwise: Partial<Record<SpatialAxis, number>>,
): Record<SpatialAxis, number> {
  const size = { z: 1, y: 1, x: 1, ...otherwise, ...(given !== undefined && byAxis(given)) };
  for (const axis of SPATIAL_AXES)
    if (!Number.isInteger(size[axis]) || size[axis] % 2 === 0)
      throw new ArgumentError(
        operation,
        `size along ${axis} must be an odd whole number, so that there is a centre`,
        `${size[axis]}`,
      );
  const count = size.z * size.y * size.x;
  if (count > MOST_VOXELS)
    throw new ArgumentError(operation, `it must have at most ${MOST_VOXELS} voxels (give a size)`, `${count}`);
  return size;
}

/** The odd length that reaches so far to both sides. */
export const lengthOver = (radius: number): number => 2 * Math.max(0, Math.ceil(radius - 1e-9)) + 1;

/** The volume of a function of the distance to the centre in voxels, scaled to the sum 1. */
export function psfVolume(
  operation: string,
  size: Readonly<Record<SpatialAxis, number>>,
  at: (x: number, y: number, z: number) => number,
  spacing: Spacing = {},
  unit = '',
): HostVolume {
  const values = new Float64Array(size.z * size.y * size.x);
  let next = 0;
  for (let z = 0; z < size.z; z++)
    for (let y = 0; y < size.y; y++)
      for (let x = 0; x < size.x; x++) values[next++] = at(x - (size.x >> 1), y - (size.y >> 1), z - (size.z >> 1));
  const sum = values.reduce((total, value) => total + value, 0);
  if (!(sum > 0 && Number.isFinite(sum)))
    throw new ArgumentError(operation, 'its voxels must have a sum above 0', `${sum}`);
  return new HostVolume({ shape: size, data: Float32Array.from(values, (value) => value / sum), spacing, unit });
}
