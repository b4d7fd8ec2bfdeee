/** The nearest voxel that is 0, axis by axis: what the distance transform and all that grows by distance are made of. */
import { activeAxes, type SpatialAxis } from '../../core/axes.js';
import { constant, input, test } from '../../graph/expr.js';
import type { Node } from '../../graph/node.js';
import { describedAs, filled, kernelOf, pointwise } from '../../graph/primitive.js';
import { packed } from './packed.js';

/** Results of a tile: of every 16th the nearest row is found first, and of every 16th of those before. */
const COUNT = 16;
/** Beyond all squared distances, and of whole numbers no more than a quarter of what they hold. */
const FAR = { u32: 2 ** 30, f32: 2 ** 100 } as const;

/** How far the nearest 0 is, and where, of every voxel. Of several as near it is the first in memory. */
export interface Nearest {
  /** The square of how far it is; of rows alone (`isRow`) how far itself. */
  readonly measure: Node;
  readonly isRow: boolean;
  /** What stands in `measure` where there is none. */
  readonly far: number;
  /** The length of one unit of `measure` (or of its root). */
  readonly unit: number;
  /** Where it is along x in the row, y in the slice, and z, of each the nearest there: -1 without one. */
  readonly places: readonly { readonly axis: SpatialAxis; readonly place: Node }[];
}

/** Along the axes longer than one voxel. */
export function nearestTo(src: Node, spacing: Readonly<Record<SpatialAxis, number>>): Nearest {
  const active = activeAxes(src.shape);
  const rows = active.filter((axis) => axis !== 'x').reverse() as ('y' | 'z')[];
  const [first = 1, ...others] = active.map((axis) => spacing[axis]);
  const diagonal = active.reduce((sum, axis) => sum + src.shape[axis] ** 2, 0);
  const whole = others.every((other) => other === first) && diagonal < FAR.u32;
  const dtype = whole ? 'u32' : 'f32';
  const how = { dtype, far: FAR[dtype], weight: (axis: SpatialAxis) => (whole ? 1 : spacing[axis] ** 2) } as const;
  const isRow = rows.length === 0;
  let measure = inRow(src, false);
  const places: { axis: SpatialAxis; place: Node }[] = [{ axis: 'x', place: inRow(src, true) }];
  for (const axis of rows) {
    const step = { ...how, isRow: axis === rows[0] };
    places.push({ axis, place: along(measure, axis, step, true) });
    measure = along(measure, axis, step, false);
  }
  const far = isRow ? farInRow(src) : how.far;
  return { measure, isRow, far, unit: isRow ? spacing.x : whole ? first : 1, places };
}

/** What a volume holds where the nearest is, and `nothing` without one. */
export function carried(src: Node, places: Nearest['places'], nothing: number): Node {
  return places.reduce((node, { axis, place }) => follow(node, place, axis, nothing), src);
}

interface How {
  readonly dtype: 'u32' | 'f32';
  readonly far: number;
  readonly weight: (axis: SpatialAxis) => number;
  /** Whether what comes in are distances along x, no squares yet. */
  readonly isRow: boolean;
}

/** What stands for a row without background: beyond its length. */
function farInRow({ shape }: Node): number {
  return shape.x < 2 ** 16 ? 2 ** 16 - 1 : 2 ** 30;
}

/** The distance in voxels along x, or the place there. */
function inRow(src: Node, place: boolean): Node {
  const far = farInRow(src);
  const background = pointwise([src], ([v = input(0)]) => test('equal', v, constant(0, v.type)), 'u8');
  const words = packed(background);
  const reach = { x: 'all' } as const;
  return kernelOf({
    kernel: 'distance/nearestInRow',
    inputs: { words: { node: words, reach }, parts: { node: packed(words), reach } },
    outputs: { dst: describedAs(src, { dtype: place ? 'i32' : far < 2 ** 16 ? 'u16' : 'u32' }) },
    hands: place ? 'i32' : 'u32',
    constants: { IS_PLACE: place },
    params: { far },
    tile: { x4: 8 },
  });
}

/** The least of the squares plus those along one more axis, or where it is. */
function along(src: Node, axis: 'y' | 'z', how: How, place: boolean): Node {
  const length = src.shape[axis];
  const steps: number[] = [];
  for (let step = COUNT; step < length; step *= COUNT) steps.unshift(step);
  const nothing = filled(-1, describedAs(src, { dtype: 'i32', shape: { ...src.shape, [axis]: 1 } }));
  const places = steps.reduce((known, step) => between(src, known, axis, how, step, true), nothing);
  return between(src, places, axis, how, 1, place);
}

/** The same at every `step`-th position, from where it is at every `COUNT`-th of these. */
function between(src: Node, places: Node, axis: 'y' | 'z', how: How, step: number, place: boolean): Node {
  const shape = { ...src.shape, [axis]: Math.ceil(src.shape[axis] / step) };
  const reach = { [axis]: 'all' } as const;
  // half of the first step's results would be none
  const count = shape[axis] <= COUNT / 2 ? COUNT / 2 : COUNT;
  return kernelOf({
    kernel: 'distance/nearestAlong',
    inputs: { src: { node: src, as: how.dtype, reach }, places: { node: places, reach } },
    outputs: { dst: describedAs(src, { shape, dtype: place ? 'i32' : how.dtype }) },
    constants: {
      COUNT: count,
      STEP: step,
      IS_ROW: how.isRow,
      IS_WHOLE: how.dtype === 'u32',
      IS_PLACE: place,
      NEAR: step > 1 ? step / 2 : 0,
    },
    params: { weight: how.weight(axis), far: how.far, row_weight: how.weight('x'), row_far: farInRow(src) },
    along: axis,
    tile: { y: count },
  });
}

function follow(src: Node, places: Node, axis: SpatialAxis, nothing: number): Node {
  return kernelOf({
    kernel: 'distance/follow',
    inputs: { src: { node: src, reach: { [axis]: 'all' } }, places: { node: places } },
    outputs: { dst: describedAs(src, {}) },
    constants: { IS_X: axis === 'x' },
    params: { nothing },
    along: axis === 'x' ? 'y' : axis,
  });
}
