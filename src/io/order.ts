/** The order of axes in memory and in files. Volumes are `n c z y x`; files keep their own order, written back as it came. */
import { AXES, type Axis, isLayout, type Layout, type Shape } from '../core/axes.js';
import { type DType, hostArray, itemsPerElement, type TypedArray } from '../core/dtype.js';
import { ArgumentError } from '../core/errors.js';

/** The order of axes that every volume has in memory. */
export const CANONICAL: Layout = AXES.join('');

/** The axes that a layout names, slowest first. Throws `ArgumentError` when it is no layout. */
export function layoutAxes(layout: Layout): Axis[] {
  if (!isLayout(layout))
    throw new ArgumentError('layout', `must be distinct letters of ${AXES.join(' ')}`, `'${layout}'`);
  return [...layout] as Axis[];
}

/**
 * The layout with every axis that it lacks and that is longer than one put before it, in the order `n c z y x`.
 * @example
 * completeLayout('yx', shapeOf({ c: 3, y: 4, x: 5 })); // cyx
 */
export function completeLayout(layout: Layout, shape: Shape): Layout {
  const named = layoutAxes(layout);
  return AXES.filter((axis) => shape[axis] > 1 && !named.includes(axis)).join('') + layout;
}

/** Only the letters of axes longer than one. */
export function longAxes(layout: Layout, shape: Shape): Layout {
  return layoutAxes(layout)
    .filter((axis) => shape[axis] > 1)
    .join('');
}

/**
 * The same elements with another order of axes. Axes that a layout lacks have length 1.
 * Returns `data` itself where the orders agree, else a new array.
 * @example
 * reorder(Uint8Array.of(1, 2, 3, 4), 'u8', shapeOf({ c: 2, x: 2 }), 'xc', 'cx'); // 1 3 2 4
 */
export function reorder(data: TypedArray, dtype: DType, shape: Shape, from: Layout, to: Layout): TypedArray {
  if (longAxes(from, shape) === longAxes(to, shape)) return data;
  const items = itemsPerElement(dtype);
  const strides: Record<Axis, number> = { n: 0, c: 0, z: 0, y: 0, x: 0 };
  let stride = items;
  for (const axis of layoutAxes(from).reverse()) {
    strides[axis] = stride;
    stride *= shape[axis];
  }
  const out = hostArray(dtype, data.length / items);
  const named = layoutAxes(to);
  const axes = [...AXES.filter((axis) => !named.includes(axis)), ...named];
  const [n0 = 1, n1 = 1, n2 = 1, n3 = 1, n4 = 1] = axes.map((axis) => shape[axis]);
  const [s0 = 0, s1 = 0, s2 = 0, s3 = 0, s4 = 0] = axes.map((axis) => strides[axis]);
  let at = 0;
  for (let i0 = 0; i0 < n0; i0++)
    for (let i1 = 0; i1 < n1; i1++)
      for (let i2 = 0; i2 < n2; i2++)
        for (let i3 = 0; i3 < n3; i3++) {
          let source = i0 * s0 + i1 * s1 + i2 * s2 + i3 * s3;
          for (let i4 = 0; i4 < n4; i4++, source += s4)
            for (let item = 0; item < items; item++) out[at++] = data[source + item] as number;
        }
  return out;
}
