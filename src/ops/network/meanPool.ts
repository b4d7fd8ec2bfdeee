/** The means of windows that step over an image. */
import { flag } from '../../core/params.js';
import { defineOp } from '../../graph/operation.js';
import { filled } from '../../graph/primitive.js';
import { divide } from '../pointwise/arithmetic.js';
import { pooled, poolParams, windowsOf } from './pooling.js';

/**
 * The mean of every window, as PyTorch's `avg_pool2d`: any shape in, n and c as they are, f32 out with floor((length + 2 padding - window) / stride) + 1 voxels along z,
 * y, x. A number for all is for the spatial axes that the image has. With `countPadding` padded voxels count as zeros, otherwise they take no part. The mean over
 * all of space is `mean(src, { axes: 'zyx' })`. Spacing grows by the stride.
 * Throws `ArgumentError` where padding is more than half a window, and where no window fits.
 * @example
 * import { HostVolume, meanPool, openEngine } from 'brightfield';
 * const image = new HostVolume({ shape: { y: 2, x: 4 }, data: Float32Array.of(1, 2, 3, 4, 5, 6, 7, 8) });
 * using engine = await openEngine();
 * using result = await engine.run(meanPool(image, { window: 2 }));
 * (await result.read()).data; // 3.5, 5.5
 */
export const meanPool = defineOp({
  name: 'meanPool',
  summary: 'Average windows that step over the image.',
  alsoKnownAs: ['avg_pool2d', 'avg_pool3d', 'average_pooling'],
  inputs: [{ name: 'src', doc: 'The image.' }],
  params: {
    ...poolParams,
    countPadding: flag('Whether padded voxels count, as zeros.', { default: true }),
  },
  linear: true,
  lower([src], { countPadding, ...given }, refuse) {
    const windows = windowsOf(src, given, refuse);
    const { size, before } = windows;
    const total = pooled(src, windows, 'sum');
    if (countPadding || before.x + before.y + before.z === 0) return divide(total, size.x * size.y * size.z);
    const { z, y, x } = src.shape;
    const ones = filled(1, { shape: { n: 1, c: 1, z, y, x }, dtype: 'f32', spacing: {}, unit: '', layout: '' });
    return divide(total, pooled(ones, windows, 'sum'));
  },
});
