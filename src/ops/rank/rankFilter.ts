/** The voxel of a rank under a footprint. */
import { begun, integer } from '../../core/params.js';
import { defineOp } from '../../graph/operation.js';
import { ranked, rankParams } from './ranked.js';

/**
 * The voxel of a rank among those of the voxels under a footprint around every voxel: 0 is the least, -1 the greatest. scipy.ndimage's `rank_filter`.
 * Any shape and type in, the same out; window, NaN, cost and errors are those of `median`. Throws `ArgumentError` for a
 * rank that the footprint does not have.
 * @example
 * import { HostVolume, openEngine, rankFilter } from 'brightfield';
 * using engine = await openEngine();
 * const line = new HostVolume({ shape: { x: 5 }, data: Float32Array.of(1, 9, 2, 3, 4) });
 * using result = await engine.run(rankFilter(line, { rank: 0 }));
 * (await result.read()).data; // 1 1 2 2 3
 */
export const rankFilter = defineOp({
  name: 'rankFilter',
  summary: 'Take the voxel of a rank among those under a footprint.',
  inputs: [{ name: 'src', doc: 'The image.' }],
  params: {
    rank: begun(
      integer('The place among the sorted voxels; below 0 it counts from the greatest.', { min: -4096, max: 4095 }),
      () => 1,
    ),
    ...rankParams,
  },
  lower: ([src], { rank, ...params }, refuse) =>
    ranked(
      src,
      params,
      (count) => {
        if (rank < -count || rank >= count)
          refuse(`rank must be from ${-count} to ${count - 1} in this footprint`, `${rank}`);
        return rank < 0 ? rank + count : rank;
      },
      refuse,
    ),
});
