/** Geodesic operations by a queue: whatever a voxel can still raise is raised, until the queue is empty. */
import { AXES } from '../../src/core/axes.js';
import { type Field, indexOf, itemAt, positionOf } from './field.js';

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
  for (let at = 0; at < queue.length; at++) {
    const from = queue[at] as number;
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
