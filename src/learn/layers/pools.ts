/** Layers that make images smaller, or larger, without anything to learn. */
import { SPATIAL_AXES } from '../../core/axes.js';
import { mean } from '../../ops/measure/mean.js';
import { maxPool as maxPoolOf } from '../../ops/network/maxPool.js';
import { meanPool as meanPoolOf } from '../../ops/network/meanPool.js';
import { upsampleNearest as upsampleOf } from '../../ops/network/upsampleNearest.js';
import { type Layer, plain } from '../layer.js';

type PoolOptions = Parameters<typeof maxPoolOf>[1];
type MeanOptions = Parameters<typeof meanPoolOf>[1];
type UpsampleOptions = Parameters<typeof upsampleOf>[1];

export const maxPool = (options?: PoolOptions): Layer => plain('maxPool', (x) => maxPoolOf(x, options));
export const meanPool = (options?: MeanOptions): Layer => plain('meanPool', (x) => meanPoolOf(x, options));
/** Every voxel several times: with a convolution behind it the other way to make images larger. */
export const upsample = (options?: UpsampleOptions): Layer => plain('upsample', (x) => upsampleOf(x, options));
/** One voxel for each channel: the mean over space. */
export const globalMean = (): Layer =>
  plain('globalMean', (x) => {
    const axes = SPATIAL_AXES.filter((axis) => x.shape[axis] > 1);
    return axes.length ? mean(x, { axes }) : x;
  });
