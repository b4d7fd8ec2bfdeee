/** Denoising by total generalised variation. */
import { activeAxes } from '../core/axes.js';
import { constant, type Expr, numeric } from '../graph/expr.js';
import { defineOp } from '../graph/operation.js';
import { asFloat, filled, pointwise } from '../graph/primitive.js';
import { standardDeviation } from '../ops/measure/standardDeviation.js';
import { less } from '../ops/pointwise/compare.js';
import { minimiseTgv } from './minimiseTgv.js';
import { certified, endParams, tgvParams } from './solverParams.js';
import { variationOf } from './tvSteps.js';

/**
 * The image u that minimises `½ Σ (u - src)² + alpha1 Σ |∇u - v| + alpha0 Σ |E v|` over u and fields of slopes v, E the symmetrised gradient: total generalised variation of second order (K. Bredies, K. Kunisch, T. Pock,
 * Total generalized variation, 2010, eq. 3.8 and 4.1). Where `denoiseTv` makes stairs of a ramp, this keeps it, and edges, too. `alpha1` is what `denoiseTv` calls its weight; `alpha0` has the unit of alpha1 times a distance: twice alpha1 is
 * usual, more comes close to lines bent nowhere. Lengths are those of vectors and of matrices (components off the diagonal count twice); differences are 0 where a neighbour is missing, and divided by `spacing`.
 * f32 of the shape of the image, in its units; n and c are a batch with one certificate.
 *
 * The primal-dual method of Chambolle and Pock 2011, over-relaxed (Condat 2013). It ends when the duality gap is below `tolerance` times the objective: the dual is made feasible by taking for v's part what E* makes of its
 * multiplier, both shortened until their bounds hold, so it is a certificate, and |u - u*|² is at most twice the gap. `converged` says whether it came to that within `maxIterations`; a NaN ends it at once, unconverged, and makes the whole result NaN. An
 * iteration takes about seven times as long as one of `denoiseTv`. Memory beside the image: eighteen volumes in 2-D, twenty-nine in 3-D.
 *
 * Throws `ArgumentError` for parameters out of range.
 * @example
 * import { denoiseTgv, HostVolume, openEngine } from 'brightfield';
 * const ramp = new HostVolume({ shape: { x: 5 }, data: Float32Array.of(1, 2, 3, 4, 5) });
 * using engine = await openEngine();
 * const { result, gap } = denoiseTgv(ramp, { alpha1: 1, alpha0: 2 });
 * const answer = await engine.run({ result, gap });
 * (await answer.result.read()).data; // about 1 2 3 4 5
 */
export const denoiseTgv = defineOp({
  name: 'denoiseTgv',
  summary: 'Remove noise, keep edges and ramps, by total generalised variation, to a certified gap.',
  alsoKnownAs: ['tgv'],
  inputs: [{ name: 'src', doc: 'The image.' }],
  params: { ...tgvParams(0.1), ...endParams },
  outputs: certified,
  vjp: 'it is the end of a loop',
  lower([src], { alpha1, alpha0, spacing, tolerance, maxIterations }) {
    const f = asFloat(src);
    const axes = activeAxes(src.shape);
    if (axes.length === 0 || alpha1 === 0 || alpha0 === 0)
      return {
        result: f,
        gap: filled(0),
        iterations: filled(0, { ...filled(0), dtype: 'u32' }),
        converged: less(filled(0), 1),
      };
    const of = variationOf(axes, { weight: alpha1, isotropic: true, huber: 0, spacing });
    // noise is what moves, and it is no more than all that varies
    const move = pointwise([standardDeviation(f)], ([s], upload) =>
      numeric('maximum', numeric('multiply', s as Expr, constant(MOVE)), upload(LEAST)),
    );
    return minimiseTgv({
      data: f,
      start: f,
      of,
      alpha0: alpha0 * (of.weight / alpha1) ** 2,
      move,
      tolerance,
      maxIterations,
    });
  },
});

/** The part of the standard deviation that voxels are expected to move: where the balance of steps begins. */
const MOVE = 0.25;
const LEAST = 1e-20;
