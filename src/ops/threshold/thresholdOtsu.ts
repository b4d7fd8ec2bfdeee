/** Otsu's threshold. */
import { defineOp } from '../../graph/operation.js';
import { ofHistogram, ofHistogramParams } from '../measure/ofHistogram.js';
import { maskInput } from '../measure/over.js';

/**
 * The threshold that parts an image into the two classes, `<=` and `>` it, of greatest variance between them, as
 * `skimage.filters.threshold_otsu`: f32, one voxel that broadcasts, `greater(image, thresholdOtsu(image))`. Integers of up to 16
 * bits have one bin a level; all others `bins` equal bins of their range, and the threshold is a bin's centre. Of equals the first;
 * a constant image gives itself; NaN and infinities are left out, and with none left the threshold is NaN. Other axes may be kept, a threshold
 * for each channel, say. Throws `ArgumentError` where the axes lack x or the mask does not broadcast to the image.
 * Otsu 1979, A threshold selection method from gray-level histograms.
 * @example
 * import { greater, HostVolume, openEngine, thresholdOtsu } from 'brightfield';
 * using engine = await openEngine();
 * const image = new HostVolume({ shape: { x: 6 }, data: Uint8Array.of(10, 11, 12, 90, 91, 92) });
 * using bright = await engine.run(greater(image, thresholdOtsu(image)));
 * (await bright.read()).data; // 0, 0, 0, 1, 1, 1
 */
export const thresholdOtsu = defineOp({
  name: 'thresholdOtsu',
  summary: 'Find the threshold that parts an image into its two most distinct classes.',
  alsoKnownAs: ['otsu'],
  inputs: [{ name: 'src', doc: 'The image.' }],
  optional: maskInput,
  params: ofHistogramParams,
  vjp: 'a threshold is a bin of a histogram',
  lower([src], { bins, axes }, refuse, { mask }) {
    return ofHistogram('threshold/otsu', src, { bins, axes, mask, refuse });
  },
});
