/** The logarithms of shares of one. */
import { defineOp } from '../../graph/operation.js';
import { sum } from '../measure/sum.js';
import { multiply, subtract } from '../pointwise/arithmetic.js';
import { alongParams, exponentials } from './exponentials.js';
import { softmax } from './softmax.js';

/**
 * The logarithm of `softmax` along an axis, c unless said, also where a share is too small for a number: any shape in, f32 up to 0 out. NaN or infinity makes what
 * lies along the axis with it NaN. Its gradient is g - softmax(x) Σ g.
 * @example
 * import { HostVolume, logSoftmax, openEngine } from 'brightfield';
 * using engine = await openEngine();
 * const scores = new HostVolume({ shape: { c: 2 }, data: Float32Array.of(0, 200) });
 * using result = await engine.run(logSoftmax(scores));
 * (await result.read()).data; // -200, 0
 */
export const logSoftmax = defineOp({
  name: 'logSoftmax',
  summary: 'Take the logarithms of shares of one of numbers along an axis.',
  inputs: [{ name: 'src', doc: 'The numbers.' }],
  params: alongParams,
  lower: ([src], { axis }) => exponentials(src, axis, 'logarithms'),
  vjp: ([given], [src], { axis }) => [
    given && subtract(given, multiply(softmax(src, { axis }), sum(given, { axes: axis }))),
  ],
});
