/** Denoising by total variation. */

import { activeAxes } from '../core/axes.js';
import { choice } from '../core/params.js';
import type { Node } from '../graph/node.js';
import { defineOp } from '../graph/operation.js';
import { asFloat, filled } from '../graph/primitive.js';
import { halfSquare, relativeGap } from './certificate.js';
import { poissonTv } from './poissonTv.js';
import { certified, endParams, variationParams } from './solverParams.js';
import { iteration } from './tvIteration.js';
import { tvLoop } from './tvLoop.js';
import { gapParts, variationOf } from './tvSteps.js';

/**
 * The image u that minimises `½ Σ (u - src)² + weight · TV(u)` (Rudin, Osher and Fatemi 1992), TV the sum over voxels of the length of the vector of forward
 * differences along all axes longer than one (0 at the last voxel), or of their magnitudes where not `isotropic`. The problem of scikit-image's
 * `denoise_tv_chambolle`, whose `weight` this is: in units of the image, more smooths more; about 0.8 of the standard deviation of the noise is a good one.
 * f32 of the shape of the image, in its units; n and c are a batch, whose images share one certificate.
 *
 * Neighbours count as one voxel apart unless `spacing` says how far they are: differences along an axis are divided by it, and slopes, the weight and the huber are of that unit (with one
 * spacing for all axes, the weight over the spacing does the same). With `huber` above 0 the length t of a slope costs t²/(2 huber) where it is below, t - huber/2 from there on
 * (P. J. Huber 1964): edges stay, ramps do not become stairs, and it takes a fraction of the iterations.
 *
 * `data: 'poisson'` is for counts of photons, whose noise grows with them: `Σ u - src log u + weight · TV(u)` (Le, Chartrand and Asaki 2007), src at least 0 and in any unit (the
 * result is in that unit, and the weight does not depend on it); 0.8 over the root of the mean count is a good weight. The gap is in proportion to
 * `Σ u - src + src log(src / u) + weight · TV(u)`, which is 0 at best. Negative counts end it as a NaN does.
 *
 * Algorithm 2 of Chambolle and Pock 2011 (3 with a huber, 1 for counts), A first-order primal-dual algorithm for convex problems. It ends when the duality gap is below `tolerance` times
 * the objective: so close to the least objective it is then for certain (and ½|u - u*|² is at most the gap). `converged` says whether it came to that within
 * `maxIterations`; a NaN in the image ends it at once, unconverged, with a gap of NaN, and makes the whole result NaN. Memory beside the image: six volumes in 2-D, five in 3-D.
 *
 * Throws `ArgumentError` for a weight of 0, a single voxel and parameters out of range.
 * @example
 * import { denoiseTv, HostVolume, openEngine } from 'brightfield';
 * const step = new HostVolume({ shape: { x: 4 }, data: Float32Array.of(0, 0, 1, 1) });
 * using engine = await openEngine();
 * const { result, gap } = denoiseTv(step, { weight: 0.1, tolerance: 1e-6 });
 * const answer = await engine.run({ result, gap });
 * (await answer.result.read()).data; // about 0.05 0.05 0.95 0.95
 */
export const denoiseTv = defineOp({
  name: 'denoiseTv',
  summary: 'Remove noise and keep edges, by total variation, to a certified gap.',
  alsoKnownAs: ['denoise_tv_chambolle', 'rof'],
  inputs: [{ name: 'src', doc: 'The image.' }],
  params: {
    ...variationParams(0.1),
    data: choice('What the noise of the image is: the same everywhere, or that of counts.', ['gaussian', 'poisson'], {
      default: 'gaussian',
    }),
    ...endParams,
  },
  outputs: certified,
  vjp: 'it is the end of a loop',
  lower([src], { weight, isotropic, huber, spacing, data, tolerance, maxIterations }, refuse) {
    const f = asFloat(src);
    const axes = activeAxes(src.shape);
    if (axes.length === 0) refuse('the image must be longer than one voxel', 'one voxel');
    if (weight === 0) refuse('the weight must be above 0 (without one the image is its own answer)', '0');
    const of = variationOf(axes, { weight, isotropic, huber, spacing });
    if (data === 'poisson') return poissonTv(f, of, { tolerance, maxIterations });
    const bound = 4 * axes.length;
    // with a huber the dual is strongly convex, too, and steps this long converge linearly (algorithm 3). The camera image with noise of 0.1, to a gap of 1e-5: 60, 30 and 20
    // iterations for a huber of 0.005, 0.02 and 0.2; 330, 240 and 110 where steps go on becoming shorter
    const least = Math.sqrt(of.huber / of.weight / bound);
    const empty = halfSquare([f]);
    return tvLoop({
      of,
      begin: { u: f, tau: filled(Math.max(1 / Math.sqrt(bound), least)) },
      body({ u, tau }, p) {
        const next = iteration({ u: u as Node, tau: tau as Node, p }, f, of, { bound, least, kind: 'plain' });
        return { p: next.p, next: { u: next.u, tau: next.tau } };
      },
      gap: ({ u }, p) => relativeGap([gapParts(u as Node, f, p, of)], empty),
      tolerance,
      maxIterations,
    });
  },
});
