/** A percentile under a footprint. */
import { number } from '../../core/params.js';
import { defineOp } from '../../graph/operation.js';
import { ranked, rankParams } from './ranked.js';

/**
 * The percentile of the voxels under a footprint around every voxel: of `count` sorted voxels the one at floor(count · percentile / 100), counted
 * from 0, and the last one for 100. scipy.ndimage's `percentile_filter`; nothing is interpolated. Below 0 counts from 100
 * downwards. Any shape and type in, the same out; window, NaN, cost and errors are those of `median`.
 * @example
 * import { HostVolume, openEngine, percentileFilter } from 'brightfield';
 * using engine = await openEngine();
 * const line = new HostVolume({ shape: { x: 5 }, data: Float32Array.of(1, 9, 2, 3, 4) });
 * using result = await engine.run(percentileFilter(line, { percentile: 100 }));
 * (await result.read()).data; // 9 9 9 4 4
 */
export const percentileFilter = defineOp({
  name: 'percentileFilter',
  summary: 'Take a percentile of the voxels under a footprint.',
  inputs: [{ name: 'src', doc: 'The image.' }],
  params: {
    percentile: number('The share of voxels below, in hundredths.', { default: 50, min: -100, max: 100 }),
    ...rankParams,
  },
  lower: ([src], { percentile, ...params }, refuse) => {
    const share = percentile < 0 ? percentile + 100 : percentile;
    return ranked(src, params, (count) => Math.min(count - 1, Math.floor((count * share) / 100)), refuse);
  },
});
