/** Layers that make images smaller, or larger, without anything to learn. */
import { type Axis, type Shape, SPATIAL_AXES } from '../../core/axes.js';
import { mean } from '../../ops/measure/mean.js';
import { maxPool as maxPoolOf } from '../../ops/network/maxPool.js';
import { meanPool as meanPoolOf } from '../../ops/network/meanPool.js';
import { pixelShuffle as shuffleOf, pixelUnshuffle as unshuffleOf } from '../../ops/network/pixelShuffle.js';
import { upsampleNearest as upsampleOf } from '../../ops/network/upsampleNearest.js';
import { type Layer, plain } from '../layer.js';
import { along } from './weights.js';

type PoolOptions = Parameters<typeof maxPoolOf>[1];
type MeanOptions = Parameters<typeof meanPoolOf>[1];
type UpsampleOptions = Parameters<typeof upsampleOf>[1];
type ShuffleOptions = Parameters<typeof shuffleOf>[1];

type Numbers = number | Readonly<Partial<Record<Axis, number>>>;

/** One number for all is for y and x, and for z where there is more than one slice, whether or not the layout of the images names z. */
const each = (given: Numbers, shape: Shape, otherwise: number): Numbers =>
  typeof given === 'number' ? along(given, shape, otherwise) : given;

function windows({ window = 2, stride, padding }: NonNullable<PoolOptions>, shape: Shape) {
  return {
    window: each(window, shape, 1),
    ...(stride !== undefined && { stride: each(stride, shape, 1) }),
    ...(padding !== undefined && { padding: each(padding, shape, 0) }),
  };
}

const blocks = ({ factors = 2 }: NonNullable<UpsampleOptions>, shape: Shape) => ({ factors: each(factors, shape, 1) });

/**
 * The operation `maxPool`: the largest voxel of every window of 2, or of `window`, `stride` and `padding` as it has them. Channels stay. A number is for y and x, and for z
 * where there is more than one slice. Throws `ArgumentError`, when the network is built, for options that the operation refuses.
 * @example
 * import { layer, network } from 'brightfield';
 * network(layer.maxPool({ window: 2 }), { input: { y: 8, x: 6 } }).output.x; // 3
 */
export const maxPool = (options: PoolOptions = {}): Layer =>
  plain('maxPool', (x) => maxPoolOf(x, { ...options, ...windows(options, x.shape) }));

/**
 * The operation `meanPool`: the mean of every window. Channels stay. Throws as `maxPool`.
 * @example
 * import { layer, network } from 'brightfield';
 * network(layer.meanPool({ window: 3, stride: 1 }), { input: { y: 8, x: 6 } }).output.x; // 4
 */
export const meanPool = (options: MeanOptions = {}): Layer =>
  plain('meanPool', (x) => meanPoolOf(x, { ...options, ...windows(options, x.shape) }));

/**
 * The operation `upsampleNearest`: every voxel several times, 2 along each axis of the image unless said. With a convolution behind it, it is `resizeConv`. Throws as `maxPool`.
 * @example
 * import { layer, network } from 'brightfield';
 * network(layer.upsample({ factors: { y: 1, x: 4 } }), { input: { y: 8, x: 6 } }).output.x; // 24
 */
export const upsample = (options: UpsampleOptions = {}): Layer =>
  plain('upsample', (x) => upsampleOf(x, { ...options, ...blocks(options, x.shape) }));

/**
 * The operation `pixelShuffle`: channels become blocks of voxels. Throws as `maxPool`.
 * @example
 * import { layer, network } from 'brightfield';
 * network(layer.pixelShuffle(), { input: { c: 12, y: 8, x: 6 } }).output.c; // 3
 */
export const pixelShuffle = (options: ShuffleOptions = {}): Layer =>
  plain('pixelShuffle', (x) => shuffleOf(x, { ...options, ...blocks(options, x.shape) }));

/**
 * The operation `pixelUnshuffle`: blocks of voxels become channels. Throws as `maxPool`.
 * @example
 * import { layer, network } from 'brightfield';
 * network(layer.pixelUnshuffle(), { input: { c: 3, y: 8, x: 6 } }).output.c; // 12
 */
export const pixelUnshuffle = (options: ShuffleOptions = {}): Layer =>
  plain('pixelUnshuffle', (x) => unshuffleOf(x, { ...options, ...blocks(options, x.shape) }));

/**
 * One voxel for each channel: the mean over space.
 * @example
 * import { layer, network } from 'brightfield';
 * network(layer.globalMean(), { input: { c: 3, y: 8, x: 6 } }).output.x; // 1
 */
export const globalMean = (): Layer =>
  plain('globalMean', (x) => {
    const axes = SPATIAL_AXES.filter((axis) => x.shape[axis] > 1);
    return axes.length ? mean(x, { axes }) : x;
  });
