/** The exact Euclidean distance to the background, and where it is. */
import { activeAxes } from '../../core/axes.js';
import { perAxis } from '../../core/params.js';
import { convert, float, input, numeric, select, test } from '../../graph/expr.js';
import { defineOp } from '../../graph/operation.js';
import { pointwise } from '../../graph/primitive.js';
import { join } from '../geometry/join.js';
import { carried, nearestTo } from './nearest.js';

/**
 * The distance of every voxel that is not 0 to the nearest that is, and where that one is, along the axes longer than one voxel;
 * n and c are a batch. As scipy.ndimage's `distance_transform_edt`, with `spacing` for its `sampling`: `distance` (f32, in the unit of the
 * spacing, 0 in the background) and `indices` (i32, of z, y and x as far as they are longer than one, along c: all channels for the first axis, then for the next; of several voxels as near the
 * first in memory). Without background the distance is infinite and the index -1 (scipy's is undefined). NaN is not 0. The volume's own spacing is not
 * used: give it as `spacing`. With one spacing for all axes squares are exact whole numbers and only the root rounds. Throws
 * `ArgumentError` for a spacing that is not positive.
 * Felzenszwalb and Huttenlocher 2012, Distance transforms of sampled functions; Meijster et al. 2000.
 * @example
 * import { distanceTransformEdt, HostVolume, openEngine } from 'brightfield';
 * using engine = await openEngine();
 * const mask = new HostVolume({ shape: { x: 5 }, data: Uint8Array.of(0, 1, 1, 1, 1) });
 * const { distance } = distanceTransformEdt(mask);
 * using result = await engine.run(distance);
 * (await result.read()).data; // 0, 1, 2, 3, 4
 */
export const distanceTransformEdt = defineOp({
  name: 'distanceTransformEdt',
  summary: 'Find how far every voxel is from the nearest voxel that is 0, and where that is.',
  alsoKnownAs: ['distance_transform', 'edt'],
  inputs: [{ name: 'src', doc: 'The mask: the background is 0.' }],
  params: {
    spacing: perAxis('Size of a voxel.', { default: 1, min: 1e-6, max: 1e6 }),
  },
  outputs: {
    distance: 'the distance to the nearest background, f32',
    indices: 'where that is, i32, one axis a channel',
  },
  vjp: 'voxels are true or false',
  lower([src], { spacing }) {
    const { measure, isRow, far, unit, places } = nearestTo(src, spacing);
    const distance = pointwise([measure], ([s = input(0)], upload) => {
      const root = isRow ? convert(s, 'f32') : float('sqrt', convert(s, 'f32'));
      const none = test('greaterEqual', s, upload(far, s.type));
      return select(none, upload(Number.POSITIVE_INFINITY), numeric('multiply', root, upload(unit)));
    });
    // the places along x, y and z, each followed to where the nearest lies along the later axes
    const followed = places.map(({ place }, at) => carried(place, places.slice(at + 1), -1));
    const active = activeAxes(src.shape);
    // x alone is no axis where it is one voxel long
    const kept = active.length > 0 && !active.includes('x') ? followed.slice(1) : followed;
    return { distance, indices: join(kept.reverse(), 'c') };
  },
});
