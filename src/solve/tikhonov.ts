/** Deblurring by Tikhonov's regularisation. */
import { activeAxes } from '../core/axes.js';
import { choice, number } from '../core/params.js';
import { defineOp } from '../graph/operation.js';
import { asFloat } from '../graph/primitive.js';
import { checkPsf, psfParam } from './psfParam.js';
import { framedBorder, OPERATORS, regularised } from './regularised.js';

/**
 * The image u that minimises `Σ (psf ∗ u - src)² + weight Σ |D u|²` (A. N. Tikhonov 1963), D the image itself, its forward differences or its Laplacian: one division of spectra, no
 * iteration. `weight` is about the variance of the noise over that of D u: 1e-3 of the image, more of its differences. f32 of the shape of the image, in its units, linear in it; n and c are a batch.
 *
 * A Fourier transform takes the image for periodic (`wrap`), and where its ends do not fit it rings there: with `reflect` it is continued by its mirror image. A NaN or an infinity
 * makes all of its image NaN. Memory beside the image: four volumes in 2-D, four in 3-D with `wrap`; with `reflect` four volumes in 2-D, four in 3-D of the size of the image with its frame.
 *
 * Throws `ArgumentError` for a psf that is even, larger than the image, all zeros or not of sum 1, a single voxel, and a weight that is not above 0.
 * @example
 * import { HostVolume, openEngine, tikhonov } from 'brightfield';
 * const blurred = new HostVolume({ shape: { x: 6 }, data: Float32Array.of(0, 0.25, 0.5, 0.25, 0, 0) });
 * using engine = await openEngine();
 * using sharp = await engine.run(tikhonov(blurred, { psf: [0.25, 0.5, 0.25], weight: 1e-4 }));
 * (await sharp.read()).at({ x: 2 }); // about 0.97: a point, nearly
 */
export const tikhonov = defineOp({
  name: 'tikhonov',
  summary: 'Undo a known blur in one step, and keep the image, its gradient or its Laplacian small.',
  inputs: [{ name: 'src', doc: 'The blurred image.' }],
  params: {
    ...psfParam,
    weight: number('What is kept small costs so much: more smooths more.', { default: 1e-2, min: 0, max: 1e9 }),
    operator: choice('What is kept small: the image, its gradient or its Laplacian.', OPERATORS, {
      default: 'gradient',
    }),
    border: framedBorder,
  },
  linear: true,
  lower([src], how, refuse) {
    const axes = activeAxes(src.shape);
    if (axes.length === 0) refuse('the image must be longer than one voxel', 'one voxel');
    checkPsf(how.psf, src.shape, refuse);
    if (how.weight === 0) refuse('the weight must be above 0', '0');
    return regularised(asFloat(src), axes, how);
  },
});
