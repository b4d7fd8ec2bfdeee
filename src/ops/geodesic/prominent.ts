/** Maxima and minima that stand out by a height, shared by `hMaxima` and `hMinima`. */
import { SPATIAL_AXES } from '../../core/axes.js';
import { DTYPES, isInteger } from '../../core/dtype.js';
import { number } from '../../core/params.js';
import { input, numeric, select, test } from '../../graph/expr.js';
import type { Node } from '../../graph/node.js';
import type { RefuseCall } from '../../graph/operation.js';
import { asFloat, filled, pointwise } from '../../graph/primitive.js';
import { max } from '../measure/max.js';
import { min } from '../measure/min.js';
import { nanMax } from '../measure/nanMax.js';
import { nanMin } from '../measure/nanMin.js';
import { clamp } from '../pointwise/clamp.js';
import { connectivity, reconstructed } from './geodesic.js';

export const prominentParams = {
  h: number('The least height.', { default: 1, min: 1e-9 }),
  connectivity: connectivity(3),
};

/** How far below h a float may fall through rounding: scikit-image's number for f32, there of the value alone. */
const RESOLUTION = 2e-6;

/** 1 where the image stands at least h above (below, for minima) every way out of it. */
export function prominent(src: Node, h: number, connectivity: number, maxima: boolean, refuse: RefuseCall): Node {
  const { compute, min: lowest, max: highest } = DTYPES[src.dtype];
  const whole = isInteger(src.dtype);
  // infinities stand out by the greatest number, and an f16 moves by less than it can hold
  const finite = { min: filled(-DTYPES.f32.max), max: filled(DTYPES.f32.max) };
  const image = whole ? src : clamp(asFloat(src), finite);
  // of whole numbers a height is at least h where it is at least the next whole number
  const height = whole ? Math.ceil(h) : h;
  if (whole && height > highest) refuse(`h must be at most ${highest} for ${src.dtype}`, `${h}`);
  const shifted = pointwise(
    [image],
    ([v = input(0, compute)], upload) => {
      const by = upload(height, compute);
      const moved = numeric(maxima ? 'subtract' : 'add', v, by);
      if (!whole) {
        const rounding = numeric('multiply', upload(RESOLUTION), numeric('add', numeric('abs', v), by));
        return numeric(maxima ? 'subtract' : 'add', moved, rounding);
      }
      if (maxima) return select(test('less', v, upload(lowest + height, compute)), upload(lowest, compute), moved);
      return select(test('greater', v, upload(highest - height, compute)), upload(highest, compute), moved);
    },
    image.dtype,
  );
  const rest = reconstructed(shifted, image, maxima ? 'dilation' : 'erosion', connectivity);
  const axes = [...SPATIAL_AXES];
  const [least, most] = whole
    ? [min(src, { axes }), max(src, { axes })]
    : [nanMin(src, { axes }), nanMax(src, { axes })];
  return pointwise([image, rest, least, most], ([v = input(0), r = input(1), a = input(2), b = input(3)], upload) => {
    const by = upload(height, compute);
    const stands = test('greaterEqual', maxima ? numeric('subtract', v, r) : numeric('subtract', r, v), by);
    // the whole range of the image: nothing is higher than that
    const within = whole
      ? test(
          'and',
          test('greaterEqual', b, upload(lowest + height, compute)),
          test('lessEqual', a, numeric('subtract', b, by)),
        )
      : test('lessEqual', by, numeric('subtract', b, a));
    return test('and', stands, within);
  });
}
