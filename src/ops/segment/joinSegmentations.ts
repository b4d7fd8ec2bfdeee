/** What two segmentations both keep together. */
import { formatShape, sameShape } from '../../core/axes.js';
import { input } from '../../graph/expr.js';
import { defineOp } from '../../graph/operation.js';
import { pointwise } from '../../graph/primitive.js';
import { checkWhole } from '../whole.js';
import { ranked } from './ranked.js';

/**
 * The join of two segmentations, as `skimage.segmentation.join_segmentations`: two voxels have the same number where they have the same in `a` and the
 * same in `b`. Numbers count from 1 in the order of those in `a`, then of those in `b`; 0 is where both are 0. Whole numbers of any size and of equal shape
 * in, i32 of that shape out; n and c each by itself. Exact; no number passes through f32. Cannot stand in the body of `repeat`. Throws `ArgumentError` for floats and where the
 * shapes differ. See `relabelSequential`.
 * @example
 * import { HostVolume, joinSegmentations, openEngine } from 'brightfield';
 * using engine = await openEngine();
 * const a = new HostVolume({ shape: { x: 5 }, data: Uint8Array.of(0, 0, 1, 1, 1) });
 * const b = new HostVolume({ shape: { x: 5 }, data: Uint8Array.of(0, 7, 7, 3, 0) });
 * using joined = await engine.run(joinSegmentations(a, b));
 * (await joined.read()).data; // 0 1 4 3 2
 */
export const joinSegmentations = defineOp({
  name: 'joinSegmentations',
  summary: 'Number what two segmentations both keep together.',
  inputs: [
    { name: 'a', doc: 'The first labels.' },
    { name: 'b', doc: 'The second labels.' },
  ],
  params: {},
  vjp: 'labels are whole numbers',
  lower([a, b], _, refuse) {
    if (!sameShape(a.shape, b.shape))
      refuse(`b must have the shape of a (${formatShape(a.shape)})`, formatShape(b.shape));
    for (const node of [a, b]) checkWhole(node, refuse, 'images');
    return pointwise([ranked([a, b]).ranks], ([r = input(0, 'u32')]) => r, 'i32');
  },
});
