/** Where seeded objects lie: drawn on the host, so that a few numbers for each are uploaded and no seed compiles anything. Lengths are physical: voxels times spacing. */
import { type Shape, SPATIAL_AXES, shapeOf } from '../../core/axes.js';
import type { Description } from '../../core/hostVolume.js';
import { integer, perAxis } from '../../core/params.js';
import { mulberry32 } from '../../core/seededRandom.js';
import { generated } from '../noise/random.js';

export const placedParams = {
  shape: perAxis('Voxels along each axis; one where left out.', { default: 1, min: 1, max: 1e9, whole: true }),
  spacing: perAxis('Size of a voxel.', { default: 1, min: 1e-6, max: 1e6 }),
  seed: integer('Which objects: the same for the same seed.', { default: 0, min: 0, max: 2 ** 32 - 1 }),
};

export type Point = readonly [x: number, y: number, z: number];
type PerSpatial = Readonly<Record<'x' | 'y' | 'z', number>>;

/** The volume, and how the kernel's positions follow from its voxels. */
export interface Room {
  readonly description: Description;
  readonly size: Point;
  /** The kernel's `step` and `start`. */
  readonly walk: { readonly step: Point; readonly start: Point };
  readonly isFlat: boolean;
}

export function roomOf(lengths: PerSpatial, spacing: PerSpatial): Room {
  const shape: Shape = shapeOf(lengths);
  const plain = generated(shape);
  const kept = SPATIAL_AXES.filter((axis) => plain.layout.includes(axis)).map((axis) => [axis, spacing[axis]] as const);
  return {
    description: { ...plain, spacing: Object.fromEntries(kept) },
    size: [shape.x * spacing.x, shape.y * spacing.y, shape.z * spacing.z],
    // voxel centres, half a voxel from the sides; an image lies in the plane 0
    walk: {
      step: [spacing.x, spacing.y, spacing.z],
      start: [spacing.x / 2, spacing.y / 2, shape.z === 1 ? 0 : spacing.z / 2],
    },
    isFlat: shape.z === 1,
  };
}

/** Random numbers, and what is drawn of them. */
export class Draw {
  private readonly random: () => number;
  constructor(
    seed: number,
    private readonly room: Room,
  ) {
    this.random = mulberry32(seed);
  }

  /** Evenly between two numbers. */
  between(low: number, high: number): number {
    return low + (high - low) * this.random();
  }

  /** A number about 1, no farther than a share. */
  about(share: number): number {
    return this.between(1 - share, 1 + share);
  }

  /** Anywhere in the room. */
  point(): Point {
    const [x, y, z] = this.room.size;
    return [this.between(0, x), this.between(0, y), this.room.isFlat ? 0 : this.between(0, z)];
  }

  /** Any direction, of length 1; within the plane of an image. */
  direction(): Point {
    const turn = this.between(0, 2 * Math.PI);
    const z = this.room.isFlat ? 0 : this.between(-1, 1);
    const r = Math.sqrt(1 - z * z);
    return [r * Math.cos(turn), r * Math.sin(turn), z];
  }
}
