/** Reconstruction by dilation on whole-number keys: what all geodesic operations are made of. */
import { activeAxes, type Shape, type SpatialAxis } from '../../core/axes.js';
import { DTYPES } from '../../core/dtype.js';
import { Footprint } from '../../core/footprint.js';
import { integer } from '../../core/params.js';
import { input, numeric, select, test } from '../../graph/expr.js';
import type { Node } from '../../graph/node.js';
import { describedAs, kernelOf, pointwise } from '../../graph/primitive.js';
import { repeat } from '../../graph/repeat.js';
import { max } from '../measure/max.js';
import { KINDS } from '../measure/reduce.js';
import { extreme } from '../morphology/extreme.js';

const GREATEST = 0xffffffff;

export type Method = 'dilation' | 'erosion';

/** The neighbours of a voxel, by how many axes they may differ along. */
export function connectivity(byDefault: 1 | 3) {
  return integer(
    'Along how many axes at once a neighbour may lie off: 1 for 4 and 6 of them, as many as the image has for 8 and 26.',
    {
      default: byDefault,
      min: 1,
      max: 3,
    },
  );
}

/** The seed grown under the mask, or shrunk over it, until nothing changes. Both have the same shape and type. */
export function reconstructed(seed: Node, mask: Node, method: Method, connectivity: number): Node {
  const limits = keysOf(mask, method);
  const starts = keysOf(seed, method);
  const isFloat = DTYPES[seed.dtype].compute === 'f32' && limits.dtype === 'u32';
  // a NaN of the seed is a wall, too
  const walls = isFloat
    ? pointwise([limits, starts], ([m = input(0, 'u32'), s = input(1, 'u32')], upload) => {
        const zero = upload(0, 'u32');
        return select(test('equal', s, zero), zero, m);
      })
    : limits;
  const under = pointwise([starts, walls], ([s = input(0), m = input(1)]) => numeric('minimum', s, m), starts.dtype);
  return valuesOf(fixedPoint(under, walls, connectivity), seed, method);
}

/** Every iteration carries each voxel at least one step, and along whole lines; so it ends before `max`. */
export function fixedPoint(start: Node, limits: Node, connectivity: number): Node {
  const axes = activeAxes(start.shape);
  if (axes.length === 0) return start;
  const { z, y, x } = start.shape;
  const { state } = repeat({
    state: { u: start },
    body: ({ u }) => {
      const swept = [...axes]
        .reverse()
        .reduce((node, axis) => sweep(sweep(node, limits, axis, false), limits, axis, true), u);
      if (connectivity === 1 || axes.length === 1) return { u: swept };
      const grown = extreme(
        swept,
        { footprint: neighbours(start.shape, connectivity), border: 'ignore', value: 0 },
        false,
      );
      return {
        u: pointwise([grown, limits], ([g = input(0), m = input(1)]) => numeric('minimum', g, m), start.dtype),
      };
    },
    measure: (next, before) =>
      max(pointwise([next.u, before.u], ([a = input(0), b = input(1)]) => test('notEqual', a, b), 'f32')),
    below: 0.5,
    check: 2,
    complete: true,
    max: Math.min(1e7, 2 * Math.ceil((z * y * x) / 2)),
  });
  return state.u;
}

function sweep(src: Node, mask: Node, axis: SpatialAxis, back: boolean): Node {
  const isX = axis === 'x';
  const length = 2 ** Math.ceil(Math.log2(isX ? Math.ceil(src.shape.x / 4) : src.shape[axis]));
  const reach = { [axis]: 'all' } as const;
  return kernelOf({
    kernel: isX ? 'geodesic/sweepX' : 'geodesic/sweepRows',
    inputs: { src: { node: src, as: 'u32', reach }, mask: { node: mask, as: 'u32', reach } },
    outputs: { dst: describedAs(src, {}) },
    constants: { IS_BACK: back },
    along: isX ? 'y' : axis,
    tile: isX ? { x4: length } : { y: length },
  });
}

/** A voxel and its neighbours, which differ along so many axes at most. */
export function neighbours(shape: Shape, connectivity: number): Footprint {
  const axes = activeAxes(shape);
  const side = (axis: SpatialAxis): number => (axes.includes(axis) ? 3 : 1);
  const size = { z: side('z'), y: side('y'), x: side('x') };
  if (connectivity >= axes.length) return new Footprint(size, undefined, false);
  const off = (i: number, length: number): number => (Math.floor(length / 2) === i ? 0 : 1);
  const near = Uint8Array.from({ length: size.z * size.y * size.x }, (_, i) => {
    const [z, y, x] = [Math.floor(i / (size.y * size.x)), Math.floor(i / size.x) % size.y, i % size.x];
    return off(z, size.z) + off(y, size.y) + off(x, size.x) <= connectivity ? 1 : 0;
  });
  return new Footprint(size, near, false);
}

/** Whole numbers that a dilation grows, 0 for NaN: bytes stay bytes. */
export function keysOf(node: Node, method: Method): Node {
  if (node.dtype === 'u8') return method === 'dilation' ? node : complement(node, 255);
  const { compute } = DTYPES[node.dtype];
  const keys = kernelOf({
    kernel: 'measure/orderedKey',
    inputs: { src: { node } },
    outputs: { dst: describedAs(node, { dtype: 'u32' }) },
    constants: { KIND: KINDS.indexOf(compute) },
    tile: { y: 4 },
  });
  if (method === 'erosion') return complement(keys, GREATEST);
  if (compute !== 'f32') return keys;
  return pointwise([keys], ([k = input(0, 'u32')], upload) =>
    select(test('equal', k, upload(GREATEST, 'u32')), upload(0, 'u32'), k),
  );
}

export function valuesOf(keys: Node, like: Node, method: Method): Node {
  if (like.dtype === 'u8') return method === 'dilation' ? keys : complement(keys, 255);
  return kernelOf({
    kernel: 'measure/keyValue',
    inputs: { src: { node: method === 'dilation' ? keys : complement(keys, GREATEST) } },
    outputs: { dst: describedAs(like, {}) },
    constants: { KIND: KINDS.indexOf(DTYPES[like.dtype].compute) },
  });
}

function complement(node: Node, greatest: number): Node {
  const { compute } = DTYPES[node.dtype];
  return pointwise([node], ([k = input(0)], upload) => numeric('subtract', upload(greatest, compute), k), node.dtype);
}
