/** Directions and places in space, as x, y and z. */
import type { SpatialAxis } from '../core/axes.js';
import type { Place } from './voxels.js';

export type Vector = readonly [number, number, number];

export const vectorOf = ({ x, y, z }: Place): Vector => [x, y, z];

/** So far along an axis. */
export const along = (axis: SpatialAxis, length: number): Vector => vectorOf({ z: 0, y: 0, x: 0, [axis]: length });

/** Each part by itself. */
export function each(a: Vector, b: Vector, of: (a: number, b: number) => number): Vector {
  return [of(a[0], b[0]), of(a[1], b[1]), of(a[2], b[2])];
}

/** The sum of vectors, each so many times. */
export function combined(...terms: readonly (readonly [number, Vector])[]): Vector {
  const along = (k: 0 | 1 | 2): number => terms.reduce((sum, [times, vector]) => sum + times * vector[k], 0);
  return [along(0), along(1), along(2)];
}

export const dot = (a: Vector, b: Vector): number => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];

export function cross(a: Vector, b: Vector): Vector {
  return [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]];
}

export function normalised(vector: Vector): Vector {
  return combined([1 / Math.hypot(...vector), vector]);
}
