/** Minima of any height. */
import { defineOp } from '../../graph/operation.js';
import { regional, regionalParams } from './regional.js';

/**
 * The plateaus, of one voxel or many, all of whose neighbours are higher, as `skimage.morphology.local_minima`: u8, 1 there, of any shape
 * and type; n and c are a batch. An image of one value has none. A NaN is no extremum and a wall. Cannot stand in the body of `repeat`. Throws nothing
 * beyond what every operation does. Soille 2003, Morphological image analysis, §6.3.
 * @example
 * import { HostVolume, localMinima, openEngine } from 'brightfield';
 * using engine = await openEngine();
 * const line = new HostVolume({ shape: { x: 5 }, data: Uint8Array.of(3, 1, 1, 2, 0) });
 * using result = await engine.run(localMinima(line));
 * (await result.read()).data; // 0 1 1 0 1
 */
export const localMinima = defineOp({
  name: 'localMinima',
  summary: 'Find the minima of an image, plateaus included.',
  inputs: [{ name: 'src', doc: 'The image.' }],
  params: regionalParams,
  lower: ([src], params, refuse) => regional(src, params, false, refuse),
});
