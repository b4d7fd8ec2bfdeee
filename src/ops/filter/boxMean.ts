/** The mean of a box. */
import { activeAxes } from '../../core/axes.js';
import { perAxis } from '../../core/params.js';
import type { Node } from '../../graph/node.js';
import { defineOp } from '../../graph/operation.js';
import { asFloat } from '../../graph/primitive.js';
import { borderParams } from '../border.js';
import { convolveAxis } from './convolveAxis.js';

/**
 * The mean of the box around every voxel, along the axes longer than one voxel.
 * Any shape in, f32 of the same shape out. An even size reaches one voxel further back than forward, as
 * scipy.ndimage's `uniform_filter`, whose convention this is; scipy keeps a running sum, which a NaN or an infinity spoils to the
 * end of the line, while here they reach exactly the boxes that hold them. For that the cost grows with the size (about 0.7
 * copies a pass for 16 voxels of size); the error of a mean is at most size · 6e-8 of the mean magnitude. Throws `ArgumentError` for a size below 1.
 * @example
 * import { boxMean, HostVolume, openEngine } from 'brightfield';
 * using engine = await openEngine();
 * const line = new HostVolume({ shape: { x: 5 }, data: Float32Array.of(0, 0, 6, 0, 0) });
 * using mean = await engine.run(boxMean(line, { size: 3 }));
 * (await mean.read()).data; // 0 2 2 2 0
 */
export const boxMean = defineOp({
  name: 'boxMean',
  summary: 'Take the mean of the box around every voxel.',
  inputs: [{ name: 'src', doc: 'The image.' }],
  params: {
    size: perAxis('Length of the box.', { default: 3, min: 1, max: 10_000, whole: true, unit: 'voxel' }),
    ...borderParams,
  },
  linear: ({ border, value }) => border !== 'constant' || value === 0,
  lower([src], { size, border, value }) {
    const axes = activeAxes(src.shape).filter((axis) => size[axis] > 1);
    return axes.reduce<Node>(
      (volume, axis) => {
        const length = size[axis];
        const weights = new Array<number>(length).fill(1 / length);
        // a convolution of even length reaches further forward; one step of origin turns it back
        return convolveAxis(volume, { axis, weights, origin: length % 2 === 0 ? -1 : 0, border, value });
      },
      axes.length ? src : asFloat(src),
    );
  },
});
