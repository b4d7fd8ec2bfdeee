/** Choosing between two volumes by a mask. */
import { type Expr, select, value } from '../../graph/expr.js';
import type { Node } from '../../graph/node.js';
import { defineOp } from '../../graph/operation.js';
import { fits } from '../../graph/primitive.js';
import { elementwise } from './elementwise.js';

/** A whole number beside labels is a label: the mask's type has no say in it. */
function beside(arg: Expr, node: Node, other: Expr): Expr {
  if (arg.kind !== 'value' || node.call.kind !== 'literal' || other.type === 'f32') return arg;
  return value(arg.index, fits(node.call.value, other.type) ? other.type : 'f32');
}

/**
 * `a` where the condition is not zero, else `b`. Shapes broadcast. The other branch does not spread its NaN; a NaN in the
 * condition counts as true. f32, or i32 and u32 where both branches are. Throws `ArgumentError` where the shapes do not broadcast.
 * @example
 * import { greater, HostVolume, openEngine, where } from 'brightfield';
 * const image = new HostVolume({ shape: { y: 1, x: 3 }, data: Float32Array.of(1, 2, 3) });
 * using engine = await openEngine();
 * const result = await (await engine.run(where(greater(image, 1), image, 0))).read(); // 0, 2, 3
 */
export const where = defineOp({
  name: 'where',
  summary: 'Choose between two volumes by a mask.',
  inputs: [
    { name: 'condition', doc: 'The mask: anything but zero chooses the first.' },
    { name: 'a', doc: 'What is taken where the condition holds.' },
    { name: 'b', doc: 'What is taken elsewhere.' },
  ],
  params: {},
  lower: (nodes, _params, refuse) =>
    elementwise(nodes, refuse, ([condition, a, b]) =>
      select(condition, beside(a, nodes[1], b), beside(b, nodes[2], a)),
    ),
});
