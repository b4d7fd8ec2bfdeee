/** What two masks have in common, over what either has. */
import { numeric } from '../../graph/expr.js';
import { overlap, quotient } from './overlap.js';

/**
 * |A ∩ B| / |A ∪ B| of the voxels of two masks that are not 0, NaN among them, also called intersection over union: f32 from 0 to 1; over all
 * voxels, or along `axes`, which keep length 1. Voxels are counted exactly as u32, and the share is rounded at the end. Two empty masks give NaN.
 * scipy's `jaccard` is a distance: 1 less this. Throws `ArgumentError` for masks of different shapes. P. Jaccard, The distribution of the flora in the alpine zone, 1912.
 * @example
 * import { HostVolume, jaccardIndex, openEngine } from 'brightfield';
 * using engine = await openEngine();
 * const reference = new HostVolume({ shape: { x: 4 }, data: Uint8Array.of(0, 1, 1, 0) });
 * const mask = new HostVolume({ shape: { x: 4 }, data: Uint8Array.of(0, 0, 1, 1) });
 * using share = await engine.run(jaccardIndex(reference, mask));
 * (await share.read()).at({}); // 0.3333
 */
export const jaccardIndex = overlap({
  name: 'jaccardIndex',
  summary: 'Measure what two masks have in common, as a share of what either has.',
  alsoKnownAs: ['jaccard', 'jaccard_score', 'iou'],
  share: (both, first, second) => quotient(both, numeric('add', numeric('subtract', first, both), second)),
});
