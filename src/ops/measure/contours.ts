/** Where an image crosses a level, as curves. */
import { formatShape, sameShape } from '../../core/axes.js';
import { begun, choice, integer, middle, number } from '../../core/params.js';
import { defineOp } from '../../graph/operation.js';
import { asFloat } from '../../graph/primitive.js';
import { MOST_ROWS } from '../../graph/table.js';
import { levelOf, pointsOf, segmentsOf } from './contourPaths.js';
import { maskedBy } from './over.js';
import { needed } from './places.js';

/** What a volume may have besides y and x: each slice has curves of its own. */
const SLICES = ['n', 'c', 'z'] as const;

/**
 * The curves along which an image crosses a level, to a fraction of a voxel: marching squares with linear interpolation, as scikit-image's `find_contours`. Any type in; a table out.
 *
 * **Rows** are points: `path`, which curve it is of (u32, from 0); `y` and `x` (f32, in voxels, 0 at the centre of the first); `n`, `c` and `z` (u32) where there are several slices, each
 * with curves of its own. `count` counts them. `paths` makes arrays of the table, a curve each.
 *
 * **Order.** The points of a curve follow one another along it. The first of a closed curve is its last, too; all others end at the border, at the mask or at NaN. Curves are numbered by
 * what comes first of each, square by square in the order of memory, and closed ones begin there. What is no higher than the level lies on the left (with
 * `positiveOrientation: 'high'` on the right), y pointing down. Where two high and two low voxels meet in a corner, `fullyConnected` says which of them hang together.
 *
 * **Edge cases.** Voxels on the level are low; curves that meet in one are joined as scikit-image joins them, and what has no length is left out. Where nothing crosses the level there are
 * no curves, nor in images of one row or column. Squares with a NaN have none. What is infinite draws a curve to its finite neighbour. Where more than `capacity` points are found, the engine
 * says so and runs again. It cannot stand in the body of `repeat`.
 *
 * Throws `ArgumentError` where the mask has another shape.
 *
 * Lorensen and Cline 1987, Marching cubes; Wyllie 1979 for the order along a curve, in log2(capacity) rounds.
 * @example
 * import { contours, HostVolume, openEngine, paths } from 'brightfield';
 * using engine = await openEngine();
 * const image = new HostVolume({ shape: { y: 3, x: 3 }, data: Float32Array.of(0, 0, 0, 0, 1, 0, 0, 0, 0) });
 * const table = await engine.table(contours(image, { level: 0.75 }).y);
 * const [diamond] = paths(table);
 * diamond?.closed; // true
 * diamond?.y; // 1, 0.75, 1, 1.25, 1
 * diamond?.x; // 0.75, 1, 1.25, 1, 0.75
 */
export const contours = defineOp({
  name: 'contours',
  summary: 'Find the curves along which an image crosses a level.',
  alsoKnownAs: ['find_contours', 'marching_squares', 'contour'],
  inputs: [{ name: 'src', doc: 'The image.' }],
  optional: { mask: 'Where curves may go: squares of which a voxel is 0 here have none.' },
  params: {
    level: begun(number('What the curves are the border of.'), middle),
    fullyConnected: choice('Which voxels are connected across a corner.', ['low', 'high'], { default: 'low' }),
    positiveOrientation: choice('Which voxels lie on the left of a curve.', ['low', 'high'], { default: 'low' }),
    capacity: integer('How many points there is room for; where there are more, it runs again with as many.', {
      default: 4096,
      min: 1,
      max: MOST_ROWS,
    }),
  },
  outputs: {
    path: 'which curve a point is of',
    y: 'where it is along y',
    x: 'where it is along x',
    z: 'which slice it is in',
    c: 'which channel it is in',
    n: 'which image it is in',
    count: 'how many points there are',
    needs: 'what capacity is needed',
  },
  tables: [
    {
      columns: ['path', 'n', 'c', 'z', 'y', 'x'],
      rows: 'count',
      needs: 'needs',
      remedy: 'crop the image, and find the curves of its parts',
      capacity: 'capacity',
    },
  ],
  vjp: 'what is traced is counted',
  lower([src], { level, fullyConnected, positiveOrientation, capacity }, refuse, { mask }) {
    if (mask && !sameShape(mask.shape, src.shape))
      refuse(`mask must have the shape of the image (${formatShape(src.shape)})`, formatShape(mask.shape));
    const image = maskedBy(asFloat(src), mask, Number.NaN);
    const segments = segmentsOf(image, levelOf(level, fullyConnected === 'high'), capacity);
    const { path, y, x, count, slice } = pointsOf(segments, positiveOrientation === 'high');
    const slices = SLICES.filter((axis) => src.shape[axis] > 1).map((axis) => [axis, slice(axis)] as const);
    return { path, y, x, ...Object.fromEntries(slices), count, needs: needed(segments.count, count, capacity) };
  },
});
