/** Flat dilation. */
import { defineOp } from '../../graph/operation.js';
import { extreme, mirrorParams } from './extreme.js';

/**
 * Dilation: `out[p] = max over the footprint of x[p - o]`, the adjoint of `erosion`; `x[p + o]` without `mirror`.
 * Any shape and type in, the same out; a mask stays u8. The axes that the footprint does not have are a batch. A NaN in the
 * window gives NaN. The gradient goes to the voxel that was taken, of equal ones to the first in the order z, y, x. Where no neighbour takes part, the result is the end of the range of the type (an infinity for floats).
 * Throws `ArgumentError` for a footprint without a voxel. Source: J. Serra, Image Analysis and Mathematical Morphology, 1982; scikit-image 2.
 * @example
 * import { dilation, HostVolume, openEngine } from 'brightfield';
 * using engine = await openEngine();
 * const line = new HostVolume({ shape: { x: 5 }, data: Float32Array.of(0, 0, 3, 0, 1) });
 * using result = await engine.run(dilation(line, { footprint: { box: 3 } }));
 * (await result.read()).data; // 0 3 3 3 1
 */
export const dilation = defineOp({
  name: 'dilation',
  summary: 'Take the greatest voxel of the mirrored footprint around every voxel.',
  alsoKnownAs: ['binary_dilation', 'grey_dilation', 'isotropic_dilation', 'dilate'],
  inputs: [{ name: 'src', doc: 'The image.' }],
  params: mirrorParams,
  lower: ([src], { mirror, ...window }) => extreme(src, window, false, mirror),
});
