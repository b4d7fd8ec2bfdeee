/** The shapes of results. */
import type { PerAxis, SpatialAxis } from '../../core/axes.js';
import type { Description } from '../../core/hostVolume.js';
import type { Node } from '../../graph/node.js';
import type { RefuseCall } from '../../graph/operation.js';
import { withAxes } from '../geometry/layout.js';
import { spatial } from './lengths.js';

/** The image's shape with the lengths that are given; n and c are kept, and z where the matrix moves y and x. */
export function shapedAs(
  src: Node,
  given: PerAxis<number> | undefined,
  moved: readonly SpatialAxis[],
  refuse: RefuseCall,
): Pick<Description, 'shape' | 'layout'> {
  const shape = { ...src.shape, ...spatial(src, 'outputShape', given, refuse) };
  if (!moved.includes('z') && shape.z !== src.shape.z)
    refuse('outputShape along z must be the image’s: the matrix moves y and x', `${shape.z}`);
  return { shape, layout: withAxes(src.layout, shape) };
}
