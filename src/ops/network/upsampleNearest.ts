/** Every voxel as a block. */

import { SPATIAL_AXES, type SpatialAxis } from '../../core/axes.js';
import { alongAxis, wholePerAxis } from '../../core/axisParams.js';
import { defineOp } from '../../graph/operation.js';
import { spread } from './pooling.js';

/**
 * Every voxel becomes a block of `factors` equal ones, before a layer of filters that makes an image larger without patterns: any shape in, n and c as they are, f32 out.
 * A number for all is for the spatial axes that the image has. The gradient is the sum over the block. Spacing shrinks by the factors. For linear or cubic interpolation there are
 * `resize` and `rescale`, which are differentiable too.
 * Throws `ArgumentError` for factors that are not whole. Source: Odena, Dumoulin, Olah 2016, Deconvolution and checkerboard artifacts.
 * @example
 * import { HostVolume, openEngine, upsampleNearest } from 'brightfield';
 * using engine = await openEngine();
 * using result = await engine.run(upsampleNearest(new HostVolume({ shape: { x: 2 }, data: Float32Array.of(1, 2) }), { factors: { x: 3 } }));
 * (await result.read()).data; // 1, 1, 1, 2, 2, 2
 */
export const upsampleNearest = defineOp({
  name: 'upsampleNearest',
  summary: 'Make a block of every voxel.',
  alsoKnownAs: ['repeat_elements', 'UpSampling2D'],
  inputs: [{ name: 'src', doc: 'The image.' }],
  params: {
    factors: wholePerAxis('Voxels of a block along each axis; 2 along the spatial axes of the image where left out.', {
      min: 1,
      max: 4096,
      unit: 'voxel',
    }),
  },
  linear: true,
  lower([src], { factors = 2 }) {
    const size = {} as Record<SpatialAxis, number>;
    const shape = { ...src.shape };
    for (const axis of SPATIAL_AXES) {
      size[axis] = alongAxis(factors, src.layout, axis) ?? 1;
      shape[axis] *= size[axis];
    }
    return spread(src, shape, { size, stride: size, before: { z: 0, y: 0, x: 0 }, count: src.shape });
  },
});
