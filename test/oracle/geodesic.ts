/** Geodesic operations by a queue: whatever a voxel can still raise is raised, until the queue is empty. */
import { AXES } from '../../src/core/axes.js';
import { at, build, type Field, indexOf, itemAt, positionOf } from './field.js';

export interface GeodesicOptions {
  readonly method?: 'dilation' | 'erosion';
  readonly connectivity?: number;
}

/** The voxels that touch this one: off by one along at most so many axes of space. */
function neighboursOf(x: Field, index: number, connectivity: number): number[] {
  const here = positionOf(x.shape, index);
  const found: number[] = [];
  for (let z = -1; z <= 1; z++)
    for (let y = -1; y <= 1; y++)
      for (let dx = -1; dx <= 1; dx++) {
        const there = { ...here, z: here.z + z, y: here.y + y, x: here.x + dx };
        const off = Math.abs(z) + Math.abs(y) + Math.abs(dx);
        if (off === 0 || off > connectivity) continue;
        if (AXES.every((axis) => there[axis] >= 0 && there[axis] < x.shape[axis])) found.push(indexOf(x.shape, there));
      }
  return found;
}

export function reconstruction(seed: Field, mask: Field, options: GeodesicOptions): Field {
  const { method = 'dilation', connectivity = 3 } = options;
  const sign = method === 'dilation' ? 1 : -1;
  const u = seed.data.map((value, at) => Math.min(sign * value, sign * itemAt(mask.data, at)));
  const queue = [...u.keys()];
  for (let next = 0; next < queue.length; next++) {
    const from = queue[next] as number;
    for (const to of neighboursOf(seed, from, connectivity)) {
      const value = Math.min(itemAt(u, from), sign * itemAt(mask.data, to));
      if (value > itemAt(u, to)) {
        u[to] = value;
        queue.push(to);
      }
    }
  }
  return { shape: seed.shape, data: u.map((value) => sign * value) };
}

/** At an end of an axis that is longer than one. */
function atBorder(x: Field, index: number): boolean {
  const here = positionOf(x.shape, index);
  return (['z', 'y', 'x'] as const).some(
    (axis) => x.shape[axis] > 1 && (here[axis] === 0 || here[axis] === x.shape[axis] - 1),
  );
}

/** Water comes in over the border of the axes that are longer than one. */
export function fillHoles(x: Field, { connectivity = 1 }: GeodesicOptions): Field {
  const top = (at: number): number =>
    volumeOf(x, at).reduce((most, value) => (value > most ? value : most), Number.NEGATIVE_INFINITY);
  const seed: Field = { ...x, data: x.data.map((value, at) => (atBorder(x, at) ? value : top(at))) };
  return reconstruction(seed, x, { method: 'erosion', connectivity });
}

export interface HeightOptions extends GeodesicOptions {
  readonly h?: number;
}

/** From each voxel, all ways that stay less than h below it: a maximum if none leads to something higher. */
export function hMaxima(x: Field, { h = 1, connectivity = 3 }: HeightOptions): Field {
  const isMaximum = (start: number): number => {
    const level = itemAt(x.data, start);
    if (!(volumeOf(x, start).reduce((low, value) => (value < low ? value : low), level) <= level - h)) return 0;
    const seen = new Set([start]);
    for (const from of seen)
      for (const to of neighboursOf(x, from, connectivity)) {
        const value = itemAt(x.data, to);
        if (value > level) return 0;
        if (value > level - h) seen.add(to);
      }
    return 1;
  };
  return { shape: x.shape, data: x.data.map((_value, at) => isMaximum(at)) };
}

/** The voxels of the same n and c. */
function volumeOf({ shape, data }: Field, index: number): Float64Array {
  const size = shape.z * shape.y * shape.x;
  const begin = Math.floor(index / size) * size;
  return data.slice(begin, begin + size);
}

export const hMinima = (x: Field, options: HeightOptions): Field =>
  hMaxima({ ...x, data: x.data.map((value) => -value) }, options);

export interface RegionalOptions extends GeodesicOptions {
  readonly allowBorders?: boolean;
}

/** Each plateau, walked over: no neighbour of it may be higher, and some voxel of the volume must be lower. */
export function localMaxima(x: Field, { connectivity = 3, allowBorders = true }: RegionalOptions): Field {
  const isMaximum = (start: number): number => {
    const level = itemAt(x.data, start);
    if (!volumeOf(x, start).some((value) => value < level)) return 0;
    const plateau = new Set([start]);
    for (const from of plateau) {
      if (!allowBorders && atBorder(x, from)) return 0;
      for (const to of neighboursOf(x, from, connectivity)) {
        if (itemAt(x.data, to) > level) return 0;
        if (itemAt(x.data, to) === level) plateau.add(to);
      }
    }
    return 1;
  };
  return { shape: x.shape, data: x.data.map((_value, at) => isMaximum(at)) };
}

export const localMinima = (x: Field, options: RegionalOptions): Field =>
  localMaxima({ ...x, data: x.data.map((value) => -value) }, options);

export interface HysteresisOptions extends GeodesicOptions {
  readonly low?: number;
  readonly high?: number;
}

export function applyHysteresisThreshold(x: Field, options: HysteresisOptions): Field {
  const { low = 0.1, high = 0.2, connectivity = 1 } = options;
  const above = (threshold: number): Field => ({ ...x, data: x.data.map((value) => (value > threshold ? 1 : 0)) });
  return reconstruction(above(high), above(Math.min(low, high)), { connectivity });
}

/** A voxel goes, all at once in each of two passes, where the table says so of its eight neighbours. */
export function skeletonize(x: Field, goes: readonly number[]): Field {
  const around = [
    [-1, -1],
    [-1, 0],
    [-1, 1],
    [0, 1],
    [1, 1],
    [1, 0],
    [1, -1],
    [0, -1],
  ] as const;
  const inside = (y: number, column: number): boolean => y >= 0 && y < x.shape.y && column >= 0 && column < x.shape.x;
  let u: Field = { ...x, data: x.data.map((value) => (value !== 0 ? 1 : 0)) };
  for (let removed = true; removed; ) {
    removed = false;
    for (const pass of [1, 2]) {
      const before = u;
      u = build(x.shape, (here) => {
        if (at(before, here) === 0) return 0;
        const code = around.reduce((sum, [dy, dx], bit) => {
          const there = { ...here, y: here.y + dy, x: here.x + dx };
          return sum + (inside(there.y, there.x) ? at(before, there) * 2 ** bit : 0);
        }, 0);
        if ((itemAt(goes, code) & pass) === 0) return 1;
        removed = true;
        return 0;
      });
    }
  }
  return u;
}

export interface AreaOptions extends GeodesicOptions {
  readonly areaThreshold?: number;
}

/** Level by level from the top: each region of what is at least as high, if it is large enough. */
export function areaOpening(x: Field, { areaThreshold = 64, connectivity = 1 }: AreaOptions, none = 0): Field {
  const result = x.data.map((value) => (Number.isNaN(value) ? value : none));
  const known = new Set<number>();
  const levels = new Set(x.data.filter((value) => !Number.isNaN(value)));
  for (const level of [...levels].sort((a, b) => b - a)) {
    const seen = new Set<number>();
    for (const start of x.data.keys()) {
      if (!(itemAt(x.data, start) >= level) || seen.has(start)) continue;
      const region = new Set([start]);
      for (const from of region)
        for (const to of neighboursOf(x, from, connectivity)) if (itemAt(x.data, to) >= level) region.add(to);
      for (const each of region) {
        seen.add(each);
        if (region.size < areaThreshold || known.has(each)) continue;
        known.add(each);
        result[each] = level;
      }
    }
  }
  return { shape: x.shape, data: result };
}

export function areaClosing(x: Field, options: AreaOptions, none = 1): Field {
  const { shape, data } = areaOpening({ ...x, data: x.data.map((value) => -value) }, options, -none);
  return { shape, data: data.map((value) => -value) };
}

/** Voxels around one that are set, as steps from it. */
type Step = readonly [z: number, y: number, x: number];
const STEPS = [-1, 0, 1].flatMap((z) => [-1, 0, 1].flatMap((y) => [-1, 0, 1].map((x): Step => [z, y, x])));

/** Points, edges, squares and cubes of a union of closed cubes, each counted once. */
function eulerNumber(cubes: readonly Step[]): number {
  const seen = new Set<string>();
  let sum = 0;
  for (const [z, y, x] of cubes)
    for (const [dz, dy, dx] of STEPS) {
      const key = `${2 * z + dz},${2 * y + dy},${2 * x + dx}`;
      if (seen.has(key)) continue;
      seen.add(key);
      sum += (Math.abs(dz) + Math.abs(dy) + Math.abs(dx)) % 2 === 1 ? 1 : -1;
    }
  return -sum;
}

function groups(cubes: readonly Step[]): number {
  const left = new Set(cubes);
  let count = 0;
  for (const first of left) {
    count++;
    const group = new Set([first]);
    for (const from of group)
      for (const to of left) if (from.every((v, axis) => Math.abs(v - (to[axis] as number)) <= 1)) group.add(to);
    for (const each of group) left.delete(each);
  }
  return count;
}

const DIRECTIONS: readonly Step[] = [
  [0, -1, 0],
  [0, 1, 0],
  [0, 0, 1],
  [0, 0, -1],
  [1, 0, 0],
  [-1, 0, 0],
];

/** Candidates of a direction are found at once and looked at again one by one, in the order of memory. */
export function skeletonizeLee(x: Field): Field {
  const u = x.data.map((value) => (value !== 0 ? 1 : 0));
  const isSet = (index: number, [z, y, dx]: Step): boolean => {
    const here = positionOf(x.shape, index);
    const there = { ...here, z: here.z + z, y: here.y + y, x: here.x + dx };
    return AXES.every((axis) => there[axis] >= 0 && there[axis] < x.shape[axis]) && u[indexOf(x.shape, there)] === 1;
  };
  const around = (index: number): Step[] => STEPS.filter((step) => step.some((v) => v !== 0) && isSet(index, step));
  const directions = x.shape.z > 1 ? DIRECTIONS : DIRECTIONS.slice(0, 4);
  for (let removed = true; removed; ) {
    removed = false;
    for (const direction of directions) {
      const candidates = [...u.keys()].filter((index) => {
        if (u[index] !== 1 || isSet(index, direction)) return false;
        const cubes = around(index);
        return cubes.length !== 1 && eulerNumber([...cubes, [0, 0, 0]]) === eulerNumber(cubes) && groups(cubes) <= 1;
      });
      for (const index of candidates) {
        if (groups(around(index)) > 1) continue;
        u[index] = 0;
        removed = true;
      }
    }
  }
  return { shape: x.shape, data: u };
}
