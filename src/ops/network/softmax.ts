/** Numbers along an axis to shares of one. */
import { defineOp } from '../../graph/operation.js';
import { sum } from '../measure/sum.js';
import { multiply, subtract } from '../pointwise/arithmetic.js';
import { alongParams, exponentials } from './exponentials.js';

/**
 * e^x as a share of the sum of e^x along an axis, c unless said: any shape in, f32 from 0 to 1 out, which sum to 1 along it. The greatest number is taken away
 * first, so that nothing overflows. NaN or infinity makes what lies along the axis with it NaN; -infinity becomes 0 beside other numbers.
 * Source: Bridle 1990, Probabilistic interpretation of feedforward classification network outputs, equation 6.
 * @example
 * import { HostVolume, openEngine, softmax } from 'brightfield';
 * using engine = await openEngine();
 * const scores = new HostVolume({ shape: { c: 3 }, data: Float32Array.of(1000, 1001, 1002) });
 * using result = await engine.run(softmax(scores));
 * (await result.read()).data; // 0.090, 0.245, 0.665
 */
export const softmax = defineOp({
  name: 'softmax',
  summary: 'Make shares of one of numbers along an axis, by their exponentials.',
  inputs: [{ name: 'src', doc: 'The numbers.' }],
  params: alongParams,
  lower: ([src], { axis }) => exponentials(src, axis, 'shares'),
  vjp: ([given], [src], { axis }) => {
    const share = exponentials(src, axis, 'shares');
    return [given && multiply(share, subtract(given, sum(multiply(given, share), { axes: axis })))];
  },
});
