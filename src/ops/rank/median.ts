/** The median under a footprint. */
import { defineOp } from '../../graph/operation.js';
import { ranked, rankParams } from './ranked.js';

/**
 * The median of the voxels under a footprint around every voxel, a box of 3 along every axis longer than one voxel unless said, as
 * scikit-image's `median`; the upper one of an even count, as scipy.ndimage's `median_filter` (rank floor(count / 2)), whose
 * windows these are: an even size reaches one voxel further back than forward.
 * Any shape and type in, the same out: every result is one of the voxels, to the bit (-0 lies below 0). A NaN under the
 * footprint gives NaN. The gradient goes to the voxel that was taken, of equal ones to the first in the order z, y, x.
 * Squares of 3 and 5 go through networks, other boxes of up to 27 voxels are selected in registers, and a histogram
 * moves along y in larger boxes over u8 (up to 85 voxels along y times z): its cost grows with the box's length along x only. Else the
 * cost grows with the voxels of the footprint times the bits of the type (8, 16 or 32). Throws `ArgumentError` for more than 4096
 * voxels, and for a `value` outside that an integer image cannot hold.
 * Tukey, Exploratory Data Analysis (1977).
 * @example
 * import { HostVolume, median, openEngine } from 'brightfield';
 * using engine = await openEngine();
 * const line = new HostVolume({ shape: { x: 5 }, data: Float32Array.of(1, 9, 2, 3, 4) });
 * using result = await engine.run(median(line));
 * (await result.read()).data; // 1 2 3 3 4
 */
export const median = defineOp({
  name: 'median',
  summary: 'Take the median of the voxels under a footprint.',
  alsoKnownAs: ['median_filter', 'medianBlur'],
  inputs: [{ name: 'src', doc: 'The image.' }],
  params: rankParams,
  lower: ([src], params, refuse) => ranked(src, params, (count) => Math.floor(count / 2), refuse),
});
