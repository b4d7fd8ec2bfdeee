/** Peaks of an image, with a distance between them: a table. */
import { activeAxes, formatShape, sameShape } from '../../core/axes.js';
import { optional } from '../../core/optionalParam.js';
import { integer, number } from '../../core/params.js';
import { constant, convert, input, numeric, select, test } from '../../graph/expr.js';
import type { Node } from '../../graph/node.js';
import { defineOp, type RefuseCall } from '../../graph/operation.js';
import { describedAs, kernelOf, pointwise, reach } from '../../graph/primitive.js';
import { repeat } from '../../graph/repeat.js';
import { MOST_ROWS } from '../../graph/table.js';
import { innerOf } from '../geodesic/inner.js';
import { nanMax } from '../measure/nanMax.js';
import { nanMin } from '../measure/nanMin.js';
import { capacityParam, placeAxes, placesAlong, placesOf, valuesAt } from '../measure/places.js';
import { keysOf } from '../measure/searched.js';
import { sum } from '../measure/sum.js';
import { dilation } from '../morphology/dilation.js';
import { checkWhole } from '../whole.js';
import { bestOfLabels } from './bestOfLabels.js';
import { greatestMarked } from './greatestMarked.js';

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
 * Of equal voxels too near to each other the one that comes first in memory is taken, so that a plateau has peaks `minDistance` apart: all of its voxels where that is 1. Beyond the image
 * there is nothing (scikit-image compares with 0 there), and what is nearer to its border than `excludeBorder` is left out. n and c are a
 * batch. No peak is within reach of a NaN, and an image of one value has none.
 *
 * With `labels` a peak is the greatest of the voxels of its own label, of those that are not left out at the border, and 0 and below have none; thresholds are those of the whole image. A label
 * of one value has peaks as a plateau (scikit-image has those voxels that an opening by a cross removes). `numPeaksPerLabel` are the greatest of each label, and of those
 * `numPeaks` the greatest in each image, of equal ones the first in memory.
 *
 * The columns are `capacity` voxels long, 0 behind the `count` rows; where there are more, the engine says so and runs again. Cannot stand in the body of `repeat`. Throws
 * `ArgumentError` for labels that are floats or of another shape, and for `numPeaksPerLabel` without labels.
 * @example
 * import { HostVolume, openEngine, peakLocalMax } from 'brightfield';
 * using engine = await openEngine();
 * const line = new HostVolume({ shape: { x: 12 }, data: Float32Array.of(0, 0, 3, 0, 0, 5, 5, 0, 0, 4, 0, 0) });
 * const peaks = await engine.table(peakLocalMax(line, { minDistance: 2 }).x);
 * [...peaks.column('x')]; // 2, 5, 9
 * [...peaks.column('value')]; // 3, 5, 4
 * const greatest = await engine.table(peakLocalMax(line, { minDistance: 2, numPeaks: 2 }).x);
 * [...greatest.column('x')]; // 5, 9
 */
export const peakLocalMax = defineOp({
  name: 'peakLocalMax',
  summary: 'List the peaks of an image that are some distance apart.',
  alsoKnownAs: ['find_maxima'],
  inputs: [{ name: 'src', doc: 'The image.' }],
  optional: { labels: 'Whole numbers: peaks are sought in each label by itself.' },
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
    numPeaks: optional(integer('How many peaks there are at most; all where left out.', { min: 1, max: MOST_ROWS })),
    numPeaksPerLabel: optional(
      integer('How many peaks a label has at most; all where left out.', { min: 1, max: MOST_ROWS }),
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
  lower([src], params, refuse, { labels }) {
    const { minDistance, excludeBorder = minDistance, numPeaks, numPeaksPerLabel, capacity, ...thresholds } = params;
    if (numPeaksPerLabel !== undefined && !labels)
      refuse('numPeaksPerLabel must come with labels (numPeaks is for the image)', `${numPeaksPerLabel} and none`);
    const inner = excludeBorder > 0 ? innerOf(src, excludeBorder - 1) : undefined;
    const own = labels && labelsWithin(src, labels, inner, refuse);
    const above = aboveThresholds(src, thresholds);
    const greatest = own ? greatestOfLabels(src, own, minDistance) : greatestOfBoxes(src, minDistance);
    const candidates = [above, greatest, ...(inner ? [inner] : [])].reduce((a, b) =>
      pointwise([a, b], ([p = input(0), q = input(1)]) => test('and', p, q)),
    );
    const apart = minDistance < 2 ? candidates : spaced(candidates, minDistance - 1, own);
    const best = own && numPeaksPerLabel !== undefined ? bestOfLabels(src, apart, own, numPeaksPerLabel) : apart;
    const mask = numPeaks === undefined ? best : greatestMarked(src, best, numPeaks);
    const found = placesOf(mask, capacity);
    const columns = placeAxes(src).map((axis) => [axis, placesAlong(found, axis)] as const);
    return { ...Object.fromEntries(columns), value: valuesAt(src, found), count: found.count, mask };
  },
});

/** The labels above 0 that are not at the border, and 0 elsewhere. */
function labelsWithin(src: Node, labels: Node, inner: Node | undefined, refuse: RefuseCall): Node {
  checkWhole(labels, refuse, 'labels');
  if (!sameShape(labels.shape, src.shape))
    refuse(`labels must have the shape of the image (${formatShape(src.shape)})`, formatShape(labels.shape));
  return pointwise([labels, ...(inner ? [inner] : [])], ([l = input(0), within], upload) => {
    const some = select(test('greater', l, upload(0, l.type)), l, upload(0, l.type));
    return within ? select(within, some, upload(0, l.type)) : some;
  });
}

function aboveThresholds(
  src: Node,
  { thresholdAbs, thresholdRel }: { thresholdAbs?: number | undefined; thresholdRel?: number | undefined },
) {
  const levels = [
    ...(thresholdAbs === undefined ? [nanMin(src, { axes: SPACE })] : []),
    ...(thresholdRel === undefined ? [] : [nanMax(src, { axes: SPACE })]),
  ];
  return pointwise([src, ...levels], ([v = input(0), ...given], upload) => {
    const least = thresholdAbs === undefined ? given[0] : upload(thresholdAbs);
    const share =
      thresholdRel === undefined
        ? undefined
        : numeric('multiply', convert(given.at(-1) ?? v, 'f32'), upload(thresholdRel));
    const tests = [least, share].flatMap((level) => (level ? [test('greater', v, level)] : []));
    return tests.reduce((all, each) => test('and', all, each));
  });
}

function greatestOfBoxes(src: Node, distance: number): Node {
  if (distance === 0) return pointwise([src], ([v = input(0)]) => test('equal', v, v));
  const greatest = dilation(src, { footprint: { box: 2 * distance + 1 } });
  return pointwise([src, greatest], ([v = input(0), m = input(1)]) => test('equal', v, m));
}

function greatestOfLabels(src: Node, labels: Node, distance: number): Node {
  return kernelOf({
    kernel: 'features/labelPeaks',
    inputs: {
      src: { node: keysOf(src.dtype).encode(src), reach: nearby(src, distance) },
      labels: { node: labels, as: 'u32', reach: nearby(src, distance) },
    },
    outputs: { dst: describedAs(src, { dtype: 'u8' }) },
    hands: 'u32',
    params: { distance: along(src, distance) },
  });
}

function nearby({ shape }: Node, distance: number) {
  return Object.fromEntries(
    activeAxes(shape).map((axis) => [axis, { ...reach(axis, distance), clamps: true as const }]),
  );
}

/** So far along x, y and z, where the image is longer than one voxel. */
function along({ shape }: Node, distance: number): readonly number[] {
  return [...(['x', 'y', 'z'] as const).map((axis) => (shape[axis] > 1 ? distance : 0)), 0];
}

/** Of a mask the voxels that are taken one after the other in the order of memory, without those that are too near to one before. */
function spaced(mask: Node, distance: number, labels: Node | undefined): Node {
  const near = nearby(mask, distance);
  const { state } = repeat({
    state: { peaks: mask },
    body: ({ peaks }) => ({
      peaks: kernelOf({
        kernel: 'features/spacedPeaks',
        inputs: {
          src: { node: peaks, as: 'u32', reach: near },
          labels: { node: labels ?? peaks, as: 'u32', reach: near },
        },
        outputs: { dst: describedAs(mask, { dtype: 'u8' }) },
        hands: 'u32',
        constants: { HAS_LABELS: labels !== undefined },
        params: { distance: along(mask, distance) },
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
