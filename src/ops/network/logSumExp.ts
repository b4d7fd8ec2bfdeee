/** The logarithm of the sum of exponentials. */
import { defineOp } from '../../graph/operation.js';
import { multiply } from '../pointwise/arithmetic.js';
import { alongParams, exponentials } from './exponentials.js';
import { softmax } from './softmax.js';

/**
 * log Σ e^x along an axis, c unless said, which keeps length 1: any shape in, f32 out. The greatest number is taken away first, so that nothing overflows.
 * NaN gives NaN; of -infinities alone it is -infinity, as `scipy.special.logsumexp`. A smooth maximum, whose gradient is `softmax`.
 * @example
 * import { HostVolume, logSumExp, openEngine } from 'brightfield';
 * using engine = await openEngine();
 * using result = await engine.run(logSumExp(new HostVolume({ shape: { c: 2 }, data: Float32Array.of(0, 0) })));
 * (await result.read()).at({}); // 0.6931
 */
export const logSumExp = defineOp({
  name: 'logSumExp',
  summary: 'Take the logarithm of the sum of the exponentials along an axis.',
  inputs: [{ name: 'src', doc: 'The numbers.' }],
  params: alongParams,
  lower: ([src], { axis }) => exponentials(src, axis, 'total'),
  vjp: ([given], [src], { axis }) => [given && multiply(given, softmax(src, { axis }))],
});
