/** Images of another size: each axis is stretched or shrunk on its own. */
import { SPATIAL_AXES, type SpatialAxis } from '../../core/axes.js';
import type { Node } from '../../graph/node.js';
import type { RefuseCall } from '../../graph/operation.js';
import type { Border } from '../border.js';
import { type Interpolation, interpolated } from './interpolation.js';
import { type AxisMap, resample } from './resample.js';
import { type Around, blurred, tapsAt } from './taps.js';

export type Lengths = Readonly<Partial<Record<SpatialAxis, number>>>;

interface Stretch extends Interpolation {
  /** Whether edges of the outermost voxels come to lie upon each other, rather than their centres. */
  readonly grid: boolean;
  /** Symmetric weights that the image is convolved with first. */
  readonly blur: Readonly<Partial<Record<SpatialAxis, readonly number[]>>>;
  readonly blurBorder: Border;
}

/** How far apart voxels of the result lie in the image. */
export function stepOf(from: number, to: number, grid: boolean): number {
  if (grid) return from / to;
  return to === 1 ? 1 : (from - 1) / (to - 1);
}

/** f32, or the image's type of order 0. Axes whose length stays are left alone. */
export function stretch(src: Node, lengths: Lengths, how: Stretch, refuse: RefuseCall): Node {
  const { order, grid, blur, blurBorder } = how;
  const axes = SPATIAL_AXES.filter((axis) => lengths[axis] !== undefined && lengths[axis] !== src.shape[axis]);
  const ready = interpolated(src, how, axes, refuse);
  const maps = axes.map((axis): AxisMap => {
    const length = lengths[axis] ?? 1;
    const scale = stepOf(src.shape[axis], length, grid);
    const start = (grid ? 0.5 * scale - 0.5 : 0) + ready.margin[axis];
    const weights = blur[axis] ?? [1];
    const far = (weights.length - 1) / 2 + (order === 3 ? 2 : 1);
    const size = ready.node.shape[axis];
    const around: Around = { length: size, border: ready.border, outside: ready.outside };
    const soft: Around = { length: size, border: blurBorder, outside: blurBorder === 'constant' ? 2 : 0 };
    return {
      axis,
      length,
      scale,
      offset: start,
      before: far,
      after: far + 1,
      taps: (position) => blurred(tapsAt(position * scale + start, order, around), weights, soft),
    };
  });
  const moved = order === 0 && Object.keys(blur).length === 0;
  return resample(ready.node, maps, ready, moved);
}
