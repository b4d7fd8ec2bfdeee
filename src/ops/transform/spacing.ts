/** What geometry does to the size of voxels. */
import { SPATIAL_AXES, type SpatialAxis } from '../../core/axes.js';
import type { Spacing } from '../../core/hostVolume.js';
import type { RefuseCall } from '../../graph/operation.js';
import { identity, type Matrix, placeOf } from './matrix.js';

/** From voxels to positions, and back. */
export function scaling(
  spacing: Spacing,
  axes: readonly SpatialAxis[],
  refuse: RefuseCall,
): { readonly matrix: Matrix; readonly inverse: Matrix } {
  const [matrix, inverse] = [identity(), identity()];
  for (const axis of axes) {
    const size = spacing[axis];
    if (size === undefined || !(size > 0))
      return refuse(`the spacing along ${axis} must be known`, `${size ?? 'none'}`);
    const at = placeOf[axis];
    (matrix[at] as number[])[at] = size;
    (inverse[at] as number[])[at] = 1 / size;
  }
  return { matrix, inverse };
}

/** How long in space a step along each axis of the result is, where the spacing of all axes that it runs along is known. */
export function steppedBy(spacing: Spacing, matrix: Matrix, axes: readonly SpatialAxis[]): Spacing {
  const stepped: Partial<Record<string, number>> = { ...spacing };
  for (const axis of axes) {
    const runs = SPATIAL_AXES.map((along) => {
      const step = matrix[placeOf[along]]?.[placeOf[axis]] ?? 0;
      return step === 0 ? 0 : step * (spacing[along] ?? Number.NaN);
    });
    const length = Math.hypot(...runs);
    if (length > 0) stepped[axis] = length;
    else delete stepped[axis];
  }
  return stepped as Spacing;
}
