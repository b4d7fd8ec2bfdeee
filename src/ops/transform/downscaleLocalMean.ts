/** Means of blocks. */
import { wholePerAxis } from '../../core/axisParams.js';
import { number } from '../../core/params.js';
import { defineOp } from '../../graph/operation.js';
import { asFloat } from '../../graph/primitive.js';
import { interpolated } from './interpolation.js';
import { spatial } from './lengths.js';
import { type AxisMap, resample } from './resample.js';
import { OUTSIDE, type Taps } from './taps.js';

/** The voxels of block `at`, which weigh the same; those past the end are the value. */
function block(at: number, size: number, length: number): Taps {
  const inside = Math.min(size, length - at * size);
  const weights = new Array<number>(inside).fill(1 / size);
  if (inside === size) return { voxels: at * size, weights };
  const voxels = Array.from({ length: inside }, (_, k) => at * size + k);
  return { voxels: [OUTSIDE, ...voxels], weights: [(size - inside) / size, ...weights] };
}

/**
 * The means of blocks: scikit-image's `downscale_local_mean`. A length of n becomes ceil(n / factor); what a last block lacks
 * is `value`, as there (it draws the mean towards 0: `crop` to a multiple first, or see `resize`). A number for all holds along
 * the spatial axes that the image has.
 *
 * Any shape in, n and c as they are; f32. Spacing grows by the factors. A NaN reaches its own block.
 *
 * Throws `ArgumentError` for factors that are not whole, or of n or c.
 * @example
 * import { downscaleLocalMean, HostVolume, openEngine } from 'brightfield';
 * const image = new HostVolume({ shape: { y: 2, x: 4 }, data: Float32Array.of(1, 2, 3, 4, 5, 6, 7, 8) });
 * using engine = await openEngine();
 * using means = await engine.run(downscaleLocalMean(image, { factors: 2 }));
 * (await means.read()).data; // 3.5, 5.5
 */
export const downscaleLocalMean = defineOp({
  name: 'downscaleLocalMean',
  summary: 'Shrink an image to the means of blocks.',
  inputs: [{ name: 'src', doc: 'The image.' }],
  params: {
    factors: wholePerAxis('Voxels of a block along each axis.', { min: 1, max: 65_536, unit: 'voxel' }),
    value: number('What a last block that is not full is filled with.', { default: 0 }),
  },
  linear: ({ value }) => value === 0,
  lower([src], { factors = 1, value }, refuse) {
    const sizes = spatial(src, 'factors', factors, refuse);
    const image = asFloat(src);
    const axes = (['z', 'y', 'x'] as const).filter((axis) => (sizes[axis] ?? 1) > 1);
    const how = { order: 1, border: 'gridConstant', value, prefilter: false } as const;
    const ready = interpolated(image, how, axes, refuse);
    const maps = axes.map((axis): AxisMap => {
      const size = sizes[axis] ?? 1;
      const length = Math.ceil(src.shape[axis] / size);
      const taps = (at: number): Taps => block(at, size, src.shape[axis]);
      return { axis, length, scale: size, offset: 0, before: 0, after: size - 1, taps };
    });
    return resample(image, maps, ready, false);
  },
});
