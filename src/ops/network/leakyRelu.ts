/** What is below zero becomes small. */
import { number } from '../../core/params.js';
import { constant, numeric, select, test } from '../../graph/expr.js';
import { defineOp } from '../../graph/operation.js';
import { elementwise } from '../pointwise/elementwise.js';

/**
 * x above zero, elsewhere `slope` · x: any shape in, f32 out; NaN stays. The gradient at 0 is the slope, as PyTorch's.
 * Source: Maas, Hannun, Ng 2013, Rectifier nonlinearities improve neural network acoustic models, equation 2.
 * @example
 * import { HostVolume, leakyRelu, openEngine } from 'brightfield';
 * using engine = await openEngine();
 * using result = await engine.run(leakyRelu(new HostVolume({ shape: { x: 3 }, data: Float32Array.of(-1, 0, 2) }), { slope: 0.25 }));
 * (await result.read()).data; // -0.25, 0, 2
 */
export const leakyRelu = defineOp({
  name: 'leakyRelu',
  summary: 'Keep what is above zero, and make the rest small.',
  inputs: [{ name: 'src', doc: 'The image.' }],
  params: { slope: number('The slope below zero.', { default: 0.01 }) },
  lower: (nodes, { slope }, refuse) =>
    elementwise(nodes, refuse, ([x], upload) =>
      select(test('greater', x, constant(0)), x, numeric('multiply', upload(slope), x)),
    ),
});
