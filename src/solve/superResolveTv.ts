/** More resolution by total variation. */
import { activeAxes, type PerAxis, SPATIAL_AXES, type SpatialAxis } from '../core/axes.js';
import { wholePerAxis } from '../core/axisParams.js';
import { perAxis } from '../core/params.js';
import type { Node } from '../graph/node.js';
import { defineOp } from '../graph/operation.js';
import { asFloat, describedAs } from '../graph/primitive.js';
import { gaussian } from '../ops/filter/gaussian.js';
import { downscaleLocalMean } from '../ops/transform/downscaleLocalMean.js';
import { spatial } from '../ops/transform/lengths.js';
import { boxOf, boxParams, checkBox, WIDER } from './box.js';
import { minimiseTv } from './minimiseTv.js';
import { posed } from './posed.js';
import { certified, endParams, variationParams } from './solverParams.js';
import { variationOf } from './tvSteps.js';

/** What is left open wants longer primal steps than a blur: the gap after 1000 iterations is 6 to 14 times less than with 1/2 (a photograph, weights of 1e-4 to 1e-2). */
const OPEN = 2;

/**
 * The larger image u that minimises `½ Σ (means of blocks of gaussian(u) - src)² + weight · TV(u)` with `low <= u <= high`: `factors` times as long (a number for all holds along the axes longer than one voxel), for a camera whose
 * voxels are blocks of those of u and whose optics blur by a Gaussian of `sigma` (in voxels of the answer; 0 for none, borders reflect). `low` and `high` follow from the image where they are left out, as in `deblurTv`. TV, `huber` and `spacing` as in `denoiseTv`; `weight` in units of
 * the image, about 0.8 times the standard deviation of its noise over the number of voxels of a block. f32, in the units of the image, spacing divided by the factors; n and c
 * are a batch with one certificate.
 *
 * Algorithm 1 of Chambolle and Pock 2011, as `solveTv`, whose promises these are. Memory beside the image, of the size of the answer: eight volumes in 2-D, nine in 3-D.
 *
 * Throws `ArgumentError` for factors that are not whole, or all 1, for a weight of 0, and a box without room.
 * @example
 * import { HostVolume, openEngine, superResolveTv } from 'brightfield';
 * const image = new HostVolume({ shape: { x: 4 }, data: Float32Array.of(0.1, 0.1, 0.5, 0.9) });
 * using engine = await openEngine();
 * const { result, gap } = superResolveTv(image, { factors: 2, weight: 1e-4 });
 * const answer = await engine.run({ result, gap });
 * (await answer.result.read()).data; // eight voxels, about 0.1 four times, two around 0.5, 0.9 twice
 */
export const superResolveTv = defineOp({
  name: 'superResolveTv',
  summary: 'Find a larger image whose blocks have the means of this one, by total variation, to a certified gap.',
  inputs: [{ name: 'src', doc: 'The image.' }],
  params: {
    factors: {
      ...wholePerAxis('Voxels of the answer along each axis for one of the image.', { min: 1, max: 64, unit: 'voxel' }),
      default: 2,
    },
    sigma: perAxis('Standard deviation of the blur, in voxels of the answer.', {
      default: 0,
      min: 0,
      max: 100,
      unit: 'voxel',
    }),
    ...variationParams(1e-3),
    ...boxParams,
    ...endParams,
  },
  outputs: certified,
  vjp: 'it is the end of a loop',
  lower([src], { factors, sigma, low, high, weight, isotropic, huber, spacing, tolerance, maxIterations }, refuse) {
    // a number for all is for the axes that the image extends along: a plane stays a plane
    const named =
      typeof factors === 'number' ? Object.fromEntries(activeAxes(src.shape).map((axis) => [axis, factors])) : factors;
    const times = spatial(src, 'factors', named, refuse);
    const along = SPATIAL_AXES.filter((axis) => (times[axis] ?? 1) > 1);
    if (along.length === 0) refuse('one of the factors must be above 1 (deblurTv and denoiseTv keep the size)', '1');
    checkBox(low, high, refuse);
    if (weight === 0) refuse('the weight must be above 0', '0');
    const of = (axis: SpatialAxis): number => times[axis] ?? 1;
    const shape = { ...src.shape };
    const sizes: { -readonly [K in keyof typeof src.spacing]: (typeof src.spacing)[K] } = { ...src.spacing };
    for (const axis of along) {
      shape[axis] *= of(axis);
      const each = sizes[axis];
      if (each !== undefined) sizes[axis] = each / of(axis);
    }
    const blocks: PerAxis<number> = Object.fromEntries(along.map((axis) => [axis, of(axis)]));
    const isBlurred = SPATIAL_AXES.some((axis) => sigma[axis] > 0);
    const seen = (u: Node): Node => downscaleLocalMean(isBlurred ? gaussian(u, { sigma }) : u, { factors: blocks });
    const f = asFloat(src);
    const box = boxOf(f, low, high, WIDER);
    const like = describedAs(src, { dtype: 'f32', shape, spacing: sizes });
    // a mean of equal voxels lengthens by 1 / √ their number; a blur by no more than 1
    const norm = 1 / Math.sqrt(along.reduce((count, axis) => count * of(axis), 1));
    const { axes, ...problem } = posed('superResolveTv', seen, f, { like, norm }, box, refuse);
    return minimiseTv({
      ...problem,
      of: variationOf(axes, { weight, isotropic, huber, spacing }),
      balance: OPEN,
      box,
      tolerance,
      maxIterations,
    });
  },
});
