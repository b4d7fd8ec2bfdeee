/** Deblurring by Wiener's filter. */
import { activeAxes } from '../core/axes.js';
import { number } from '../core/params.js';
import { defineOp } from '../graph/operation.js';
import { asFloat } from '../graph/primitive.js';
import { clipParam, clipped } from './box.js';
import { checkPsf, psfParam } from './psfParam.js';
import { framedBorder, regularised } from './regularised.js';

/**
 * conj(H) F / (|H|² + balance |L|²), H, F and L the spectra of psf, image and Laplacian: the image u that minimises `Σ (psf ∗ u - src)² + balance Σ (L u)²` (B. R. Hunt, The application of constrained
 * least squares estimation to image restoration by digital computer, 1973). scikit-image's `restoration.wiener`, in 2-D and 3-D, where `border` is 'wrap' and `clip` is set; not scipy's `wiener`,
 * which smooths by local variance. More `balance` smooths more: it is the variance of the noise over that of the image's Laplacian. f32 of the shape of the image, in its units, linear in it but for `clip`; n and c are a batch.
 *
 * A Fourier transform takes the image for periodic (`wrap`), and where its ends do not fit it rings there: with `reflect` it is continued by its mirror image. A NaN or an infinity
 * makes all of its image NaN. Memory beside the image: four volumes in 2-D, four in 3-D with `wrap`; with `reflect` four volumes in 2-D, four in 3-D of the size of the image with its frame.
 *
 * Throws `ArgumentError` for a psf that is even, larger than the image, all zeros or not of sum 1, a single voxel, and a balance that is not above 0.
 * @example
 * import { HostVolume, openEngine, wiener } from 'brightfield';
 * const blurred = new HostVolume({ shape: { x: 6 }, data: Float32Array.of(0, 0, 0.25, 0.75, 1, 1) });
 * using engine = await openEngine();
 * using sharp = await engine.run(wiener(blurred, { psf: [0.25, 0.5, 0.25], balance: 1e-4 }));
 * (await sharp.read()).data; // about 0 0 0 1 1 1
 */
export const wiener = defineOp({
  name: 'wiener',
  summary: 'Undo a known blur in one step, against a smooth image.',
  inputs: [{ name: 'src', doc: 'The blurred image.' }],
  params: {
    ...psfParam,
    balance: number('How much smoothness counts against the data.', { default: 0.1, min: 0, max: 1e9 }),
    ...clipParam,
    border: framedBorder,
  },
  linear: ({ clip }) => !clip,
  lower([src], { psf, balance, clip, border }, refuse) {
    const axes = activeAxes(src.shape);
    if (axes.length === 0) refuse('the image must be longer than one voxel', 'one voxel');
    checkPsf(psf, src.shape, refuse);
    if (balance === 0) refuse('the balance must be above 0', '0');
    const how = { psf, weight: balance, operator: 'laplacian', border } as const;
    const answer = regularised(asFloat(src), axes, how);
    return clip ? clipped(answer, { low: -1, high: 1 }) : answer;
  },
});
