/** Smoothing that keeps the edges of a guide. */
import { activeAxes, formatShape, SPATIAL_AXES, sameShape } from '../../core/axes.js';
import { integer, number } from '../../core/params.js';
import { input, numeric } from '../../graph/expr.js';
import type { Node } from '../../graph/node.js';
import { defineOp } from '../../graph/operation.js';
import { asFloat, pointwise } from '../../graph/primitive.js';
import { uniformFilter } from '../filter/uniformFilter.js';
import { mean } from '../measure/mean.js';
import { finiteMask } from '../measure/over.js';
import { add, divide, multiply, subtract } from '../pointwise/arithmetic.js';

/**
 * In every box of 2 · radius + 1 voxels the image is taken for a line of the guide, a g + b with a = cov(g, x) / (var(g) + eps); the
 * result is mean(a) g + mean(b) over the boxes around each voxel, along the axes longer than one voxel. Without a `guide` the
 * image guides itself: where its variance lies far above `eps` it stays, elsewhere it becomes a mean. Any shape in, f32 of the same shape
 * out; `eps` is in squared units of the guide; outside is `reflect` (the paper leaves it out). Means of n and c
 * are taken off first, so that images far from 0 keep their digits. NaN and infinity reach 2 · radius voxels along each axis.
 * Throws `ArgumentError` for a guide of another shape and parameters out of range. Source: K. He, J. Sun, X. Tang, Guided image filtering, 2010.
 * @example
 * import { guidedFilter, HostVolume, openEngine } from 'brightfield';
 * using engine = await openEngine();
 * const step = new HostVolume({ shape: { x: 8 }, data: Float32Array.of(0, 0, 0, 0, 1, 1, 1, 1) });
 * using smooth = await engine.run(guidedFilter(step, { radius: 1, eps: 1e-4 }));
 * (await smooth.read()).at({ x: 4 }); // about 1
 */
export const guidedFilter = defineOp({
  name: 'guidedFilter',
  summary: 'Smooth and keep the edges of a guide.',
  inputs: [{ name: 'src', doc: 'The image.' }],
  optional: { guide: 'The image whose edges are kept, of the same z, y and x; the image itself when left out.' },
  params: {
    radius: integer('Half the length of the box.', { default: 2, min: 1, max: 4999, unit: 'voxel' }),
    eps: number('Variance of the guide that counts as flat.', { default: 0.01, min: 1e-12, max: 1e12 }),
  },
  lower([src], { radius, eps }, refuse, { guide }) {
    const { n, c } = guide?.shape ?? src.shape;
    const batch = (n === 1 || n === src.shape.n) && (c === 1 || c === src.shape.c);
    if (guide && !(batch && sameShape(guide.shape, { ...src.shape, n, c })))
      refuse(`guide must be ${formatShape(src.shape)}, or 1 along n and c`, formatShape(guide.shape));
    const size = Object.fromEntries(activeAxes(src.shape).map((axis) => [axis, 2 * radius + 1]));
    const box = (node: Node): Node => uniformFilter(node, { size });
    const level = (node: Node): Node => mean(node, { axes: SPATIAL_AXES, mask: finiteMask(node) });
    const image = asFloat(src);
    const centre = level(image);
    const x = subtract(image, centre);
    const g = guide ? subtract(asFloat(guide), level(asFloat(guide))) : x;
    const meanX = box(x);
    const meanG = guide ? box(g) : meanX;
    const spread = subtract(box(multiply(g, g)), multiply(meanG, meanG));
    const variance = pointwise([spread], ([v = input(0)], upload) => numeric('maximum', v, upload(0)));
    const covariance = guide ? subtract(box(multiply(g, x)), multiply(meanG, meanX)) : variance;
    const slope = divide(covariance, add(variance, eps));
    const offset = subtract(meanX, multiply(slope, meanG));
    return add(add(multiply(box(slope), g), box(offset)), centre);
  },
});
