/** The mean along axes. */
import { AXES } from '../../core/axes.js';
import { float, input } from '../../graph/expr.js';
import { defineOp } from '../../graph/operation.js';
import { pointwise } from '../../graph/primitive.js';
import { countOf, maskInput, overParams } from './over.js';
import { sum } from './sum.js';

/**
 * The arithmetic mean along axes, as `np.mean`: f32, in the unit of the image; NaN of no voxels, and where any voxel is NaN.
 * Reduced axes keep length 1, so that the result broadcasts: `subtract(image, mean(image))`. Throws `ArgumentError` where the
 * mask does not broadcast to the image.
 * @example
 * import { HostVolume, mean, openEngine } from 'brightfield';
 * using engine = await openEngine();
 * const image = new HostVolume({ shape: { y: 2, x: 2 }, data: Float32Array.of(1, 2, 3, 4) });
 * using columns = await engine.run(mean(image, { axes: 'y' }));
 * (await columns.read()).data; // 2, 3
 */
export const mean = defineOp({
  name: 'mean',
  summary: 'Average the voxels along axes.',
  inputs: [{ name: 'src', doc: 'The image.' }],
  optional: maskInput,
  params: overParams,
  linear: true,
  lower([src], { axes = AXES }, _refuse, { mask }) {
    return pointwise([sum(src, { axes, mask }), countOf(src, mask, axes)], ([total = input(0), count = input(1)]) =>
      float('divide', total, count),
    );
  },
});
