/** The threshold of local means and medians. */
import { activeAxes } from '../../core/axes.js';
import { choice, number, perAxis } from '../../core/params.js';
import { input, numeric } from '../../graph/expr.js';
import { defineOp } from '../../graph/operation.js';
import { pointwise } from '../../graph/primitive.js';
import { borderParams } from '../border.js';
import { gaussian } from '../filter/gaussian.js';
import { uniformFilter } from '../filter/uniformFilter.js';
import { median } from '../rank/median.js';
import { checkOdd } from './localStatistics.js';

/**
 * The weighted mean or the median around every voxel less `offset`, as `skimage.filters.threshold_local` with its methods gaussian,
 * mean and median: f32 of the shape of the image, in its unit; `greater(image, thresholdLocal(image, { blockSize: 35 }))`. The
 * Gaussian's sigma is (blockSize - 1) / 6, cut off at 4 sigmas. A NaN reaches the blocks that hold it, an infinity their means.
 * The median's cost grows with the voxels of a block beyond 27. Throws `ArgumentError` for an even block, and for a median of more
 * than 4096 voxels.
 * @example
 * import { HostVolume, openEngine, thresholdLocal } from 'brightfield';
 * using engine = await openEngine();
 * const line = new HostVolume({ shape: { x: 5 }, data: Float32Array.of(0, 0, 6, 0, 0) });
 * using threshold = await engine.run(thresholdLocal(line, { blockSize: 3, method: 'mean', offset: 1 }));
 * (await threshold.read()).data; // -1, 1, 1, 1, -1
 */
export const thresholdLocal = defineOp({
  name: 'thresholdLocal',
  summary: 'Find a threshold for every voxel by the mean or the median around it.',
  alsoKnownAs: ['threshold_adaptive', 'adaptiveThreshold'],
  inputs: [{ name: 'src', doc: 'The image.' }],
  params: {
    blockSize: perAxis('Length of the block, odd.', { default: 35, min: 1, max: 9999, whole: true, unit: 'voxel' }),
    method: choice('What is taken of the block.', ['gaussian', 'mean', 'median'], { default: 'gaussian' }),
    offset: number('Subtracted from it.', { default: 0 }),
    ...borderParams,
  },
  lower([src], { blockSize, method, offset, border, value }, refuse) {
    checkOdd('blockSize', src, blockSize, refuse);
    const active = activeAxes(src.shape);
    const size = Object.fromEntries(active.map((axis) => [axis, blockSize[axis]]));
    const sigma = Object.fromEntries(active.map((axis) => [axis, (blockSize[axis] - 1) / 6]));
    const local = {
      mean: () => uniformFilter(src, { size: { ...blockSize }, border, value }),
      median: () => median(src, { footprint: { box: size }, border, value }),
      gaussian: () => gaussian(src, { sigma: { x: 0, y: 0, z: 0, ...sigma }, border, value }),
    }[method]();
    return pointwise([local], ([m = input(0)], upload) => numeric('subtract', m, upload(offset)));
  },
});
