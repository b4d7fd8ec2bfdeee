/** The length of the gradient. */
import { activeAxes } from '../../core/axes.js';
import { choice } from '../../core/params.js';
import { defineOp } from '../../graph/operation.js';
import { borderParams } from '../border.js';
import { differences, EDGES, edges } from './differences.js';

/**
 * The length of the gradient over the axes longer than one voxel, in one pass, 2-D or 3-D.
 * By default √(Σ g²) of central differences `(x[i+1] - x[i-1]) / 2`, in units of the image a voxel (spacing is not taken into
 * account). The other methods are the operations of their names, scaled as scikit-image scales them: over two voxels, and the
 * mean of the squares. Any shape in, f32 of the same shape out, never negative; zeros where no axis is longer than one.
 * Throws `ArgumentError` for a parameter out of range.
 * @example
 * import { gradientMagnitude, HostVolume, openEngine } from 'brightfield';
 * using engine = await openEngine();
 * const ramp = new HostVolume({ shape: { y: 2, x: 4 }, data: Float32Array.of(0, 3, 6, 9, 0, 3, 6, 9) });
 * using slope = await engine.run(gradientMagnitude(ramp));
 * (await slope.read()).at({ x: 1 }); // 3
 */
export const gradientMagnitude = defineOp({
  name: 'gradientMagnitude',
  summary: 'Measure the length of the gradient.',
  inputs: [{ name: 'src', doc: 'The image.' }],
  params: {
    method: choice(
      'Central differences, or the edge filter of that name with its own scale.',
      ['central', 'sobel', 'scharr', 'prewitt'],
      { default: 'central' },
    ),
    ...borderParams,
  },
  lower([src], { method, ...border }) {
    if (method !== 'central') return edges(src, EDGES[method], border);
    const active = activeAxes(src.shape);
    return differences(src, { along: active, acting: active, make: 'magnitude', scale: 0.25, ...border });
  },
});
