/** Maxima and minima of any height, whole plateaus at once: what `localMaxima` and `localMinima` share. */
import { SPATIAL_AXES } from '../../core/axes.js';
import { isInteger } from '../../core/dtype.js';
import { flag } from '../../core/params.js';
import { constant, input, select, test } from '../../graph/expr.js';
import type { Node } from '../../graph/node.js';
import type { RefuseCall } from '../../graph/operation.js';
import { pointwise } from '../../graph/primitive.js';
import { max } from '../measure/max.js';
import { min } from '../measure/min.js';
import { extreme } from '../morphology/extreme.js';
import { componentsOf, gathered, shown } from '../segment/components.js';
import { connectivity, keysOf, neighbours } from './geodesic.js';
import { innerOf } from './inner.js';

export const regionalParams = {
  connectivity: connectivity(3),
  allowBorders: flag('Whether a plateau that touches the border of the image counts.', { default: true }),
};

/** The key of -0, and of 0. */
const [BELOW_ZERO, ZERO] = [0x7fffffff, 0x80000000];

/** 1 on plateaus all of whose neighbours are lower (higher, for minima), unless there are no others. */
export function regional(
  src: Node,
  { connectivity, allowBorders }: { readonly connectivity: number; readonly allowBorders: boolean },
  maxima: boolean,
  refuse: RefuseCall,
): Node {
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
  const axes = [...SPATIAL_AXES];
  // NaN has key 0 and is passed over
  const known = isFloat
    ? pointwise([keys], ([k = input(0, 'u32')], upload) =>
        select(test('equal', k, constant(0, 'u32')), upload(0xffffffff, 'u32'), k),
      )
    : keys;
  const around = { footprint: neighbours(src.shape, connectivity), border: 'ignore', value: 0 } as const;
  const above = pointwise([extreme(keys, around, false), keys], ([most = input(0), k = input(1)]) =>
    test('greater', most, k),
  );
  const ruledOut = allowBorders
    ? above
    : pointwise([above, innerOf(src)], ([a = input(0), i = input(1)]) =>
        test('or', a, test('equal', i, constant(0, i.type))),
      );
  const plateaus = componentsOf(keys, 0, connectivity, refuse);
  return pointwise(
    [keys, shown(plateaus, gathered(plateaus, ruledOut)), min(known, { axes }), max(keys, { axes })],
    ([k = input(0), against = input(1, 'i32'), least = input(2), most = input(3)]) =>
      test(
        'and',
        test('and', test('greater', k, constant(0, k.type)), test('equal', against, constant(0, 'i32'))),
        test('notEqual', least, most),
      ),
  );
}
