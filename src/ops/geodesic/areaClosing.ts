/** Dark regions kept by their size. */
import { defineOp } from '../../graph/operation.js';
import { areaFiltered, areaParams } from './areaFiltered.js';

/**
 * Area closing, exactly, as `skimage.morphology.area_closing`: each voxel becomes the least level at which the region of voxels at
 * least as dark that it lies in holds `areaThreshold` of them. Any shape and type in, the same out; n and c are a batch, and
 * voxels count as one, whatever the spacing. What lies in no region that large becomes 1, of whole numbers -1 or the greatest
 * where none is negative. A NaN stays and is a wall. The time is that of `areaOpening`. Cannot stand in the body of `repeat`. Throws
 * `ArgumentError` for volumes of more than 2^27 - 2 voxels. Vincent 1993, Grayscale area openings and closings.
 * @example
 * import { areaClosing, HostVolume, openEngine } from 'brightfield';
 * using engine = await openEngine();
 * const line = new HostVolume({ shape: { x: 7 }, data: Uint8Array.of(9, 1, 9, 5, 4, 5, 9) });
 * using result = await engine.run(areaClosing(line, { areaThreshold: 3 }));
 * (await result.read()).data; // 9 9 9 5 5 5 9
 */
export const areaClosing = defineOp({
  name: 'areaClosing',
  summary: 'Remove dark regions of fewer voxels than so many.',
  inputs: [{ name: 'src', doc: 'The image.' }],
  params: areaParams,
  vjp: 'voxels are flooded, and where from is not kept',
  lower: ([src], { areaThreshold, connectivity }, refuse) =>
    areaFiltered(src, areaThreshold, connectivity, false, refuse),
});
