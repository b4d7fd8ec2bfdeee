/** The discrete Laplacian. */
import { activeAxes } from '../../core/axes.js';
import { defineOp } from '../../graph/operation.js';
import { borderParams } from '../border.js';
import { differences } from './differences.js';

/**
 * The sum over the axes longer than one voxel of `x[i-1] - 2x[i] + x[i+1]`, in one pass.
 * In units of the image a squared voxel. Any shape in, f32 of the same shape out; zeros where no axis is longer than one.
 * scipy.ndimage's `laplace`; scikit-image's and OpenCV's have the opposite sign or other weights.
 * Throws `ArgumentError` for a parameter out of range.
 * @example
 * import { HostVolume, laplace, openEngine } from 'brightfield';
 * using engine = await openEngine();
 * const parabola = new HostVolume({ shape: { x: 5 }, data: Float32Array.of(4, 1, 0, 1, 4) });
 * using curvature = await engine.run(laplace(parabola));
 * (await curvature.read()).at({ x: 2 }); // 2
 */
export const laplace = defineOp({
  name: 'laplace',
  summary: 'Take the discrete Laplacian.',
  alsoKnownAs: ['laplacian'],
  inputs: [{ name: 'src', doc: 'The image.' }],
  params: borderParams,
  linear: ({ border, value }) => border !== 'constant' || value === 0,
  lower([src], border) {
    const active = activeAxes(src.shape);
    return differences(src, { along: active, acting: active, make: 'laplace', scale: 1, ...border });
  },
});
