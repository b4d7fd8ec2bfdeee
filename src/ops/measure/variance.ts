/** The variance along axes. */
import { AXES } from '../../core/axes.js';
import { number } from '../../core/params.js';
import { constant, float, input, numeric } from '../../graph/expr.js';
import { defineOp } from '../../graph/operation.js';
import { asFloat, pointwise } from '../../graph/primitive.js';
import { mean } from './mean.js';
import { countOf, maskInput, overParams } from './over.js';
import { sum } from './sum.js';

export const ddof = number('Subtracted from the number of voxels in the divisor: 1 for a sample’s unbiased estimate.', {
  default: 0,
  min: 0,
});

/**
 * The mean squared deviation from the mean, over `count - ddof`, as `np.var`: f32, the unit of the image squared. Two passes,
 * so that a large mean costs no digits. NaN of no voxels, of NaN and of infinities; with `ddof` at or above the count infinite or NaN.
 * Throws `ArgumentError` where the mask does not broadcast to the image.
 * @example
 * import { HostVolume, openEngine, variance } from 'brightfield';
 * using engine = await openEngine();
 * const image = new HostVolume({ shape: { x: 4 }, data: Float32Array.of(1, 2, 3, 4) });
 * using result = await engine.run(variance(image));
 * (await result.read()).at({}); // 1.25
 */
export const variance = defineOp({
  name: 'variance',
  summary: 'Measure the mean squared deviation from the mean along axes.',
  alsoKnownAs: ['var'],
  inputs: [{ name: 'src', doc: 'The image.' }],
  optional: maskInput,
  params: { ...overParams, ddof },
  lower([src], { axes = AXES, ddof }, _refuse, { mask }) {
    const centre = mean(src, { axes, mask });
    const squares = pointwise([asFloat(src), centre], ([voxel = input(0), m = input(1)]) => {
      const deviation = numeric('subtract', voxel, m);
      return numeric('multiply', deviation, deviation);
    });
    return pointwise(
      [sum(squares, { axes, mask }), countOf(src, mask, axes)],
      ([total = input(0), count = input(1)], upload) =>
        float('divide', total, numeric('maximum', numeric('subtract', count, upload(ddof)), constant(0))),
    );
  },
});
