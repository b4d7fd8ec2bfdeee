/** Objects by their size. */
import { integer } from '../../core/params.js';
import { test } from '../../graph/expr.js';
import { defineOp } from '../../graph/operation.js';
import { connectivity } from '../geodesic/geodesic.js';
import { checkWhole } from '../whole.js';
import { kept, sizes } from './objects.js';
import { tallied } from './tallied.js';

/**
 * The image without its objects of fewer than `minSize` voxels, which become 0, as `skimage.morphology.remove_small_objects`. What an object is goes by the
 * type: u8 is a mask, whose objects are connected voxels of equal value; all other types are labels, of which all voxels of one number are one
 * object, wherever they lie, and `connectivity` says nothing. (For scikit-image only bool is a mask: cast labels of u8 to u16, or masks of other types to u8.) Any shape in,
 * the same type and shape out; n and c each by itself. Cannot stand in the body of `repeat`. Throws `ArgumentError` for floats. Union-find: see `label`.
 * @example
 * import { HostVolume, openEngine, removeSmallObjects } from 'brightfield';
 * using engine = await openEngine();
 * const mask = new HostVolume({ shape: { x: 7 }, data: Uint8Array.of(1, 0, 1, 1, 1, 0, 1) });
 * using large = await engine.run(removeSmallObjects(mask, { minSize: 2 }));
 * (await large.read()).data; // 0 0 1 1 1 0 0
 */
export const removeSmallObjects = defineOp({
  name: 'removeSmallObjects',
  summary: 'Remove objects of few voxels.',
  alsoKnownAs: ['bwareaopen'],
  inputs: [{ name: 'src', doc: 'The mask, or labels.' }],
  params: {
    minSize: integer('The least size that stays.', { default: 64, min: 0, max: 2 ** 31 - 1, unit: 'voxel' }),
    connectivity: connectivity(1),
  },
  lower([src], { minSize, connectivity }, refuse) {
    checkWhole(src, refuse);
    const known = src.dtype === 'u8' ? sizes(src, connectivity, refuse) : tallied(src);
    return kept(src, known, (size, upload) => test('greaterEqual', size, upload(minSize, 'i32')));
  },
});
