/** Holes of a mask. */
import { constant, test } from '../../graph/expr.js';
import { defineOp } from '../../graph/operation.js';
import { connectivity } from '../geodesic/geodesic.js';
import { checkWhole } from '../whole.js';
import { backgroundOf, filledWhere, touching } from './objects.js';

/**
 * The mask with all its holes filled, as `scipy.ndimage.binary_fill_holes`: what is 0 and not connected with the border; `connectivity` is
 * that of the background, and axes of one voxel have no border. A mask, or whole numbers of which all but 0 count, of any shape in, u8 of the
 * same shape out; n and c each by itself. For a mask the same as `fillHoles`, which also takes grey images, in a fraction of its time. Cannot stand in the body of
 * `repeat`. Throws `ArgumentError` for floats. Union-find: see `label`.
 * @example
 * import { binaryFillHoles, HostVolume, openEngine } from 'brightfield';
 * using engine = await openEngine();
 * const line = new HostVolume({ shape: { x: 7 }, data: Uint8Array.of(0, 1, 0, 0, 1, 0, 1) });
 * using result = await engine.run(binaryFillHoles(line));
 * (await result.read()).data; // 0 1 1 1 1 1 1
 */
export const binaryFillHoles = defineOp({
  name: 'binaryFillHoles',
  summary: 'Fill the holes of a mask.',
  alsoKnownAs: ['imfill'],
  inputs: [{ name: 'src', doc: 'The mask.' }],
  params: { connectivity: connectivity(1) },
  lower([src], { connectivity }, refuse) {
    checkWhole(src, refuse);
    const background = backgroundOf(src);
    return filledWhere(background, touching(background, connectivity, 0, refuse), (runs) =>
      test('equal', runs, constant(0, 'i32')),
    );
  },
});
