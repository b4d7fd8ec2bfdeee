/** Where the least voxel along axes is. */
import { AXES } from '../../core/axes.js';
import { defineOp } from '../../graph/operation.js';
import { argExtreme } from './argExtreme.js';
import { maskInput, overParams } from './over.js';

/**
 * The flat index of the first least voxel, in C order over the reduced axes, as `np.argmin`: i32; the first NaN where there is
 * one; -1 of no voxels. Reduced axes keep length 1. Throws `ArgumentError` where the mask does not broadcast to the image or the
 * reduced axes hold more than 2^31 voxels.
 * @example
 * import { argmin, HostVolume, openEngine } from 'brightfield';
 * using engine = await openEngine();
 * const image = new HostVolume({ shape: { y: 2, x: 2 }, data: Float32Array.of(3, -2, 9, 4) });
 * using result = await engine.run(argmin(image));
 * (await result.read()).at({}); // 1
 */
export const argmin = defineOp({
  name: 'argmin',
  summary: 'Find where the least voxel along axes is.',
  inputs: [{ name: 'src', doc: 'The image.' }],
  optional: maskInput,
  params: overParams,
  vjp: 'a position jumps where the values change',
  lower([src], { axes = AXES }, refuse, { mask }) {
    return argExtreme(src, mask, axes, true, refuse);
  },
});
