/** The threshold in the valley of a histogram. */
import { AXES } from '../../core/axes.js';
import { integer } from '../../core/params.js';
import { constant, input, numeric, test } from '../../graph/expr.js';
import { defineOp } from '../../graph/operation.js';
import { describedAs, filled, kernel, kernelOf, pointwise, reach } from '../../graph/primitive.js';
import { repeat } from '../../graph/repeat.js';
import { edgesOf } from '../measure/bins.js';
import { max } from '../measure/max.js';
import { binEnds, binned, ofHistogramParams } from '../measure/ofHistogram.js';
import { maskInput } from '../measure/over.js';
import { reduceAxes, withoutAxes } from '../measure/reduce.js';

/** Smoothings between two looks at whether any histogram has more than two maxima. */
const CHECK = 10;

/**
 * The lowest place between the two maxima of the histogram, once it was smoothed so often by means of three bins that it has no
 * more, as `skimage.filters.threshold_minimum`: f32, one voxel that broadcasts, `greater(image, thresholdMinimum(image))`; a bin's
 * centre. Integers of up to 16 bits have one bin a level from the least to the greatest; all others `bins` equal bins of their range.
 * Where there are not two maxima, of a constant image say, or more after `maxNumIter` - 1 smoothings, the threshold is NaN
 * (scikit-image raises), which no voxel is above. Heights are exact to 2^-32 voxel (float64 there, and so among equals another may be
 * first). NaN and infinities are left out. Other axes may be kept, a threshold for each channel, say. Throws `ArgumentError` where
 * the axes lack x or the mask does not broadcast to the image. Prewitt and Mendelsohn 1966, The analysis of cell images.
 * @example
 * import { HostVolume, openEngine, thresholdMinimum } from 'brightfield';
 * using engine = await openEngine();
 * const image = new HostVolume({ shape: { x: 8 }, data: Uint8Array.of(10, 12, 12, 12, 16, 16, 16, 18) });
 * using threshold = await engine.run(thresholdMinimum(image));
 * (await threshold.read()).at({}); // 14
 */
export const thresholdMinimum = defineOp({
  name: 'thresholdMinimum',
  summary: 'Find the threshold in the valley between the two maxima of the smoothed histogram.',
  inputs: [{ name: 'src', doc: 'The image.' }],
  optional: maskInput,
  params: {
    ...ofHistogramParams,
    maxNumIter: integer('It is smoothed less often than this.', { default: 10_000, min: 2, max: 1_000_000 }),
  },
  vjp: 'a threshold is a bin of a histogram',
  lower([src], { bins: wanted, axes = AXES, maxNumIter }, refuse, { mask }) {
    const found = binned(src, { bins: wanted, axes, mask, refuse });
    const { counts, bins, low, high } = found;
    const ends = binEnds(src, found);
    const heights = describedAs(counts, { dtype: 'u32' });
    const one = describedAs(withoutAxes(src, axes), { dtype: 'u32' });
    const whole = { x: 'all' } as const;
    const { state } = repeat({
      state: { high: counts, low: filled(0, heights), maxima: filled(3, one), smoothings: filled(0, one) },
      body(before) {
        const [smoothHigh = before.high, smoothLow = before.low] = kernel({
          kernel: 'threshold/smooth',
          inputs: {
            high: { node: before.high, loads: 3, reach: { x: { ...reach('x', 1), clamps: true } } },
            low: { node: before.low, loads: 3, reach: { x: { ...reach('x', 1), clamps: true } } },
            maxima: { node: before.maxima },
            ...ends,
          },
          outputs: { smooth_high: heights, smooth_low: heights },
        });
        const marks = kernelOf({
          kernel: 'threshold/maxima',
          inputs: { high: { node: smoothHigh, reach: whole }, low: { node: smoothLow, reach: whole }, ...ends },
          outputs: { dst: heights },
        });
        const maxima = reduceAxes(marks, ['x'], 'sum', 'u32', one);
        const smoothings = pointwise([before.smoothings, before.maxima], ([n = input(0), m = input(1)]) =>
          numeric('add', n, test('greater', m, constant(2, 'u32'))),
        );
        return { high: smoothHigh, low: smoothLow, maxima, smoothings };
      },
      measure: (next) =>
        max(pointwise([next.maxima], ([m = input(0)]) => test('greater', m, constant(2, 'u32')), 'f32')),
      below: 0.5,
      check: CHECK,
      max: CHECK * Math.ceil((maxNumIter - 1) / CHECK),
    });
    return kernelOf({
      kernel: 'threshold/minimum',
      inputs: {
        high: { node: state.high, reach: whole },
        low: { node: state.low, reach: whole },
        smoothings: { node: state.smoothings },
        edges: { node: edgesOf(low, high, bins), reach: whole },
        ...ends,
      },
      outputs: { dst: describedAs(one, { dtype: 'f32' }) },
      params: { most: maxNumIter - 1 },
    });
  },
});
