/** Footprints: which neighbours of a voxel take part. Named shapes are scikit-image's; what is given stays plain data. */
import type { SpatialAxis } from './axes.js';

/**
 * The neighbours of a voxel, in the box around them; the voxel itself is at `floor(size / 2)` along each axis, as in scipy. A
 * class, so that nothing in a document can pass for one that was checked.
 */
export class Footprint {
  constructor(
    readonly size: Readonly<Record<SpatialAxis, number>>,
    /** 0 or 1 for each voxel of the box, in the order z, y, x; undefined where all are 1. */
    readonly data: Uint8Array | undefined,
    /** Of a shape that was named: along axes on which an image is one voxel long, only its middle is used. */
    readonly named: boolean,
    /** Of a named shape too large to be written out: it in a smaller box around the same middle. `fitted` asks for it. */
    readonly within?: (size: Readonly<Record<SpatialAxis, number>>) => Footprint,
  ) {}
}

type Along<A extends SpatialAxis> = number | Readonly<Partial<Record<A, number>>>;

/** A footprint by name, as it stands in a pipeline document. */
export type FootprintShape =
  | { readonly box: Along<SpatialAxis> }
  | { readonly cross: Along<SpatialAxis> }
  | { readonly disk: number }
  | { readonly ball: number }
  | { readonly diamond: number }
  | { readonly octahedron: number }
  | { readonly ellipse: Along<'x' | 'y'> }
  | { readonly ellipsoid: Along<SpatialAxis> }
  | { readonly octagon: { readonly side: number; readonly corner: number } }
  | { readonly line: { readonly length: number; readonly angle: number } };

/** A box with these lengths: a number for every axis that the image has, or lengths by axis, 1 where left out. */
export const box = (size: Along<SpatialAxis>): FootprintShape => ({ box: size });
/** The voxel and its neighbours up to a distance along each axis (0 where left out): scipy's default structure at 1. */
export const cross = (radius: Along<SpatialAxis> = 1): FootprintShape => ({ cross: radius });
/** Distance of at most `radius` in the y x plane. */
export const disk = (radius: number): FootprintShape => ({ disk: radius });
/** Distance of at most `radius` in space. */
export const ball = (radius: number): FootprintShape => ({ ball: radius });
/** City-block distance of at most `radius` in the y x plane. */
export const diamond = (radius: number): FootprintShape => ({ diamond: radius });
/** City-block distance of at most `radius` in space. */
export const octahedron = (radius: number): FootprintShape => ({ octahedron: radius });
/** (x / (rx + 1))² + (y / (ry + 1))² < 1, as scikit-image has it: wider than `disk` where both are equal. */
export const ellipse = (radius: Along<'x' | 'y'>): FootprintShape => ({ ellipse: radius });
/** (x / rx)² + (y / ry)² + (z / rz)² ≤ 1; a radius of 0, or left out, is flat. `ball` where all are equal. */
export const ellipsoid = (radius: Along<SpatialAxis>): FootprintShape => ({ ellipsoid: radius });
/** Straight sides of `side` voxels in the y x plane, with corners cut over `corner` voxels; its box is side + 2 corner long. */
export const octagon = (side: number, corner: number): FootprintShape => ({ octagon: { side, corner } });
/** A line through the voxel in the y x plane: as long as `length`, in degrees anticlockwise from x as seen on a screen; always odd. */
export const line = (length: number, angle: number): FootprintShape => ({ line: { length, angle } });

/** Numbers that make up a shape, by name. */
type Numbers = Readonly<Record<string, number>>;
export type Inside = (x: number, y: number, z: number) => boolean;

/** How a shape is given, and what it is: lengths, and which voxels of them (all, where that is left out). */
interface ShapeRule {
  /** The names of its numbers, in the order of the short form; none: a single number, `radius`. */
  readonly keys: readonly string[];
  /** What stands for a number left out; absent: every number must be given, and one for all is refused. */
  readonly otherwise?: number;
  readonly min: number;
  readonly build: (p: Numbers) => { readonly size: Footprint['size']; readonly inside?: Inside };
}

const sizes = (x: number, y: number, z = 0): Footprint['size'] => ({ z: 2 * z + 1, y: 2 * y + 1, x: 2 * x + 1 });
const at = (p: Numbers, key: string): number => p[key] ?? 0;
const share = (i: number, radius: number): number => (radius === 0 ? 0 : (i / radius) ** 2);
/** To the nearest; halves to 0. */
const rounded = (v: number): number => Math.sign(v) * Math.ceil(Math.abs(v) - 0.5 - 1e-9);

function ballOf(x: number, y: number, z: number): ReturnType<ShapeRule['build']> {
  const squares = x === y && (z === x || z === 0);
  const inside: Inside = squares
    ? (i, j, k) => i * i + j * j + k * k <= x * x
    : (i, j, k) => share(i, x) + share(j, y) + share(k, z) <= 1;
  return { size: sizes(x, y, z), inside };
}

function lineOf(length: number, angle: number): ReturnType<ShapeRule['build']> {
  const radians = (angle / 180) * Math.PI;
  const x = rounded(((length - 1) / 2) * Math.cos(radians));
  const y = rounded(((length - 1) / 2) * -Math.sin(radians));
  const steps = Math.max(Math.abs(x), Math.abs(y));
  const on = (far: number, step: number): number => (steps === 0 ? 0 : rounded((far * step) / steps));
  const isX = Math.abs(x) >= Math.abs(y);
  const inside: Inside = (i, j) => {
    const step = (isX ? i * Math.sign(x) : j * Math.sign(y)) || 0;
    return on(x, step) === i && on(y, step) === j;
  };
  return { size: sizes(Math.abs(x), Math.abs(y)), inside };
}

const AXIS_KEYS = ['x', 'y', 'z'];
const RADIUS = { keys: [], min: 0 } as const;

/** Every shape by its name. */
export const SHAPES: Readonly<Record<string, ShapeRule>> = {
  box: {
    keys: AXIS_KEYS,
    otherwise: 1,
    min: 1,
    build: (p) => ({ size: { z: at(p, 'z'), y: at(p, 'y'), x: at(p, 'x') } }),
  },
  cross: {
    keys: AXIS_KEYS,
    otherwise: 0,
    min: 0,
    build: (p) => ({
      size: sizes(at(p, 'x'), at(p, 'y'), at(p, 'z')),
      inside: (x, y, z) => [x, y, z].filter((i) => i !== 0).length <= 1,
    }),
  },
  disk: { ...RADIUS, build: (p) => ballOf(at(p, 'radius'), at(p, 'radius'), 0) },
  ball: { ...RADIUS, build: (p) => ballOf(at(p, 'radius'), at(p, 'radius'), at(p, 'radius')) },
  diamond: {
    ...RADIUS,
    build: (p) => ({
      size: sizes(at(p, 'radius'), at(p, 'radius')),
      inside: (x, y) => Math.abs(x) + Math.abs(y) <= at(p, 'radius'),
    }),
  },
  octahedron: {
    ...RADIUS,
    build: (p) => ({
      size: sizes(at(p, 'radius'), at(p, 'radius'), at(p, 'radius')),
      inside: (x, y, z) => Math.abs(x) + Math.abs(y) + Math.abs(z) <= at(p, 'radius'),
    }),
  },
  ellipse: {
    keys: ['x', 'y'],
    otherwise: 0,
    min: 0,
    build: (p) => ({
      size: sizes(at(p, 'x'), at(p, 'y')),
      inside: (x, y) => share(x, at(p, 'x') + 1) + share(y, at(p, 'y') + 1) < 1,
    }),
  },
  ellipsoid: {
    keys: AXIS_KEYS,
    otherwise: 0,
    min: 0,
    build: (p) => ballOf(at(p, 'x'), at(p, 'y'), at(p, 'z')),
  },
  octagon: {
    keys: ['side', 'corner'],
    min: 0,
    build: (p) => {
      const length = at(p, 'side') + 2 * at(p, 'corner');
      const middle = Math.floor(length / 2);
      const edge = (i: number): number => Math.min(i + middle, length - 1 - i - middle);
      return { size: { z: 1, y: length, x: length }, inside: (x, y) => edge(x) + edge(y) >= at(p, 'corner') };
    },
  },
  line: { keys: ['length', 'angle'], min: -360, build: (p) => lineOf(at(p, 'length'), at(p, 'angle')) },
};

/** The footprint for an image of these lengths: of a named shape the middle alone along axes of one voxel. */
export function fitted(footprint: Footprint, shape: Readonly<Record<SpatialAxis, number>>): Footprint {
  const { size, data, named, within } = footprint;
  if (!named) return footprint;
  const keeps = (axis: SpatialAxis): boolean => shape[axis] > 1;
  const kept = { z: keeps('z') ? size.z : 1, y: keeps('y') ? size.y : 1, x: keeps('x') ? size.x : 1 };
  if (within) return within(kept);
  if (!data) return new Footprint(kept, undefined, named);
  const from = (axis: SpatialAxis): number => (keeps(axis) ? 0 : Math.floor(size[axis] / 2));
  const part = new Uint8Array(kept.z * kept.y * kept.x);
  let next = 0;
  for (let z = 0; z < kept.z; z++)
    for (let y = 0; y < kept.y; y++)
      for (let x = 0; x < kept.x; x++, next++)
        part[next] = data[((z + from('z')) * size.y + y + from('y')) * size.x + x + from('x')] ?? 0;
  return new Footprint(kept, part.includes(0) ? part : undefined, named);
}

/** How many neighbours there are. */
export function countOf({ size, data }: Footprint): number {
  return data ? data.reduce((sum, item) => sum + item, 0) : size.z * size.y * size.x;
}

/** The neighbours as runs along x: (z, y, first x, length) each, counted from the voxel, z and y ascending. */
export function runsOf({ size, data }: Footprint): number[] {
  const runs: number[] = [];
  for (let z = 0; z < size.z; z++)
    for (let y = 0; y < size.y; y++) {
      const row = data?.subarray((z * size.y + y) * size.x, (z * size.y + y + 1) * size.x);
      for (let from = row ? row.indexOf(1) : 0; from >= 0; ) {
        const end = row ? row.indexOf(0, from) : -1;
        const length = (end < 0 ? size.x : end) - from;
        runs.push(z - (size.z >> 1), y - (size.y >> 1), from - (size.x >> 1), length);
        from = row ? row.indexOf(1, from + length) : -1;
      }
    }
  return runs;
}

/** Where the neighbours are, counted from the voxel: the order is z, y, x ascending. */
export function offsetsOf(footprint: Footprint): Record<SpatialAxis, number>[] {
  return offsetsOfRuns(runsOf(footprint));
}

/** The same of runs: z, y, x and a length each. */
export function offsetsOfRuns(runs: readonly number[]): Record<SpatialAxis, number>[] {
  return Array.from({ length: runs.length / 4 }, (_, at) => runs.slice(4 * at, 4 * at + 4)).flatMap(
    ([z = 0, y = 0, x = 0, length = 0]) => Array.from({ length }, (_, step) => ({ z, y, x: x + step })),
  );
}
