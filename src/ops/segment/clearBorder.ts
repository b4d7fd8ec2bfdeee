/** Objects that the border cuts. */
import { integer } from '../../core/params.js';
import { constant, test } from '../../graph/expr.js';
import { defineOp } from '../../graph/operation.js';
import { connectivity } from '../geodesic/geodesic.js';
import { checkWhole } from '../whole.js';
import { kept, touching } from './objects.js';

/**
 * The image without its objects that touch the border, which become 0, as `skimage.segmentation.clear_border`, or that come within
 * `bufferSize` voxels of touching it. An object is connected voxels of equal value, of a mask and of
 * labels alike: of a label that lies in several parts those go that touch. Axes of one voxel have no border. A mask or labels of any shape in, the same
 * type and shape out; n and c each by itself. Cannot stand in the body of `repeat`. Throws `ArgumentError` for floats. Union-find: see `label`.
 * @example
 * import { clearBorder, HostVolume, openEngine } from 'brightfield';
 * using engine = await openEngine();
 * const labels = new HostVolume({ shape: { x: 7 }, data: Uint8Array.of(1, 1, 0, 2, 0, 3, 3) });
 * using whole = await engine.run(clearBorder(labels));
 * (await whole.read()).data; // 0 0 0 2 0 0 0
 */
export const clearBorder = defineOp({
  name: 'clearBorder',
  summary: 'Remove objects that touch the border.',
  alsoKnownAs: ['imclearborder'],
  inputs: [{ name: 'src', doc: 'The mask, or labels.' }],
  params: {
    bufferSize: integer('How much wider the border is.', { default: 0, min: 0, max: 2 ** 30, unit: 'voxel' }),
    connectivity: connectivity(3),
  },
  lower([src], { bufferSize, connectivity }, refuse) {
    checkWhole(src, refuse);
    return kept(src, touching(src, connectivity, bufferSize, refuse), (runs) =>
      test('equal', runs, constant(0, 'i32')),
    );
  },
});
