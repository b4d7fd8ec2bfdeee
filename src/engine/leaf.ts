/**
 * Leaves: where the loads of a fused expression really read. A leaf is a stored volume walked in some way; views compose here
 * into one start and one stride an axis, counted in groups of four elements.
 */
import { AXES, ROW_AXES, type RowAxis, type Shape } from '../core/axes.js';
import type { DType } from '../core/dtype.js';
import { geometryOf } from '../gpu/storage.js';
import type { KernelCall, ViewCall } from '../graph/node.js';
import { type Box, shapeIn } from './box.js';

export { ROW_AXES, type RowAxis };

/** A stored volume: an output of an item of the graph. */
export interface Slot {
  readonly item: number;
  readonly output: number;
}

export interface Leaf {
  readonly slot: Slot;
  readonly dtype: DType;
  /** As seen through the view. */
  readonly shape: Shape;
  readonly start: number;
  readonly strides: Readonly<Record<RowAxis, number>>;
  /** Groups of a row of the stored volume. */
  readonly pitch: number;
  /** The shape whose n and c its reader counts, where it does not count those of its domain. */
  readonly counted?: Shape;
}

/** The leaf of a stored volume as it lies; where only a region of it is stored, position 0 lies before its memory. */
export function wholeLeaf(slot: Slot, shape: Shape, dtype: DType, region?: Box): Leaf {
  const { strides, pitch } = geometryOf(shapeIn(shape, region), dtype);
  const start = region ? -ROW_AXES.reduce((sum, axis) => sum + strides[axis] * region[axis][0], 0) : 0;
  return { slot, dtype, shape, start, strides, pitch };
}

/**
 * The same leaf through a view of the given result shape. The view may be of something larger that the leaf broadcasts to:
 * where the leaf has length 1, there is nothing to walk.
 */
export function walkLeaf(leaf: Leaf, walk: ViewCall['walk'], shape: Shape): Leaf {
  const strides = { y: 0, z: 0, c: 0, n: 0 };
  const seen = { ...shape };
  let start = leaf.start;
  for (const axis of AXES) {
    const step = walk[axis];
    if (leaf.shape[step.axis] === 1 && step.step !== 0) seen[axis] = 1;
    else if (axis === 'x') start += step.start / 4;
    else if (step.axis !== 'x') {
      strides[axis] = leaf.strides[step.axis] * step.step;
      start += leaf.strides[step.axis] * step.start;
    }
  }
  return { ...leaf, shape: seen, start, strides };
}

/** Strides with broadcast axes (length 1 where the consumer is longer) at 0. */
export function broadcastStrides(leaf: Leaf): Readonly<Record<RowAxis, number>> {
  const { shape, strides } = leaf;
  return {
    y: shape.y === 1 ? 0 : strides.y,
    z: shape.z === 1 ? 0 : strides.z,
    c: shape.c === 1 ? 0 : strides.c,
    n: shape.n === 1 ? 0 : strides.n,
  };
}

/** Two leaves that read the same memory the same way. */
export function leafKey(leaf: Leaf): string {
  const { slot, start, strides, shape, counted } = leaf;
  return [
    counted ? AXES.map((axis) => counted[axis]).join('x') : '',
    slot.item,
    slot.output,
    start,
    ...ROW_AXES.map((axis) => strides[axis]),
    ...AXES.map((axis) => shape[axis]),
  ].join(',');
}

/** Which axes a kernel knows by other names: see `KernelCall`. */
export type AxisOrder = Pick<KernelCall, 'along' | 'stacked'>;

/** A shape or a set of strides as a kernel sees it: its y is the axis `along` and its z the axis `stacked`, and these are where y and z were. */
export function asKernelSees<T>(
  { along, stacked }: AxisOrder,
  values: Readonly<Record<RowAxis, T>>,
): Record<RowAxis, T> {
  const seen = { y: values.y, z: values.z, c: values.c, n: values.n };
  seen[along] = values.y;
  seen.y = values[along];
  if (stacked === 'c') [seen.z, seen.c] = [seen.c, seen.z];
  return seen;
}

const NAMES = { y: 'y', z: 'z', c: 'c', n: 'n' } as const;

/** The axis that a kernel knows by each name, or the name by which it knows each axis: axes are exchanged in pairs. */
export function namesOf(order: AxisOrder): Readonly<Record<RowAxis, RowAxis>> {
  return asKernelSees<RowAxis>(order, NAMES);
}
