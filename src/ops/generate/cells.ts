/** Touching cells, and which voxel belongs to which. */
import { integer, number } from '../../core/params.js';
import { defineOp } from '../../graph/operation.js';
import { describedAs, kernel } from '../../graph/primitive.js';
import { Draw, type Point, placedParams, type Room, roomOf } from './placement.js';

/** Groups of four voxels that an invocation makes. */
const GROUPS = 4;
/** How often a place is looked for before a cell is left out. */
const ATTEMPTS = 60;
/** Centres are at least so much of the sum of both radii apart: below 1 cells overlap, and are parted where both are as deep. */
const APART = 0.85;

export interface Ellipsoid {
  readonly centre: Point;
  readonly radius: number;
  /** xx yy zz xy xz yz of the form that is 1 on the surface. */
  readonly form: readonly number[];
  readonly value: number;
}

/**
 * Ellipsoids of random place, size, direction and brightness, many of which touch: `image` (f32, 0 outside) and `labels` (u32, from 1 on in the order of placement), the truth that a segmentation is
 * measured by. Of the given lengths along z, y and x, an image where z is 1; radii are in the unit of `spacing`, so that a stack with thick slices has round cells. Half of the cells are put beside one that is
 * there already. One that finds no room in 60 attempts is left out; where cells overlap a voxel belongs to that in which it lies deeper. Brightness is 1 but for `variation`, less
 * `shading` of it towards the surface; nothing is blurred, and there is no noise: see `camera`. The same seed gives the same cells; it compiles nothing. The cost grows with voxels times cells. Throws
 * `ArgumentError` for parameters out of range.
 * @example
 * import { cells, openEngine } from 'brightfield';
 * using engine = await openEngine();
 * const { image, labels } = cells({ shape: { z: 8, y: 64, x: 64 }, spacing: { z: 3 }, count: 10, radius: 8, seed: 4 });
 * using truth = await engine.run(labels);
 * const { data } = await truth.read(); // 0 and the numbers of cells
 */
export const cells = defineOp({
  name: 'cells',
  summary: 'Make touching cells and their labels.',
  alsoKnownAs: ['nuclei'],
  inputs: [],
  params: {
    ...placedParams,
    count: integer('How many cells there are at most.', { default: 50, min: 1, max: 10_000 }),
    radius: number('Mean radius, in the unit of the spacing.', { default: 8, min: 1e-6, max: 1e6 }),
    variation: number('By which share radii and brightness vary.', { default: 0.25, min: 0, max: 0.9 }),
    elongation: number('By which share the half axes of a cell differ from its radius.', {
      default: 0.25,
      min: 0,
      max: 0.9,
    }),
    shading: number('By which share the surface is darker than the centre.', { default: 0.3, min: 0, max: 1 }),
  },
  outputs: { image: 'the cells, f32', labels: 'which voxel belongs to which cell, u32' },
  lower(_none, { shape, spacing, seed, shading, ...how }) {
    const room = roomOf(shape, spacing);
    const found = placed(room, seed, how);
    const numbers = found.flatMap(({ centre, form, value }) => [...centre, ...form, value]);
    const [image, labels] = kernel({
      kernel: 'generate/cells',
      inputs: {},
      outputs: { image: room.description, labels: describedAs(room.description, { dtype: 'u32' }) },
      params: { ...room.walk, count: found.length, shading },
      tables: { objects: Float32Array.from(numbers) },
      tile: { x4: GROUPS },
    });
    return { image, labels } as { image: NonNullable<typeof image>; labels: NonNullable<typeof labels> };
  },
});

interface How {
  readonly count: number;
  readonly radius: number;
  readonly variation: number;
  readonly elongation: number;
}

/** The cells of a seed. */
export function placed(room: Room, seed: number, { count, radius: mean, variation, elongation }: How): Ellipsoid[] {
  const draw = new Draw(seed, room);
  const found: Ellipsoid[] = [];
  for (let wanted = 0; wanted < count; wanted++) {
    const radius = mean * draw.about(variation);
    const form = formOf(draw, radius, elongation, room.isFlat);
    const value = draw.about(variation);
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      const centre = place(draw, found, radius, room);
      if (!centre) continue;
      found.push({ centre, radius, form, value });
      break;
    }
  }
  return found;
}

/** A place in the room where there is none too near; beside another cell as often as not. */
function place(draw: Draw, found: readonly Ellipsoid[], radius: number, room: Room): Point | undefined {
  const other = found[Math.floor(draw.between(0, 2 * found.length))];
  let centre = draw.point();
  if (other) {
    const [dx, dy, dz] = draw.direction();
    const far = 1.02 * APART * (radius + other.radius);
    centre = [other.centre[0] + far * dx, other.centre[1] + far * dy, other.centre[2] + far * dz];
  }
  const outside = centre.some((at, axis) => at < 0 || at > (room.size[axis] ?? 0));
  const isNear = (cell: Ellipsoid): boolean =>
    Math.hypot(...centre.map((at, axis) => at - (cell.centre[axis] ?? 0))) < APART * (radius + cell.radius);
  return outside || found.some(isNear) ? undefined : centre;
}

/** The sum of u u' / r² over three directions at right angles. */
function formOf(draw: Draw, radius: number, elongation: number, isFlat: boolean): number[] {
  const u = draw.direction();
  const w = isFlat ? ([0, 0, 1] as const) : across(u, draw.direction());
  const v = cross(w, u);
  const weights = [u, v, w].map((direction) => ({ direction, weight: (radius * draw.about(elongation)) ** -2 }));
  const sum = (i: number, j: number): number =>
    weights.reduce((total, { direction, weight }) => total + weight * (direction[i] ?? 0) * (direction[j] ?? 0), 0);
  return [sum(0, 0), sum(1, 1), sum(2, 2), sum(0, 1), sum(0, 2), sum(1, 2)];
}

function cross([a, b, c]: Point, [x, y, z]: Point): Point {
  return [b * z - c * y, c * x - a * z, a * y - b * x];
}

/** At right angles to both, of length 1. */
function across(a: Point, b: Point): Point {
  const [x, y, z] = cross(a, b);
  const length = Math.hypot(x, y, z) || 1;
  return [x / length, y / length, z / length];
}
