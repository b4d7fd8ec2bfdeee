/** Where numbers lie among the bins of a histogram. */
import { DTYPES } from '../../core/dtype.js';
import { constant, convert, type Expr, float, numeric, select, test } from '../../graph/expr.js';
import type { Node } from '../../graph/node.js';
import type { RefuseCall } from '../../graph/operation.js';
import type { binned } from '../measure/ofHistogram.js';
import { elementwise } from '../pointwise/elementwise.js';

/** Half of how far b lies above a: finite for any two finite floats. */
export function halfDistance(a: Expr, b: Expr): Expr {
  const half = (number: Expr): Expr => numeric('multiply', number, constant(0.5));
  return numeric('subtract', half(b), half(a));
}

/** How far b lies above a: of whole numbers of 32 bits all of it, of floats the half. */
export function distance(a: Expr, b: Expr): Expr {
  if (a.type === 'f32' || a.type !== b.type) return halfDistance(a, b);
  const found = numeric('subtract', b, a);
  const number = convert(found, 'f32');
  // beyond i32 it is below 0 by what that wraps
  return select(test('less', found, constant(0, a.type)), numeric('add', number, constant(2 ** 32)), number);
}

/** How many bins lie below each number, less `shift`: of levels the level, of equal bins with a fraction. Beyond the range its ends. */
export function placeAmong(
  src: Node,
  { bins, least, greatest, levels }: ReturnType<typeof binned>,
  shift: number,
  refuse: RefuseCall,
): Node {
  const { min } = DTYPES[src.dtype];
  return elementwise([src, least, greatest], refuse, ([voxel, a, b], upload) => {
    const limited = numeric('minimum', numeric('maximum', voxel, a), b);
    if (levels) return numeric('subtract', limited, upload(min));
    const distance = float('divide', halfDistance(a, limited), halfDistance(a, b));
    // equal ends lie in the middle of bins that span 1
    const beside = numeric('minimum', numeric('maximum', numeric('subtract', voxel, a), constant(-0.5)), constant(0.5));
    const part = select(test('equal', a, b), numeric('add', beside, constant(0.5)), distance);
    return numeric('subtract', numeric('multiply', part, upload(bins)), constant(shift));
  });
}
