/** Where an image is not 0, as a table. */
import { constant, test } from '../../graph/expr.js';
import { defineOp } from '../../graph/operation.js';
import { maskWhere } from './over.js';
import { capacityParam, placeAxes, placesAlong, placesOf } from './places.js';

/**
 * The places of all voxels that are not 0, in the order of memory, as `np.argwhere`: a table with a column for each axis longer than one voxel (x alone for a
 * single voxel), u32, and `count`, how many rows there are. A column has as many voxels as `capacity` says, 0 behind the rows; where there are more
 * rows, the engine says so and runs again with room for all. `engine.table` gives the rows alone. NaN is not 0. Cannot stand in the body of
 * `repeat`. Throws `ArgumentError` where there are more than 16,776,960.
 * @example
 * import { argwhere, HostVolume, openEngine } from 'brightfield';
 * using engine = await openEngine();
 * const mask = new HostVolume({ shape: { y: 2, x: 3 }, data: Uint8Array.of(0, 1, 0, 0, 0, 1) });
 * const places = await engine.table(argwhere(mask).x);
 * [...places.column('y')]; // 0, 1
 * [...places.column('x')]; // 1, 2
 */
export const argwhere = defineOp({
  name: 'argwhere',
  summary: 'List the places of all voxels that are not 0.',
  alsoKnownAs: ['nonzero', 'findNonZero'],
  inputs: [{ name: 'src', doc: 'The image.' }],
  params: capacityParam,
  outputs: {
    x: 'where along x',
    y: 'where along y',
    z: 'where along z',
    c: 'where along c',
    n: 'where along n',
    count: 'how many rows there are',
  },
  tables: [{ columns: ['n', 'c', 'z', 'y', 'x'], rows: 'count', capacity: 'capacity' }],
  vjp: 'places are counted',
  lower([src], { capacity }) {
    const found = placesOf(
      maskWhere(src, (voxel) => test('notEqual', voxel, constant(0, voxel.type))),
      capacity,
    );
    const columns = placeAxes(src).map((axis) => [axis, placesAlong(found, axis)] as const);
    return { ...Object.fromEntries(columns), count: found.count };
  },
});
