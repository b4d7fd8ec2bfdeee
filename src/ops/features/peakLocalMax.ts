/** Peaks of an image, with a distance between them: a table. */
import { activeAxes } from '../../core/axes.js';
import { optional } from '../../core/optionalParam.js';
import { integer, number } from '../../core/params.js';
import { constant, convert, input, numeric, test } from '../../graph/expr.js';
import type { Node } from '../../graph/node.js';
import { defineOp } from '../../graph/operation.js';
import { describedAs, kernelOf, pointwise, reach } from '../../graph/primitive.js';
import { repeat } from '../../graph/repeat.js';
import { innerOf } from '../geodesic/inner.js';
import { max } from '../measure/max.js';
import { min } from '../measure/min.js';
import { capacityParam, placeAxes, placesAlong, placesOf, valuesAt } from '../measure/places.js';
import { sum } from '../measure/sum.js';
import { dilation } from '../morphology/dilation.js';

const SPACE = ['z', 'y', 'x'] as const;
const CHOSEN = constant(2);

/**
 * The voxels that are greatest within `minDistance` voxels along every axis and above a threshold, as `skimage.feature.peak_local_max`.
 *
 * Any image in; out come a table in the order of memory (`table.sortedBy('value', 'descending')` is scikit-image's order) and a mask:
 *
 * - where each peak is: a column (u32) for every axis longer than one voxel;
 * - `value`, the voxel there;
 * - `mask` (u8), 1 at the peaks: `label(mask)` makes markers for `watershed`.
 *
 * Of equal voxels too near to each other the one that comes first in memory is taken, so that a plateau has peaks `minDistance` apart. Beyond the image
 * there is nothing (scikit-image compares with 0 there), and what is nearer to its border than `excludeBorder` is left out. n and c are a
 * batch. No peak is within reach of a NaN, and an image of one value has none.
 *
 * The columns are `capacity` voxels long, 0 behind the `count` rows; where there are more, the engine says so and runs again. Cannot stand in the body of `repeat`. Throws
 * nothing beyond what every operation does.
 * @example
 * import { HostVolume, openEngine, peakLocalMax } from 'brightfield';
 * using engine = await openEngine();
 * const line = new HostVolume({ shape: { x: 9 }, data: Float32Array.of(0, 0, 3, 0, 5, 5, 0, 0, 0) });
 * const peaks = await engine.table(peakLocalMax(line, { minDistance: 1 }).x);
 * [...peaks.column('x')]; // 2, 4
 * [...peaks.column('value')]; // 3, 5
 */
export const peakLocalMax = defineOp({
  name: 'peakLocalMax',
  summary: 'List the peaks of an image that are some distance apart.',
  alsoKnownAs: ['find_maxima'],
  inputs: [{ name: 'src', doc: 'The image.' }],
  params: {
    minDistance: integer('How many voxels apart peaks are at least, along some axis.', {
      default: 1,
      min: 0,
      max: 1000,
    }),
    thresholdAbs: optional(number('What peaks must exceed; the least voxel where left out.', {})),
    thresholdRel: optional(number('The share of the greatest voxel that peaks must exceed.', { min: 0, max: 1 })),
    excludeBorder: optional(
      integer('How near to the border no peak may be; minDistance where left out.', { min: 0, max: 2 ** 24 }),
    ),
    ...capacityParam,
  },
  outputs: {
    x: 'where along x',
    y: 'where along y',
    z: 'where along z',
    c: 'where along c',
    n: 'where along n',
    value: 'the voxel there',
    count: 'how many peaks there are',
    mask: 'an image that is 1 at the peaks',
  },
  tables: [{ columns: ['n', 'c', 'z', 'y', 'x', 'value'], rows: 'count', capacity: 'capacity' }],
  vjp: 'places are counted',
  lower([src], { minDistance, thresholdAbs, thresholdRel, excludeBorder = minDistance, capacity }) {
    const greatest = minDistance === 0 ? src : dilation(src, { footprint: { box: 2 * minDistance + 1 } });
    const levels = [
      ...(thresholdAbs === undefined ? [min(src, { axes: SPACE })] : []),
      ...(thresholdRel === undefined ? [] : [max(src, { axes: SPACE })]),
    ];
    const candidates = pointwise([src, greatest, ...levels], ([v = input(0), m = input(1), ...given], upload) => {
      const least = thresholdAbs === undefined ? given[0] : upload(thresholdAbs);
      const share =
        thresholdRel === undefined
          ? undefined
          : numeric('multiply', convert(given.at(-1) ?? v, 'f32'), upload(thresholdRel));
      const above = [least, share].flatMap((level) => (level ? [test('greater', v, level)] : []));
      return above.reduce((all, each) => test('and', all, each), test('equal', v, m));
    });
    const inner =
      excludeBorder > 0
        ? pointwise([candidates, innerOf(src, excludeBorder - 1)], ([a = input(0), b = input(1)]) => test('and', a, b))
        : candidates;
    const mask = minDistance < 2 ? inner : spaced(inner, minDistance - 1);
    const found = placesOf(mask, capacity);
    const columns = placeAxes(src).map((axis) => [axis, placesAlong(found, axis)] as const);
    return { ...Object.fromEntries(columns), value: valuesAt(src, found), count: found.count, mask };
  },
});

/** Of a mask the voxels that are taken one after the other in the order of memory, without those that are too near to one before. */
function spaced(mask: Node, distance: number): Node {
  const [z, y, x] = (['z', 'y', 'x'] as const).map((axis) => (mask.shape[axis] > 1 ? distance : 0));
  const near = Object.fromEntries(
    activeAxes(mask.shape).map((axis) => [axis, { ...reach(axis, distance), clamps: true as const }]),
  );
  const { state } = repeat({
    state: { peaks: mask },
    body: ({ peaks }) => ({
      peaks: kernelOf({
        kernel: 'features/spacedPeaks',
        inputs: { src: { node: peaks, as: 'u32', reach: near } },
        outputs: { dst: describedAs(mask, { dtype: 'u8' }) },
        hands: 'u32',
        params: { distance: [x ?? 0, y ?? 0, z ?? 0, 0] },
      }),
    }),
    measure: ({ peaks }) => sum(pointwise([peaks], ([p = input(0)]) => test('equal', p, constant(1)))),
    below: 0.5,
    check: 2,
    max: 10_000,
    complete: true,
  });
  return pointwise([state.peaks], ([p = input(0)]) => test('equal', p, CHOSEN));
}
