/** Every voxel as the mean of its label. */
import { AXES, shapeOf } from '../../core/axes.js';
import { DTYPES } from '../../core/dtype.js';
import { input, numeric } from '../../graph/expr.js';
import type { Node } from '../../graph/node.js';
import { describedAs, EVERYWHERE, filled, kernelOf, pointwise } from '../../graph/primitive.js';
import { largestFinite } from '../measure/largestFinite.js';
import { ranked, voxelsOfOne } from '../segment/ranked.js';

/** Words of a row of the sums, and of each rank. */
const [ROW, EACH] = [1024, 4];

/** The image (f32) as means over the voxels of each label, channel by channel and image by image; 0 is a label as any other. */
export function meansByLabel(image: Node, labels: Node): Node {
  const { ranks } = ranked([labels]);
  // one for each channel
  const own = pointwise([ranks, filled(0, describedAs(image, { dtype: 'u32' }))], ([r = input(0), nought = input(1)]) =>
    numeric('add', r, nought),
  );
  const most = Math.min(voxelsOfOne(labels), 2 ** (8 * DTYPES[labels.dtype].bytes)) + 1;
  const { n, c } = image.shape;
  const shape = shapeOf({ n, c, y: Math.ceil((EACH * most) / ROW), x: ROW });
  const peak = largestFinite(image, AXES);
  const sums = kernelOf({
    kernel: 'color/labelSums',
    inputs: { src: { node: image }, ranks: { node: own }, peak: { node: peak } },
    outputs: { sums: { ...filled(0), dtype: 'u32', shape } },
    atomics: ['sums'],
    params: { size: shape.y * ROW },
    domain: image.shape,
    tile: { x4: 8 },
  });
  return kernelOf({
    kernel: 'color/labelMeans',
    inputs: { ranks: { node: own }, peak: { node: peak }, sums: { node: sums, reach: EVERYWHERE } },
    outputs: { dst: describedAs(image, { dtype: 'f32' }) },
  });
}
