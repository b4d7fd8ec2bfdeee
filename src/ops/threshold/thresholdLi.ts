/** Li's threshold. */
import { AXES } from '../../core/axes.js';
import { isInteger } from '../../core/dtype.js';
import { constant, type Expr, float, input, numeric, select, test } from '../../graph/expr.js';
import type { Node } from '../../graph/node.js';
import { defineOp } from '../../graph/operation.js';
import { asFloat, pointwise } from '../../graph/primitive.js';
import { repeat } from '../../graph/repeat.js';
import { finiteRange } from '../measure/bins.js';
import { max } from '../measure/max.js';
import { mean } from '../measure/mean.js';
import { checkMask, finiteMask, maskInput, overParams } from '../measure/over.js';

/** It converges within some ten iterations; a limit for what rounding may keep going. */
const MOST = 200;

/**
 * The threshold of least cross entropy between an image and its two classes, `<=` and `>` it, as `skimage.filters.threshold_li`: f32,
 * one voxel that broadcasts, `greater(image, thresholdLi(image))`. It starts at the mean and steps to the logarithmic mean of the
 * means of both classes, above the least voxel, until a step is at most 0.5 for integers, or for floats until no voxel changes sides.
 * A constant image gives itself; NaN and infinities are left out, and with none left the threshold is NaN. Other axes may be kept,
 * a threshold for each channel, say. Throws `ArgumentError` where the mask does not broadcast to the image.
 * Li and Tam 1998, An iterative algorithm for minimum cross entropy thresholding.
 * @example
 * import { greater, HostVolume, openEngine, thresholdLi } from 'brightfield';
 * using engine = await openEngine();
 * const image = new HostVolume({ shape: { x: 8 }, data: Uint8Array.of(10, 11, 12, 12, 12, 90, 91, 92) });
 * using bright = await engine.run(greater(image, thresholdLi(image)));
 * (await bright.read()).data; // 0, 0, 0, 0, 0, 1, 1, 1
 */
export const thresholdLi = defineOp({
  name: 'thresholdLi',
  summary: 'Find the threshold of least cross entropy between an image and its two classes.',
  inputs: [{ name: 'src', doc: 'The image.' }],
  optional: maskInput,
  params: overParams,
  lower([src], { axes = AXES }, refuse, { mask }) {
    checkMask(src, mask, refuse);
    const { low, high } = finiteRange(src, mask, axes);
    const counted = finiteMask(src, mask);
    const above = pointwise([asFloat(src), low], ([v = input(0), a = input(1)]) => numeric('subtract', v, a));
    const tolerance = isInteger(src.dtype) ? 0.5 : 0;
    const meanWhere = (side: 'greater' | 'lessEqual', t: Node): Node => {
      const inside = pointwise(
        counted ? [above, t, counted] : [above, t],
        ([v = input(0), at = input(1), m]) => (m ? test('and', test(side, v, at), m) : test(side, v, at)),
        'u8',
      );
      return mean(above, { axes: [...axes], mask: inside });
    };
    const start = mean(above, { axes: [...axes], mask: counted });
    const { state } = repeat({
      state: { before: pointwise([start], (_, upload) => upload(-1), 'f32'), t: start },
      body: ({ before, t }) => ({
        before: pointwise([before, t], ([a = input(0), b = input(1)], upload) =>
          select(test('greater', distance(a, b), upload(tolerance)), b, a),
        ),
        t: pointwise(
          [before, t, meanWhere('lessEqual', t), meanWhere('greater', t)],
          ([a = input(0), b = input(1), back = input(2), fore = input(3)], upload) => {
            const logs = numeric('subtract', float('log', back), float('log', fore));
            const between = float('divide', numeric('subtract', back, fore), logs);
            const inside = select(test('less', between, fore), between, back);
            const next = select(test('greater', back, constant(0)), inside, constant(0));
            return select(test('greater', distance(a, b), upload(tolerance)), next, b);
          },
        ),
      }),
      measure: (next) =>
        max(
          pointwise(
            [next.before, next.t],
            ([a = input(0), b = input(1)], upload) => test('greater', distance(a, b), upload(tolerance)),
            'f32',
          ),
        ),
      below: 0.5,
      check: 2,
      max: MOST,
    });
    return pointwise([state.t, low, high], ([t = input(0), a = input(1), b = input(2)]) =>
      select(test('less', a, b), numeric('add', t, a), a),
    );
  },
});

function distance(a: Expr, b: Expr): Expr {
  return numeric('abs', numeric('subtract', a, b));
}
