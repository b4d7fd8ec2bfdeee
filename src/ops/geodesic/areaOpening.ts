/** Bright regions kept by their size. */
import { defineOp } from '../../graph/operation.js';
import { areaFiltered, areaParams } from './areaFiltered.js';

/**
 * Area opening, exactly, as `skimage.morphology.area_opening`: each voxel becomes the greatest level at which the region of voxels at
 * least as bright that it lies in holds `areaThreshold` of them. Any shape and type in, the same out; n and c are a batch, and
 * voxels count as one, whatever the spacing. What lies in no region that large becomes 0. A NaN stays and is a wall. The time grows with the bits of the type (8 for u8,
 * 32 for f32) and the length of ways within `areaThreshold` voxels. Cannot stand in the body of `repeat`. Throws
 * `ArgumentError` for volumes of more than 2^27 - 2 voxels. Vincent 1993, Grayscale area openings and closings.
 * @example
 * import { areaOpening, HostVolume, openEngine } from 'brightfield';
 * using engine = await openEngine();
 * const line = new HostVolume({ shape: { x: 7 }, data: Uint8Array.of(1, 9, 1, 5, 6, 5, 1) });
 * using result = await engine.run(areaOpening(line, { areaThreshold: 3 }));
 * (await result.read()).data; // 1 1 1 5 5 5 1
 */
export const areaOpening = defineOp({
  name: 'areaOpening',
  summary: 'Remove bright regions of fewer voxels than so many.',
  inputs: [{ name: 'src', doc: 'The image.' }],
  params: areaParams,
  vjp: 'voxels are flooded, and where from is not kept',
  lower: ([src], { areaThreshold, connectivity }, refuse) =>
    areaFiltered(src, areaThreshold, connectivity, true, refuse),
});
