/** Channels in groups, each image by itself, to mean 0 and deviation 1. */
import { integer } from '../../core/params.js';
import { defineOp } from '../../graph/operation.js';
import {
  affine,
  affineInputs,
  checkChannels,
  epsilonParam,
  normalisedBack,
  SPACE,
  sharpness,
  standardised,
  statisticsOf,
} from './standardised.js';

/**
 * (x - mean) / √(variance + `epsilon`) over space and the channels of each of so many groups, image by image, then `scale` and `shift` channel by channel, as PyTorch's `group_norm`: any
 * shape in, f32 of the same shape out. The variance is the biased one. A mean of 1e4 beside a deviation of 1 is right to 1e-5. A NaN reaches its group. The gradient goes
 * through the statistics.
 * Throws `ArgumentError` where the groups do not divide the channels, and where scale or shift are not one number for each channel. Source: Wu and He 2018, Group
 * normalization, equations 1, 2 and 7.
 * @example
 * import { groupNorm, HostVolume, openEngine } from 'brightfield';
 * const image = new HostVolume({ shape: { c: 2, x: 2 }, data: Float32Array.of(1, 3, 10, 30) });
 * using engine = await openEngine();
 * using result = await engine.run(groupNorm(image, { groups: 2 }));
 * (await result.read()).data; // -1, 1, -1, 1
 */
export const groupNorm = defineOp({
  name: 'groupNorm',
  summary: 'Bring groups of channels of each image to mean 0 and deviation 1.',
  inputs: [{ name: 'src', doc: 'The image, its channels along c.' }],
  optional: affineInputs,
  params: { groups: integer('In how many groups the channels are.', { default: 1, min: 1 }), ...epsilonParam },
  lower([src], { groups, epsilon }, refuse, { scale, shift }) {
    const { c } = src.shape;
    if (c % groups !== 0) refuse(`groups must divide the ${c} channels`, `${groups}`);
    checkChannels(src, { scale, shift }, refuse);
    const statistics = statisticsOf(src, { axes: SPACE, groupSize: c / groups });
    return affine(standardised(src, statistics, sharpness(statistics.variance, epsilon)), scale, shift);
  },
  vjp([given], [src], { groups, epsilon }, { scale, shift }) {
    if (!given) return [];
    const together = { axes: SPACE, groupSize: src.shape.c / groups };
    const statistics = statisticsOf(src, together);
    const rate = sharpness(statistics.variance, epsilon);
    const back = normalisedBack(given, standardised(src, statistics, rate), rate, together, scale);
    return [back.src, ...(scale ? [back.scale] : []), ...(shift ? [back.shift] : [])];
  },
});
