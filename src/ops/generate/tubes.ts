/** Straight pieces of some thickness, rasterised: what beads and filaments are made of. */
import type { Node } from '../../graph/node.js';
import { kernelOf } from '../../graph/primitive.js';
import type { Point, Room } from './placement.js';

/** Groups of four voxels that an invocation makes. */
const GROUPS = 4;

export interface Tube {
  readonly from: Point;
  readonly to: Point;
  readonly radius: number;
  readonly value: number;
}

export function rasterised(room: Room, tubes: readonly Tube[]): Node {
  const numbers = tubes.flatMap(({ from, to, radius, value }) => {
    const [x, y, z] = from;
    return [x, y, z, to[0] - x, to[1] - y, to[2] - z, radius, value];
  });
  return kernelOf({
    kernel: 'generate/tubes',
    inputs: {},
    outputs: { dst: room.description },
    // an edge is as wide as a voxel
    params: { ...room.walk, count: tubes.length, edge: Math.min(room.walk.step[0], room.walk.step[1]) },
    tables: { objects: Float32Array.from(numbers) },
    tile: { x4: GROUPS },
  });
}
