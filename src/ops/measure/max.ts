/** The greatest along axes. */
import { AXES } from '../../core/axes.js';
import { DTYPES } from '../../core/dtype.js';
import { defineOp } from '../../graph/operation.js';
import { beyond, checkMask, maskedBy, maskInput, overParams, unlessEmpty } from './over.js';
import { reduceAxes } from './reduce.js';

/**
 * The greatest voxel along axes, as `np.max`: f32, for u32 and i32 the type of the image; NaN where any voxel is NaN and of no
 * voxels (whole numbers of no voxels give the type's least). Reduced axes keep length 1. Throws `ArgumentError` where the mask
 * does not broadcast to the image.
 * @example
 * import { HostVolume, max, openEngine } from 'brightfield';
 * using engine = await openEngine();
 * const image = new HostVolume({ shape: { y: 2, x: 2 }, data: Float32Array.of(3, -2, 9, 4) });
 * using result = await engine.run(max(image));
 * (await result.read()).at({}); // 9
 */
export const max = defineOp({
  name: 'max',
  summary: 'Find the greatest voxel along axes.',
  inputs: [{ name: 'src', doc: 'The image.' }],
  optional: maskInput,
  params: overParams,
  lower([src], { axes = AXES }, refuse, { mask }) {
    checkMask(src, mask, refuse);
    const found = reduceAxes(maskedBy(src, mask, beyond(src, -1)), axes, 'max', DTYPES[src.dtype].compute);
    return unlessEmpty(found, src, mask, axes);
  },
});
