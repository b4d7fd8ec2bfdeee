/** The least along axes. */
import { AXES } from '../../core/axes.js';
import { DTYPES } from '../../core/dtype.js';
import { defineOp } from '../../graph/operation.js';
import { beyond, checkMask, maskedBy, maskInput, overParams, unlessEmpty } from './over.js';
import { reduceAxes } from './reduce.js';

/**
 * The least voxel along axes, as `np.min`: f32, for u32 and i32 the type of the image; NaN where any voxel is NaN and of no
 * voxels (whole numbers of no voxels give the type's greatest). Reduced axes keep length 1. Throws `ArgumentError` where the mask
 * does not broadcast to the image.
 * @example
 * import { HostVolume, min, openEngine } from 'brightfield';
 * using engine = await openEngine();
 * const image = new HostVolume({ shape: { y: 2, x: 2 }, data: Float32Array.of(3, -2, 9, 4) });
 * using result = await engine.run(min(image));
 * (await result.read()).at({}); // -2
 */
export const min = defineOp({
  name: 'min',
  summary: 'Find the least voxel along axes.',
  inputs: [{ name: 'src', doc: 'The image.' }],
  optional: maskInput,
  params: overParams,
  lower([src], { axes = AXES }, refuse, { mask }) {
    checkMask(src, mask, refuse);
    const found = reduceAxes(maskedBy(src, mask, beyond(src, 1)), axes, 'min', DTYPES[src.dtype].compute);
    return unlessEmpty(found, src, mask, axes);
  },
});
