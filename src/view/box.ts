/**
 * The space that a camera looks at: a box of voxels in the proportions of their physical size, its middle at 0, its longest
 * diagonal of length 1. A camera is therefore good for volumes of any size. Pure arithmetic.
 */
import { SPATIAL_AXES } from '../core/axes.js';
import type { Description } from '../core/hostVolume.js';
import { each, type Vector, vectorOf } from './vector.js';
import type { Place } from './voxels.js';

export interface Box {
  /** Voxels along each axis. Places in the box are counted from the first one's edge: 0.5 is the middle of the first. */
  readonly size: Place;
  /** The length of a voxel along each axis, where the box's diagonal is 1. */
  readonly scale: Place;
}

/** The box of a volume. Voxels are cubes unless their size is known along every axis that is longer than one. */
export function boxOf({ shape, spacing }: Pick<Description, 'shape' | 'spacing'>): Box {
  const known = SPATIAL_AXES.every((axis) => shape[axis] === 1 || spacing[axis]);
  const { z, y, x } = shape;
  return scaled(
    { z, y, x },
    known ? { z: spacing.z ?? 1, y: spacing.y ?? 1, x: spacing.x ?? 1 } : { z: 1, y: 1, x: 1 },
  );
}

/** A box of so many voxels, each so long: what is of importance is the proportion. */
export function scaled(size: Place, lengths: Place): Box {
  const diagonal = Math.hypot(size.z * lengths.z, size.y * lengths.y, size.x * lengths.x);
  return { size, scale: { z: lengths.z / diagonal, y: lengths.y / diagonal, x: lengths.x / diagonal } };
}

/** Where a place in voxels is. */
export function toSpace({ size, scale }: Box, place: Place): Vector {
  const middle = each(vectorOf(place), vectorOf(size), (at, length) => at - length / 2);
  return each(middle, vectorOf(scale), (a, b) => a * b);
}

/** The corners, in voxels: x changes fastest. */
export function cornersOf({ size }: Box): Place[] {
  return Array.from({ length: 8 }, (_, k) => ({
    z: k & 4 ? size.z : 0,
    y: k & 2 ? size.y : 0,
    x: k & 1 ? size.x : 0,
  }));
}

/** The edges, as pairs of those corners. */
export const EDGES: readonly (readonly [number, number])[] = [1, 2, 4].flatMap((bit) =>
  [0, 1, 2, 3, 4, 5, 6, 7].flatMap((k) => (k & bit ? [] : [[k, k | bit] as const])),
);
