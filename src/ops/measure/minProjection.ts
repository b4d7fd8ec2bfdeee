/** The least along one axis: a stack as one image. */
import { axis } from '../../core/params.js';
import { defineOp } from '../../graph/operation.js';
import { min } from './min.js';
import { maskInput } from './over.js';

/**
 * The least of the voxels along one axis, z unless said: `min` over that axis alone, NaN as there. The axis keeps length 1.
 * Throws `ArgumentError` where the mask does not broadcast to the image.
 * @example
 * import { HostVolume, minProjection, openEngine } from 'brightfield';
 * using engine = await openEngine();
 * const stack = new HostVolume({ shape: { z: 2, x: 2 }, data: Float32Array.of(1, 6, 3, 4) });
 * using image = await engine.run(minProjection(stack));
 * (await image.read()).data; // 1, 4
 */
export const minProjection = defineOp({
  name: 'minProjection',
  summary: 'Project the least along one axis.',
  inputs: [{ name: 'src', doc: 'The image.' }],
  optional: maskInput,
  params: { axis: axis('The axis that is projected along.', { default: 'z' }) },
  lower([src], { axis }, _refuse, { mask }) {
    return min(src, { axes: [axis], mask });
  },
});
