/** The Laplacian of a Gaussian. */
import { numeric } from '../../graph/expr.js';
import { defineOp } from '../../graph/operation.js';
import { describedAs, filled, pointwise } from '../../graph/primitive.js';
import { derivativeParams, derivatives } from './gaussianDerivatives.js';

/**
 * The sum over the axes longer than one voxel of the second derivatives of the image blurred with a Gaussian.
 * In units of the image a squared voxel (not multiplied by σ²). Any shape in, f32 of the same shape out; zeros where no axis
 * is longer than one. scipy.ndimage's `gaussian_laplace`: derivatives of the Gaussian itself, not differences.
 * Throws `ArgumentError` for a parameter out of range and for a sigma of 0 along an axis longer than one.
 * Source: D. Marr, E. Hildreth, Theory of edge detection, 1980.
 * @example
 * import { gaussianLaplace, HostVolume, openEngine } from 'brightfield';
 * using engine = await openEngine();
 * const spot = new HostVolume({ shape: { x: 9 }, data: Float32Array.of(0, 0, 0, 0, 1, 0, 0, 0, 0) });
 * using blob = await engine.run(gaussianLaplace(spot, { sigma: 1 }));
 * (await blob.read()).at({ x: 4 }) < 0; // true: bright spots are negative
 */
export const gaussianLaplace = defineOp({
  name: 'gaussianLaplace',
  summary: 'Take the Laplacian of the image blurred with a Gaussian.',
  alsoKnownAs: ['log_filter', 'laplacian_of_gaussian', 'mexican_hat'],
  inputs: [{ name: 'src', doc: 'The image.' }],
  params: derivativeParams,
  linear: ({ border, value }) => border !== 'constant' || value === 0,
  lower([src], params, refuse) {
    const parts = derivatives(src, 2, params, refuse);
    if (parts.length === 0) return filled(0, describedAs(src, { dtype: 'f32' }));
    return pointwise(parts, (args) => args.reduce((sum, arg) => numeric('add', sum, arg)), 'f32');
  },
});
