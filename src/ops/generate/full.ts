/** A volume of one number: where generated images begin. */
import { AXES, naturalLayout } from '../../core/axes.js';
import { number, perAxis } from '../../core/params.js';
import { defineOp } from '../../graph/operation.js';
import { filled } from '../../graph/primitive.js';

/**
 * A volume of one number, as `np.full`: f32, of the given lengths along `n c z y x`; axes left out have length 1.
 * Throws `ArgumentError` where a length is no whole number from 1 to 1000000000.
 * @example
 * import { full, openEngine } from 'brightfield';
 * using engine = await openEngine();
 * using gray = await engine.run(full({ shape: { y: 3, x: 4 }, value: 0.5 }));
 * (await gray.read()).at({ y: 2, x: 3 }); // 0.5
 */
export const full = defineOp({
  name: 'full',
  summary: 'Make a volume of one number.',
  inputs: [],
  params: {
    shape: perAxis('Voxels along each axis.', { default: 1, min: 1, max: 1e9, whole: true, axes: AXES }),
    value: number('The number.', { default: 0 }),
  },
  lower: (_none, { shape, value }) =>
    filled(value, { shape, dtype: 'f32', spacing: {}, unit: '', layout: naturalLayout(shape) }),
});
