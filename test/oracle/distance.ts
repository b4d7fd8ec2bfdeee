/** Distances to the background from the definition: every voxel against every other of its image. */
import { AXES, type PerAxis, SPATIAL_AXES } from '../../src/core/axes.js';
import { build, type Field, itemAt, perAxis, positionOf } from './field.js';

/** The distance to the nearest voxel that is 0, infinite without one. */
export function distanceTransformEdt(mask: Field, { spacing = 1 }: { readonly spacing?: PerAxis<number> } = {}): Field {
  const background = [...mask.data.keys()]
    .filter((i) => itemAt(mask.data, i) === 0)
    .map((i) => positionOf(mask.shape, i));
  return build(mask.shape, (at) => {
    let least = Number.POSITIVE_INFINITY;
    for (const other of background) {
      if (AXES.some((axis) => (axis === 'n' || axis === 'c') && other[axis] !== at[axis])) continue;
      const square = SPATIAL_AXES.reduce((sum, a) => sum + (perAxis(spacing, a, 1) * (other[a] - at[a])) ** 2, 0);
      least = Math.min(least, square);
    }
    return Math.sqrt(least);
  });
}
