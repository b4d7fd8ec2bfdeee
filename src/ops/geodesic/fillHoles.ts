/** Holes filled up to their rims. */
import { SPATIAL_AXES } from '../../core/axes.js';
import { DTYPES } from '../../core/dtype.js';
import { input, select, test } from '../../graph/expr.js';
import { defineOp } from '../../graph/operation.js';
import { pointwise } from '../../graph/primitive.js';
import { max } from '../measure/max.js';
import { nanMax } from '../measure/nanMax.js';
import { connectivity, reconstructed } from './geodesic.js';
import { innerOf } from './inner.js';

/**
 * Fills what no way leads out of: each voxel becomes the lowest level at which water in it would run off over the border, the
 * reconstruction by erosion from there. A mask of 0 and 1 becomes `scipy.ndimage.binary_fill_holes`, for which `binaryFillHoles` is quicker. Any shape and type in, the same out; n and c
 * are a batch, and axes of one voxel have no border. `connectivity` is that of the background. A NaN stays and is a wall; what
 * only NaN walls in becomes the greatest number. Throws nothing beyond what every operation does.
 * Soille and Gratin 1994, An efficient algorithm for drainage network extraction on DEMs.
 * @example
 * import { fillHoles, HostVolume, openEngine } from 'brightfield';
 * using engine = await openEngine();
 * const line = new HostVolume({ shape: { x: 7 }, data: Uint8Array.of(0, 1, 0, 0, 1, 0, 1) });
 * using result = await engine.run(fillHoles(line));
 * (await result.read()).data; // 0 1 1 1 1 1 1
 */
export const fillHoles = defineOp({
  name: 'fillHoles',
  summary: 'Fill the holes of a mask, or the basins of an image.',
  inputs: [{ name: 'src', doc: 'The mask or image.' }],
  params: { connectivity: connectivity(1) },
  vjp: 'voxels are flooded, and where from is not kept',
  lower([src], { connectivity }) {
    const axes = [...SPATIAL_AXES];
    const top = DTYPES[src.dtype].kind === 'float' ? nanMax(src, { axes }) : max(src, { axes });
    const seed = pointwise(
      [src, top, innerOf(src)],
      ([v = input(0), most = input(1), inner = input(2)]) =>
        select(test('notEqual', inner, { kind: 'constant', value: 0, type: inner.type }), most, v),
      src.dtype,
    );
    return reconstructed(seed, src, 'erosion', connectivity);
  },
});
