/** Otsu's thresholds for several classes. */
import { AXES } from '../../core/axes.js';
import { integer } from '../../core/params.js';
import type { Node } from '../../graph/node.js';
import { defineOp } from '../../graph/operation.js';
import { describedAs, kernelOf } from '../../graph/primitive.js';
import { edgesOf } from '../measure/bins.js';
import { binEnds, binned, ofHistogramParams } from '../measure/ofHistogram.js';
import { maskInput } from '../measure/over.js';
import { withoutAxes } from '../measure/reduce.js';

/**
 * The `classes` - 1 thresholds, ascending along x, that part an image into the classes of greatest variance between them, as
 * `skimage.filters.threshold_multiotsu`: f32, centres of bins, each the last bin of its class. Integers of up to 16 bits have one bin
 * a level; all others `bins` equal bins of their range. The maximum is found to 60 bits (in f32 there, which may miss it where it is
 * flat), of equals the first. As there, the first bin that is not empty counts as if it lay in the second, so that two classes may
 * differ by a bin from `thresholdOtsu`. With fewer different numbers than classes all are NaN (scikit-image raises). NaN and
 * infinities are left out. Other axes may be kept, thresholds for each channel, say. The cost grows with the bins times their logarithm.
 * Throws `ArgumentError` where the axes lack x or the mask does not broadcast to the image.
 * Liao, Chen and Chung 2001, A fast algorithm for multilevel thresholding.
 * @example
 * import { HostVolume, openEngine, thresholdMultiotsu } from 'brightfield';
 * using engine = await openEngine();
 * const image = new HostVolume({ shape: { x: 8 }, data: Uint8Array.of(10, 11, 12, 50, 51, 90, 91, 92) });
 * using thresholds = await engine.run(thresholdMultiotsu(image));
 * (await thresholds.read()).data; // 12, 51
 */
export const thresholdMultiotsu = defineOp({
  name: 'thresholdMultiotsu',
  summary: 'Find the thresholds that part an image into its most distinct classes.',
  inputs: [{ name: 'src', doc: 'The image.' }],
  optional: maskInput,
  params: {
    classes: integer('How many classes there are.', { default: 3, min: 2, max: 5 }),
    ...ofHistogramParams,
  },
  vjp: 'a threshold is a bin of a histogram',
  lower([src], { classes, bins: wanted, axes = AXES }, refuse, { mask }) {
    const found = binned(src, { bins: wanted, axes, mask, refuse });
    const { counts, bins, low, high } = found;
    const { first, last } = binEnds(src, found);
    const whole = { x: 'all' } as const;
    const entries = describedAs(counts, { shape: { ...counts.shape, x: 4 * bins } });
    const moments = kernelOf({
      kernel: 'threshold/moments',
      inputs: { counts: { node: counts, reach: whole }, first },
      outputs: { moments: entries },
      tile: { x4: bins },
    });
    const best = (of: number, stride: number, later: Node, before: Node): Node =>
      kernelOf({
        kernel: 'threshold/partition',
        inputs: {
          moments: { node: moments, reach: whole },
          later: { node: later, reach: whole },
          before: { node: before, reach: whole },
          first,
          last,
        },
        outputs: { best: entries },
        params: { classes: of, stride },
      });
    const top = 2 ** Math.ceil(Math.log2(bins));
    const layers = [best(1, top, moments, moments)];
    for (let of = 2; of <= classes; of++) {
      const later = layers[0] ?? moments;
      let layer = best(of, top, later, later);
      // of all classes only the first entry is asked for
      for (let stride = top / 2; of < classes && stride >= 1; stride /= 2) layer = best(of, stride, later, layer);
      layers.unshift(layer);
    }
    const [l0 = moments, l1 = l0, l2 = l0, l3 = l0] = layers;
    return kernelOf({
      kernel: 'threshold/multiotsu',
      inputs: {
        moments: { node: moments, reach: whole },
        l0: { node: l0, reach: whole },
        l1: { node: l1, reach: whole },
        l2: { node: l2, reach: whole },
        l3: { node: l3, reach: whole },
        edges: { node: edgesOf(low, high, bins), reach: whole },
      },
      outputs: {
        dst: describedAs(withoutAxes(src, axes), {
          shape: { ...withoutAxes(src, axes).shape, x: classes - 1 },
          dtype: 'f32',
          layout: `${withoutAxes(src, axes).layout}x`,
        }),
      },
      params: { classes },
    });
  },
});
