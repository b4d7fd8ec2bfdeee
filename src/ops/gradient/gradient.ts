/** The gradient itself, as components along c. */
import { activeAxes, type SpatialAxis } from '../../core/axes.js';
import { optionalAxis } from '../../core/params.js';
import { defineOp } from '../../graph/operation.js';
import { borderParams } from '../border.js';
import { differences } from './differences.js';

/**
 * Central differences `(x[i+1] - x[i-1]) / 2` along the axes longer than one voxel, stacked along `c` in NumPy's order: z, y, x.
 * In units of the image a voxel (spacing is not taken into account). An image with c = 1 gives f32 with as many channels as
 * there are such axes (one of zeros where there is none); with `axis`, one component, for any c, which stays as it is.
 * Inside it is `numpy.gradient`; at the ends the border's rule takes the place of NumPy's one-sided differences.
 * Throws `ArgumentError` where the image has channels already and no `axis` is given.
 * @example
 * import { gradient, HostVolume, openEngine } from 'brightfield';
 * using engine = await openEngine();
 * const ramp = new HostVolume({ shape: { y: 2, x: 4 }, data: Float32Array.of(0, 3, 6, 9, 0, 3, 6, 9) });
 * using slopes = await engine.run(gradient(ramp));
 * (await slopes.read()).at({ c: 1, x: 1 }); // 3: c = 0 is along y, c = 1 along x
 */
export const gradient = defineOp({
  name: 'gradient',
  summary: 'Take central differences along each axis.',
  inputs: [{ name: 'src', doc: 'The image.' }],
  params: {
    axis: optionalAxis('One component instead of all.', { axes: ['z', 'y', 'x'] }),
    ...borderParams,
  },
  linear: ({ border, value }) => border !== 'constant' || value === 0,
  lower([src], { axis, ...border }, refuse) {
    if (axis === undefined && src.shape.c > 1)
      refuse('the image must have one channel unless axis is given, since components lie along c', `c=${src.shape.c}`);
    const along = axis ? [axis as SpatialAxis] : activeAxes(src.shape);
    return differences(src, { along, acting: along, make: 'components', scale: 0.5, ...border });
  },
});
