/** Images zoomed as scipy does. */
import { numberPerAxis } from '../../core/axisParams.js';
import { flag } from '../../core/params.js';
import { defineOp } from '../../graph/operation.js';
import { interpolationParams, isLinear, returnedAs } from './interpolation.js';
import { scaledLengths } from './lengths.js';
import { stretch } from './stretch.js';

/**
 * Zooms an image: scipy.ndimage's `zoom`. A length of n becomes `zoom · n`, rounded half to even. The centres of the outermost
 * voxels stay upon each other, so that voxels are (n - 1) / (m - 1) apart; with `gridMode` their outer edges do, as in
 * `resize`, and n / m are between them: of a `constant` border the outermost voxels of an enlarged image then lie outside, take
 * `gridConstant`. Nothing is blurred before it shrinks: `resize` and `rescale` do that. scipy 1.10 gives the last voxel of some
 * lengths to a `constant` border, by the last digit of f64. A number for all holds along the spatial axes that the image has.
 *
 * Any shape in, n and c as they are; whole numbers keep their type as in `affineTransform`, floats become f32. Spacing becomes
 * that of the result. Reads a few voxels around each place: large images are done in windows.
 *
 * Throws `ArgumentError` for a zoom that leaves nothing, order 2, or a value that the type cannot hold.
 * @example
 * import { HostVolume, openEngine, zoom } from 'brightfield';
 * const line = new HostVolume({ shape: { x: 3 }, data: Float32Array.of(0, 1, 4) });
 * using engine = await openEngine();
 * using longer = await engine.run(zoom(line, { zoom: { x: 5 / 3 }, order: 1 }));
 * (await longer.read()).data; // 0, 0.5, 1, 2.5, 4
 */
export const zoom = defineOp({
  name: 'zoom',
  summary: 'Zoom an image by factors, as scipy does.',
  inputs: [{ name: 'src', doc: 'The image.' }],
  params: {
    zoom: numberPerAxis('How many times as long each axis becomes.', { min: 0 }),
    gridMode: flag('Whether voxels have an extent, rather than be points.', { default: false }),
    ...interpolationParams(3, 'constant'),
  },
  linear: isLinear,
  lower([src], { zoom = 1, gridMode, ...how }, refuse) {
    const lengths = scaledLengths(src, 'zoom', zoom, refuse);
    return returnedAs(
      stretch(src, lengths, { ...how, grid: gridMode, blur: {}, blurBorder: 'nearest' }, refuse),
      src.dtype,
    );
  },
});
