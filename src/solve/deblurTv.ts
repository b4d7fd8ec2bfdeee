/** Deblurring by total variation. */
import { activeAxes, SPATIAL_AXES } from '../core/axes.js';
import { choice } from '../core/params.js';
import type { Node } from '../graph/node.js';
import { defineOp } from '../graph/operation.js';
import { asFloat } from '../graph/primitive.js';
import { type Both, product } from '../ops/fourier/complex.js';
import { irfftn } from '../ops/fourier/irfftn.js';
import { rfftn } from '../ops/fourier/rfftn.js';
import { crop } from '../ops/geometry/crop.js';
import { pad } from '../ops/geometry/pad.js';
import { pipelineData, spectralData } from './dataTerm.js';
import { linearOf } from './linear.js';
import { clipped, minimiseTv } from './minimiseTv.js';
import { checkPsf, lengthsOf, psfParam, transferOf } from './psfParam.js';
import { boxParams, certified, checkBox, endParams, variationParams } from './solverParams.js';

/**
 * The image u that minimises `½ Σ (psf ∗ u - src)² + weight · TV(u)` with `low <= u <= high`: what was blurred by a known point spread function and noise. TV as in
 * `denoiseTv`; `weight` in units of the image, somewhat less than the variance of the noise over the size of an edge (4e-4 for noise of 0.01). The psf is a volume in
 * memory or lists, its centre in the middle. f32 of the shape of the image, in its units; n and c are a batch with one certificate.
 *
 * Outside of the image lies what the method finds itself (`border: 'unknown'`: u is larger by half the psf to every side, and cut in the end), so that nothing rings, or the image
 * again (`wrap`, as transforms have it: half the time). Values outside of `low` to `high` are not to be had: give the range that the true image has.
 *
 * Algorithm 1 of Chambolle and Pock 2011, preconditioned (Pock and Chambolle 2011); the balance of primal and dual steps adapts itself. It ends when the duality gap, which the box
 * makes finite, is below `tolerance` times the objective: a certificate, whatever the image. `converged` says whether it came to that within `maxIterations`; a NaN in the image ends
 * it at once. Memory beside the image, with `wrap`: at most ten volumes of its size.
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
  },
  outputs: certified,
  vjp: 'it is the end of a loop',
  lower([src], { psf, weight, isotropic, low, high, border, tolerance, maxIterations }, refuse) {
    checkPsf(psf, src.shape, refuse);
    checkBox(low, high, refuse);
    const axes = activeAxes(src.shape);
    if (axes.length === 0) refuse('the image must be longer than one voxel', 'one voxel');
    if (weight === 0) refuse('the weight must be above 0 (wiener undoes a blur without one)', '0');
    const f = asFloat(src);
    const box = { low, high };
    const common = {
      strength: psf.data.reduce((total, item) => total + Math.abs(item), 0) ** 2,
      of: { axes, weight, isotropic },
      box,
      tolerance,
      maxIterations,
    };
    if (border === 'wrap')
      return minimiseTv({
        ...common,
        data: spectralData(transferOf(psf, src.shape, axes), f, axes),
        start: clipped(f, box),
      });
    const lengths = lengthsOf(psf);
    const by = (of: (half: number, axis: (typeof SPATIAL_AXES)[number]) => number) =>
      Object.fromEntries(SPATIAL_AXES.map((axis) => [axis, of(lengths[axis] >> 1, axis)]));
    const before = by((half) => half);
    const after = by((half, axis) => roomy(src.shape[axis] + 2 * half) - src.shape[axis] - half);
    const start = clipped(pad(f, { before, after, border: 'nearest' }), box);
    const inside = { start: before, size: by((_, axis) => src.shape[axis]) };
    const transfer = transferOf(psf, start.shape, axes);
    const { result, ...rest } = minimiseTv({
      ...common,
      data: pipelineData(
        linearOf('deblurTv', (u) => crop(convolved(u, transfer), inside), start),
        [f],
      ),
      start,
    });
    return { result: crop(result, inside), ...rest };

    function convolved(u: Node, by: Both): Node {
      const { real, imaginary } = rfftn(u, { axes });
      const turned = product(by, { re: real, im: imaginary }) as Both;
      return irfftn(turned.re, { imaginary: turned.im, axes, length: u.shape[axes.at(-1) ?? 'x'] });
    }
  },
});

/** The next length whose transforms are quick: a multiple of 32 of small factors, where it is not short. */
function roomy(length: number): number {
  if (length === 1) return 1;
  const step = length < 64 ? 2 : 32;
  let at = Math.ceil(length / step) * step;
  while (!isSmooth(at / 2)) at += step;
  return at;
}

function isSmooth(length: number): boolean {
  let rest = length;
  for (const factor of [2, 3, 5, 7]) while (rest % factor === 0) rest /= factor;
  return rest === 1;
}
