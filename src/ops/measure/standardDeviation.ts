/** The standard deviation along axes. */
import { float, input } from '../../graph/expr.js';
import { defineOp } from '../../graph/operation.js';
import { pointwise } from '../../graph/primitive.js';
import { maskInput, overParams } from './over.js';
import { ddof, variance } from './variance.js';

/**
 * The square root of the variance along axes, as `np.std`: f32, in the unit of the image. NaN where the variance is. Throws
 * `ArgumentError` where the mask does not broadcast to the image.
 * @example
 * import { HostVolume, openEngine, standardDeviation } from 'brightfield';
 * using engine = await openEngine();
 * const image = new HostVolume({ shape: { x: 4 }, data: Float32Array.of(-3, 3, -3, 3) });
 * using result = await engine.run(standardDeviation(image));
 * (await result.read()).at({}); // 3
 */
export const standardDeviation = defineOp({
  name: 'standardDeviation',
  summary: 'Measure the standard deviation along axes.',
  alsoKnownAs: ['std'],
  inputs: [{ name: 'src', doc: 'The image.' }],
  optional: maskInput,
  params: { ...overParams, ddof },
  lower([src], { axes, ddof }, _refuse, { mask }) {
    return pointwise([variance(src, { axes, ddof, mask })], ([v = input(0)]) => float('sqrt', v));
  },
});
