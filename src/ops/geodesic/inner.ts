/** What does not lie at the border of an image. */
import { type Axis, activeAxes } from '../../core/axes.js';
import type { Node } from '../../graph/node.js';
import { describedAs, filled } from '../../graph/primitive.js';
import { gather } from '../geometry/gather.js';

/** 1 in all voxels that are more than `margin` voxels away from the ends of all axes longer than one. */
export function innerOf(src: Node, margin = 0): Node {
  const shape: Record<Axis, number> = { ...src.shape, n: 1, c: 1 };
  const moves: Partial<Record<Axis, { start: number; length: number }>> = {};
  for (const axis of activeAxes(src.shape)) {
    const rim = margin + 1;
    if (shape[axis] <= 2 * rim) return filled(0, describedAs(src, { dtype: 'u8', shape: src.shape }));
    moves[axis] = { start: -rim, length: shape[axis] };
    shape[axis] -= 2 * rim;
  }
  const inner = filled(1, describedAs(src, { dtype: 'u8', shape }));
  return Object.keys(moves).length ? gather(inner, moves, 'constant', 0) : filled(1, describedAs(src, { dtype: 'u8' }));
}
