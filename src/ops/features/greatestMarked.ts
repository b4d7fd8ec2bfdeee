/** Of marked voxels the greatest few. */
import { constant, input, numeric, select, test } from '../../graph/expr.js';
import type { Node } from '../../graph/node.js';
import { pointwise } from '../../graph/primitive.js';
import { countable, countOf, maskedBy } from '../measure/over.js';
import { ranks } from '../measure/ranks.js';
import { reduceAxes } from '../measure/reduce.js';
import { keysOf, searched } from '../measure/searched.js';

const SPACE = ['z', 'y', 'x'] as const;

/** A mask with the `most` greatest of the marked voxels of each image, of equal ones those that come first in memory. None of the marked may be NaN. */
export function greatestMarked(src: Node, mask: Node, most: number): Node {
  const code = keysOf(src.dtype);
  const count = countOf(src, mask, SPACE);
  const surplus = pointwise([count], ([n = input(0)], upload) =>
    select(test('greater', n, upload(most, 'u32')), numeric('subtract', n, upload(most, 'u32')), constant(0, 'u32')),
  );
  const { key } = searched(maskedBy(src, mask, code.last), surplus, SPACE, code);
  const least = code.decode(key);
  const greater = pointwise([src, mask, least], ([v = input(0), m = input(1), l = input(2)]) =>
    test('and', m, test('greater', v, l)),
  );
  const equal = pointwise([src, mask, least], ([v = input(0), m = input(1), l = input(2)]) =>
    test('and', m, test('equal', v, l)),
  );
  const taken = reduceAxes(countable(greater), SPACE, 'sum', 'u32');
  const { before } = ranks(countable(equal), ['x', 'y', 'z']);
  return pointwise(
    [greater, equal, before, taken],
    ([g = input(0), e = input(1), b = input(2), t = input(3)], upload) =>
      test('or', g, test('and', e, test('less', numeric('add', b, t), upload(most, 'u32')))),
  );
}
