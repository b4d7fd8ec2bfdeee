/** Images along a new axis. */
import { formatShape, sameShape } from '../../core/axes.js';
import { axis } from '../../core/params.js';
import { defineOp } from '../../graph/operation.js';
import { view } from '../../graph/primitive.js';
import { join } from './join.js';
import { withAxes } from './layout.js';

/**
 * Puts images of one shape along an axis that none of them has, as numpy.stack: slices along z, colours along c, frames along
 * n. Type and values stay. Up to 7 images are copied once, up to 49 twice, up to 343 three times.
 *
 * Throws `ArgumentError` unless all have one shape and element type, and length 1 along the axis.
 * @example
 * import { HostVolume, openEngine, stack } from 'brightfield';
 * const red = new HostVolume({ shape: { x: 2 }, data: Uint8Array.of(1, 2) });
 * const green = new HostVolume({ shape: { x: 2 }, data: Uint8Array.of(3, 4) });
 * using engine = await openEngine();
 * using colour = await engine.run(stack([red, green], { axis: 'c' }));
 * const { data } = await colour.read(); // 1, 2, 3, 4
 */
export const stack = defineOp({
  name: 'stack',
  summary: 'Put images along a new axis.',
  inputs: [{ name: 'parts', doc: 'The images, in order.', variadic: true }],
  params: { axis: axis('The new axis.', { default: 'z' }) },
  linear: true,
  lower([parts], { axis }, refuse) {
    const dtypes = [...new Set(parts.map((part) => part.dtype))];
    if (dtypes.length > 1) refuse('all parts must have one element type', dtypes.join(', '));
    const [first] = parts;
    const other = parts.find((part) => first && !sameShape(part.shape, first.shape));
    if (first && other)
      refuse('all parts must have one shape', `${formatShape(first.shape)} and ${formatShape(other.shape)}`);
    if (first && first.shape[axis] !== 1)
      refuse(`parts must be one voxel long along ${axis}`, formatShape(first.shape));
    const joined = join(parts, axis);
    return parts.length > 1
      ? joined
      : view(joined, joined.shape, {}, { layout: withAxes(joined.layout, joined.shape, axis) });
  },
});
