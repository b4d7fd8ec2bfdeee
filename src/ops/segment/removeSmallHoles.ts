/** Holes by their size. */
import { integer } from '../../core/params.js';
import { test } from '../../graph/expr.js';
import { defineOp } from '../../graph/operation.js';
import { connectivity } from '../geodesic/geodesic.js';
import { checkWhole } from '../whole.js';
import { backgroundOf, filledWhere, sizes } from './objects.js';

/**
 * The mask with its holes of fewer than `areaThreshold` voxels filled, as `skimage.morphology.remove_small_holes`: a hole is a
 * connected part of what is 0, also at the border. A mask, or whole numbers of which all but 0 count, of any shape in, u8 of the same shape out;
 * n and c each by itself. Cannot stand in the body of `repeat`. Throws `ArgumentError` for floats. Union-find: see `label`.
 * @example
 * import { HostVolume, openEngine, removeSmallHoles } from 'brightfield';
 * using engine = await openEngine();
 * const mask = new HostVolume({ shape: { x: 7 }, data: Uint8Array.of(0, 0, 0, 1, 0, 1, 1) });
 * using whole = await engine.run(removeSmallHoles(mask, { areaThreshold: 2 }));
 * (await whole.read()).data; // 0 0 0 1 1 1 1
 */
export const removeSmallHoles = defineOp({
  name: 'removeSmallHoles',
  summary: 'Fill holes of few voxels.',
  inputs: [{ name: 'src', doc: 'The mask.' }],
  params: {
    areaThreshold: integer('The least size that stays a hole.', {
      default: 64,
      min: 0,
      max: 2 ** 31 - 1,
      unit: 'voxel',
    }),
    connectivity: connectivity(1),
  },
  lower([src], { areaThreshold, connectivity }, refuse) {
    checkWhole(src, refuse);
    const background = backgroundOf(src);
    return filledWhere(background, sizes(background, connectivity, refuse), (size, upload) =>
      test('less', size, upload(areaThreshold, 'i32')),
    );
  },
});
