/** Maxima and minima of any height, whole plateaus at once: what `localMaxima` and `localMinima` share. */
import { SPATIAL_AXES } from '../../core/axes.js';
import { isInteger } from '../../core/dtype.js';
import { flag } from '../../core/params.js';
import { constant, input, numeric, select, test } from '../../graph/expr.js';
import type { Node } from '../../graph/node.js';
import { pointwise } from '../../graph/primitive.js';
import { max } from '../measure/max.js';
import { min } from '../measure/min.js';
import { connectivity, fixedPoint, keysOf, reconstructed } from './geodesic.js';
import { innerOf } from './inner.js';

export const regionalParams = {
  connectivity: connectivity(3),
  allowBorders: flag('Whether a plateau that touches the border of the image counts.', { default: true }),
};

/** The key of -0, and of 0. */
const [BELOW_ZERO, ZERO] = [0x7fffffff, 0x80000000];

/** 1 on plateaus all of whose neighbours are lower (higher, for minima), unless there are no others. */
export function regional(src: Node, connectivity: number, allowBorders: boolean, maxima: boolean): Node {
  const raw = keysOf(src, maxima ? 'dilation' : 'erosion');
  const isFloat = !isInteger(src.dtype);
  const keys = isFloat
    ? pointwise([raw], ([k = input(0, 'u32')], upload) =>
        // one of both zeros, upside down or not
        maxima
          ? select(test('equal', k, upload(BELOW_ZERO, 'u32')), upload(ZERO, 'u32'), k)
          : select(test('equal', k, upload(ZERO, 'u32')), upload(BELOW_ZERO, 'u32'), k),
      )
    : raw;
  const one = constant(1, 'u32');
  const lower = pointwise(
    [keys],
    ([k = input(0, 'u32')]) => numeric('subtract', numeric('maximum', k, one), one),
    keys.dtype,
  );
  const reached = fixedPoint(lower, keys, connectivity);
  const axes = [...SPATIAL_AXES];
  // NaN has key 0 and is passed over
  const known = isFloat
    ? pointwise([keys], ([k = input(0, 'u32')], upload) =>
        select(test('equal', k, constant(0, 'u32')), upload(0xffffffff, 'u32'), k),
      )
    : keys;
  const found = pointwise(
    [keys, reached, min(known, { axes }), max(keys, { axes })],
    ([k = input(0), r = input(1), least = input(2), most = input(3)]) =>
      test('and', test('greater', k, r), test('notEqual', least, most)),
  );
  if (allowBorders) return found;
  const outer = pointwise([found, innerOf(src)], ([f = input(0), i = input(1)]) =>
    select(test('notEqual', i, constant(0, 'u32')), constant(0, 'u32'), f),
  );
  const touching = reconstructed(
    pointwise([outer], ([o = input(0)]) => o, 'u8'),
    found,
    'dilation',
    connectivity,
  );
  return pointwise([found, touching], ([f = input(0), t = input(1)]) => numeric('subtract', f, t), 'u8');
}
