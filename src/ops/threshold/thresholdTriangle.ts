/** Triangle threshold. */
import { defineOp } from '../../graph/operation.js';
import { ofHistogram, ofHistogramParams } from '../measure/ofHistogram.js';
import { maskInput } from '../measure/over.js';

/**
 * The bin farthest below the line from the peak of the histogram to the end of its longer tail, as
 * `skimage.filters.threshold_triangle`: f32, one voxel that broadcasts, `greater(image, thresholdTriangle(image))`; a bin's centre.
 * Distances are compared as whole numbers; of equals that nearest to the end of the tail (scikit-image lets rounding choose).
 * Integers of up to 16 bits have one bin a level; all others `bins` equal bins of their range.
 * A constant image gives itself; NaN and infinities are left out, and with none left the threshold is NaN. Other axes may be kept, a
 * threshold for each channel, say. Throws `ArgumentError` where the axes lack x or the mask does not broadcast to the image.
 * Zack, Rogers and Latt 1977, Automatic measurement of sister chromatid exchange frequency.
 * @example
 * import { greater, HostVolume, openEngine, thresholdTriangle } from 'brightfield';
 * using engine = await openEngine();
 * const image = new HostVolume({ shape: { x: 8 }, data: Uint8Array.of(10, 11, 12, 12, 12, 90, 91, 92) });
 * using bright = await engine.run(greater(image, thresholdTriangle(image)));
 * (await bright.read()).data; // 0, 0, 0, 0, 0, 1, 1, 1
 */
export const thresholdTriangle = defineOp({
  name: 'thresholdTriangle',
  summary: 'Find the threshold farthest below the line from the peak of the histogram to its tail.',
  inputs: [{ name: 'src', doc: 'The image.' }],
  optional: maskInput,
  params: ofHistogramParams,
  vjp: 'a threshold is a bin of a histogram',
  lower([src], { bins, axes }, refuse, { mask }) {
    return ofHistogram('threshold/triangle', src, { bins, axes, mask, refuse });
  },
});
