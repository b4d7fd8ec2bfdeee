/**
 * The five named axes and what is derived from them. Axes are always named, never counted: `n` batch or time, `c` channel or
 * vector component, then space `z y x`, x fastest in memory (NumPy's C order, OME-NGFF's names).
 */

/** All axes, slowest in memory first. */
export const AXES = ['n', 'c', 'z', 'y', 'x'] as const;
export type Axis = (typeof AXES)[number];

/** The axes of space, slowest first. */
export const SPATIAL_AXES = ['z', 'y', 'x'] as const;
export type SpatialAxis = (typeof SPATIAL_AXES)[number];

/** All axes but x, slowest first: where rows lie. */
export const ROW_AXES = ['n', 'c', 'z', 'y'] as const;
export type RowAxis = (typeof ROW_AXES)[number];

/** Voxels along each axis; an axis that an image lacks has length 1. */
export type Shape = Readonly<Record<Axis, number>>;

/** One value for all axes, or one by axis name; axes left out take the parameter's default. */
export type PerAxis<T> = T | Partial<Record<Axis, T>>;

/** The order of axes in a file or array, slowest first, such as `yx`, `zyx` or `yxc`. */
export type Layout = string;

/** A full shape from the axes that are given; the others have length 1. */
export function shapeOf(lengths: Partial<Record<Axis, number>>): Shape {
  return { n: lengths.n ?? 1, c: lengths.c ?? 1, z: lengths.z ?? 1, y: lengths.y ?? 1, x: lengths.x ?? 1 };
}

/** The number of voxels. */
export function voxels(shape: Shape): number {
  return shape.n * shape.c * shape.z * shape.y * shape.x;
}

/** Whether two shapes agree on every axis. */
export function sameShape(a: Shape, b: Shape): boolean {
  return AXES.every((axis) => a[axis] === b[axis]);
}

/** Voxels of a row along which a processor fetches ahead what follows; of several shorter ones side by side it does not. */
export const LONG_ROW = 1024;

/** The spatial axes longer than one voxel: those that a spatial operation acts on. */
export function activeAxes(shape: Shape): SpatialAxis[] {
  return SPATIAL_AXES.filter((axis) => shape[axis] > 1);
}

/** `z=3 y=4 x=5`: the axes longer than one (at least `y x`), for messages and plans. */
export function formatShape(shape: Shape): string {
  const shown = AXES.filter((axis) => shape[axis] !== 1 || axis === 'y' || axis === 'x');
  return shown.map((axis) => `${axis}=${shape[axis]}`).join(' ');
}

/** The layout that holds every axis longer than one: `yx` for an image, `zyx` for a stack, `nczyx` at most. */
export function naturalLayout(shape: Shape): Layout {
  return AXES.filter((axis) => axis === 'y' || axis === 'x' || shape[axis] > 1).join('');
}

/** Whether a text names distinct axes, such as `yxc`. The empty layout is that of a single number. */
export function isLayout(text: string): boolean {
  return [...text].every((letter, at) => (AXES as readonly string[]).includes(letter) && text.indexOf(letter) === at);
}

/** NumPy's rule: lengths agree or are 1. Returns the joint shape, or undefined where they do not agree. */
export function broadcastShapes(shapes: readonly Shape[]): Shape | undefined {
  const joint: Record<Axis, number> = { n: 1, c: 1, z: 1, y: 1, x: 1 };
  for (const shape of shapes) {
    for (const axis of AXES) {
      if (shape[axis] === joint[axis] || shape[axis] === 1) continue;
      if (joint[axis] !== 1) return undefined;
      joint[axis] = shape[axis];
    }
  }
  return joint;
}
