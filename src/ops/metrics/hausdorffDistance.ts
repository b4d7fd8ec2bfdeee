/** How far the farthest voxel of two masks is from the other one. */
import { perAxis } from '../../core/params.js';
import type { Node } from '../../graph/node.js';
import { defineOp } from '../../graph/operation.js';
import { distanceTransformEdt } from '../distance/distanceTransformEdt.js';
import { max } from '../measure/max.js';
import { maskedBy, overParams } from '../measure/over.js';
import { maximum } from '../pointwise/arithmetic.js';
import { not } from '../pointwise/logic.js';
import { checkPair, maskInputs } from './pair.js';

/**
 * The greatest distance from a voxel of either mask to the nearest of the other one, as scikit-image's `hausdorff_distance`, with `spacing`: f32, in
 * the unit of the spacing, which is given and not taken from the volumes. Voxels belong to a mask where it is not 0, NaN among them. Distances
 * lie within the axes z, y and x; n and c are a batch, of which the greatest is the result unless `axes` keeps them. Infinite where one mask
 * is empty, 0 where both are. Throws `ArgumentError` for masks of different shapes and a spacing that is not positive.
 * D. P. Huttenlocher, G. A. Klanderman, W. J. Rucklidge, Comparing images using the Hausdorff distance, 1993, equation 1.
 * @example
 * import { HostVolume, hausdorffDistance, openEngine } from 'brightfield';
 * using engine = await openEngine();
 * const reference = new HostVolume({ shape: { x: 5 }, data: Uint8Array.of(1, 1, 0, 0, 0) });
 * const mask = new HostVolume({ shape: { x: 5 }, data: Uint8Array.of(0, 1, 0, 0, 1) });
 * using distance = await engine.run(hausdorffDistance(reference, mask, { spacing: 0.5 }));
 * (await distance.read()).at({}); // 1.5
 */
export const hausdorffDistance = defineOp({
  name: 'hausdorffDistance',
  summary: 'Find how far the farthest voxel of two masks is from the other mask.',
  inputs: maskInputs,
  params: {
    spacing: perAxis('Size of a voxel.', { default: 1, min: 1e-6, max: 1e6 }),
    ...overParams,
  },
  vjp: 'voxels are true or false',
  lower([reference, mask], { spacing, axes }, refuse) {
    checkPair(reference, mask, refuse);
    // of no voxels 0, so that an empty mask is as far as the other one finds
    const farthest = (from: Node, to: Node): Node =>
      max(maskedBy(distanceTransformEdt(not(to), { spacing }).distance, from, 0), { axes });
    return maximum(farthest(reference, mask), farthest(mask, reference));
  },
});
