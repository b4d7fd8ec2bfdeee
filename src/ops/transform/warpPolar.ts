/** Images unrolled about a point. */
import type { Shape } from '../../core/axes.js';
import { alongAxis, numberPerAxis, wholePerAxis } from '../../core/axisParams.js';
import { bitsOf } from '../../core/dtype.js';
import { optional } from '../../core/optionalParam.js';
import { choice, number } from '../../core/params.js';
import { defineOp } from '../../graph/operation.js';
import { describedAs } from '../../graph/primitive.js';
import { withAxes } from '../geometry/layout.js';
import { fixed } from './fixed.js';
import { interpolated, interpolationConstants, interpolationParams, isLinear, tapsOf } from './interpolation.js';
import { looked } from './look.js';

/**
 * Unrolls an image about a point: scikit-image's `warp_polar`. Along y of the result runs the angle, from 0 to a full turn in H
 * rows, from x towards y (clockwise on a screen); along x the distance, `x · radius / W`, or of `log` scaling `radius^(x / W)`,
 * from 1 on: a turn and a growth of the image become shifts. Slices of a volume are unrolled each on its own.
 *
 * Any shape in; H = 360 rows and W = ceil(radius) columns out unless `outputShape` says otherwise, n, c and z as they are; f32,
 * of order 0 the image's type. Spacing along y and x is lost. Places are exact to 2^-19 of a voxel. As in `warp`,
 * scikit-image's border `constant` is `gridConstant` here.
 *
 * Throws `ArgumentError` for a radius that is not above 0, or 1 where scaling is `log`, order 2, or a value that the type
 * cannot hold.
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
    center: numberPerAxis('The point; the middle of the image along axes left out.', {
      min: -(2 ** 28),
      max: 2 ** 28,
      unit: 'voxel',
    }),
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
  linear: isLinear,
  lower([src], { center, radius: given, scaling, outputShape, ...how }, refuse) {
    const { y, x } = src.shape;
    const radius = given ?? Math.hypot(y / 2, x / 2);
    if (scaling === 'log' && !(radius > 1)) refuse('radius must be above 1 where scaling is log', `${radius}`);
    const rows = alongAxis(outputShape, src.layout, 'y') ?? 360;
    const columns = alongAxis(outputShape, src.layout, 'x') ?? Math.ceil(radius);
    const shape: Shape = { ...src.shape, y: rows, x: columns };
    const angles = new Int32Array(4 * rows);
    for (let k = 0; k < rows; k++) {
      const angle = (2 * Math.PI * k) / rows;
      const { whole, part } = fixed([Math.cos(angle), Math.sin(angle)]);
      angles.set([whole[0] ?? 0, part[0] ?? 0, whole[1] ?? 0, part[1] ?? 0], 4 * k);
    }
    // groups of four voxels are looked at whole
    const distances = new Int32Array(8 * Math.ceil(columns / 4));
    for (let k = 0; k < columns; k++) {
      const distance = scaling === 'log' ? radius ** (k / columns) : (radius * k) / columns;
      const whole = Math.floor(distance);
      distances.set([whole, bitsOf(distance - whole, 'f32')], 2 * k);
    }
    const ready = interpolated(src, how, ['y', 'x'], refuse);
    const middle = fixed([
      ready.margin.x + (alongAxis(center, src.layout, 'x') ?? x / 2 - 0.5),
      ready.margin.y + (alongAxis(center, src.layout, 'y') ?? y / 2 - 0.5),
    ]);
    const spacing = { ...src.spacing };
    delete spacing.y;
    delete spacing.x;
    const looking = {
      kernel: 'transform/polar',
      constants: interpolationConstants(how.order, ready, true),
      params: { outside: ready.bits, ...middle, bits: 0 },
      tables: { angles, distances },
    };
    const dtype = how.order === 0 ? src.dtype : 'f32';
    return looked(
      ready,
      looking,
      { loads: tapsOf(how.order, 2), reach: { y: 'all', x: 'all' } },
      describedAs(src, { shape, layout: withAxes(src.layout, shape), spacing, dtype }),
    );
  },
});
