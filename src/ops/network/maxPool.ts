/** The greatest voxels of windows that step over an image. */
import { defineOp } from '../../graph/operation.js';
import { pooled, poolParams, windowsOf } from './pooling.js';

/**
 * The greatest voxel of every window, as PyTorch's `max_pool2d`: any shape in, n and c as they are, f32 out with floor((length + 2 padding - window) / stride) + 1
 * voxels along z, y, x. A number for all is for the spatial axes that the image has. Padding takes no part. A window with a NaN gives NaN. The gradient goes to the first
 * greatest voxel of each window, in the order z, y, x. Spacing grows by the stride.
 * Throws `ArgumentError` where padding is more than half a window, and where no window fits. Source: Ranzato, Huang, Boureau, LeCun 2007, Unsupervised learning of
 * invariant feature hierarchies, section 2.
 * @example
 * import { HostVolume, maxPool, openEngine } from 'brightfield';
 * const image = new HostVolume({ shape: { y: 2, x: 4 }, data: Float32Array.of(1, 2, 3, 4, 8, 7, 6, 5) });
 * using engine = await openEngine();
 * using result = await engine.run(maxPool(image, { window: 2 }));
 * (await result.read()).data; // 8, 6
 */
export const maxPool = defineOp({
  name: 'maxPool',
  summary: 'Take the greatest voxel of windows that step over the image.',
  alsoKnownAs: ['max_pool2d', 'max_pool3d'],
  inputs: [{ name: 'src', doc: 'The image.' }],
  params: poolParams,
  lower: ([src], given, refuse) => pooled(src, windowsOf(src, given, refuse), 'max'),
});
