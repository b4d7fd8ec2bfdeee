/** Morphological reconstruction. */
import { formatShape, sameShape } from '../../core/axes.js';
import { choice } from '../../core/params.js';
import { defineOp } from '../../graph/operation.js';
import { connectivity, reconstructed } from './geodesic.js';

/**
 * Reconstruction as `skimage.morphology.reconstruction`: the seed is dilated under the mask (or eroded over it) until nothing
 * changes any more, exactly. Any shape and one type in, the same out; n and c are a batch. By dilation, a seed above
 * the mask is first brought down to it (scikit-image refuses it), by erosion one below is brought up. A voxel where seed or mask is NaN
 * stays NaN and lets nothing through. Cannot stand in the body of `repeat`. The time grows with how often the ways
 * that values take turn; a run of more than 10 million turns, which only a larger image can hold, rejects with `UnfinishedError`. Throws
 * `ArgumentError` where seed and mask differ in shape or type. Vincent 1993, Morphological grayscale reconstruction in image analysis.
 * @example
 * import { HostVolume, openEngine, reconstruction } from 'brightfield';
 * using engine = await openEngine();
 * const mask = new HostVolume({ shape: { x: 6 }, data: Uint8Array.of(3, 2, 4, 0, 5, 5) });
 * const seed = new HostVolume({ shape: { x: 6 }, data: Uint8Array.of(3, 0, 0, 0, 0, 0) });
 * using result = await engine.run(reconstruction(seed, mask));
 * (await result.read()).data; // 3 2 2 0 0 0
 */
export const reconstruction = defineOp({
  name: 'reconstruction',
  summary: 'Grow a seed under a mask, or shrink it over one, until nothing changes.',
  alsoKnownAs: ['binary_propagation', 'morphological_reconstruction'],
  inputs: [
    { name: 'seed', doc: 'Where it begins.' },
    { name: 'mask', doc: 'What bounds it.' },
  ],
  params: {
    method: choice('Whether the seed grows or shrinks.', ['dilation', 'erosion'], { default: 'dilation' }),
    connectivity: connectivity(3),
  },
  vjp: 'voxels are flooded, and where from is not kept',
  lower([seed, mask], { method, connectivity }, refuse) {
    if (!sameShape(seed.shape, mask.shape))
      refuse(`the mask must have the shape of the seed (${formatShape(seed.shape)})`, formatShape(mask.shape));
    if (seed.dtype !== mask.dtype) refuse(`the mask must have the type of the seed (${seed.dtype})`, mask.dtype);
    return reconstructed(seed, mask, method, connectivity);
  },
});
