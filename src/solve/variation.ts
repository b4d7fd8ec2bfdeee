/** Forward differences, their adjoint and total variation, as operations: what certificates and general pipelines are made of. */
import type { SpatialAxis } from '../core/axes.js';
import { type Expr, float, numeric } from '../graph/expr.js';
import type { Node } from '../graph/node.js';
import { pointwise } from '../graph/primitive.js';
import { convolveAxis } from '../ops/filter/convolveAxis.js';

/** u[i + 1] - u[i] along an axis; 0 at its last voxel (Neumann). */
export function forwardDifference(u: Node, axis: SpatialAxis): Node {
  return convolveAxis(u, { axis, weights: [1, -1], border: 'nearest' });
}

/** Minus the adjoint of the forward differences, for fields that are 0 at the last voxel of their axis: Σ over axes of p[i] - p[i - 1]. */
export function divergence(p: readonly Node[], axes: readonly SpatialAxis[]): Node {
  const parts = axes.map((axis, at) =>
    convolveAxis(p[at] as Node, { axis, weights: [1, -1], origin: -1, border: 'constant', value: 0 }),
  );
  return parts.reduce((a, b) => pointwise([a, b], (args) => numeric('add', ...args), 'f32'));
}

/** What each voxel adds to the total variation: the length of its vector of differences, or the sum of their magnitudes. */
export function variationOf(slopes: readonly Expr[], isotropic: boolean): Expr {
  const sum = (parts: readonly Expr[]): Expr => parts.reduce((a, b) => numeric('add', a, b));
  return isotropic
    ? float('sqrt', sum(slopes.map((slope) => numeric('multiply', slope, slope))))
    : sum(slopes.map((slope) => numeric('abs', slope)));
}

/** Σ of products. */
export function products(a: readonly Expr[], b: readonly Expr[]): Expr {
  return a.map((each, at) => numeric('multiply', each, b[at] as Expr)).reduce((sum, each) => numeric('add', sum, each));
}
