/** Images brought to a common scale. */
import { AXES } from '../../core/axes.js';
import { isInteger } from '../../core/dtype.js';
import { array, axes, choice } from '../../core/params.js';
import { constant, type Expr, float, input, numeric, select, test } from '../../graph/expr.js';
import type { Node } from '../../graph/node.js';
import { defineOp } from '../../graph/operation.js';
import { asFloat, pointwise } from '../../graph/primitive.js';
import { finiteRange } from '../measure/bins.js';
import { max } from '../measure/max.js';
import { mean } from '../measure/mean.js';
import { min } from '../measure/min.js';
import { quantile } from '../measure/quantile.js';
import { standardDeviation } from '../measure/standardDeviation.js';
import { interval } from '../pointwise/interval.js';

/** A deviation below this share of the mean is the rounding of f32. */
const ROUNDING = 2 ** -21;

/**
 * The image on a common scale: with mean 0 and standard deviation 1 (`zScore`), with the least voxel at 0 and the greatest at 1 (`minmax`), or
 * with two percentiles there (`percentile`; what lies outside is not clipped). Statistics are taken over all axes, or over `axes`: `'zyx'`
 * for each channel and frame by itself. Any shape in, f32 of the same shape out. An image of one value becomes 0. With
 * `minmax` NaN stays NaN and infinities stay; elsewhere they make all NaN that is measured with them. Throws `ArgumentError` where the percentiles are
 * not two ascending ones.
 * @example
 * import { HostVolume, normalize, openEngine } from 'brightfield';
 * using engine = await openEngine();
 * const image = new HostVolume({ shape: { x: 4 }, data: Uint8Array.of(1, 3, 1, 3) });
 * using scaled = await engine.run(normalize(image));
 * (await scaled.read()).data; // -1, 1, -1, 1
 */
export const normalize = defineOp({
  name: 'normalize',
  summary: 'Bring an image to a common scale.',
  inputs: [{ name: 'src', doc: 'The image.' }],
  params: {
    method: choice('What is made equal.', ['zScore', 'minmax', 'percentile'], { default: 'zScore' }),
    percentiles: array('The percentiles that become 0 and 1.', { default: [1, 99.8], min: 0, max: 100 }),
    axes: axes('The axes that are measured together; all five when left out.'),
  },
  lower([src], { method, percentiles, axes = AXES }, refuse) {
    const [first, last] = interval('percentiles', percentiles, refuse);
    if (!(first < last)) refuse('percentiles must ascend', `[${first}, ${last}]`);
    if (method === 'zScore') {
      const [centre, width] = [mean(src, { axes }), standardDeviation(src, { axes })];
      return scaled(asFloat(src), centre, width, (m, w) =>
        test('lessEqual', w, numeric('multiply', constant(ROUNDING), numeric('abs', m))),
      );
    }
    const at = (percent: number): Node => quantile(src, { q: percent / 100, axes });
    const { low, high } =
      method === 'percentile'
        ? { low: at(first), high: at(last) }
        : isInteger(src.dtype)
          ? { low: min(src, { axes }), high: max(src, { axes }) }
          : finiteRange(src, undefined, axes);
    const width = pointwise([low, high], ([a = input(0), b = input(1)]) => numeric('subtract', b, a), 'f32');
    return scaled(asFloat(src), asFloat(low), width, (_, w) => test('equal', w, constant(0)));
  },
});

/** (image - centre) / width, and 0 where there is no width. */
function scaled(image: Node, centre: Node, width: Node, none: (centre: Expr, width: Expr) => Expr): Node {
  return pointwise([image, centre, width], ([v = input(0), m = input(1), w = input(2)]) =>
    select(none(m, w), constant(0), float('divide', numeric('subtract', v, m), w)),
  );
}
