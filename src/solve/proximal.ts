/** Proximal operators: what first-order methods make of penalties that have no gradient. */
import { formatShape, sameShape } from '../core/axes.js';
import { ArgumentError } from '../core/errors.js';
import { describe } from '../core/params.js';
import { constant, type Expr, float, numeric, select, test } from '../graph/expr.js';
import { Node } from '../graph/node.js';
import { asCaller, pointwise } from '../graph/primitive.js';
import { sum } from '../ops/measure/sum.js';

/** The x that minimises `g(x) + |x - v|² / (2 step)`, of a penalty g; the step is one voxel. Any function of this kind will do. */
export type Proximal = (v: Node, step: Node) => Node;

/** The same of what a caller gave, who may write any function: checked where it is used. */
export function proximalOf(name: string, prox: Proximal): Proximal {
  if (typeof prox !== 'function') throw new ArgumentError(name, 'prox must be a function', describe(prox));
  return (v, step) => {
    const near: unknown = asCaller(() => prox(v, step));
    if (!(near instanceof Node)) throw new ArgumentError(name, 'prox must give a node', describe(near));
    if (near.dtype !== 'f32' || !sameShape(near.shape, v.shape))
      throw new ArgumentError(
        name,
        `prox must give f32 of the shape that it takes, ${formatShape(v.shape)}`,
        `${near.dtype} of ${formatShape(near.shape)}`,
      );
    return near;
  };
}

function checkWeight(name: string, weight: number): void {
  if (!(weight >= 0 && Number.isFinite(weight)))
    throw new ArgumentError(name, 'the weight must be a finite number from 0', `${weight}`);
}

/**
 * Every voxel within an interval: `low <= x <= high`, either of which may be infinite (`proxBox(0, Infinity)`: at least 0).
 * @example
 * import { HostVolume, landweber, openEngine, proxBox } from 'brightfield';
 * const seen = new HostVolume({ shape: { x: 3 }, data: Float32Array.of(-1, 0.5, 2) });
 * using engine = await openEngine();
 * const { result } = landweber((x) => x, seen, { prox: proxBox(0, 1) });
 * using volume = await engine.run(result);
 * (await volume.read()).data; // 0 0.5 1
 */
export function proxBox(low: number, high: number): Proximal {
  if (!(high > low)) throw new ArgumentError('proxBox', 'high must be above low', `${low} to ${high}`);
  return (v) =>
    pointwise([v], ([a], upload) => {
      const above = low === -Infinity ? (a as Expr) : numeric('maximum', a as Expr, upload(low));
      return high === Infinity ? above : numeric('minimum', above, upload(high));
    });
}

/**
 * Few voxels that are not 0: the penalty `weight · Σ |x|`, soft thresholding (Donoho 1995).
 * @example
 * import { fista, HostVolume, openEngine, proxL1 } from 'brightfield';
 * const seen = new HostVolume({ shape: { x: 3 }, data: Float32Array.of(-1, 0.1, 2) });
 * using engine = await openEngine();
 * const { result } = fista((x) => x, seen, { prox: proxL1(0.25) });
 * using volume = await engine.run(result);
 * (await volume.read()).data; // -0.75 0 1.75
 */
export function proxL1(weight: number): Proximal {
  checkWeight('proxL1', weight);
  return (v, step) =>
    pointwise([v, step], ([a, s], upload) => {
      const less = numeric('multiply', s as Expr, upload(weight));
      const shorter = numeric('maximum', numeric('subtract', numeric('abs', a as Expr), less), constant(0));
      return numeric('multiply', float('sign', a as Expr), shorter);
    });
}

/**
 * Few vectors that are not 0, their components along c: the penalty `weight · Σ √(Σ_c x²)`, such as that of a gradient (total variation).
 * @example
 * import { fista, HostVolume, openEngine, proxL21 } from 'brightfield';
 * const seen = new HostVolume({ shape: { c: 2 }, data: Float32Array.of(3, 4) });
 * using engine = await openEngine();
 * const { result } = fista((x) => x, seen, { prox: proxL21(1) });
 * using volume = await engine.run(result);
 * (await volume.read()).data; // 2.4 3.2: shorter by 1
 */
export function proxL21(weight: number): Proximal {
  checkWeight('proxL21', weight);
  return (v, step) => {
    const square = pointwise([v], ([a]) => numeric('multiply', a as Expr, a as Expr));
    return pointwise([v, sum(square, { axes: ['c'] }), step], ([a, q, s], upload) => {
      const less = float('divide', numeric('multiply', s as Expr, upload(weight)), float('sqrt', q as Expr));
      const kept = numeric('maximum', numeric('subtract', constant(1), less), constant(0));
      return select(test('greater', q as Expr, constant(0)), numeric('multiply', a as Expr, kept), a as Expr);
    });
  };
}

/**
 * Small voxels: the penalty `½ weight · Σ x²`.
 * @example
 * import { fista, HostVolume, openEngine, proxSquare } from 'brightfield';
 * const seen = new HostVolume({ shape: { x: 2 }, data: Float32Array.of(3, 6) });
 * using engine = await openEngine();
 * const { result } = fista((x) => x, seen, { prox: proxSquare(2) });
 * using volume = await engine.run(result);
 * (await volume.read()).data; // 1 2
 */
export function proxSquare(weight: number): Proximal {
  checkWeight('proxSquare', weight);
  return (v, step) =>
    pointwise([v, step], ([a, s], upload) =>
      float('divide', a as Expr, numeric('add', constant(1), numeric('multiply', s as Expr, upload(weight)))),
    );
}
