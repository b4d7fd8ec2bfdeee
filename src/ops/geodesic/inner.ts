/** What does not lie at the border of an image. */
import { type Axis, activeAxes } from '../../core/axes.js';
import type { Node } from '../../graph/node.js';
import { describedAs, filled } from '../../graph/primitive.js';
import { gather } from '../geometry/gather.js';

/** 1 in all voxels that are not at an end of an axis longer than one. */
export function innerOf(src: Node): Node {
  const shape: Record<Axis, number> = { ...src.shape, n: 1, c: 1 };
  const moves: Partial<Record<Axis, { start: number; length: number }>> = {};
  for (const axis of activeAxes(src.shape)) {
    if (shape[axis] === 2) return filled(0, describedAs(src, { dtype: 'u8', shape: src.shape }));
    moves[axis] = { start: -1, length: shape[axis] };
    shape[axis] -= 2;
  }
  const inner = filled(1, describedAs(src, { dtype: 'u8', shape }));
  return Object.keys(moves).length ? gather(inner, moves, 'constant', 0) : filled(0, describedAs(src, { dtype: 'u8' }));
}
