/** Every number by its sigmoid. */
import { float, numeric } from '../../graph/expr.js';
import { defineOp } from '../../graph/operation.js';
import { elementwise } from '../pointwise/elementwise.js';

/**
 * x / (1 + e^-x): any shape in, f32 out; NaN stays, and -infinity gives NaN.
 * Source: Elfwing, Uchibe, Doya 2018, Sigmoid-weighted linear units, equation 3; Ramachandran, Zoph, Le 2017 call it swish.
 * @example
 * import { HostVolume, openEngine, silu } from 'brightfield';
 * using engine = await openEngine();
 * using result = await engine.run(silu(new HostVolume({ shape: { x: 3 }, data: Float32Array.of(-1, 0, 2) })));
 * (await result.read()).data; // -0.269, 0, 1.762
 */
export const silu = defineOp({
  name: 'silu',
  summary: 'Weigh every number by its sigmoid.',
  alsoKnownAs: ['swish'],
  inputs: [{ name: 'src', doc: 'The image.' }],
  params: {},
  lower: (nodes, _params, refuse) => elementwise(nodes, refuse, ([x]) => numeric('multiply', x, float('sigmoid', x))),
});
