/** Every channel of a batch to mean 0 and deviation 1. */
import { AXES } from '../../core/axes.js';
import { ArgumentError } from '../../core/errors.js';
import { flag, number } from '../../core/params.js';
import { input, numeric } from '../../graph/expr.js';
import type { Node } from '../../graph/node.js';
import { defineOp } from '../../graph/operation.js';
import { filled, pointwise } from '../../graph/primitive.js';
import { voxelsAlong } from '../measure/over.js';
import { add, multiply } from '../pointwise/arithmetic.js';
import {
  affine,
  affineInputs,
  checkChannels,
  epsilonParam,
  normalisedBack,
  type Statistics,
  sharpness,
  standardised,
  statisticsOf,
} from './standardised.js';

/** They are the state of a network, no part of its loss. */
const KEPT = 'batchNorm: what is kept of the statistics has none';
const BATCH = AXES.filter((axis) => axis !== 'c');

/** (1 - momentum) · before + momentum · now */
function moved(before: Node, now: Node, momentum: number, factor = 1): Node {
  return pointwise([before, now], ([a = input(0), b = input(1)], upload) =>
    numeric('add', numeric('multiply', a, upload(1 - momentum)), numeric('multiply', b, upload(momentum * factor))),
  );
}

/** What is known of the channels when nothing is measured. */
function known(mean: Node, variance: Node): Statistics {
  return { first: mean, offset: filled(0), variance };
}

/**
 * (x - mean) / √(variance + `epsilon`) channel by channel, then `scale` and `shift`, as PyTorch's `batch_norm`: any shape in, f32 of the same shape out. While `training` the statistics are those of the
 * batch, over n, z, y, x (the variance the biased one), and two further outputs are what to keep: `mean` and `variance`, (1 - `momentum`) of the running ones given
 * (0 and 1 where left out) and `momentum` of the batch's (of its unbiased variance). Otherwise the running ones are used, and the outputs but the result are
 * not there. A mean of 1e4 beside a deviation of 1 is right to 1e-5. The gradient goes through the statistics of the batch; what is kept has none.
 *
 * Throws `ArgumentError` where an input beside the image is not one number for each channel, where a batch has one voxel a channel, and for running statistics left out outside of training.
 * Source: Ioffe and Szegedy 2015, Batch normalization, algorithms 1 and 2.
 * @example
 * import { batchNorm, HostVolume, openEngine } from 'brightfield';
 * const batch = new HostVolume({ shape: { n: 2, c: 1, x: 1 }, data: Float32Array.of(10, 30) });
 * using engine = await openEngine();
 * const { result, mean } = await engine.run(batchNorm(batch));
 * (await result.read()).data; // -1, 1
 * (await mean.read()).data; // 2
 */
export const batchNorm = defineOp({
  name: 'batchNorm',
  summary: 'Bring every channel of a batch to mean 0 and deviation 1.',
  inputs: [{ name: 'src', doc: 'The images along n, their channels along c.' }],
  optional: {
    ...affineInputs,
    runningMean: 'The mean of each channel so far, along c.',
    runningVariance: 'The variance of each channel so far, along c.',
  },
  params: {
    training: flag('Whether the statistics are those of the batch.', { default: true }),
    momentum: number('How much of the statistics to keep is the batch’s.', { default: 0.1, min: 0, max: 1 }),
    ...epsilonParam,
  },
  outputs: {
    result: 'the normalised images',
    mean: 'the running mean to keep',
    variance: 'the running variance to keep',
  },
  lower([src], { training, momentum, epsilon }, refuse, { scale, shift, runningMean, runningVariance }) {
    checkChannels(src, { scale, shift, runningMean, runningVariance }, refuse);
    if (!training) {
      if (!runningMean || !runningVariance)
        return refuse('runningMean and runningVariance must be given outside of training', 'one of them left out');
      const rate = sharpness(runningVariance, epsilon);
      return affine(standardised(src, known(runningMean, runningVariance), rate), scale, shift);
    }
    const count = voxelsAlong(src.shape, BATCH);
    if (count < 2) refuse('a batch must have more than one voxel for each channel', '1');
    const statistics = statisticsOf(src, { axes: BATCH });
    const { first, offset, variance } = statistics;
    return {
      result: affine(standardised(src, statistics, sharpness(variance, epsilon)), scale, shift),
      mean: moved(runningMean ?? filled(0), add(first, offset), momentum),
      variance: moved(runningVariance ?? filled(1), variance, momentum, count / (count - 1)),
    };
  },
  vjp([given, ...kept], [src], { training, epsilon }, { scale, shift, runningMean, runningVariance }) {
    if (kept.some((node) => node !== undefined))
      throw new ArgumentError('gradientOf', 'every operation between must have a gradient', KEPT);
    if (!given) return [];
    const affineOf = (back: { readonly scale: Node; readonly shift: Node }): Node[] => [
      ...(scale ? [back.scale] : []),
      ...(shift ? [back.shift] : []),
    ];
    if (!training && runningMean && runningVariance) {
      const rate = sharpness(runningVariance, epsilon);
      const normal = standardised(src, known(runningMean, runningVariance), rate);
      const toImage = multiply(affine(given, scale, undefined), rate);
      return [toImage, ...affineOf({ scale: multiply(given, normal), shift: given })];
    }
    const statistics = statisticsOf(src, { axes: BATCH });
    const rate = sharpness(statistics.variance, epsilon);
    const back = normalisedBack(given, standardised(src, statistics, rate), rate, { axes: BATCH }, scale);
    return [back.src, ...affineOf(back)];
  },
});
