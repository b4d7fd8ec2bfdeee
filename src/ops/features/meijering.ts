/** Meijering's neuriteness. */
import { SPATIAL_AXES } from '../../core/axes.js';
import { optional } from '../../core/optionalParam.js';
import { number } from '../../core/params.js';
import { constant, float, input, select, test } from '../../graph/expr.js';
import { defineOp } from '../../graph/operation.js';
import { pointwise } from '../../graph/primitive.js';
import { min } from '../measure/min.js';
import { ridgeParams, ridges } from './ridges.js';

/**
 * How much every voxel lies on a neurite, 0 to 1 at every scale, the greatest over `sigmas`: the eigenvalue of greatest magnitude of σ² times the Hessian
 * where it is negative, divided by the least of the image. f32 of the shape of the image, of n and c each by itself; all NaN where a difference is
 * not finite. scikit-image 0.19's `meijering`, whose `alpha` has no effect; with `alpha` here, each eigenvalue has that share of the others added
 * first, as in the paper. Throws `ArgumentError` unless two or three axes are longer than one. E. Meijering et al., Design and
 * validation of a tool for neurite tracing, 2004.
 * @example
 * import { HostVolume, meijering, openEngine } from 'brightfield';
 * using engine = await openEngine();
 * const image = new HostVolume({ shape: { y: 9, x: 9 } });
 * for (let y = 0; y < 9; y++) image.data[9 * y + 4] = 1;
 * using neurites = await engine.run(meijering(image, { sigmas: [1], blackRidges: false }));
 * (await neurites.read()).at({ y: 4, x: 4 }); // 1
 */
export const meijering = defineOp({
  name: 'meijering',
  summary: 'Measure neurites, after Meijering.',
  inputs: [{ name: 'src', doc: 'The image.' }],
  params: {
    alpha: optional(
      number('The share of the other eigenvalues that is added to each; none when left out.', { min: -1, max: 1 }),
    ),
    ...ridgeParams,
  },
  lower: ([src], { alpha = 0, blackRidges, ...scales }, refuse) =>
    ridges(src, scales, { measure: 'meijering', sign: blackRidges ? -1 : 1, alpha }, refuse, (measured) =>
      pointwise([measured, min(measured, { axes: SPATIAL_AXES })], ([v = input(0), least = input(1)]) =>
        select(test('greaterEqual', v, constant(0)), constant(0), float('divide', v, least)),
      ),
    ),
});
