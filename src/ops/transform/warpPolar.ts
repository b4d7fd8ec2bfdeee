/** Images unrolled about a point. */
import type { Shape } from '../../core/axes.js';
import { alongAxis, numberPerAxis, wholePerAxis } from '../../core/axisParams.js';
import { HostVolume } from '../../core/hostVolume.js';
import { optional } from '../../core/optionalParam.js';
import { choice, number } from '../../core/params.js';
import { defineOp } from '../../graph/operation.js';
import { withAxes } from '../geometry/layout.js';
import { add, multiply } from '../pointwise/arithmetic.js';
import { interpolationParams } from './interpolation.js';
import { lookAt } from './lookAt.js';

/**
 * Unrolls an image about a point: scikit-image's `warp_polar`. Along y of the result runs the angle, from 0 to a full turn in H rows, from x towards
 * y (clockwise on a screen); along x the distance, `x · radius / W`, or of `log` scaling `radius^(x / W)`, from 1 on: a turn and a growth of the image
 * become shifts. Slices of a volume are unrolled each on its own.
 *
 * Any shape in; H = 360 rows and W = ceil(radius) columns out unless `outputShape` says otherwise, n, c and z as they are; f32, of order 0 the image's
 * type. Spacing along y and x is lost. Places are right to 2^-23 of their distance. As in `warp`, scikit-image's border `constant` is `gridConstant` here.
 *
 * Throws `ArgumentError` for a radius that is not above 0, or 1 where scaling is `log`, order 2, or a value that the type cannot hold.
 * @example
 * import { HostVolume, openEngine, warpPolar } from 'brightfield';
 * const image = new HostVolume({ shape: { y: 3, x: 3 }, data: Float32Array.of(0, 8, 0, 7, 1, 5, 0, 6, 0) });
 * using engine = await openEngine();
 * using polar = await engine.run(warpPolar(image, { radius: 2, outputShape: { y: 4, x: 2 } }));
 * (await polar.read()).data; // 1, 5, 1, 6, 1, 7, 1, 8
 */
export const warpPolar = defineOp({
  name: 'warpPolar',
  summary: 'Unroll an image about a point.',
  alsoKnownAs: ['linearPolar', 'logPolar'],
  inputs: [{ name: 'src', doc: 'The image.' }],
  params: {
    center: numberPerAxis('The point; the middle of the image along axes left out.', { unit: 'voxel' }),
    radius: optional(
      number('The distance at the end of a row; to the corners from the middle where left out.', {
        min: 1e-6,
        max: 2 ** 24,
        unit: 'voxel',
      }),
    ),
    scaling: choice('Whether columns are equal distances or equal ratios of distances.', ['linear', 'log'], {
      default: 'linear',
    }),
    outputShape: wholePerAxis('Rows of angles along y and columns of distances along x.', { min: 1, unit: 'voxel' }),
    ...interpolationParams(1, 'constant'),
  },
  linear: ({ border, value }) => (border !== 'constant' && border !== 'gridConstant') || value === 0,
  lower([src], { center, radius: given, scaling, outputShape, ...how }, refuse) {
    const { z: _z, y, x } = src.shape;
    const radius = given ?? Math.hypot(y / 2, x / 2);
    if (scaling === 'log' && !(radius > 1)) refuse('radius must be above 1 where scaling is log', `${radius}`);
    const rows = alongAxis(outputShape, src.layout, 'y') ?? 360;
    const columns = alongAxis(outputShape, src.layout, 'x') ?? Math.ceil(radius);
    const shape: Shape = { ...src.shape, y: rows, x: columns };
    const column = (of: (share: number) => number): HostVolume =>
      new HostVolume({
        shape: { x: columns },
        data: Float32Array.from({ length: columns }, (_, k) => of(k / columns)),
      });
    const row = (of: (angle: number) => number): HostVolume =>
      new HostVolume({
        shape: { y: rows },
        data: Float32Array.from({ length: rows }, (_, k) => of((2 * Math.PI * k) / rows)),
      });
    const distances = column((share) => (scaling === 'log' ? radius ** share : radius * share));
    const places = {
      y: add(multiply(row(Math.sin), distances), alongAxis(center, src.layout, 'y') ?? y / 2 - 0.5),
      x: add(multiply(row(Math.cos), distances), alongAxis(center, src.layout, 'x') ?? x / 2 - 0.5),
    };
    const spacing = { ...src.spacing };
    delete spacing.y;
    delete spacing.x;
    return lookAt(src, places, how, { shape, layout: withAxes(src.layout, shape), spacing }, refuse);
  },
});
