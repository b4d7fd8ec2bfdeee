/** The curvature of level sets: div(∇u / |∇u|), what total variation falls by. */
import { activeAxes } from '../core/axes.js';
import { constant, type Expr, float, numeric } from '../graph/expr.js';
import type { Node } from '../graph/node.js';
import { pointwise } from '../graph/primitive.js';
import { convolveAxis } from '../ops/filter/convolveAxis.js';
import { add } from '../ops/pointwise/arithmetic.js';

/** Gradients of less than this part of the voxel count as flat: what rounding and Fourier transforms leave has no direction. */
const FLAT = 1e-3;

/** Forward differences, 0 at the last voxel of an axis; the divergence is minus their adjoint. */
export function curvatureOf(u: Node): Node | undefined {
  const axes = activeAxes(u.shape);
  const slopes = axes.map((axis) => convolveAxis(u, { axis, weights: [1, -1], border: 'nearest' }));
  const parts = axes.map((axis, k) => {
    const direction = pointwise([u, ...slopes], ([value, ...all]) => {
      const low = numeric('multiply', constant(FLAT), value as Expr);
      const sum = [low, ...all].map((d) => numeric('multiply', d, d)).reduce((a, b) => numeric('add', a, b));
      return float('divide', all[k] as Expr, numeric('maximum', float('sqrt', sum), constant(1e-18)));
    });
    return convolveAxis(direction, { axis, weights: [1, -1], origin: -1, border: 'constant', value: 0 });
  });
  return parts.reduce<Node | undefined>((sum, part) => (sum ? add(sum, part) : part), undefined);
}
