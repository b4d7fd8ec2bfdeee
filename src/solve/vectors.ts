/** Lists of volumes as one vector: what pipelines with several results give, and states of loops. */
import type { Description } from '../core/hostVolume.js';
import { constant, type Expr, float, numeric, select, test } from '../graph/expr.js';
import type { Node } from '../graph/node.js';
import { describedAs, filled, pointwise } from '../graph/primitive.js';
import { max } from '../ops/measure/max.js';
import { sum } from '../ops/measure/sum.js';

export type Vector = readonly Node[];
/** Volumes by name. */
export type State = Readonly<Record<string, Node>>;

const total = (parts: readonly Expr[]): Expr => parts.reduce((a, b) => numeric('add', a, b));

/** ⟨a, b⟩: one voxel. */
export function dot(a: Vector, b: Vector): Node {
  const products = a.map((node, k) =>
    node === b[k]
      ? pointwise([node], ([v]) => numeric('multiply', v as Expr, v as Expr))
      : pointwise([node, b[k] as Node], ([v, w]) => numeric('multiply', v as Expr, w as Expr)),
  );
  return pointwise(
    products.map((product) => sum(product)),
    total,
    'f32',
  );
}

/** The greatest magnitude of a vector: one voxel. */
export function greatest(a: Vector): Node {
  const each = a.map((node) => max(pointwise([node], ([v]) => numeric('abs', v as Expr))));
  return pointwise(each, (all) => all.reduce((v, w) => numeric('maximum', v, w)), 'f32');
}

/** A vector over one voxel, and 0 where that is 0. */
export function over(a: Vector, by: Node): Node[] {
  return a.map((node) => pointwise([node, by], ([v, l]) => quotient(v as Expr, l as Expr)));
}

/** |a|: one voxel. */
export function length(a: Vector): Node {
  return pointwise([dot(a, a)], ([square]) => float('sqrt', square as Expr));
}

/** a + factor · b, the factor one voxel or a number. */
export function stepped(a: Vector, factor: Node, b: Vector): Node[] {
  return a.map((node, k) =>
    pointwise([node, factor, b[k] as Node], ([v, f, w]) =>
      numeric('add', v as Expr, numeric('multiply', f as Expr, w as Expr)),
    ),
  );
}

/** a - b. */
export function difference(a: Vector, b: Vector): Node[] {
  return a.map((node, k) => pointwise([node, b[k] as Node], ([v, w]) => numeric('subtract', v as Expr, w as Expr)));
}

/** a - factor · b. */
export function reduced(a: Vector, factor: Node, b: Vector): Node[] {
  return a.map((node, k) =>
    pointwise([node, factor, b[k] as Node], ([v, f, w]) =>
      numeric('subtract', v as Expr, numeric('multiply', f as Expr, w as Expr)),
    ),
  );
}

/** a / b of one voxel each, and 0 where b is 0: what has arrived takes no step. */
export function ratio(a: Node, b: Node): Node {
  return pointwise([a, b], ([v, w]) => quotient(v as Expr, w as Expr));
}

/** The expression v / w, and 0 where w is 0. */
export function quotient(v: Expr, w: Expr): Expr {
  return select(test('equal', w, constant(0)), constant(0), float('divide', v, w));
}

/** Zeros like a description. */
export function zeros(like: Description): Node {
  return filled(0, describedAs(like, { dtype: 'f32' }));
}

/** Zeros like each. */
export function zerosLike(like: readonly Description[]): Node[] {
  return like.map(zeros);
}

/** A vector as states of a loop. */
export function named(name: string, vector: Vector): State {
  return Object.fromEntries(vector.map((node, k) => [`${name}${k}`, node]));
}

/** The vector of these states. */
export function taken(name: string, state: State): Node[] {
  const found: Node[] = [];
  for (let node = state[`${name}0`]; node; node = state[`${name}${found.length}`]) found.push(node);
  return found;
}
