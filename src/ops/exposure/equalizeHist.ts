/** Histogram equalisation. */
import { DTYPES } from '../../core/dtype.js';
import { constant, float, numeric, select, test } from '../../graph/expr.js';
import { defineOp } from '../../graph/operation.js';
import { cumulativeSum } from '../measure/cumulativeSum.js';
import { binned, ofHistogramParams } from '../measure/ofHistogram.js';
import { maskInput } from '../measure/over.js';
import { reduceAxes } from '../measure/reduce.js';
import { elementwise } from '../pointwise/elementwise.js';
import { tableAt } from './lookup.js';

/**
 * The share of voxels up to each number, so that all grey levels become equally frequent, as `skimage.exposure.equalize_hist`:
 * f32 of the same shape, above 0 and up to 1. Integers of up to 16 bits have one bin a level; all others `bins` equal bins of the
 * range of the finite voxels, and the share is interpolated linearly between the centres of bins. A mask says which voxels are
 * counted; all become shares. Other axes may be kept, each channel with its own histogram, say. NaN stays NaN and infinities
 * become the least and greatest shares, neither is counted; with nothing to count all is NaN. Throws `ArgumentError` where the
 * axes lack x or the mask does not broadcast to the image. Hummel 1975, Histogram modification techniques.
 * @example
 * import { equalizeHist, HostVolume, openEngine } from 'brightfield';
 * using engine = await openEngine();
 * const image = new HostVolume({ shape: { x: 4 }, data: Uint8Array.of(10, 11, 10, 200) });
 * using result = await engine.run(equalizeHist(image));
 * (await result.read()).data; // 0.5, 0.75, 0.5, 1
 */
export const equalizeHist = defineOp({
  name: 'equalizeHist',
  summary: 'Make all grey levels equally frequent.',
  inputs: [{ name: 'src', doc: 'The image.' }],
  optional: maskInput,
  params: ofHistogramParams,
  lower([src], params, refuse, { mask }) {
    const { counts, bins, least, greatest, levels } = binned(src, { ...params, mask, refuse });
    const { min } = DTYPES[src.dtype];
    const total = reduceAxes(counts, ['x'], 'sum', 'u32');
    const share = elementwise([cumulativeSum(counts), total], refuse, ([up, all]) => float('divide', up, all));
    const place = elementwise([src, least, greatest], refuse, ([voxel, a, b], upload) => {
      const limited = numeric('minimum', numeric('maximum', voxel, a), b);
      if (levels) return numeric('subtract', limited, upload(min));
      // halves, so that the range of any two numbers is finite; equal ends lie in the middle of bins that span 1
      const half = (number: typeof voxel) => numeric('multiply', number, constant(0.5));
      const distance = float(
        'divide',
        numeric('subtract', half(limited), half(a)),
        numeric('subtract', half(b), half(a)),
      );
      const beside = numeric(
        'minimum',
        numeric('maximum', numeric('subtract', voxel, a), constant(-0.5)),
        constant(0.5),
      );
      const part = select(test('equal', a, b), numeric('add', beside, constant(0.5)), distance);
      return numeric('subtract', numeric('multiply', part, upload(bins)), constant(0.5));
    });
    return tableAt(place, share);
  },
});
