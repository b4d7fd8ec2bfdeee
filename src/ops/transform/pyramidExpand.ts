/** A step down a pyramid of images. */
import { number } from '../../core/params.js';
import { defineOp } from '../../graph/operation.js';
import { asFloat } from '../../graph/primitive.js';
import { gaussian } from '../filter/gaussian.js';
import { beyondVoxels, lengthsTimes, pyramidParams } from './pyramidReduce.js';
import { resized } from './resized.js';

/**
 * Makes an image larger and blurs it: scikit-image's `pyramid_expand` with `preserve_range`, but that splines are not clipped. Lengths become ceil(upscale · n)
 * along every spatial axis longer than one voxel; the blur goes on beyond the edge as `border` says, the interpolation too, where `reflect` is `mirror` and `constant` is `gridConstant`, as there.
 *
 * Any shape in, n and c as they are; f32. Spacing shrinks. Throws `ArgumentError` for an upscale of 1 or less, and order 2.
 * Source: P. J. Burt and E. H. Adelson, "The Laplacian pyramid as a compact image code", 1983.
 * @example
 * import { HostVolume, openEngine, pyramidExpand } from 'brightfield';
 * const line = new HostVolume({ shape: { x: 2 }, data: Float32Array.of(0, 6) });
 * using engine = await openEngine();
 * using twice = await engine.run(pyramidExpand(line));
 * (await twice.read()).at({ x: 1 }); // 2.1027
 */
export const pyramidExpand = defineOp({
  name: 'pyramidExpand',
  summary: 'Make an image larger and blur it.',
  alsoKnownAs: ['pyrUp'],
  inputs: [{ name: 'src', doc: 'The image.' }],
  params: { upscale: number('How many times as long axes become.', { default: 2, max: 1024 }), ...pyramidParams },
  linear: ({ border, value }) => border !== 'constant' || value === 0,
  lower([src], { upscale, sigma = upscale / 3, border, value, order }, refuse) {
    if (!(upscale > 1)) refuse('upscale must be above 1', `${upscale}`);
    const lengths = lengthsTimes(src, (length) => length * upscale);
    const outside = beyondVoxels(border);
    const sharp = { antiAliasing: false, antiAliasingSigma: undefined, prefilter: true, border: outside } as const;
    const large = resized(asFloat(src), lengths, { ...sharp, order, value }, refuse);
    return gaussian(large, { sigma, border, value });
  },
});
