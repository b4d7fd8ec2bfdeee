/** Regions of a label image as runs of voxels, a table: all that is known of their outlines, in a fraction of the image. */
import { constant, convert, input, numeric, select, test } from '../../graph/expr.js';
import { defineOp } from '../../graph/operation.js';
import { pointwise } from '../../graph/primitive.js';
import { packed } from '../distance/packed.js';
import { gather } from '../geometry/gather.js';
import { capacityParam, placesAlong, placesOfBits, valuesAt } from './places.js';
import { checkLabels } from './regions.js';

/**
 * The runs of a label image, in the order of memory: a table with a row for each stretch of voxels of one label above 0 along a row of the image.
 *
 * Whole numbers in; out come u32 columns: `label`, `y` and, in a volume, `z` say which row of the image it is in, `x` where it begins, and `length` how many voxels it has. They are all of
 * the regions in less room: `regionShapes` makes of them what goes by outlines (convex hulls, filled areas, diameters), `regionCoords` lists the voxels.
 *
 * A column has as many voxels as `capacity` says, 0 behind the `count` rows; where there are more, the engine says so and runs again. Cannot stand in the body of `repeat`. Throws
 * `ArgumentError` for labels that are floats or have n or c.
 * @example
 * import { HostVolume, openEngine, regionRuns } from 'brightfield';
 * using engine = await openEngine();
 * const labels = new HostVolume({ shape: { y: 2, x: 4 }, data: Uint8Array.of(1, 1, 0, 3, 1, 3, 3, 3) });
 * const runs = await engine.table(regionRuns(labels).label);
 * [...runs.column('label')]; // 1, 3, 1, 3
 * [...runs.column('x')]; // 0, 3, 0, 1
 * [...runs.column('length')]; // 2, 1, 1, 3
 */
export const regionRuns = defineOp({
  name: 'regionRuns',
  summary: 'List the runs of voxels that regions are made of.',
  alsoKnownAs: ['run_length_encoding', 'rle'],
  inputs: [{ name: 'labels', doc: 'The regions: whole numbers, 0 and below are background.' }],
  params: { ...capacityParam },
  outputs: {
    label: 'the label',
    z: 'where along z',
    y: 'where along y',
    x: 'where it begins along x',
    length: 'how many voxels it has',
    count: 'how many runs there are',
  },
  tables: [{ columns: ['label', 'z', 'y', 'x', 'length'], rows: 'count', capacity: 'capacity' }],
  vjp: 'labels are whole numbers',
  lower([labels], { capacity }, refuse) {
    checkLabels(labels, refuse);
    const { x, z } = labels.shape;
    const own = pointwise([labels], ([l = input(0)], upload) => numeric('maximum', l, upload(0, l.type)), labels.dtype);
    // bits of voxels of a label whose neighbour on one side has another
    const ends = (side: -1 | 1) => {
      const beside = gather(own, { x: { start: side, length: x } }, 'constant', 0);
      return packed(
        pointwise([own, beside], ([l = input(0), b = input(1)]) =>
          test('and', test('greater', l, constant(0, l.type)), test('notEqual', l, b)),
        ),
      );
    };
    const first = placesOfBits(ends(-1), capacity);
    const last = placesOfBits(ends(1), capacity);
    const begin = placesAlong(first, 'x');
    const label = pointwise([valuesAt(own, first)], ([l = input(0)]) => convert(l, 'u32'), 'u32');
    return {
      label,
      ...(z > 1 && { z: placesAlong(first, 'z') }),
      y: placesAlong(first, 'y'),
      x: begin,
      length: pointwise([placesAlong(last, 'x'), begin, label], ([to = input(0), from = input(1), own = input(2)]) =>
        // behind the rows there are none
        select(
          test('greater', own, constant(0, 'u32')),
          numeric('add', numeric('subtract', to, from), constant(1, 'u32')),
          constant(0, 'u32'),
        ),
      ),
      count: first.count,
    };
  },
});
