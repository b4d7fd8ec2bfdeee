/** The q-quantile along axes, exact. */
import { AXES, type Axis } from '../../core/axes.js';
import { DTYPES, isInteger } from '../../core/dtype.js';
import { number } from '../../core/params.js';
import { constant, type Expr, input, numeric, select, test } from '../../graph/expr.js';
import type { Node } from '../../graph/node.js';
import { defineOp } from '../../graph/operation.js';
import { asFloat, describedAs, filled, kernel, pointwise } from '../../graph/primitive.js';
import { checkMask, countable, countOf, maskedBy, maskInput, maskWhere, overParams } from './over.js';
import { reduceAxes, withoutAxes } from './reduce.js';
import { keysOf, searched } from './searched.js';

/**
 * The q-quantile along axes, interpolated linearly at rank q·(count - 1), as `np.quantile`: f32, in the unit of the image. q is
 * 0.5 unless said, the median. The two neighbours are exact, only their interpolation rounds; a neighbour of weight 0 is
 * not read, so an infinity reaches only the ranks beside it. NaN where any voxel is NaN and of no voxels. Whole numbers of 32
 * bits are ordered exactly and rounded to f32 at the end. Reduced axes keep length 1. Throws `ArgumentError` where the mask
 * does not broadcast to the image. The image is read for every 8 bits of its type, a few voxels for every bit.
 * @example
 * import { HostVolume, openEngine, quantile } from 'brightfield';
 * using engine = await openEngine();
 * const image = new HostVolume({ shape: { x: 4 }, data: Float32Array.of(7, 1, 3, 2) });
 * using median = await engine.run(quantile(image));
 * (await median.read()).at({}); // 2.5
 */
export const quantile = defineOp({
  name: 'quantile',
  summary: 'Find the voxel of a rank along axes, such as the median.',
  alsoKnownAs: ['percentile'],
  inputs: [{ name: 'src', doc: 'The image.' }],
  optional: maskInput,
  params: {
    q: number('The share of voxels below: 0.5 is the median.', { default: 0.5, min: 0, max: 1 }),
    ...overParams,
  },
  vjp: 'voxels are ranked by counting',
  lower([src], { q, axes = AXES }, refuse, { mask }) {
    checkMask(src, mask, refuse);
    const like = describedAs(withoutAxes(src, axes), { dtype: 'u32' });
    // one for each result, also where one number would do: kernels read their inputs voxel by voxel
    const count = pointwise([countOf(src, mask, axes), filled(0, like)], ([n = input(0), nought = input(1)]) =>
      numeric('add', n, nought),
    );
    const high = Math.floor(q * 2 ** 31);
    const low = Math.floor((q * 2 ** 31 - high) * 2 ** 32);
    const [rank = count, weight = count] = kernel({
      kernel: 'measure/rank',
      inputs: { count: { node: count } },
      outputs: { rank: like, weight: describedAs(like, { dtype: 'f32' }) },
      params: { high, low },
    });
    const code = keysOf(src.dtype);
    const values = mask ? maskedBy(src, mask, code.last) : src;
    const { key, more } = searched(values, rank, axes, code);
    return interpolate(src, mask, axes, { count, weight, more, lower: code.decode(key), last: code.last });
  },
});

interface Found {
  readonly count: Node;
  readonly weight: Node;
  /** How many voxels have the value of the rank, from that rank on. */
  readonly more: Node;
  /** The value of the rank. */
  readonly lower: Node;
  readonly last: number;
}

/** Between the value of the rank and the next one. */
function interpolate(src: Node, mask: Node | undefined, axes: readonly Axis[], found: Found): Node {
  const { count, weight, more, lower, last } = found;
  const values = mask ? maskedBy(src, mask, last) : src;
  const greatest = DTYPES[src.dtype].compute === 'f32' ? Number.POSITIVE_INFINITY : DTYPES[src.dtype].max;
  const above = pointwise([values, lower], ([v = input(0), at = input(1)], upload) =>
    select(test('greater', v, at), v, upload(greatest, v.type)),
  );
  const next = reduceAxes(above, axes, 'min', DTYPES[src.dtype].compute);
  const nan = maskWhere(src, (voxel) => test('isNaN', voxel), mask);
  const broken = isInteger(src.dtype) ? undefined : reduceAxes(countable(nan), axes, 'sum', 'u32');
  const upper = pointwise([lower, next, more], ([a = input(0), b = input(1), m = input(2)]) =>
    select(test('greater', m, constant(1, 'u32')), a, b),
  );
  return pointwise(
    [asFloat(lower), asFloat(upper), weight, count, ...(broken ? [broken] : [])],
    ([a = input(0), b = input(1), t = input(2), n = input(3), nans], upload) => {
      const between = numeric(
        'add',
        numeric('multiply', numeric('subtract', constant(1), t), a),
        numeric('multiply', t, b),
      );
      const number: Expr = select(test('equal', t, constant(0)), a, between);
      const some = select(n, number, upload(Number.NaN));
      return nans ? select(nans, upload(Number.NaN), some) : some;
    },
    'f32',
  );
}
