/** What is below zero levels off. */
import { number } from '../../core/params.js';
import { constant, float, numeric, select, test } from '../../graph/expr.js';
import { defineOp } from '../../graph/operation.js';
import { elementwise } from '../pointwise/elementwise.js';

/**
 * x above zero, elsewhere `alpha` (e^x - 1): any shape in, f32 out; NaN stays.
 * Source: Clevert, Unterthiner, Hochreiter 2016, Fast and accurate deep network learning by exponential linear units, equation 15.
 * @example
 * import { elu, HostVolume, openEngine } from 'brightfield';
 * using engine = await openEngine();
 * using result = await engine.run(elu(new HostVolume({ shape: { x: 3 }, data: Float32Array.of(-1, 0, 2) })));
 * (await result.read()).data; // -0.632, 0, 2
 */
export const elu = defineOp({
  name: 'elu',
  summary: 'Keep what is above zero, and let the rest level off.',
  inputs: [{ name: 'src', doc: 'The image.' }],
  params: { alpha: number('What large negative numbers tend to, negated.', { default: 1 }) },
  lower: (nodes, { alpha }, refuse) =>
    elementwise(nodes, refuse, ([x], upload) =>
      select(test('greater', x, constant(0)), x, numeric('multiply', upload(alpha), float('expm1', x))),
    ),
});
