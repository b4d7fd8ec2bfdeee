/** An image with the histogram of another. */
import { AXES, formatShape } from '../../core/axes.js';
import { axes as axesParam, integer } from '../../core/params.js';
import { numeric, select, test } from '../../graph/expr.js';
import { defineOp } from '../../graph/operation.js';
import { describedAs, kernelOf } from '../../graph/primitive.js';
import { edgesOf } from '../measure/bins.js';
import { cumulativeSum } from '../measure/cumulativeSum.js';
import { binned } from '../measure/ofHistogram.js';
import { elementwise } from '../pointwise/elementwise.js';
import { tableAt } from './lookup.js';
import { placeAmong } from './place.js';

/**
 * The image with every number replaced by the one that has the same share of numbers below it in the reference, so that both have
 * the same histogram, as `skimage.exposure.match_histograms`: f32 of the shape of the image, in the unit of the reference. Exact for
 * integers of up to 16 bits, linear between the levels that the reference has; for all others shares are interpolated linearly in
 * `bins` equal bins of each range: an approximation of scikit-image's, which sorts, off by up to what one bin of the image spans in
 * the reference. `axes` are those that a
 * histogram is taken over: 'zyx' matches channel by channel. NaN stays NaN and infinities become the ends of the reference, neither is
 * counted; with nothing to count all is NaN. Throws `ArgumentError` where image and reference differ in the length of an axis that
 * is kept, or the axes lack x. Gonzalez and Woods, Digital Image Processing, on histogram specification.
 * @example
 * import { HostVolume, matchHistograms, openEngine } from 'brightfield';
 * using engine = await openEngine();
 * const image = new HostVolume({ shape: { x: 4 }, data: Uint8Array.of(1, 2, 2, 3) });
 * const reference = new HostVolume({ shape: { x: 4 }, data: Uint8Array.of(10, 20, 20, 90) });
 * using result = await engine.run(matchHistograms(image, reference));
 * (await result.read()).data; // 10, 20, 20, 90
 */
export const matchHistograms = defineOp({
  name: 'matchHistograms',
  summary: 'Give an image the histogram of another.',
  inputs: [
    { name: 'src', doc: 'The image.' },
    { name: 'reference', doc: 'Whose histogram it gets; of any size along the axes of a histogram.' },
  ],
  params: {
    bins: integer('The number of bins for floats and for integers of 32 bits.', { default: 1024, min: 2, max: 65536 }),
    axes: axesParam('The axes of one histogram; all five when left out.'),
  },
  vjp: 'voxels are counted in bins, and jump from one to the next',
  lower([src, reference], { bins, axes = AXES }, refuse) {
    const lengths = (shape: typeof src.shape): string =>
      AXES.flatMap((axis) => (axes.includes(axis) ? [] : `${axis} ${shape[axis]}`)).join(', ');
    if (lengths(src.shape) !== lengths(reference.shape))
      refuse(
        'image and reference must have the same length along axes that are kept',
        `${formatShape(src.shape)} and ${formatShape(reference.shape)}`,
      );
    const own = binned(src, { bins, axes, mask: undefined, refuse });
    const other = binned(reference, { bins, axes, mask: undefined, refuse });
    const entries = { ...own.counts.shape, x: own.levels ? own.bins : own.bins + 1 };
    const whole = { x: 'all' } as const;
    const table = kernelOf({
      kernel: 'exposure/matched',
      inputs: {
        given: { node: cumulativeSum(own.counts), reach: whole },
        upto: { node: cumulativeSum(other.counts), reach: whole },
        edges: { node: edgesOf(other.low, other.high, other.bins), reach: whole },
      },
      outputs: { table: describedAs(own.counts, { shape: entries, dtype: 'f32' }) },
      constants: { IS_AT_LEVEL: own.levels, IS_BETWEEN: other.levels },
    });
    const place = placeAmong(src, own, 0, refuse);
    if (own.levels) return tableAt(place, table);
    // equal numbers have the share of all, as the greatest
    const ended = elementwise([place, own.least, own.greatest], refuse, ([at, a, b], upload) =>
      select(test('equal', a, b), numeric('maximum', at, upload(own.bins)), at),
    );
    return tableAt(ended, table);
  },
});
