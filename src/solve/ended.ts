/** What loops leave behind: an answer, what it has reached, and whether that is what was asked for. */
import { constant, type Expr, select, test } from '../graph/expr.js';
import type { Node } from '../graph/node.js';
import { pointwise } from '../graph/primitive.js';
import { REPEAT_REASONS } from '../graph/repeat.js';

const NAN = REPEAT_REASONS.indexOf('nan');

/**
 * The answer of a loop, NaN throughout where a NaN ended it: boxes and other steps swallow NaN, and what would be left looks like an image. A loop that was stopped keeps what it has
 * reached.
 */
export function answerOf(u: Node, reason: Node): Node {
  return pointwise([u, reason], ([v, why], upload) =>
    select(test('equal', why as Expr, constant(NAN, 'u32')), upload(Number.NaN), v as Expr),
  );
}
