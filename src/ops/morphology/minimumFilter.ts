/** The least voxel of a window. */
import { defineOp } from '../../graph/operation.js';
import { borderParams } from '../border.js';
import { extreme, footprintParams } from './extreme.js';

/**
 * The least voxel of the footprint around every voxel: `out[p] = x[p + o]` at its extreme; scipy.ndimage's `minimum_filter`.
 * Any shape and type in, the same out. A NaN in the window gives NaN. The gradient goes to the voxel that was taken, of equal ones to the first in the order z, y, x. Throws `ArgumentError` for a footprint without a voxel.
 * @example
 * import { HostVolume, minimumFilter, openEngine } from 'brightfield';
 * using engine = await openEngine();
 * const line = new HostVolume({ shape: { x: 5 }, data: Float32Array.of(1, 5, 5, 5, 0) });
 * using result = await engine.run(minimumFilter(line, { footprint: { box: 3 } }));
 * (await result.read()).data; // 1 1 5 0 0
 */
export const minimumFilter = defineOp({
  name: 'minimumFilter',
  summary: 'Take the least voxel of the footprint around every voxel.',
  inputs: [{ name: 'src', doc: 'The image.' }],
  params: { ...footprintParams, ...borderParams },
  lower: ([src], window) => extreme(src, window, true),
});
