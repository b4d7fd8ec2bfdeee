/** One slice, frame, row or channel. */
import { axis, integer } from '../../core/params.js';
import { defineOp } from '../../graph/operation.js';
import { view } from '../../graph/primitive.js';
import { crop } from './crop.js';
import { withoutAxis } from './layout.js';

/**
 * Takes one index of an axis. The axis has length 1 then and is gone from the layout, as in NumPy's `image[index]`. Type,
 * values and spacing stay. A view, without a copy, along n, c, z and y.
 *
 * Throws `ArgumentError` for an index outside the image.
 * @example
 * import { HostVolume, openEngine, select } from 'brightfield';
 * const stack = new HostVolume({ shape: { z: 2, y: 1, x: 2 }, data: Float32Array.of(1, 2, 3, 4) });
 * using engine = await openEngine();
 * using slice = await engine.run(select(stack, { axis: 'z', index: 1 }));
 * const { data } = await slice.read(); // 3, 4
 */
export const select = defineOp({
  name: 'select',
  summary: 'Take one index of an axis.',
  inputs: [{ name: 'src', doc: 'The image.' }],
  params: {
    axis: axis('The axis.', { default: 'z' }),
    index: integer('Which voxel along it, from 0.', { min: 0, default: 0 }),
  },
  linear: true,
  lower([src], { axis, index }, refuse) {
    const length = src.shape[axis];
    if (index >= length) refuse(`index must be below the ${length} voxels along ${axis}`, `${index}`);
    const one = crop(src, { start: { [axis]: index }, size: { [axis]: 1 } });
    return view(one, one.shape, {}, { layout: withoutAxis(one.layout, axis) });
  },
});
