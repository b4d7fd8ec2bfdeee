/** Filling in by total variation. */
import { activeAxes, broadcastShapes, formatShape, sameShape } from '../core/axes.js';
import { constant, convert, type Expr, numeric, select, test } from '../graph/expr.js';
import { defineOp } from '../graph/operation.js';
import { describedAs, filled, pointwise } from '../graph/primitive.js';
import { sum } from '../ops/measure/sum.js';
import { multiply } from '../ops/pointwise/arithmetic.js';
import { boxOf, boxParams, checkBox, clipped } from './box.js';
import { pipelineData } from './dataTerm.js';
import { linearOf } from './linear.js';
import { minimiseTv } from './minimiseTv.js';
import { certified, endParams, variationParams } from './solverParams.js';
import { variationOf } from './tvSteps.js';
import { quotient } from './vectors.js';

/**
 * The image u that minimises `½ Σ over known voxels (u - src)² + weight · TV(u)` with `low <= u <= high`: voxels that are not known are filled in so that edges stay short, those that
 * are known lose their noise. `low` and `high` are the least and the greatest known value where
 * they are left out: no minimiser lies outside. The mask is not 0 where the image is known; it broadcasts to the image (one mask for all of n and c). What the image holds elsewhere does not
 * matter, NaN included. TV, `huber` and `spacing` as in `denoiseTv`; `weight` in units of the image, 0.8 times the standard deviation of its noise, small where there is none. f32 of the shape of
 * the image, in its units; n and c are a batch with one certificate.
 *
 * Algorithm 1 of Chambolle and Pock 2011, as `deblurTv`, from the mean of what is known; the gap is a certificate, finite by the box. `converged` says whether it fell below `tolerance`
 * within `maxIterations`; a NaN that the mask calls known ends it at once, unconverged, and makes the whole result NaN; so does a mask by which nothing is known. A hole takes about as many iterations as it has voxels across, squared: where it is large, more than the
 * default. Memory beside the image: eight volumes in 2-D, nine in 3-D.
 *
 * Throws `ArgumentError` for a mask that does not broadcast to the image, a weight of 0, and a box without room.
 * @example
 * import { HostVolume, inpaintTv, openEngine } from 'brightfield';
 * const torn = new HostVolume({ shape: { x: 5 }, data: Float32Array.of(0.2, 0.2, Number.NaN, 0.2, 0.2) });
 * const known = new HostVolume({ shape: { x: 5 }, data: Float32Array.of(1, 1, 0, 1, 1) });
 * using engine = await openEngine();
 * const { result, gap } = inpaintTv(torn, known);
 * const answer = await engine.run({ result, gap });
 * (await answer.result.read()).data; // 0.2 five times
 */
export const inpaintTv = defineOp({
  name: 'inpaintTv',
  summary: 'Fill in voxels that are not known, by total variation, to a certified gap.',
  inputs: [
    { name: 'src', doc: 'The image.' },
    { name: 'mask', doc: 'Not 0 where the image is known.' },
  ],
  params: { ...variationParams(1e-3), ...boxParams, ...endParams },
  outputs: certified,
  vjp: 'it is the end of a loop',
  lower([src, mask], { weight, isotropic, huber, spacing, low, high, tolerance, maxIterations }, refuse) {
    const joint = broadcastShapes([src.shape, mask.shape]);
    if (!joint || !sameShape(joint, src.shape))
      refuse(`the mask must broadcast to the image, ${formatShape(src.shape)}`, formatShape(mask.shape));
    checkBox(low, high, refuse);
    const axes = activeAxes(src.shape);
    if (axes.length === 0) refuse('the image must be longer than one voxel', 'one voxel');
    if (weight === 0) refuse('the weight must be above 0', '0');
    const isKnown = (m: Expr): Expr => test('notEqual', m, constant(0, m.type));
    const full = filled(0, describedAs(src, { dtype: 'f32' }));
    const known = pointwise(
      [mask, full],
      ([m, nothing]) => numeric('add', convert(isKnown(m as Expr), 'f32'), nothing as Expr),
      'f32',
    );
    // where nothing is known there is no image: NaN, which ends it
    const blank = pointwise([sum(known)], ([count], upload) =>
      select(test('greater', count as Expr, constant(0)), constant(0), upload(Number.NaN)),
    );
    const f = pointwise(
      [src, mask, blank],
      ([v, m, none]) => select(isKnown(m as Expr), v as Expr, none as Expr),
      'f32',
    );
    const mean = pointwise([sum(f), sum(known)], ([total, count]) => quotient(total as Expr, count as Expr));
    const begin = pointwise([known, f, mean], ([m, v, other]) => select(isKnown(m as Expr), v as Expr, other as Expr));
    const box = boxOf(begin, low, high, 0);
    return minimiseTv({
      data: pipelineData(
        linearOf('inpaintTv', (u) => multiply(u, known), src),
        [f],
      ),
      start: clipped(begin, box),
      strength: 1,
      of: variationOf(axes, { weight, isotropic, huber, spacing }),
      box,
      tolerance,
      maxIterations,
    });
  },
});
