/** The exact Euclidean distance to the background, and where it is. */
import { activeAxes, type SpatialAxis } from '../../core/axes.js';
import { perAxis } from '../../core/params.js';
import { constant, convert, float, input, numeric, select, test } from '../../graph/expr.js';
import type { Node } from '../../graph/node.js';
import { defineOp } from '../../graph/operation.js';
import { describedAs, kernelOf, pointwise } from '../../graph/primitive.js';
import { join } from '../geometry/join.js';

/** Rows between those whose nearest row is searched for by itself. */
const STRIDE = 16;
/** Beyond all squared distances, with room for one more. */
const FAR = { u32: 2 ** 31, f32: 2 ** 100 } as const;

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
    const words = packed(src);
    const squares: Node[] = [inRow(src, words, how, false)];
    for (const axis of rows) squares.push(along(squares.at(-1) as Node, axis, how, false));
    const square = squares.at(-1) as Node;
    const distance = pointwise([square], ([s = input(0)], upload) => {
      const root = numeric('multiply', float('sqrt', convert(s, 'f32')), upload(whole ? first : 1));
      const none = test('greaterEqual', s, upload(how.far, dtype));
      return select(none, upload(Number.POSITIVE_INFINITY), root);
    });
    // the places along x, y and z, each followed to where the nearest lies along the later axes
    let places: Node[] = [inRow(src, words, how, true)];
    for (const [at, axis] of rows.entries()) {
      const found = along(squares[at] as Node, axis, how, true);
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
}

/** Bits of background along x. */
function packed(src: Node): Node {
  const shape = { ...src.shape, x: Math.ceil(src.shape.x / 32) };
  const background = pointwise([src], ([v = input(0)]) => test('equal', v, constant(0, v.type)), 'u8');
  return kernelOf({
    kernel: 'distance/packRow',
    inputs: { src: { node: background, as: 'u32', reach: { x: 'all' } } },
    outputs: { dst: describedAs(src, { dtype: 'u32', shape }) },
  });
}

/** The squared distance along x, or the place there. */
function inRow(src: Node, words: Node, { dtype, far, weight }: How, place: boolean): Node {
  return kernelOf({
    kernel: 'distance/nearestInRow',
    inputs: { words: { node: words, reach: { x: 'all' } } },
    outputs: { dst: describedAs(src, { dtype: place ? 'i32' : dtype }) },
    constants: { IS_PLACE: place },
    params: { weight: weight('x'), far },
  });
}

/** The least of the squares plus those along one more axis, or where it is. */
function along(src: Node, axis: 'y' | 'z', how: How, place: boolean): Node {
  const length = src.shape[axis];
  // of a long line only every 256th row is searched for by itself
  const coarse = length > STRIDE ** 2 ? STRIDE ** 2 : STRIDE;
  const anchors = kernelOf({
    kernel: 'distance/lowestParabola',
    inputs: { src: { node: src, reach: { [axis]: 'all' } } },
    outputs: { dst: describedAs(src, { dtype: 'i32', shape: { ...src.shape, [axis]: Math.ceil(length / coarse) } }) },
    constants: { STRIDE: coarse },
    params: { weight: how.weight(axis) },
    along: axis,
  });
  const places = coarse > STRIDE ? between(src, anchors, axis, how, STRIDE, true) : anchors;
  return between(src, places, axis, how, 1, place);
}

/** The same at every `step`-th position, from where it is at every `STRIDE`-th of these. */
function between(src: Node, places: Node, axis: 'y' | 'z', how: How, step: number, place: boolean): Node {
  const shape = { ...src.shape, [axis]: Math.ceil(src.shape[axis] / step) };
  const reach = { [axis]: 'all' } as const;
  return kernelOf({
    kernel: 'distance/nearestAlong',
    inputs: { src: { node: src, reach }, places: { node: places, reach } },
    outputs: { dst: describedAs(src, { shape, dtype: place ? 'i32' : src.dtype }) },
    constants: { STRIDE, STEP: step, IS_PLACE: place },
    params: { weight: how.weight(axis), far: how.far },
    along: axis,
    tile: { y: STRIDE },
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
