/** Deblurring by total variation. */
import { activeAxes } from '../core/axes.js';
import { choice } from '../core/params.js';
import { defineOp } from '../graph/operation.js';
import { asFloat } from '../graph/primitive.js';
import { crop } from '../ops/geometry/crop.js';
import { pad } from '../ops/geometry/pad.js';
import { boxOf, boxParams, checkBox, clipped, WIDER } from './box.js';
import { pipelineData, spectralData } from './dataTerm.js';
import { linearOf } from './linear.js';
import { minimiseTv } from './minimiseTv.js';
import { convolved, frameOf } from './periodic.js';
import { checkPsf, psfParam, transferOf } from './psfParam.js';
import { certified, endParams, mostIterations, variationParams } from './solverParams.js';
import { variationOf } from './tvSteps.js';

/**
 * The image u that minimises `½ Σ (psf ∗ u - src)² + weight · TV(u)` with `low <= u <= high`: what was blurred by a known point spread function and noise. TV, `huber` and `spacing` as in
 * `denoiseTv`; `weight` in units of the image, somewhat less than the variance of the noise over the size of an edge (4e-4 for noise of 0.01). The psf is a volume in
 * memory or lists, its centre in the middle. f32 of the shape of the image, in its units; n and c are a batch with one certificate.
 *
 * Outside of the image lies what the method finds itself (`border: 'unknown'`: u is larger by half the psf to every side, and cut in the end), so that nothing rings, or the image
 * again (`wrap`, as transforms have it: half the time). Values outside of `low` to `high` are not to be had: give the range that the
 * true image has. Where they are left out the image tells it, and as much again to either side, which a sharper one may reach: lines and points much narrower than the psf reach farther.
 *
 * Algorithm 1 of Chambolle and Pock 2011, preconditioned (Pock and Chambolle 2011); the balance of primal and dual steps adapts itself. It ends when the duality gap, which the box
 * makes finite, is below `tolerance` times the objective: a certificate, whatever the image. `converged` says whether it came to that within `maxIterations`; a NaN in the image ends
 * it at once, unconverged, and makes the whole result NaN. With unknown borders it
 * takes 1000 to 1900 iterations (three photographs, a disc, blocks and blobs in 3-D, each 64² or 28³ with its own psf and noise), a balance of 1 920 to 2200; with `wrap` 100 to 400. Memory beside the image: nine volumes in 2-D, ten in 3-D with `wrap`, half a volume less where the psf is the same turned round its centre; ten volumes in 2-D, ten in 3-D of the size of u with unknown borders.
 *
 * Throws `ArgumentError` for a psf that is even, larger than the image, all zeros or not of sum 1, a weight of 0, and a box without room.
 * @example
 * import { deblurTv, HostVolume, openEngine } from 'brightfield';
 * const blurred = new HostVolume({ shape: { x: 6 }, data: Float32Array.of(0, 0, 0.25, 0.75, 1, 1) });
 * using engine = await openEngine();
 * const { result, gap } = deblurTv(blurred, { psf: [0.25, 0.5, 0.25], weight: 1e-4 });
 * const answer = await engine.run({ result, gap });
 * (await answer.result.read()).data; // about 0 0 0 1 1 1
 */
export const deblurTv = defineOp({
  name: 'deblurTv',
  summary: 'Undo a known blur and noise by total variation, to a certified gap.',
  inputs: [{ name: 'src', doc: 'The blurred image.' }],
  params: {
    ...psfParam,
    ...variationParams(1e-3),
    ...boxParams,
    border: choice(
      'What lies outside of the image: something that is found, or the image again.',
      ['unknown', 'wrap'],
      {
        default: 'unknown',
      },
    ),
    ...endParams,
    maxIterations: mostIterations(4000),
  },
  outputs: certified,
  vjp: 'it is the end of a loop',
  lower([src], { psf, weight, isotropic, huber, spacing, low, high, border, tolerance, maxIterations }, refuse) {
    checkPsf(psf, src.shape, refuse);
    checkBox(low, high, refuse);
    const axes = activeAxes(src.shape);
    if (axes.length === 0) refuse('the image must be longer than one voxel', 'one voxel');
    if (weight === 0) refuse('the weight must be above 0 (wiener undoes a blur without one)', '0');
    const f = asFloat(src);
    const box = boxOf(f, low, high, WIDER);
    const common = {
      strength: psf.data.reduce((total, item) => total + Math.abs(item), 0) ** 2,
      of: variationOf(axes, { weight, isotropic, huber, spacing }),
      box,
      tolerance,
      maxIterations,
    };
    if (border === 'wrap')
      return minimiseTv({
        ...common,
        data: spectralData(transferOf(psf, src.shape, axes), f, axes),
        start: clipped(f, box),
        from: f,
      });
    const { before, after, inside } = frameOf(psf, src.shape, { before: 1, after: 1 });
    const start = clipped(pad(f, { before, after, border: 'nearest' }), box);
    const transfer = transferOf(psf, start.shape, axes);
    const { result, ...rest } = minimiseTv({
      ...common,
      data: pipelineData(
        linearOf('deblurTv', (u) => crop(convolved(u, transfer, axes), inside), start),
        [f],
      ),
      start,
    });
    return { result: crop(result, inside), ...rest };
  },
});
