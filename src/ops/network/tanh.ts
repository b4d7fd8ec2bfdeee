/** Any number to one between -1 and 1. */
import { float } from '../../graph/expr.js';
import { defineOp } from '../../graph/operation.js';
import { elementwise } from '../pointwise/elementwise.js';

/**
 * The hyperbolic tangent: any shape in, f32 from -1 to 1 out, within 2 units of the last place; NaN stays.
 * @example
 * import { HostVolume, openEngine, tanh } from 'brightfield';
 * using engine = await openEngine();
 * using result = await engine.run(tanh(new HostVolume({ shape: { x: 3 }, data: Float32Array.of(-1, 0, 20) })));
 * (await result.read()).data; // -0.762, 0, 1
 */
export const tanh = defineOp({
  name: 'tanh',
  summary: 'Take the hyperbolic tangent.',
  inputs: [{ name: 'src', doc: 'The image.' }],
  params: {},
  lower: (nodes, _params, refuse) => elementwise(nodes, refuse, ([x]) => float('tanh', x)),
});
