/** A box cut out of an image. */
import { AXES, type Axis } from '../../core/axes.js';
import { alongAxis, wholePerAxis } from '../../core/axisParams.js';
import { defineOp } from '../../graph/operation.js';
import { view, type Walk } from '../../graph/primitive.js';
import { gather } from './gather.js';

/**
 * Cuts a box out: the voxels from `start` on, `size` of them or up to but without `stop`, along each axis. Axes left out stay
 * whole; a number for all holds along the spatial axes. Type, values and spacing stay. A view, without a copy, unless x starts
 * at no multiple of 4.
 *
 * Throws `ArgumentError` where the box is empty or leaves the image, or when `size` and `stop` name the same axis.
 * @example
 * import { crop, HostVolume, openEngine } from 'brightfield';
 * const image = new HostVolume({ shape: { y: 2, x: 3 }, data: Float32Array.of(1, 2, 3, 4, 5, 6) });
 * using engine = await openEngine();
 * using box = await engine.run(crop(image, { start: { x: 1 }, size: { y: 1 } }));
 * const { data } = await box.read(); // 2, 3
 */
export const crop = defineOp({
  name: 'crop',
  summary: 'Cut out a box.',
  inputs: [{ name: 'src', doc: 'The image.' }],
  params: {
    start: wholePerAxis('The first voxel; 0 where left out.', { min: 0, unit: 'voxel' }),
    size: wholePerAxis('How many voxels; the rest where left out.', { min: 1, unit: 'voxel' }),
    stop: wholePerAxis('The voxel after the last; given in the place of size.', { min: 1, unit: 'voxel' }),
  },
  linear: true,
  lower([src], { start, size, stop }, refuse) {
    const shape = { ...src.shape };
    const walk: { [A in Axis]?: { start: number } } = {};
    for (const axis of AXES) {
      const length = src.shape[axis];
      const from = alongAxis(start, src.layout, axis) ?? 0;
      const count = alongAxis(size, src.layout, axis);
      const end = alongAxis(stop, src.layout, axis);
      if (count !== undefined && end !== undefined)
        refuse(`size or stop may be given along ${axis}, not both`, `size ${count} and stop ${end}`);
      const to = end ?? from + (count ?? length - from);
      if (from >= to || to > length)
        refuse(`the box must lie inside 0 to ${length} along ${axis} and hold a voxel`, `${from} to ${to}`);
      shape[axis] = to - from;
      if (from > 0) walk[axis] = { start: from };
    }
    if (AXES.every((axis) => shape[axis] === src.shape[axis])) return src;
    const { x, ...rows } = walk;
    if (!x || x.start % 4 === 0) return view(src, shape, walk);
    const kept: Walk = rows;
    const node = view(src, { ...shape, x: src.shape.x }, kept);
    return gather(node, { x: { start: x.start, length: shape.x } }, 'nearest');
  },
});
