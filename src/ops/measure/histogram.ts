/** Histograms: counts, edges, and what belongs to no bin. */
import { AXES } from '../../core/axes.js';
import { integer, optionalArray } from '../../core/params.js';
import { float, test } from '../../graph/expr.js';
import type { Node } from '../../graph/node.js';
import { defineOp } from '../../graph/operation.js';
import { filled } from '../../graph/primitive.js';
import { elementwise } from '../pointwise/elementwise.js';
import { countBins, edgesOf, finiteRange } from './bins.js';
import { checkMask, countable, maskInput, maskWhere, overParams } from './over.js';
import { reduceAxes } from './reduce.js';

/**
 * How many numbers fall into each of so many equal bins, as `np.histogram`: `edges[i] <= v < edges[i + 1]`, the last bin closed
 * above. `counts` (u32, exact), `edges` (f32, one more), `centers`, `shares` (`normalize` of `skimage.exposure.histogram`) and `density` (of `np.histogram`) lie
 * along x; other axes may be kept. A bin for each level of bytes, as scikit-image has them: `{ bins: 256, range: [-0.5, 255.5] }`. Without a range it is that of all
 * finite numbers inside the mask, one for the whole image, where they are all equal half a unit to either side. Edges are f32 and
 * decide. Numbers outside the range are not counted; NaN and infinities neither, `nonFinite` (u32) tells how many there were.
 * Whole numbers beyond 2^24 are taken as the nearest f32. Throws `ArgumentError` where the axes lack x, the range descends or is
 * beyond f32, or the mask does not broadcast to the image.
 * @example
 * import { histogram, HostVolume, openEngine } from 'brightfield';
 * using engine = await openEngine();
 * const image = new HostVolume({ shape: { y: 2, x: 2 }, data: Uint8Array.of(0, 3, 3, 9) });
 * const { counts } = histogram(image, { bins: 5, range: [0, 10] });
 * using result = await engine.run(counts);
 * (await result.read()).data; // 1, 2, 0, 0, 1
 */
export const histogram = defineOp({
  name: 'histogram',
  summary: 'Count how many voxels fall into each of equal bins.',
  inputs: [{ name: 'src', doc: 'The image.' }],
  optional: maskInput,
  params: {
    bins: integer('The number of bins.', { default: 256, min: 1, max: 65536 }),
    range: optionalArray(
      'The lower end of the first bin and the upper end of the last; the range of the image when left out.',
    ),
    ...overParams,
  },
  outputs: {
    counts: 'voxels in each bin, along x',
    edges: 'the ends of the bins, along x',
    nonFinite: 'voxels that are NaN or infinite',
    centers: 'the middles of the bins, along x',
    shares: 'the part of all counted voxels that is in each bin',
    density: 'that part for each unit of the bin’s width: its integral is 1',
  },
  vjp: 'voxels are counted in bins, and jump from one to the next',
  lower([src], { bins, range, axes = AXES }, refuse, { mask }) {
    checkMask(src, mask, refuse);
    if (!axes.includes('x')) refuse('axes must name x, where the bins lie', axes.join(', '));
    const ends = range && givenRange(range.data, refuse);
    const { low, high } = ends ?? finiteRange(src, mask, AXES);
    const counts = countBins(src, { mask, axes, bins, low, high, least: low, greatest: high });
    const all = reduceAxes(counts, ['x'], 'sum', 'u32');
    const shares = elementwise([counts, all], refuse, ([count, total]) => float('divide', count, total));
    const broken = maskWhere(src, (voxel) => test('not', test('isFinite', voxel)), mask);
    return {
      counts,
      edges: edgesOf(low, high, bins),
      nonFinite: reduceAxes(countable(broken), axes, 'sum', 'u32'),
      centers: edgesOf(low, high, bins, 'middles'),
      shares,
      density: elementwise([shares, edgesOf(low, high, bins, 'widths')], refuse, ([part, width]) =>
        float('divide', part, width),
      ),
    };
  },
});

function givenRange(
  data: readonly number[],
  refuse: (mustHold: string, got: string) => never,
): { low: Node; high: Node } {
  const [low = 0, high = 0] = data.map(Math.fround);
  if (data.length !== 2 || !(low <= high) || !Number.isFinite(low) || !Number.isFinite(high))
    refuse('range must be two ascending numbers that f32 holds', `[${data.join(', ')}]`);
  return { low: filled(low), high: filled(high) };
}
