/** How many voxels two masks have, and have in common. */
import type { Axis } from '../../core/axes.js';
import { convert, type Expr, float, input, numeric, select, test } from '../../graph/expr.js';
import type { Node } from '../../graph/node.js';
import { defineOp, type RefuseCall } from '../../graph/operation.js';
import { pointwise } from '../../graph/primitive.js';
import { countNonzero } from '../measure/countNonzero.js';
import { overParams } from '../measure/over.js';
import { and } from '../pointwise/logic.js';
import { checkPair, maskInputs } from './pair.js';

interface Overlap {
  readonly name: string;
  readonly summary: string;
  readonly alsoKnownAs: readonly string[];
  /** The share, of how many both have, and of how many each has. */
  readonly share: (both: Expr, first: Expr, second: Expr) => Expr;
}

/** A measure of two masks by three counts, which are exact; only the share rounds. */
export function overlap({ name, summary, alsoKnownAs, share }: Overlap) {
  return defineOp({
    name,
    summary,
    alsoKnownAs,
    inputs: maskInputs,
    params: overParams,
    lower: ([reference, mask], { axes }, refuse) => shareOf(reference, mask, axes, share, refuse),
  });
}

function shareOf(
  reference: Node,
  mask: Node,
  axes: readonly Axis[] | undefined,
  share: Overlap['share'],
  refuse: RefuseCall,
): Node {
  checkPair(reference, mask, refuse);
  const counts = [and(reference, mask), reference, mask].map((each) => countNonzero(each, { axes }));
  return pointwise(
    counts,
    ([both = input(0), first = input(1), second = input(2)], upload) =>
      select(test('or', first, second), share(both, first, second), upload(Number.NaN)),
    'f32',
  );
}

/** The quotient of two whole numbers. */
export function quotient(a: Expr, b: Expr): Expr {
  return float('divide', convert(a, 'f32'), convert(b, 'f32'));
}

/** The sum of two counts, as f32: it may be more than 32 bits hold. */
export function total(a: Expr, b: Expr): Expr {
  return numeric('add', convert(a, 'f32'), convert(b, 'f32'));
}
