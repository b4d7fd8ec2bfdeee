/** The shapes of results. */
import { AXES, type PerAxis } from '../../core/axes.js';
import { alongAxis } from '../../core/axisParams.js';
import type { Description } from '../../core/hostVolume.js';
import type { Node } from '../../graph/node.js';
import type { RefuseCall } from '../../graph/operation.js';
import { withAxes } from '../geometry/layout.js';

/** The image's shape with the lengths that are given; n and c are kept. */
export function shapedAs(
  src: Node,
  given: PerAxis<number> | undefined,
  refuse: RefuseCall,
): Pick<Description, 'shape' | 'layout'> {
  const shape: Record<(typeof AXES)[number], number> = { ...src.shape };
  for (const axis of AXES) {
    const length = alongAxis(given, src.layout, axis);
    if (length === undefined || length === shape[axis]) continue;
    if (axis === 'n' || axis === 'c') refuse('outputShape may name the axes z, y, x', axis);
    shape[axis] = length;
  }
  return { shape, layout: withAxes(src.layout, shape) };
}
