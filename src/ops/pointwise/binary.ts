/** How operations of two inputs are declared: one table row each, in arithmetic.ts, compare.ts and logic.ts. */

import { DTYPES } from '../../core/dtype.js';
import { type Expr, test } from '../../graph/expr.js';
import type { Node } from '../../graph/node.js';
import { defineOp } from '../../graph/operation.js';
import { literal } from '../../graph/primitive.js';
import { elementwise } from './elementwise.js';

const inputs = [
  { name: 'a', doc: 'The first input: a volume or a number.' },
  { name: 'b', doc: 'The second input: a volume or a number.' },
] as const;

/** An operation of two inputs that broadcast. */
export function binary(name: string, summary: string, build: (a: Expr, b: Expr) => Expr, linear = false) {
  return defineOp({
    name,
    summary,
    inputs,
    params: {},
    linear,
    lower: (nodes, _params, refuse) => elementwise(nodes, refuse, ([a, b]) => build(a, b)),
  });
}

/** The whole number in the place of another: whole numbers compare with both alike. NaN where they equal none. */
const WHOLE = {
  greater: Math.floor,
  lessEqual: Math.floor,
  less: Math.ceil,
  greaterEqual: Math.ceil,
  equal: () => Number.NaN,
  notEqual: () => Number.NaN,
} as const;
type Comparison = keyof typeof WHOLE;

/** The same comparison from the other side. */
const TURNED = {
  greater: 'less',
  less: 'greater',
  greaterEqual: 'lessEqual',
  lessEqual: 'greaterEqual',
  equal: 'equal',
  notEqual: 'notEqual',
} as const satisfies Record<Comparison, Comparison>;

/** A comparison of two inputs that broadcast. i32 and u32 stay exact beside a number between two whole ones. */
export function comparison(name: Comparison, summary: string) {
  return defineOp({
    name,
    summary,
    inputs,
    params: {},
    lower: ([a, b], _params, refuse) =>
      elementwise([besides(a, b, TURNED[name]), besides(b, a, name)], refuse, ([a, b]) => test(name, a, b)),
  });
}

/** A number as whole numbers of 32 bits are compared with it, infinite beyond them; all else as it is. */
function besides(node: Node, other: Node, name: Comparison): Node {
  const { compute } = DTYPES[other.dtype];
  if (node.call.kind !== 'literal' || other.call.kind === 'literal' || compute === 'f32') return node;
  const { value } = node.call;
  const whole = Number.isInteger(value) ? value : WHOLE[name](value);
  const { min, max } = DTYPES[compute];
  return literal(whole < min ? Number.NEGATIVE_INFINITY : whole > max ? Number.POSITIVE_INFINITY : whole);
}
