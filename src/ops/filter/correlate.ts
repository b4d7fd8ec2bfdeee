/** Correlation with a kernel of up to three axes. */
import { defineOp } from '../../graph/operation.js';
import { correlation, correlationParams } from './correlation.js';

/**
 * The sum over a window of weights times voxels: `out[i] = Σ_k weights[k] · x[i + k - floor(length/2) - origin]`.
 * Any shape in, f32 of the same shape out. A flat list of weights lies along x, a nested one along y and x, or z, y and x; the
 * other axes are a batch, so a kernel of two axes filters every slice of a stack. Even lengths are centred as in
 * scipy.ndimage, whose `correlate` this is, except that a weight of exactly 0 reads nothing: a NaN under it does not spread.
 *
 * The sum costs the more the more weights there are; from some 200 of them in a plane on (17 x 17 at 2048², 13 x 13 at 512²) Fourier transforms are faster, and `auto` takes
 * those. Their error is about 3e-7 of what the largest values make, and a NaN or an infinity makes all of its image NaN: where that matters,
 * say `method: 'direct'`. Throws `ArgumentError` where `origin` moves the window off the voxel, and
 * for weights that are not finite or not of equal length.
 * @example
 * import { correlate, HostVolume, openEngine } from 'brightfield';
 * using engine = await openEngine();
 * const line = new HostVolume({ shape: { x: 4 }, data: Float32Array.of(0, 1, 0, 0) });
 * using sum = await engine.run(correlate(line, { weights: [1, 2, 3] }));
 * (await sum.read()).data; // 3 2 1 0
 */
export const correlate = defineOp({
  name: 'correlate',
  summary: 'Correlate with a kernel of one to three axes.',
  alsoKnownAs: ['filter2D'],
  inputs: [{ name: 'src', doc: 'The image.' }],
  params: correlationParams,
  linear: ({ border, value }) => border !== 'constant' || value === 0,
  lower: ([src], params, refuse) => correlation(src, params, false, refuse),
});
