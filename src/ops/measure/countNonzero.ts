/** How many voxels are not 0. */
import { AXES } from '../../core/axes.js';
import { defineOp } from '../../graph/operation.js';
import { checkMask, countable, maskedBy, maskInput, overParams } from './over.js';
import { reduceAxes } from './reduce.js';

/**
 * How many voxels along axes are not 0, as `np.count_nonzero`: u32, exact; NaN is not 0. Reduced axes keep length 1. Throws
 * `ArgumentError` where the mask does not broadcast to the image.
 * @example
 * import { countNonzero, HostVolume, openEngine } from 'brightfield';
 * using engine = await openEngine();
 * const mask = new HostVolume({ shape: { y: 2, x: 2 }, data: Uint8Array.of(0, 1, 1, 0) });
 * using result = await engine.run(countNonzero(mask));
 * (await result.read()).at({}); // 2
 */
export const countNonzero = defineOp({
  name: 'countNonzero',
  summary: 'Count the voxels along axes that are not 0.',
  inputs: [{ name: 'src', doc: 'The image.' }],
  optional: maskInput,
  params: overParams,
  lower([src], { axes = AXES }, refuse, { mask }) {
    checkMask(src, mask, refuse);
    return reduceAxes(countable(maskedBy(src, mask, 0)), axes, 'sum', 'u32');
  },
});
