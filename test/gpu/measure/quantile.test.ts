import { quantile } from '../../../src/ops/measure/quantile.js';
import { build, type Field, fieldOf, reductions as r, randomField, randomIntegers } from '../../oracle/index.js';
import { checkOp } from '../checkOp.js';
import { broken, image, letters, mask, one, rowMask, volume } from './cases.js';

const infinite = fieldOf({ x: 5 }, [1, 2, 4, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]);

/** So many voxels that they are searched by digits; of the equal numbers -0 and 0 half each. */
const zeros = build({ y: 150, x: 257 }, (_, at) => (at % 5 < 2 ? -0 : at % 5 < 4 ? 0 : 1));

checkOp(quantile, {
  oracle: ([x], { q = 0.5, axes }, { mask }) =>
    r.quantile(x as Field, { q: q as number, axes: letters(axes) as never, mask: mask as Field }),
  tolerance: { abs: 1e-7, rel: 3e-7, why: 'two exact neighbours, interpolated in f32 with a weight of 24 bits' },
  rows: [
    { name: 'median of an image', inputs: [image] },
    { name: 'over z and x', inputs: [volume], params: { axes: 'zx', q: 0.3 } },
    { name: 'over c', inputs: [volume], params: { axes: 'c', q: 0.9 } },
    { name: 'not finite, over x', inputs: [broken], params: { axes: 'x', q: 0.25 } },
    { name: 'weight 0 beside an infinity', inputs: [infinite], params: { q: 0.75 } },
    { name: 'between numbers and infinity', inputs: [infinite], params: { q: 0.8 } },
    { name: 'masked', inputs: [image], optional: { mask }, params: { q: 0.1 } },
    { name: 'masked by rows, over y', inputs: [image], optional: { mask: rowMask }, params: { q: 0.77, axes: 'y' } },
    { name: 'nothing in the mask', inputs: [one], optional: { mask: fieldOf({}) } },
    { name: 'one voxel', inputs: [one], params: { q: 1 } },
    { name: 'u16', inputs: [randomIntegers({ y: 19, x: 23 }, 11, 0, 65535)], dtype: 'u16', params: { q: 0.4 } },
    { name: 'i8', inputs: [randomIntegers({ y: 19, x: 23 }, 12, -128, 127)], dtype: 'i8', params: { axes: 'y' } },
    { name: 'many u16', inputs: [randomIntegers({ y: 131, x: 257 }, 11, 0, 65535)], dtype: 'u16', params: { q: 0.6 } },
    ...[101, 33_101].map((x) => ({
      name: `i32, ${x}`,
      inputs: [randomIntegers({ x }, 13, -(2 ** 31), 2 ** 31 - 1)],
      dtype: 'i32' as const,
      params: { q: 0.2 },
    })),
    // between the last -0 and the first 0
    { name: 'zeros of both signs', inputs: [zeros], params: { q: 15_419.5 / 38_549 } },
    { name: 'many of each n', inputs: [randomField({ n: 2, y: 131, x: 257 }, 15)], params: { q: 0.9, axes: 'cyx' } },
    { name: 'numbers of every size', inputs: [randomField({ x: 1023 }, 14, -1e30, 1e30)], params: { q: 0.123 } },
  ],
  refuses: [
    [[image], { q: 1.5 }, /^quantile: q must be a finite number from 0 to 1, got 1.5$/],
    [[image], { q: Number.NaN }, /^quantile: q must be/],
  ],
});
