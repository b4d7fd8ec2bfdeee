/** A reduction of the voxels that are not NaN: what the nan operations share. */
import { test } from '../../graph/expr.js';
import { defineOp } from '../../graph/operation.js';
import { checkMask, maskInput, maskWhere, overParams, type Reduction } from './over.js';

/** Declares a reduction that passes over NaN. */
export function withoutNaN(name: string, summary: string, reduction: Reduction) {
  return defineOp({
    name,
    summary,
    inputs: [{ name: 'src', doc: 'The image.' }],
    optional: maskInput,
    params: overParams,
    lower([src], { axes }, refuse, { mask }) {
      checkMask(src, mask, refuse);
      return reduction(src, { axes, mask: maskWhere(src, (voxel) => test('not', test('isNaN', voxel)), mask) });
    },
  });
}
