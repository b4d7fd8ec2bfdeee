/** The same voxels in another shape. */
import { AXES, formatShape, type Shape, voxels } from '../../core/axes.js';
import { perAxis } from '../../core/params.js';
import type { Node } from '../../graph/node.js';
import { defineOp } from '../../graph/operation.js';
import { describedAs, EVERYWHERE, kernelOf } from '../../graph/primitive.js';
import { withAxes } from './layout.js';

/**
 * The same voxels, in their order `n c z y x`, in another shape: numpy.reshape in C order. Type and values stay; the spacing is gone, since axes mean
 * something else. Axes left out have length 1. A batch of feature maps becomes a table with a sample a row by `{ y: n, x: c·z·y·x }`.
 *
 * Throws `ArgumentError` where the new shape has not as many voxels.
 * @example
 * import { HostVolume, openEngine, reshape } from 'brightfield';
 * const image = new HostVolume({ shape: { y: 2, x: 3 }, data: Float32Array.of(1, 2, 3, 4, 5, 6) });
 * using engine = await openEngine();
 * using taller = await engine.run(reshape(image, { shape: { y: 3, x: 2 } }));
 * (await taller.read()).at({ y: 2, x: 1 }); // 6
 */
export const reshape = defineOp({
  name: 'reshape',
  summary: 'See the same voxels in another shape.',
  alsoKnownAs: ['flatten', 'ravel'],
  inputs: [{ name: 'src', doc: 'The image.' }],
  params: { shape: perAxis('Voxels along each axis.', { default: 1, min: 1, max: 1e9, whole: true, axes: AXES }) },
  linear: true,
  lower([src], { shape }, refuse) {
    if (voxels(shape) !== voxels(src.shape))
      refuse(`shape must have the ${voxels(src.shape)} voxels of ${formatShape(src.shape)}`, formatShape(shape));
    return reshaped(src, shape);
  },
});

function reshaped(src: Node, shape: Shape): Node {
  return kernelOf({
    kernel: 'geometry/reshape',
    inputs: { src: { node: src, reach: EVERYWHERE, counts: 'own' } },
    outputs: { dst: describedAs(src, { shape, spacing: {}, unit: '', layout: withAxes('yx', shape) }) },
    constants: { IS_WHOLE: shape.x % 4 === 0 && src.shape.x % 4 === 0 },
    gradient: { kind: 'vjp', of: [src], vjp: ([given]) => [given && reshaped(given, src.shape)] },
  });
}
