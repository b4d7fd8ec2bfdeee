/** How operations of two inputs are declared: one table row each, in arithmetic.ts, compare.ts and logic.ts. */
import type { Expr } from '../../graph/expr.js';
import { defineOp } from '../../graph/operation.js';
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
