/** The greatest magnitude in a volume. */
import type { Axis } from '../../core/axes.js';
import { input, numeric, select, test } from '../../graph/expr.js';
import type { Node } from '../../graph/node.js';
import { pointwise } from '../../graph/primitive.js';
import { reduceAxes } from './reduce.js';

/** Of the finite numbers; 0 where there are none. */
export function largestFinite(src: Node, axes: readonly Axis[]): Node {
  const size = pointwise(
    [src],
    ([v = input(0)], upload) => select(test('isFinite', v), numeric('abs', v), upload(0)),
    'f32',
  );
  return reduceAxes(size, axes, 'max', 'f32');
}
