/** The mean of a box. */
import { activeAxes, type SpatialAxis } from '../../core/axes.js';
import { perAxis } from '../../core/params.js';
import type { Node } from '../../graph/node.js';
import { defineOp, type RefuseCall } from '../../graph/operation.js';
import { asFloat } from '../../graph/primitive.js';
import { borderParams } from '../border.js';
import type { BorderValues } from '../gradient/differences.js';
import { convolveAxis } from './convolveAxis.js';
import { uniformAxis } from './uniformAxis.js';

export const boxParams = {
  size: perAxis('Length of the box.', { default: 3, min: 1, max: 10_000, whole: true, unit: 'voxel' }),
  origin: perAxis('Shift of the box along each axis: 0 centres it on the voxel.', { default: 0, whole: true }),
  ...borderParams,
};

export interface Box extends BorderValues {
  readonly size: Readonly<Record<SpatialAxis, number>>;
  readonly origin: Readonly<Record<SpatialAxis, number>>;
}

/** Up to here the taps are summed one by one; measured on lavapipe. */
const MOST_TAPS = { x: 33, rows: 17 };

/**
 * The mean of the box around every voxel, along the axes longer than one voxel: the local mean.
 * Any shape in, f32 of the same shape out. An even size reaches one voxel further back than forward, and `origin` shifts the box back, as
 * scipy.ndimage's `uniform_filter` has it; scipy keeps a running sum, which a NaN or an infinity spoils to the
 * end of the line, while here they reach exactly the boxes that hold them. The cost hardly grows with the size: nothing is
 * summed anew for each voxel, and nothing subtracted; the error of a mean is at most size · 6e-8 of the mean magnitude. A sum of more than 3.4e38 is infinite.
 * Throws `ArgumentError` for a size below 1 and where `origin` moves the box off the voxel.
 * @example
 * import { HostVolume, openEngine, uniformFilter } from 'brightfield';
 * using engine = await openEngine();
 * const line = new HostVolume({ shape: { x: 5 }, data: Float32Array.of(0, 0, 6, 0, 0) });
 * using mean = await engine.run(uniformFilter(line, { size: 3 }));
 * (await mean.read()).data; // 0 2 2 2 0
 */
export const uniformFilter = defineOp({
  name: 'uniformFilter',
  summary: 'Take the mean of the box around every voxel.',
  alsoKnownAs: ['box_filter', 'blur', 'mean_filter', 'boxMean'],
  inputs: [{ name: 'src', doc: 'The image.' }],
  params: boxParams,
  linear: ({ border, value }) => border !== 'constant' || value === 0,
  lower([src], { size, origin, border, value }, refuse) {
    checkOrigin(src, { size, origin }, refuse);
    const axes = activeAxes(src.shape).filter((axis) => size[axis] > 1);
    return axes.reduce<Node>(
      (volume, axis) => {
        const taps = size[axis];
        const before = Math.floor(taps / 2) + origin[axis];
        if (taps > (axis === 'x' ? MOST_TAPS.x : MOST_TAPS.rows))
          return uniformAxis(volume, { axis, size: taps, before, border, value });
        const weights = new Array<number>(taps).fill(1 / taps);
        return convolveAxis(volume, { axis, weights, origin: Math.ceil(taps / 2) - 1 - before, border, value });
      },
      axes.length ? src : asFloat(src),
    );
  },
});

/** Refuses a box that is shifted off its voxel. */
export function checkOrigin(src: Node, { size, origin }: Pick<Box, 'size' | 'origin'>, refuse: RefuseCall): void {
  for (const axis of activeAxes(src.shape)) {
    const half = Math.floor(size[axis] / 2);
    if (half + origin[axis] < 0 || half + origin[axis] >= size[axis])
      refuse(
        `origin along ${axis} must keep the box of ${size[axis]} over the voxel (${-half} to ${size[axis] - 1 - half})`,
        `${origin[axis]}`,
      );
  }
}
