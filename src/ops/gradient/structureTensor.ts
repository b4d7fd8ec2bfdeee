/** The smoothed products of the gradient's components, along c. */
import { activeAxes } from '../../core/axes.js';
import { number, perAxis } from '../../core/params.js';
import { input, numeric } from '../../graph/expr.js';
import { defineOp } from '../../graph/operation.js';
import { describedAs, filled, pointwise } from '../../graph/primitive.js';
import { borderParams } from '../border.js';
import { gaussian } from '../filter/gaussian.js';
import { join } from '../geometry/join.js';
import { sobel } from './sobel.js';

/**
 * The products of the gradient's components, blurred with a Gaussian, along c in the order `zz zy zx yy yx xx`, in 2-D `yy yx xx`, of the axes
 * longer than one voxel, as `symmetricEigenvalues` takes them. Components are scipy.ndimage's `sobel`: 8 times a slope a voxel in 2-D,
 * 32 times in 3-D. scikit-image 0.19's `structure_tensor` with `order='rc'`, whose border is `constant` by default. f32; the image has
 * c = 1; zeros where no axis is longer than one. A constant gives exactly 0 with every border but `constant`. Throws `ArgumentError`
 * where the image has channels. W. Förstner, E. Gülch, A fast operator for detection of distinct points, 1987.
 * @example
 * import { HostVolume, openEngine, structureTensor } from 'brightfield';
 * using engine = await openEngine();
 * const ramp = new HostVolume({ shape: { y: 3, x: 5 }, data: Float32Array.from({ length: 15 }, (_, i) => i % 5) });
 * using tensor = await engine.run(structureTensor(ramp, { sigma: 0 }));
 * (await tensor.read()).at({ c: 2, y: 1, x: 2 }); // 64
 */
export const structureTensor = defineOp({
  name: 'structureTensor',
  summary: 'Average the products of the gradient’s components.',
  inputs: [{ name: 'src', doc: 'The image, with one channel.' }],
  params: {
    sigma: perAxis('Standard deviation of the blur.', { default: 1, min: 0, max: 1000, unit: 'voxel' }),
    truncate: number('Half-width of the blur, in sigmas.', { default: 4, min: 1, max: 8 }),
    ...borderParams,
  },
  lower([src], { sigma: { z, y, x }, truncate, border, value }, refuse) {
    if (src.shape.c > 1) refuse('the image must have one channel, since elements lie along c', `c=${src.shape.c}`);
    const along = activeAxes(src.shape);
    if (along.length === 0) return filled(0, describedAs(src, { dtype: 'f32' }));
    const slopes = along.map((axis) => sobel(src, { axis, border, value }));
    // scipy's smoothing is [1, 2, 1], that of sobel here a quarter of it
    const scale = 16 ** (along.length - 1);
    const products = slopes.flatMap((a, at) =>
      slopes
        .slice(at)
        .map((b) =>
          pointwise(a === b ? [a] : [a, b], ([first = input(0), last = first], upload) =>
            numeric('multiply', upload(scale), numeric('multiply', first, last)),
          ),
        ),
    );
    return gaussian(join(products, 'c'), { sigma: { z, y, x }, truncate, border, value });
  },
});
