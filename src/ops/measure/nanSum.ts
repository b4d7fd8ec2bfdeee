/** The sum along axes, of the voxels that are not NaN. */
import { test } from '../../graph/expr.js';
import { defineOp } from '../../graph/operation.js';
import { checkMask, maskInput, maskWhere, overParams } from './over.js';
import { sum } from './sum.js';

/**
 * `sum` of the voxels that are not NaN, as `np.nansum`: f32; 0 where all are. Reduced axes keep length 1. Throws
 * `ArgumentError` where the mask does not broadcast to the image.
 * @example
 * import { HostVolume, nanSum, openEngine } from 'brightfield';
 * using engine = await openEngine();
 * const image = new HostVolume({ shape: { x: 3 }, data: Float32Array.of(1, Number.NaN, 3) });
 * using result = await engine.run(nanSum(image));
 * (await result.read()).at({}); // 4
 */
export const nanSum = defineOp({
  name: 'nanSum',
  summary: 'Add up the voxels along axes that are not NaN.',
  inputs: [{ name: 'src', doc: 'The image.' }],
  optional: maskInput,
  params: overParams,
  lower([src], { axes }, refuse, { mask }) {
    checkMask(src, mask, refuse);
    return sum(src, { axes, mask: maskWhere(src, (voxel) => test('not', test('isNaN', voxel)), mask) });
  },
});
