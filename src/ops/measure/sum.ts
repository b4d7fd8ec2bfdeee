/** The sum along axes. */
import { AXES } from '../../core/axes.js';
import { defineOp } from '../../graph/operation.js';
import { checkMask, maskedBy, maskInput, overParams } from './over.js';
import { reduceAxes } from './reduce.js';

/**
 * The sum along axes, as `np.sum`: f32 for every input type, pairwise, within 1e-6 relative for numbers of one sign; 0 of no
 * voxels; NaN and infinities as IEEE adds them. Reduced axes keep length 1. Whole numbers are counted exactly by `countNonzero`
 * and `histogram`, not by this. Throws `ArgumentError` where the mask does not broadcast to the image.
 * @example
 * import { HostVolume, openEngine, sum } from 'brightfield';
 * using engine = await openEngine();
 * const image = new HostVolume({ shape: { y: 2, x: 3 }, data: Float32Array.of(1, 2, 3, 4, 5, 6) });
 * using total = await engine.run(sum(image));
 * (await total.read()).at({}); // 21
 */
export const sum = defineOp({
  name: 'sum',
  summary: 'Add up the voxels along axes.',
  inputs: [{ name: 'src', doc: 'The image.' }],
  optional: maskInput,
  params: overParams,
  linear: true,
  lower([src], { axes = AXES }, refuse, { mask }) {
    checkMask(src, mask, refuse);
    return reduceAxes(maskedBy(src, mask, 0), axes, 'sum', 'f32');
  },
});
