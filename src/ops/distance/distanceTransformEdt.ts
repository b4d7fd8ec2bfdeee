/** The exact Euclidean distance to the background, and where it is. */
import { activeAxes, type SpatialAxis } from '../../core/axes.js';
import { perAxis } from '../../core/params.js';
import { constant, convert, float, input, numeric, select, test } from '../../graph/expr.js';
import type { Node } from '../../graph/node.js';
import { defineOp } from '../../graph/operation.js';
import { describedAs, filled, kernelOf, pointwise } from '../../graph/primitive.js';
import { join } from '../geometry/join.js';
import { packed } from './packed.js';

/** Results of a tile: of every 16th the nearest row is found first, and of every 16th of those before. */
const COUNT = 16;
/** Beyond all squared distances, and of whole numbers no more than a quarter of what they hold. */
const FAR = { u32: 2 ** 30, f32: 2 ** 100 } as const;

/**
 * The distance of every voxel that is not 0 to the nearest that is, and where that one is, along the axes longer than one voxel;
 * n and c are a batch. As scipy.ndimage's `distance_transform_edt`, with `spacing` for its `sampling`: `distance` (f32, in the unit of the
 * spacing, 0 in the background) and `indices` (i32, of z, y and x as far as they are longer than one, along c: all channels for the first axis, then for the next; of several voxels as near any
 * one). Without background the distance is infinite and the index -1 (scipy's is undefined). NaN is not 0. The volume's own spacing is not
 * used: give it as `spacing`. With one spacing for all axes squares are exact whole numbers and only the root rounds. Throws
 * `ArgumentError` for a spacing that is not positive.
 * Felzenszwalb and Huttenlocher 2012, Distance transforms of sampled functions; Meijster et al. 2000.
 * @example
 * import { distanceTransformEdt, HostVolume, openEngine } from 'brightfield';
 * using engine = await openEngine();
 * const mask = new HostVolume({ shape: { x: 5 }, data: Uint8Array.of(0, 1, 1, 1, 1) });
 * const { distance } = distanceTransformEdt(mask);
 * using result = await engine.run(distance);
 * (await result.read()).data; // 0, 1, 2, 3, 4
 */
export const distanceTransformEdt = defineOp({
  name: 'distanceTransformEdt',
  summary: 'Find how far every voxel is from the nearest voxel that is 0, and where that is.',
  alsoKnownAs: ['distance_transform', 'edt'],
  inputs: [{ name: 'src', doc: 'The mask: the background is 0.' }],
  params: {
    spacing: perAxis('Size of a voxel.', { default: 1, min: 1e-6, max: 1e6 }),
  },
  outputs: {
    distance: 'the distance to the nearest background, f32',
    indices: 'where that is, i32, one axis a channel',
  },
  lower([src], { spacing }) {
    const active = activeAxes(src.shape);
    const rows = active.filter((axis) => axis !== 'x').reverse();
    const [first = 1, ...others] = active.map((axis) => spacing[axis]);
    const diagonal = active.reduce((sum, axis) => sum + src.shape[axis] ** 2, 0);
    const whole = others.every((other) => other === first) && diagonal < FAR.u32;
    const dtype = whole ? 'u32' : 'f32';
    const how = { dtype, far: FAR[dtype], weight: (axis: SpatialAxis) => (whole ? 1 : spacing[axis] ** 2) } as const;
    const row = inRow(src, false);
    const squares: Node[] = [row];
    for (const axis of rows)
      squares.push(along(squares.at(-1) as Node, axis, { ...how, isRow: axis === rows[0] }, false));
    const distance = pointwise([squares.at(-1) as Node], ([s = input(0)], upload) => {
      const isRow = rows.length === 0;
      const root = isRow ? convert(s, 'f32') : float('sqrt', convert(s, 'f32'));
      const far = isRow ? farInRow(src) : how.far;
      const scaled = numeric('multiply', root, upload(isRow ? spacing.x : whole ? first : 1));
      return select(test('greaterEqual', s, upload(far, s.type)), upload(Number.POSITIVE_INFINITY), scaled);
    });
    // the places along x, y and z, each followed to where the nearest lies along the later axes
    let places: Node[] = [inRow(src, true)];
    for (const [at, axis] of rows.entries()) {
      const found = along(squares[at] as Node, axis, { ...how, isRow: axis === rows[0] }, true);
      places = [...places.map((place) => follow(place, found, axis)), found];
    }
    // x alone is no axis where it is one voxel long
    const kept = active.length > 0 && !active.includes('x') ? places.slice(1) : places;
    return { distance, indices: join(kept.reverse(), 'c') };
  },
});

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

function follow(src: Node, places: Node, axis: 'y' | 'z'): Node {
  return kernelOf({
    kernel: 'distance/follow',
    inputs: { src: { node: src, reach: { [axis]: 'all' } }, places: { node: places } },
    outputs: { dst: src },
    along: axis,
  });
}
