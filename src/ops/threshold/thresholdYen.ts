/** Yen threshold. */
import { defineOp } from '../../graph/operation.js';
import { ofHistogram, ofHistogramParams } from '../measure/ofHistogram.js';
import { maskInput } from '../measure/over.js';

/**
 * The threshold of greatest entropic correlation between the classes `<=` and `>` it, as `skimage.filters.threshold_yen`: f32, one
 * voxel that broadcasts, `greater(image, thresholdYen(image))`; a bin's centre, of equals the first.
 * Integers of up to 16 bits have one bin a level; all others `bins` equal bins of their range.
 * A constant image gives itself; NaN and infinities are left out, and with none left the threshold is NaN. Other axes may be kept, a
 * threshold for each channel, say. Throws `ArgumentError` where the axes lack x or the mask does not broadcast to the image.
 * Yen, Chang and Chang 1995, A new criterion for automatic multilevel thresholding.
 * @example
 * import { greater, HostVolume, openEngine, thresholdYen } from 'brightfield';
 * using engine = await openEngine();
 * const image = new HostVolume({ shape: { x: 8 }, data: Uint8Array.of(10, 11, 12, 12, 12, 90, 91, 92) });
 * using bright = await engine.run(greater(image, thresholdYen(image)));
 * (await bright.read()).data; // 0, 0, 0, 0, 0, 1, 1, 1
 */
export const thresholdYen = defineOp({
  name: 'thresholdYen',
  summary: 'Find the threshold of greatest entropic correlation between its two classes.',
  inputs: [{ name: 'src', doc: 'The image.' }],
  optional: maskInput,
  params: ofHistogramParams,
  vjp: 'a threshold is a bin of a histogram',
  lower([src], { bins, axes }, refuse, { mask }) {
    return ofHistogram('threshold/yen', src, { bins, axes, mask, refuse });
  },
});
