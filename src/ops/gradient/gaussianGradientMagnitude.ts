/** The length of the gradient of the blurred image. */
import { float, numeric } from '../../graph/expr.js';
import { defineOp } from '../../graph/operation.js';
import { describedAs, filled, pointwise } from '../../graph/primitive.js';
import { derivativeParams, derivatives } from './gaussianDerivatives.js';

/**
 * The length of the gradient of the image blurred with a Gaussian, over the axes longer than one voxel.
 * In units of the image a voxel. Any shape in, f32 of the same shape out, never negative; zeros where no axis is longer than
 * one. scipy.ndimage's `gaussian_gradient_magnitude`: derivatives of the Gaussian itself, not differences.
 * Throws `ArgumentError` for a parameter out of range and for a sigma of 0 along an axis longer than one.
 * @example
 * import { gaussianGradientMagnitude, HostVolume, openEngine } from 'brightfield';
 * using engine = await openEngine();
 * const step = new HostVolume({ shape: { x: 8 }, data: Float32Array.of(0, 0, 0, 0, 1, 1, 1, 1) });
 * using edge = await engine.run(gaussianGradientMagnitude(step, { sigma: 1 }));
 * (await edge.read()).at({ x: 4 }) > 0.3; // true
 */
export const gaussianGradientMagnitude = defineOp({
  name: 'gaussianGradientMagnitude',
  summary: 'Measure the length of the gradient of the image blurred with a Gaussian.',
  inputs: [{ name: 'src', doc: 'The image.' }],
  params: derivativeParams,
  lower([src], params, refuse) {
    const parts = derivatives(src, 1, params, refuse);
    if (parts.length === 0) return filled(0, describedAs(src, { dtype: 'f32' }));
    return pointwise(
      parts,
      (args) =>
        float(
          'sqrt',
          args.map((arg) => numeric('multiply', arg, arg)).reduce((sum, arg) => numeric('add', sum, arg)),
        ),
      'f32',
    );
  },
});
