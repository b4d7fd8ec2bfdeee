/** A reduction along one axis: what the projections share. */
import { axis } from '../../core/params.js';
import { defineOp } from '../../graph/operation.js';
import { maskInput, type Reduction } from './over.js';

/** Declares the projection that a reduction makes. */
export function projection(name: string, summary: string, reduction: Reduction) {
  return defineOp({
    name,
    summary,
    inputs: [{ name: 'src', doc: 'The image.' }],
    optional: maskInput,
    params: { axis: axis('The axis that is projected along.', { default: 'z' }) },
    lower([src], { axis }, _refuse, { mask }) {
      return reduction(src, { axes: [axis], mask });
    },
  });
}
