/** The border parameters that every neighbourhood operation shares, and what kernels and the planner make of them. */
import type { Axis } from '../core/axes.js';
import { choice, number } from '../core/params.js';
import type { AxisReach } from '../graph/node.js';
import { reach } from '../graph/primitive.js';

/** The order is that of the constants in shaders/lib/border.wgsl. */
export const BORDERS = ['reflect', 'mirror', 'nearest', 'constant', 'wrap'] as const;
export type Border = (typeof BORDERS)[number];

export const borderParams = {
  border: choice('What lies outside: scipy.ndimage’s modes of these names.', BORDERS, { default: 'reflect' }),
  value: number('The value outside when the border is `constant`.', { default: 0 }),
};

/** Link-time constants for shaders/lib/border.wgsl, for a window that looks so far out over an axis of this length. */
export function borderConstants(border: Border, far: number, length: number): Record<string, number | boolean> {
  return { BORDER: BORDERS.indexOf(border), WIDE: border !== 'nearest' && border !== 'constant' && far >= length };
}

/** What a kernel's constants become where no position lies outside. */
export const INSIDE = { BORDER: BORDERS.length, WIDE: false } as const;

/** The reach of a window that looks so many voxels to either side. */
export function borderReach(axis: Axis, before: number, after: number, border: Border): AxisReach {
  const clamps = border === 'nearest' || border === 'constant';
  return { ...reach(axis, before, after, border === 'wrap'), ...(clamps && { clamps }) };
}
