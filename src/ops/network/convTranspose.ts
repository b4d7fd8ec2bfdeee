/** The layer of filters that makes images larger. */
import { formatShape, SPATIAL_AXES, type SpatialAxis } from '../../core/axes.js';
import { wholePerAxis } from '../../core/axisParams.js';
import { defineOp } from '../../graph/operation.js';
import { biased, spatial, walkParams } from './conv.js';
import { spread } from './filtering.js';

/**
 * The adjoint of `conv`, with a bias: every voxel adds its window, weighed, to the result,
 * `out(o, p·stride - padding + k·dilation) += weights(i, o, k) · src(i, p)`. A volume with channels along c and images along n comes in; the weights
 * have along n the channels that come in, along c those that each makes in its group, and the window along z, y, x (PyTorch's order). Out comes f32 with
 * `(length - 1) stride - 2 padding + dilation (window - 1) + 1 + outputPadding` voxels along each axis. A window of 2 with a stride of 2 makes an image twice as
 * large without overlaps.
 *
 * Throws `ArgumentError` where channels, groups and weights do not fit each other, where `outputPadding` is not below the stride or the dilation, and where nothing is left of the image.
 * Source: Zeiler, Krishnan, Taylor, Fergus 2010, Deconvolutional networks.
 * @example
 * import { convTranspose, HostVolume, openEngine } from 'brightfield';
 * using engine = await openEngine();
 * const image = new HostVolume({ shape: { x: 3 }, data: Float32Array.of(1, 2, 3) });
 * const window = new HostVolume({ shape: { x: 2 }, data: Float32Array.of(1, 10) });
 * using larger = await engine.run(convTranspose(image, window, { stride: { x: 2 } }));
 * (await larger.read()).data; // 1 10 2 20 3 30
 */
export const convTranspose = defineOp({
  name: 'convTranspose',
  summary: 'Add up windows, one for every voxel: a layer that makes images larger.',
  alsoKnownAs: ['convTranspose2d', 'convTranspose3d', 'Conv2DTranspose', 'deconvolution'],
  inputs: [
    { name: 'src', doc: 'The image, its channels along c.' },
    {
      name: 'weights',
      doc: 'The channels that come in along n, those that each makes along c, the window along z, y, x.',
    },
  ],
  optional: { bias: 'A number for each channel of the result, along c.' },
  params: {
    ...walkParams,
    padding: wholePerAxis('Voxels that are cut off at both ends of each axis; 0 where left out.', {
      min: 0,
      max: 2 ** 20,
      unit: 'voxel',
    }),
    outputPadding: wholePerAxis('Further voxels at the far end of each axis; 0 where left out.', {
      min: 0,
      max: 1023,
      unit: 'voxel',
    }),
  },
  lower([src, weights], { stride, dilation, groups, padding, outputPadding }, refuse, { bias }) {
    if (weights.shape.n !== src.shape.c || src.shape.c % groups !== 0)
      refuse(
        `weights must have along n the ${src.shape.c} channels of the image, a multiple of the ${groups} groups`,
        formatShape(weights.shape),
      );
    const walk = {
      stride: spatial(stride, src.layout, 1),
      dilation: spatial(dilation, src.layout, 1),
      before: spatial(padding, src.layout, 0),
      groups,
    };
    const further = spatial(outputPadding, src.layout, 0);
    const lengths = {} as Record<SpatialAxis, number>;
    for (const axis of SPATIAL_AXES) {
      if (further[axis] >= Math.max(walk.stride[axis], walk.dilation[axis]))
        refuse(`outputPadding along ${axis} must be below the stride or the dilation`, `${further[axis]}`);
      const spanned = walk.dilation[axis] * (weights.shape[axis] - 1) + 1;
      lengths[axis] = (src.shape[axis] - 1) * walk.stride[axis] - 2 * walk.before[axis] + spanned + further[axis];
      if (lengths[axis] < 1) refuse(`the padding must leave a voxel along ${axis}`, `${lengths[axis]} voxels are left`);
    }
    return biased(spread(src, weights, walk, lengths), bias, refuse);
  },
});
