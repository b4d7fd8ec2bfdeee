/** How long axes become. */
import { AXES, type PerAxis } from '../../core/axes.js';
import { alongAxis } from '../../core/axisParams.js';
import type { Node } from '../../graph/node.js';
import type { RefuseCall } from '../../graph/operation.js';
import type { Lengths } from './stretch.js';

/** Half to even, as Python and NumPy round. */
function rounded(number: number): number {
  const below = Math.floor(number);
  const rest = number - below;
  return rest > 0.5 || (rest === 0.5 && below % 2 === 1) ? below + 1 : below;
}

/** Numbers along the spatial axes that have one; n and c have none. */
export function spatial(src: Node, name: string, given: PerAxis<number> | undefined, refuse: RefuseCall): Lengths {
  const found: { z?: number; y?: number; x?: number } = {};
  for (const axis of AXES) {
    const number = alongAxis(given, src.layout, axis);
    if (number === undefined) continue;
    if (axis === 'n' || axis === 'c') refuse(`${name} may name the axes z, y, x`, axis);
    else found[axis] = number;
  }
  return found;
}

/** Lengths that are so many times the image's, rounded; at least `least`, where given. */
export function scaledLengths(
  src: Node,
  name: string,
  factors: PerAxis<number>,
  refuse: RefuseCall,
  least?: number,
): Lengths {
  const lengths: { z?: number; y?: number; x?: number } = {};
  for (const [axis, factor] of Object.entries(spatial(src, name, factors, refuse)) as ['z' | 'y' | 'x', number][]) {
    const length = rounded(src.shape[axis] * factor);
    lengths[axis] = Math.max(length, least ?? length);
    if (!(lengths[axis] >= 1 && lengths[axis] < 2 ** 30))
      refuse(`${name} must leave a voxel along ${axis}, and fewer than 2^30`, `${factor}`);
  }
  return lengths;
}
