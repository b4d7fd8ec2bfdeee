/** Arrays of weights along the axes of space. */
import type { SpatialAxis } from '../core/axes.js';
import type { NumberArray } from '../core/params.js';

/** The last axis of the weights is x, the one before it y. */
export function weightLengths({ shape }: NumberArray): Record<SpatialAxis, number> {
  const [x = 1, y = 1, z = 1] = [...shape].reverse();
  return { z, y, x };
}
