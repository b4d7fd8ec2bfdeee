/** The difference of two volumes of one type, stored in that type: what lies beyond it becomes its end. */
import { DTYPES } from '../../core/dtype.js';
import { constant, type Expr, input, numeric, select, test } from '../../graph/expr.js';
import type { Node } from '../../graph/node.js';
import { pointwise } from '../../graph/primitive.js';

export function difference(above: Node, below: Node): Node {
  return pointwise([above, below], ([a = input(0), b = input(1)]) => saturated(a, b), above.dtype);
}

/** a - b. Floats, and whole numbers that compute as such, are limited where they are stored; those of 32 bits would wrap. */
function saturated(a: Expr, b: Expr): Expr {
  const rest = numeric('subtract', a, b);
  if (a.type === 'f32') return rest;
  const { min, max } = DTYPES[a.type];
  const [zero, least, most] = [0, min, max].map((number) => constant(number, a.type)) as [Expr, Expr, Expr];
  const isBelow = test('less', a, b);
  if (a.type === 'u32') return select(isBelow, zero, rest);
  const isNegative = test('less', rest, zero);
  return select(isBelow, select(isNegative, rest, least), select(isNegative, most, rest));
}
