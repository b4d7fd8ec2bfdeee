/** Flat erosion. */
import { defineOp } from '../../graph/operation.js';
import { extreme, morphologyParams } from './extreme.js';

/**
 * Erosion: `out[p] = min over the footprint of x[p + o]`, for images and binary masks.
 * Any shape and type in, the same out; a mask stays u8. The axes that the footprint does not have are a batch. A NaN in the
 * window gives NaN. The gradient goes to the voxel that was taken, of equal ones to the first in the order z, y, x. Where no neighbour takes part, the result is the end of the range of the type (an infinity for floats).
 * Throws `ArgumentError` for a footprint without a voxel. Source: J. Serra, Image Analysis and Mathematical Morphology, 1982; scikit-image 2.
 * @example
 * import { erosion, HostVolume, openEngine } from 'brightfield';
 * using engine = await openEngine();
 * const line = new HostVolume({ shape: { x: 5 }, data: Float32Array.of(1, 5, 5, 5, 0) });
 * using result = await engine.run(erosion(line, { footprint: { box: 3 } }));
 * (await result.read()).data; // 1 1 5 0 0
 */
export const erosion = defineOp({
  name: 'erosion',
  summary: 'Take the least voxel of the footprint around every voxel.',
  alsoKnownAs: ['binary_erosion', 'grey_erosion', 'isotropic_erosion', 'erode'],
  inputs: [{ name: 'src', doc: 'The image.' }],
  params: morphologyParams,
  lower: ([src], window) => extreme(src, window, true),
});
