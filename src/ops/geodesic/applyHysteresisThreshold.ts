/** A threshold that follows what it has found down to a lower one. */
import { number } from '../../core/params.js';
import { defineOp } from '../../graph/operation.js';
import { greater } from '../pointwise/compare.js';
import { connectedTo } from '../segment/objects.js';
import { connectivity } from './geodesic.js';

/**
 * The voxels above `low` that hang together with one above `high`, as `skimage.filters.apply_hysteresis_threshold`: u8, 1 there,
 * of any shape and type; n and c are a batch. A `low` above `high` counts as `high`. A NaN is above nothing. Cannot stand in the
 * body of `repeat`. Throws nothing beyond what every operation does. Canny 1986, A computational approach to edge detection.
 * @example
 * import { applyHysteresisThreshold, HostVolume, openEngine } from 'brightfield';
 * using engine = await openEngine();
 * const line = new HostVolume({ shape: { x: 6 }, data: Uint8Array.of(2, 3, 2, 0, 2, 0) });
 * using result = await engine.run(applyHysteresisThreshold(line, { low: 1, high: 2 }));
 * (await result.read()).data; // 1 1 1 0 0 0
 */
export const applyHysteresisThreshold = defineOp({
  name: 'applyHysteresisThreshold',
  summary: 'Take what is above a low threshold and hangs together with something above a high one.',
  inputs: [{ name: 'src', doc: 'The image.' }],
  params: {
    low: number('What is above it is taken where it hangs together with what is surely taken.', { default: 0.1 }),
    high: number('What is above it is surely taken.', { default: 0.2 }),
    connectivity: connectivity(1),
  },
  lower: ([src], { low, high, connectivity }, refuse) =>
    connectedTo(greater(src, high), greater(src, Math.min(low, high)), connectivity, refuse),
});
