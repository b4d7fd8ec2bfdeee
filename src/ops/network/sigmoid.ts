/** Any number to a share. */
import { float } from '../../graph/expr.js';
import { defineOp } from '../../graph/operation.js';
import { elementwise } from '../pointwise/elementwise.js';

/**
 * 1 / (1 + e^-x): any shape in, f32 from 0 to 1 out, within 4 units of the last place however large x is, and its gradient too; NaN stays. A contrast
 * curve of this form is `adjustSigmoid`.
 * @example
 * import { HostVolume, openEngine, sigmoid } from 'brightfield';
 * using engine = await openEngine();
 * using result = await engine.run(sigmoid(new HostVolume({ shape: { x: 3 }, data: Float32Array.of(-1e4, 0, 2) })));
 * (await result.read()).data; // 0, 0.5, 0.881
 */
export const sigmoid = defineOp({
  name: 'sigmoid',
  summary: 'Make shares from 0 to 1 of numbers, by the logistic function.',
  alsoKnownAs: ['expit', 'logistic'],
  inputs: [{ name: 'src', doc: 'The image.' }],
  params: {},
  lower: (nodes, _params, refuse) => elementwise(nodes, refuse, ([x]) => float('sigmoid', x)),
});
