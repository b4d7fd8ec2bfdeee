/** What is below zero levels off at zero, smoothly. */
import { number } from '../../core/params.js';
import { constant, type Expr, float, numeric } from '../../graph/expr.js';
import { defineOp } from '../../graph/operation.js';
import { multiply } from '../pointwise/arithmetic.js';
import { elementwise } from '../pointwise/elementwise.js';
import { sigmoid } from './sigmoid.js';

/** log(1 + e^x) as max(x, 0) + log(1 + e^-|x|), in which nothing overflows. */
function logOnePlusExp(x: Expr): Expr {
  const small = float('log1p', float('exp', numeric('negate', numeric('abs', x))));
  return numeric('add', numeric('maximum', x, constant(0)), small);
}

/**
 * log(1 + e^(`beta` x)) / `beta`: any shape in, f32 above 0 out, whatever the size of x; NaN stays. Its gradient is `sigmoid(beta x)`.
 * Source: Dugas, Bengio, Bélisle, Nadeau, Garcia 2001, Incorporating second-order functional knowledge for better option pricing, section 3.
 * @example
 * import { HostVolume, openEngine, softplus } from 'brightfield';
 * using engine = await openEngine();
 * using result = await engine.run(softplus(new HostVolume({ shape: { x: 3 }, data: Float32Array.of(-1, 0, 1000) })));
 * (await result.read()).data; // 0.313, 0.693, 1000
 */
export const softplus = defineOp({
  name: 'softplus',
  summary: 'Keep what is far above zero, and let the rest go smoothly to zero.',
  inputs: [{ name: 'src', doc: 'The image.' }],
  params: { beta: number('How sharp the bend is.', { default: 1, min: 1e-6, max: 1e6 }) },
  lower: (nodes, { beta }, refuse) =>
    elementwise(nodes, refuse, ([x], upload) =>
      float('divide', logOnePlusExp(numeric('multiply', x, upload(beta))), upload(beta)),
    ),
  vjp: ([given], [src], { beta }) => [given && multiply(given, sigmoid(multiply(src, beta)))],
});
