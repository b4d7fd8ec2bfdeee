/** A step up a pyramid of images. */
import { activeAxes, type SpatialAxis } from '../../core/axes.js';
import { optional } from '../../core/optionalParam.js';
import { choice, integer, number } from '../../core/params.js';
import type { Node } from '../../graph/node.js';
import { defineOp } from '../../graph/operation.js';
import { asFloat } from '../../graph/primitive.js';
import { BORDERS } from '../border.js';
import { resized } from './resized.js';

export const pyramidParams = {
  sigma: optional(
    number('Standard deviation of the blur; a third of the factor where left out.', {
      min: 0,
      max: 1000,
      unit: 'voxel',
    }),
  ),
  order: integer('Degree of the splines of the resize. 0, 1 or 3.', { default: 1, min: 0, max: 3 }),
  border: choice('What lies outside.', BORDERS, { default: 'reflect' }),
  value: number('The value outside when the border is `constant`.', { default: 0 }),
};

/** What the interpolation finds outside where the blur finds `border`: scikit-image's names mean this to the one and that to the other. */
export function beyondVoxels(border: (typeof BORDERS)[number]) {
  return border === 'reflect' ? 'mirror' : border === 'constant' ? 'gridConstant' : border;
}

/** The lengths times a factor, rounded up, along every spatial axis longer than one voxel. */
export function lengthsTimes(src: Node, factor: (length: number) => number): Partial<Record<SpatialAxis, number>> {
  return Object.fromEntries(activeAxes(src.shape).map((axis) => [axis, Math.ceil(factor(src.shape[axis]))]));
}

/**
 * Blurs an image and makes it smaller: scikit-image's `pyramid_reduce` with `preserve_range`. Lengths become ceil(n /
 * downscale) along every spatial axis longer than one voxel; the blur and the linear interpolation are one list of weights for
 * each voxel that is kept. The blur has the border that is given; the interpolation looks outside for splines alone, where `reflect` is `mirror` and `constant` is `gridConstant`, as there.
 *
 * Any shape in, n and c as they are; f32. Spacing grows. Throws `ArgumentError` for a downscale of 1 or less, and order 2.
 * Source: P. J. Burt and E. H. Adelson, "The Laplacian pyramid as a compact image code", 1983.
 * @example
 * import { HostVolume, openEngine, pyramidReduce } from 'brightfield';
 * const line = new HostVolume({ shape: { x: 4 }, data: Float32Array.of(0, 0, 6, 6) });
 * using engine = await openEngine();
 * using half = await engine.run(pyramidReduce(line));
 * (await half.read()).at({ x: 0 }); // 0.6227
 */
export const pyramidReduce = defineOp({
  name: 'pyramidReduce',
  summary: 'Blur an image and make it smaller.',
  alsoKnownAs: ['pyrDown'],
  inputs: [{ name: 'src', doc: 'The image.' }],
  params: { downscale: number('How many times as short axes become.', { default: 2, max: 1024 }), ...pyramidParams },
  linear: ({ border, value }) => border !== 'constant' || value === 0,
  lower([src], { downscale, sigma = downscale / 3, border, ...how }, refuse) {
    if (!(downscale > 1)) refuse('downscale must be above 1', `${downscale}`);
    const lengths = lengthsTimes(src, (length) => length / downscale);
    const blur = {
      antiAliasing: true,
      antiAliasingSigma: sigma,
      prefilter: true,
      border: beyondVoxels(border),
    } as const;
    return resized(asFloat(src), lengths, { ...how, ...blur }, refuse, border);
  },
});
