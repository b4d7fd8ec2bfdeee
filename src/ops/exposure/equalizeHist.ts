/** Histogram equalisation. */
import { AXES, type Axis } from '../../core/axes.js';
import { isInteger } from '../../core/dtype.js';
import { constant, float, input, select, test } from '../../graph/expr.js';
import type { Node } from '../../graph/node.js';
import { defineOp } from '../../graph/operation.js';
import { pointwise } from '../../graph/primitive.js';
import { finiteRange } from '../measure/bins.js';
import { cumulativeSum } from '../measure/cumulativeSum.js';
import { binned, ofHistogramParams } from '../measure/ofHistogram.js';
import { maskInput } from '../measure/over.js';
import { reduceAxes } from '../measure/reduce.js';
import { elementwise } from '../pointwise/elementwise.js';
import { tableAt } from './lookup.js';
import { halfDistance, placeAmong } from './place.js';

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
  alsoKnownAs: ['histogram_equalization'],
  inputs: [{ name: 'src', doc: 'The image.' }],
  optional: maskInput,
  params: ofHistogramParams,
  vjp: 'voxels are counted in bins, and jump from one to the next',
  lower([src], params, refuse, { mask }) {
    const { image, range } = isInteger(src.dtype)
      ? { image: src, range: undefined }
      : fromLeast(src, mask, params.axes ?? AXES);
    const found = binned(image, { ...params, mask, range, refuse });
    const total = reduceAxes(found.counts, ['x'], 'sum', 'u32');
    const share = elementwise([cumulativeSum(found.counts), total], refuse, ([up, all]) => float('divide', up, all));
    return tableAt(placeAmong(image, found, 0.5, refuse), share);
  },
});

/** Half of how far each number lies above the least: as fine as floats are there, and finite for any two. */
function fromLeast(src: Node, mask: Node | undefined, axes: readonly Axis[]) {
  const { low, high } = finiteRange(src, mask, axes);
  const above = (node: Node): Node =>
    pointwise([node, low], ([v = input(0), a = input(1)]) => halfDistance(a, v), 'f32');
  const nought = pointwise([low], ([a = input(0)]) => select(test('isFinite', a), constant(0), a));
  return { image: above(src), range: { low: nought, high: above(high) } };
}
