/** The mean as a threshold. */
import { AXES } from '../../core/axes.js';
import { defineOp } from '../../graph/operation.js';
import { mean } from '../measure/mean.js';
import { checkMask, finiteMask, maskInput, overParams } from '../measure/over.js';

/**
 * The mean of all finite voxels, as `skimage.filters.threshold_mean`: f32, one voxel that broadcasts, `greater(image, thresholdMean(image))`.
 * Other axes may be kept, a threshold for each channel, say. A constant image gives itself; with no finite voxel left the
 * threshold is NaN. Throws `ArgumentError` where the mask does not broadcast to the image.
 * Glasbey 1993, An analysis of histogram-based thresholding algorithms.
 * @example
 * import { HostVolume, openEngine, thresholdMean } from 'brightfield';
 * using engine = await openEngine();
 * const image = new HostVolume({ shape: { x: 4 }, data: Uint8Array.of(0, 0, 3, 9) });
 * using threshold = await engine.run(thresholdMean(image));
 * (await threshold.read()).at({}); // 3
 */
export const thresholdMean = defineOp({
  name: 'thresholdMean',
  summary: 'Take the mean of the finite voxels as a threshold.',
  inputs: [{ name: 'src', doc: 'The image.' }],
  optional: maskInput,
  params: overParams,
  lower([src], { axes = AXES }, refuse, { mask }) {
    checkMask(src, mask, refuse);
    const counted = finiteMask(src, mask);
    return mean(src, { axes: [...axes], mask: counted });
  },
});
