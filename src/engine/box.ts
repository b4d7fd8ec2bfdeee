/** Boxes of rows: a range along each axis but x, whose rows are never cut. */
import { ROW_AXES, type RowAxis, type Shape } from '../core/axes.js';
import type { Range } from './ranges.js';

/** Positions [lo, hi) along each axis but x. */
export type Box = Readonly<Record<RowAxis, Range>>;

/** A box, made axis by axis. */
export function boxOf(range: (axis: RowAxis) => Range): Box {
  return { n: range('n'), c: range('c'), z: range('z'), y: range('y') };
}

/** All of a shape. */
export function wholeOf(shape: Shape): Box {
  return boxOf((axis) => [0, shape[axis]]);
}

/** The shape of a box of a volume; of all of it where there is none. */
export function shapeIn(shape: Shape, box: Box | undefined): Shape {
  if (!box) return shape;
  const length = ([lo, hi]: Range): number => hi - lo;
  return { n: length(box.n), c: length(box.c), z: length(box.z), y: length(box.y), x: shape.x };
}

/** The least box that holds both. */
export function hullOf(a: Box, b: Box): Box {
  return boxOf((axis) => [Math.min(a[axis][0], b[axis][0]), Math.max(a[axis][1], b[axis][1])]);
}

/** Whether two boxes are one. */
export function sameBox(a: Box, b: Box): boolean {
  return ROW_AXES.every((axis) => a[axis][0] === b[axis][0] && a[axis][1] === b[axis][1]);
}
