/** Images resized by factors as scikit-image does. */
import { numberPerAxis } from '../../core/axisParams.js';
import { defineOp } from '../../graph/operation.js';
import { isLinear } from './interpolation.js';
import { scaledLengths } from './lengths.js';
import { resized, resizeParams } from './resized.js';

/**
 * Resizes an image by factors: scikit-image's `rescale`, which is `resize` to `scale` times the lengths, rounded half to even
 * and one at least. A number for all holds along the spatial axes that the image has. Values are left as they are: `mapRange`
 * and `rescaleIntensity` change them. Types, spacing, borders and the blur before what shrinks are those of `resize`.
 *
 * Throws `ArgumentError` for lengths beyond 2^30, factors of n or c, order 2, or a value that the type cannot hold.
 * @example
 * import { HostVolume, openEngine, rescale } from 'brightfield';
 * const image = new HostVolume({ shape: { y: 1, x: 2 }, data: Float32Array.of(0, 4) });
 * using engine = await openEngine();
 * using large = await engine.run(rescale(image, { scale: { x: 2 } }));
 * (await large.read()).data; // 1, 1, 3, 3
 */
export const rescale = defineOp({
  name: 'rescale',
  summary: 'Resize an image by factors.',
  inputs: [{ name: 'src', doc: 'The image.' }],
  params: { scale: numberPerAxis('How many times as long each axis becomes.', { min: 0 }), ...resizeParams },
  linear: isLinear,
  lower: ([src], { scale = 1, ...how }, refuse) =>
    resized(src, scaledLengths(src, 'scale', scale, refuse, 1), how, refuse),
});
