/** Images resized to a shape as scikit-image does. */
import { wholePerAxis } from '../../core/axisParams.js';
import { defineOp } from '../../graph/operation.js';
import { isLinear } from './interpolation.js';
import { spatial } from './lengths.js';
import { resized, resizeParams } from './resized.js';

/**
 * Resizes an image to a shape: scikit-image's `resize` with `preserve_range` and without `clip` (values are neither converted
 * nor clipped; splines overshoot). The outer edges of the image stay where they are: voxel o of m shows place (o + ½) n / m - ½
 * of n. Axes that shrink are blurred before, with a sigma of (n / m - 1) / 2, which a voxel of the result averages over; of
 * order 0 they are not, so that labels stay labels (scikit-image 0.19 blurs them), and the type of the image stays. Its borders
 * `reflect`, the default, and `constant` are `mirror` and `gridConstant` here.
 *
 * Any shape in, the lengths of `outputShape` out, others and n and c as they are; f32, of order 0 the image's type. Spacing
 * becomes that of the result. Reads what is near: large images are done in windows.
 *
 * Throws `ArgumentError` for lengths of n or c, order 2, or a value that the type cannot hold.
 * @example
 * import { HostVolume, openEngine, resize } from 'brightfield';
 * const image = new HostVolume({ shape: { y: 2, x: 4 }, data: Float32Array.of(1, 2, 3, 4, 5, 6, 7, 8), spacing: { x: 0.5 } });
 * using engine = await openEngine();
 * using small = await engine.run(resize(image, { outputShape: { x: 2 }, antiAliasing: false }));
 * (await small.read()).data; // 1.5, 3.5, 5.5, 7.5
 * small.spacing.x; // 1
 */
export const resize = defineOp({
  name: 'resize',
  summary: 'Resize an image to a shape.',
  inputs: [{ name: 'src', doc: 'The image.' }],
  params: {
    outputShape: wholePerAxis('Voxels of the result along each axis.', { min: 1, max: 2 ** 30, unit: 'voxel' }),
    ...resizeParams,
  },
  linear: isLinear,
  lower: ([src], { outputShape, ...how }, refuse) =>
    resized(src, spatial(src, 'outputShape', outputShape, refuse), how, refuse),
});
