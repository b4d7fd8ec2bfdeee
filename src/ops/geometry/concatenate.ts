/** Images one after the other. */
import { AXES, formatShape } from '../../core/axes.js';
import { axis } from '../../core/params.js';
import { defineOp } from '../../graph/operation.js';
import { join } from './join.js';

/**
 * Puts images one after the other along an axis, as numpy.concatenate. Type and values stay. Up to 7 images are copied once,
 * up to 49 twice, up to 343 three times.
 *
 * Throws `ArgumentError` unless all have one element type and agree on every other axis.
 * @example
 * import { concatenate, HostVolume, openEngine } from 'brightfield';
 * const left = new HostVolume({ shape: { x: 2 }, data: Float32Array.of(1, 2) });
 * const right = new HostVolume({ shape: { x: 1 }, data: Float32Array.of(3) });
 * using engine = await openEngine();
 * using both = await engine.run(concatenate([left, right], { axis: 'x' }));
 * const { data } = await both.read(); // 1, 2, 3
 */
export const concatenate = defineOp({
  name: 'concatenate',
  summary: 'Put images one after the other along an axis.',
  alsoKnownAs: ['hstack', 'vstack', 'merge_channels'],
  inputs: [{ name: 'parts', doc: 'The images, in order.', variadic: true }],
  params: { axis: axis('The axis along which they follow each other.', { default: 'x' }) },
  linear: true,
  lower([parts], { axis }, refuse) {
    const dtypes = [...new Set(parts.map((part) => part.dtype))];
    if (dtypes.length > 1) refuse('all parts must have one element type', dtypes.join(', '));
    const [first] = parts;
    const other = parts.find((part) => AXES.some((a) => a !== axis && part.shape[a] !== first?.shape[a]));
    if (first && other)
      refuse(
        `all parts must agree on every axis but ${axis}`,
        `${formatShape(first.shape)} and ${formatShape(other.shape)}`,
      );
    return join(parts, axis);
  },
});
