/** A layer of filters: the convolution of networks. */
import { AXES, formatShape, SPATIAL_AXES, type SpatialAxis } from '../../core/axes.js';
import { alongAxis, wholePerAxis } from '../../core/axisParams.js';
import { choice, integer, type ParamValues } from '../../core/params.js';
import type { Node } from '../../graph/node.js';
import { defineOp, type RefuseCall } from '../../graph/operation.js';
import { BORDERS } from '../border.js';
import { pad } from '../geometry/pad.js';
import { add } from '../pointwise/arithmetic.js';
import { summed } from './filtering.js';
import type { Lengths, Walk } from './walk.js';

export const walkParams = {
  stride: wholePerAxis('From one window to the next; 1 where left out.', { min: 1, max: 1024, unit: 'voxel' }),
  dilation: wholePerAxis('From one tap of the window to the next; 1 where left out.', {
    min: 1,
    max: 1024,
    unit: 'voxel',
  }),
  groups: integer(
    'Channels and filters are in so many groups: a filter reads the channels of its own. As many as channels: depthwise.',
    {
      default: 1,
      min: 1,
    },
  ),
};

/** Numbers along the spatial axes. */
export function spatial(given: ParamValues<typeof walkParams>['stride'], layout: string, otherwise: number): Lengths {
  const lengths = {} as Record<SpatialAxis, number>;
  for (const axis of SPATIAL_AXES) lengths[axis] = alongAxis(given, layout, axis) ?? otherwise;
  return lengths;
}

/** Adds a number for each channel, where there is one. */
export function biased(node: Node, bias: Node | undefined, refuse: RefuseCall): Node {
  if (!bias) return node;
  if (AXES.some((axis) => bias.shape[axis] !== (axis === 'c' ? node.shape.c : 1)))
    refuse(
      `bias must be one number for each of the ${node.shape.c} channels of the result, along c`,
      formatShape(bias.shape),
    );
  return add(node, bias);
}

/**
 * A layer of filters: `out(o, p) = bias(o) + Σ weights(o, i, k) · src(i, p·stride - padding + k·dilation)`, the sum over the channels i of the
 * filter's group and the taps k of its window. That is the cross-correlation that PyTorch, TensorFlow and ONNX call convolution (`convolve` is the one of
 * mathematics, channel by channel). A volume with channels along c and images along n comes in; the weights have a filter along n, a channel along c and
 * the window along z, y, x (PyTorch's order), the bias a number along c. Out comes f32 with a channel for each filter, `floor((length + 2 padding - dilation (window - 1) - 1) /
 * stride) + 1` voxels along each axis. What lies outside is 0 unless `border` names another rule.
 *
 * The gradients with regard to image, weights and bias are kernels of the same kind. Throws `ArgumentError` where channels, groups and weights do not fit each other, and where no window fits the image.
 * Source: LeCun, Boser, Denker et al. 1989, Backpropagation applied to handwritten zip code recognition, section 3.
 * @example
 * import { conv, HostVolume, openEngine } from 'brightfield';
 * using engine = await openEngine();
 * const image = new HostVolume({ shape: { c: 2, x: 4 }, data: Float32Array.of(1, 2, 3, 4, 10, 20, 30, 40) });
 * const filter = new HostVolume({ shape: { n: 1, c: 2, x: 2 }, data: Float32Array.of(1, 1, 0.5, 0) });
 * using seen = await engine.run(conv(image, filter));
 * (await seen.read()).data; // 8 15 22
 */
export const conv = defineOp({
  name: 'conv',
  summary: 'Look at the image through filters over all channels: a convolution layer.',
  alsoKnownAs: ['conv1d', 'conv2d', 'conv3d'],
  inputs: [
    { name: 'src', doc: 'The image, its channels along c.' },
    { name: 'weights', doc: 'The filters along n, the channels that each reads along c, its window along z, y, x.' },
  ],
  optional: { bias: 'A number for each filter, along c.' },
  params: {
    ...walkParams,
    padding: wholePerAxis('Voxels added at both ends of each axis; 0 where left out.', {
      min: 0,
      max: 2 ** 20,
      unit: 'voxel',
    }),
    border: choice(
      'What is added: zeros (constant), or what scipy.ndimage’s modes of these names read there.',
      BORDERS,
      {
        default: 'constant',
      },
    ),
  },
  lower([src, weights], { stride, dilation, groups, padding, border }, refuse, { bias }) {
    const before = spatial(padding, src.layout, 0);
    if (src.shape.c % groups !== 0 || weights.shape.n % groups !== 0)
      refuse(
        `channels and filters must be multiples of the ${groups} groups`,
        `${src.shape.c} channels and ${weights.shape.n} filters`,
      );
    if (weights.shape.c * groups !== src.shape.c)
      refuse(
        `weights must have along c the ${src.shape.c / groups} channels that each filter reads`,
        `${formatShape(weights.shape)}`,
      );
    const walk: Walk = {
      stride: spatial(stride, src.layout, 1),
      dilation: spatial(dilation, src.layout, 1),
      before,
      groups,
    };
    const lengths = {} as Record<SpatialAxis, number>;
    for (const axis of SPATIAL_AXES) {
      const reached = walk.dilation[axis] * (weights.shape[axis] - 1) + 1;
      const room = src.shape[axis] + 2 * before[axis];
      if (room < reached)
        refuse(
          `the image must have along ${axis} at least the ${reached} voxels that a window spans, with padding`,
          `${src.shape[axis]} and ${2 * before[axis]} of padding`,
        );
      lengths[axis] = Math.floor((room - reached) / walk.stride[axis]) + 1;
    }
    if (border === 'constant' || SPATIAL_AXES.every((axis) => before[axis] === 0))
      return biased(summed(src, weights, walk, lengths), bias, refuse);
    const framed = pad(src, { before, after: before, border });
    return biased(summed(framed, weights, { ...walk, before: { z: 0, y: 0, x: 0 } }, lengths), bias, refuse);
  },
});
