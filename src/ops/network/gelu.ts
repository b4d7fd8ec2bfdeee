/** Every number by the share of a normal distribution below it. */
import { choice } from '../../core/params.js';
import { constant, type Expr, float, numeric } from '../../graph/expr.js';
import { defineOp } from '../../graph/operation.js';
import { elementwise } from '../pointwise/elementwise.js';

const product = (a: Expr, b: Expr): Expr => numeric('multiply', a, b);

/** √(2/π) (x + 0.044715 x³) */
function bent(x: Expr): Expr {
  const cube = product(product(product(x, x), x), constant(0.044715));
  return product(constant(Math.sqrt(2 / Math.PI)), numeric('add', x, cube));
}

/**
 * x · Φ(x), where Φ is the share of a normal distribution that lies below x: any shape in, f32 out, within 1e-6 + 1e-6 |x|. `approximate: 'tanh'` takes
 * x/2 (1 + tanh(√(2/π) (x + 0.044715 x³))) in its place, as PyTorch's option of this name. NaN stays; -infinity gives NaN.
 * Source: Hendrycks and Gimpel 2016, Gaussian error linear units, section 2.
 * @example
 * import { gelu, HostVolume, openEngine } from 'brightfield';
 * using engine = await openEngine();
 * using result = await engine.run(gelu(new HostVolume({ shape: { x: 3 }, data: Float32Array.of(-1, 0, 2) })));
 * (await result.read()).data; // -0.159, 0, 1.954
 */
export const gelu = defineOp({
  name: 'gelu',
  summary: 'Weigh every number by the share of a normal distribution below it.',
  inputs: [{ name: 'src', doc: 'The image.' }],
  params: {
    approximate: choice('By the error function (none), or by a hyperbolic tangent near it.', ['none', 'tanh'], {
      default: 'none',
    }),
  },
  lower: (nodes, { approximate }, refuse) =>
    elementwise(nodes, refuse, ([x]) => {
      const share = approximate === 'tanh' ? float('tanh', bent(x)) : float('erf', product(x, constant(Math.SQRT1_2)));
      return product(product(x, constant(0.5)), numeric('add', constant(1), share));
    }),
});
