/** Otsu's threshold. */
import { AXES } from '../../core/axes.js';
import { DTYPES, isInteger } from '../../core/dtype.js';
import { integer } from '../../core/params.js';
import { input, select, test } from '../../graph/expr.js';
import { defineOp } from '../../graph/operation.js';
import { describedAs, filled, kernelOf, pointwise } from '../../graph/primitive.js';
import { countBins, edgesOf, finiteRange } from './bins.js';
import { checkMask, maskInput, overParams } from './over.js';
import { withoutAxes } from './reduce.js';

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
  inputs: [{ name: 'src', doc: 'The image.' }],
  optional: maskInput,
  params: {
    bins: integer('The number of bins for floats and for integers of 32 bits.', { default: 256, min: 2, max: 65536 }),
    ...overParams,
  },
  lower([src], { bins: wanted, axes = AXES }, refuse, { mask }) {
    checkMask(src, mask, refuse);
    if (!axes.includes('x')) refuse('axes must name x', axes.join(', '));
    const { bytes, min, max } = DTYPES[src.dtype];
    const levels = isInteger(src.dtype) && bytes <= 2;
    const { low: least, high: greatest } = finiteRange(src, mask, axes);
    // a level is the centre of a bin of width 1
    const low = levels ? filled(min - 0.5) : least;
    const high = levels ? filled(max + 0.5) : greatest;
    const bins = levels ? max - min + 1 : wanted;
    const parted = kernelOf({
      kernel: 'measure/otsu',
      inputs: {
        counts: { node: countBins(src, { mask, axes, bins, low, high, least, greatest }), reach: { x: 'all' } },
        edges: { node: edgesOf(low, high, bins), reach: { x: 'all' } },
      },
      outputs: { dst: describedAs(withoutAxes(src, axes), { dtype: 'f32' }) },
    });
    return pointwise([parted, least, greatest], ([t = input(0), a = input(1), b = input(2)]) =>
      select(test('less', a, b), t, a),
    );
  },
});
