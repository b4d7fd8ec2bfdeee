/** The shapes of results. */
import type { PerAxis } from '../../core/axes.js';
import type { Description } from '../../core/hostVolume.js';
import type { Node } from '../../graph/node.js';
import type { RefuseCall } from '../../graph/operation.js';
import { withAxes } from '../geometry/layout.js';
import { spatial } from './lengths.js';

/** The image's shape with the lengths that are given; n and c are kept. */
export function shapedAs(
  src: Node,
  given: PerAxis<number> | undefined,
  refuse: RefuseCall,
): Pick<Description, 'shape' | 'layout'> {
  const shape = { ...src.shape, ...spatial(src, 'outputShape', given, refuse) };
  return { shape, layout: withAxes(src.layout, shape) };
}
