/** Isodata threshold. */
import { defineOp } from '../../graph/operation.js';
import { ofHistogram, ofHistogramParams } from '../measure/ofHistogram.js';
import { maskInput } from '../measure/over.js';

/**
 * The least threshold that lies half way between the means of what it parts, `<=` and `>` it, to within a bin, as
 * `skimage.filters.threshold_isodata`: f32, one voxel that broadcasts, `greater(image, thresholdIsodata(image))`; a bin's centre.
 * Integers of up to 16 bits have one bin a level; all others `bins` equal bins of their range.
 * A constant image gives itself; NaN and infinities are left out, and with none left the threshold is NaN. Other axes may be kept, a
 * threshold for each channel, say. Throws `ArgumentError` where the axes lack x or the mask does not broadcast to the image.
 * Ridler and Calvard 1978, Picture thresholding using an iterative selection method.
 * @example
 * import { greater, HostVolume, openEngine, thresholdIsodata } from 'brightfield';
 * using engine = await openEngine();
 * const image = new HostVolume({ shape: { x: 8 }, data: Uint8Array.of(10, 11, 12, 12, 12, 90, 91, 92) });
 * using bright = await engine.run(greater(image, thresholdIsodata(image)));
 * (await bright.read()).data; // 0, 0, 0, 0, 0, 1, 1, 1
 */
export const thresholdIsodata = defineOp({
  name: 'thresholdIsodata',
  summary: 'Find the threshold half way between the means of the two classes that it makes.',
  inputs: [{ name: 'src', doc: 'The image.' }],
  optional: maskInput,
  params: ofHistogramParams,
  vjp: 'a threshold is a bin of a histogram',
  lower([src], { bins, axes }, refuse, { mask }) {
    return ofHistogram('threshold/isodata', src, { bins, axes, mask, refuse });
  },
});
