/** Thinning in space, direction by direction: Lee, Kashyap and Chu 1994, in scikit-image's order. */
import { activeAxes, voxels } from '../../core/axes.js';
import { constant, type Expr, input, numeric, select, test } from '../../graph/expr.js';
import type { Node } from '../../graph/node.js';
import { describedAs, filled, kernelOf, pointwise, reach } from '../../graph/primitive.js';
import { repeat } from '../../graph/repeat.js';
import { max } from '../measure/max.js';

/** What an iteration leaves: voxels still to be decided, else voxels that were removed in this direction, else neither. */
const OPEN = constant(2, 'u32');
const REMOVED = constant(1, 'u32');

/** A mask of 0 and 1, thinned. */
export function thinned3d(mask: Node): Node {
  const directions = mask.shape.z > 1 ? 6 : 4;
  const one = { ...describedAs(mask, { dtype: 'u32' }), shape: filled(0).shape };
  const { state } = repeat({
    state: { u: mask, direction: filled(directions - 1, one), calm: filled(0, one), found: filled(0, one) },
    body({ u, direction, calm, found }) {
      const way = whenDone(found, direction, (d) =>
        select(
          test('equal', d, constant(directions - 1, 'u32')),
          constant(0, 'u32'),
          numeric('add', d, constant(1, 'u32')),
        ),
      );
      const quiet = whenDone(found, calm, (c, f) =>
        select(test('equal', f, REMOVED), constant(1, 'u32'), numeric('add', c, constant(1, 'u32'))),
      );
      const next = stepped(u, way, found);
      const left = pointwise(
        [next],
        ([v = input(0, 'u32')]) => select(test('equal', v, OPEN), OPEN, test('equal', v, constant(3, 'u32'))),
        'u32',
      );
      return { u: next, direction: way, calm: quiet, found: max(left) };
    },
    // as many directions without a removal end it; one more is counted as the first begins
    measure: ({ calm }) =>
      pointwise([calm], ([c = input(0, 'u32')]) => test('lessEqual', c, constant(directions, 'u32')), 'f32'),
    below: 0.5,
    check: 2,
    complete: true,
    // of so many directions one takes a voxel away, and every iteration decides one
    max: Math.min(1e7, 16 * (voxels(mask.shape) + 1)),
  });
  return pointwise(
    [state.u],
    ([v = input(0, 'u32')]) => test('or', test('equal', v, constant(1, 'u32')), test('equal', v, OPEN)),
    'u8',
  );
}

/** The next value of a count, where nothing is left to be decided. */
function whenDone(found: Node, count: Node, next: (count: Expr, found: Expr) => Expr): Node {
  return pointwise(
    [found, count],
    ([f = input(0, 'u32'), c = input(1, 'u32')]) => select(test('equal', f, OPEN), c, next(c, f)),
    'u32',
  );
}

function stepped(src: Node, direction: Node, found: Node): Node {
  const near = Object.fromEntries(activeAxes(src.shape).map((axis) => [axis, axis === 'x' ? 'all' : reach(axis, 1)]));
  return kernelOf({
    kernel: 'geodesic/thinVolume',
    inputs: {
      src: { node: src, as: 'u32', loads: 9, reach: near as Record<string, 'all'> },
      direction: { node: direction },
      found: { node: found },
    },
    outputs: { dst: describedAs(src, {}) },
    tile: { x4: 2 ** Math.ceil(Math.log2(Math.ceil(src.shape.x / 4))) },
  });
}
