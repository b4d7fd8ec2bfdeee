/** Results whose every voxel looks at a place in the image that other volumes hold: shaders/transform/mapCoordinates.wgsl. */
import type { SpatialAxis } from '../../core/axes.js';
import type { Description } from '../../core/hostVolume.js';
import type { Node } from '../../graph/node.js';
import type { RefuseCall } from '../../graph/operation.js';
import { describedAs, kernelOf } from '../../graph/primitive.js';
import { type Interpolation, interpolated, interpolationConstants, tapsOf } from './interpolation.js';

/** Places by axis, in f32; slices are images of their own where there are none along z. */
export interface PlaceNodes {
  readonly x: Node;
  readonly y: Node;
  readonly z?: Node | undefined;
}

/** f32, or the image's type of order 0. */
export function lookAt(
  src: Node,
  { x, y, z }: PlaceNodes,
  how: Interpolation,
  result: Partial<Description>,
  refuse: RefuseCall,
): Node {
  const { order } = how;
  const axes: readonly SpatialAxis[] = z ? ['z', 'y', 'x'] : ['y', 'x'];
  const ready = interpolated(src, how, axes, refuse);
  const { margin } = ready;
  const place = (node: Node) => ({ node, as: 'f32' as const });
  return kernelOf({
    kernel: 'transform/mapCoordinates',
    inputs: {
      src: {
        node: ready.node,
        as: ready.as,
        loads: tapsOf(order, axes.length),
        reach: { ...(z && { z: 'all' as const }), y: 'all', x: 'all' },
      },
      xs: place(x),
      ys: place(y),
      ...(z && { zs: place(z) }),
    },
    outputs: { dst: describedAs(src, { ...result, dtype: order === 0 ? src.dtype : 'f32' }) },
    constants: interpolationConstants(order, ready, !z),
    params: { outside: ready.bits, x_margin: margin.x, y_margin: margin.y, z_margin: margin.z },
  });
}
