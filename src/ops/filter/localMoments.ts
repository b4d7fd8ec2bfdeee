/** Mean and variance of the window around every voxel, each axis after the other, without a difference of large numbers. */
import { activeAxes, type SpatialAxis } from '../../core/axes.js';
import { constant, input, select, test } from '../../graph/expr.js';
import type { Node } from '../../graph/node.js';
import type { RefuseCall } from '../../graph/operation.js';
import { asFloat, describedAs, filled, kernel, pointwise } from '../../graph/primitive.js';
import { borderConstants, borderReach, INSIDE } from '../border.js';
import { add, multiply, subtract } from '../pointwise/arithmetic.js';
import { convolveAxis } from './convolveAxis.js';
import { type Box, checkOrigin, uniformFilter } from './uniformFilter.js';

export interface Window extends Box {
  /** Of the voxels along each axis, symmetric with the sum 1, as many as its size; equal ones when left out. */
  readonly weights?: readonly number[] | undefined;
}

export interface Moments {
  readonly mean: Node;
  readonly variance: Node;
}

/** The variance over one more axis is the mean of the variances and the variance of the means (Chan, Golub, LeVeque 1979). */
export function localMoments(src: Node, box: Window, refuse: RefuseCall): Moments {
  checkOrigin(src, box, refuse);
  // x first: its kernel takes the image as it is
  const along = activeAxes(src.shape)
    .filter((axis) => box.size[axis] > 1)
    .reverse();
  const zero = filled(0, describedAs(src, { dtype: 'f32' }));
  const { shift, variance } = along.reduce<Parts>(
    (parts, axis, at) => {
      const next = partsAlong(src, parts.shift, axis, box);
      if (at === 0) return next;
      // what lies outside a constant border does not vary
      return { shift: next.shift, variance: add(averaged(parts.variance, axis, box), next.variance) };
    },
    { shift: zero, variance: along.length > 0 ? zero : ofOne(src) },
  );
  return { mean: add(src, shift), variance };
}

/** The mean over the window along one axis. */
function averaged(src: Node, axis: SpatialAxis, { size, origin, border, weights }: Window, value = 0): Node {
  if (weights) return convolveAxis(src, { axis, weights, border, value });
  const of = (lengths: Readonly<Record<SpatialAxis, number>>, other: number) => ({
    z: other,
    y: other,
    x: other,
    [axis]: lengths[axis],
  });
  return uniformFilter(src, { size: of(size, 1), origin: of(origin, 0), border, value });
}

/** The variance of single voxels. */
function ofOne(src: Node): Node {
  return pointwise(
    [asFloat(src)],
    ([v = input(0)], upload) => select(test('isFinite', v), constant(0), upload(Number.NaN)),
    'f32',
  );
}

/** Of the axes so far: how far the mean lies from the voxel, and the variance. */
interface Parts {
  readonly shift: Node;
  readonly variance: Node;
}

/** Voxels along x, and rows, whose windows share sums: of so many and more each. */
const TILES = { x: [16, 8], rows: [8] } as const;

function partsAlong(src: Node, shift: Node, axis: SpatialAxis, window: Window): Parts {
  const { size, origin, border, value, weights } = window;
  const isX = axis === 'x';
  const length = size[axis];
  const before = Math.floor(length / 2) + origin[axis];
  const after = length - 1 - before;
  const left = Math.ceil(before / 4);
  const SHIFT = 4 * left - before;
  const tile = weights ? undefined : TILES[isX ? 'x' : 'rows'].find((voxels) => length >= voxels);
  // tiles of rows are whole ones, whatever is stored of them
  const spare = !isX && tile !== undefined ? tile - 1 : 0;
  const reach = { [axis]: borderReach(axis, before + spare, after + spare + (isX && !tile ? 8 : 0), border) };
  const loads = (tile ? 2 + length / tile : length) / (isX ? 4 : 1) + 1;
  const description = describedAs(src, { dtype: 'f32' });
  const [moved = src, variance = src] = kernel({
    kernel: `filter/localMoments${tile ? 'Long' : ''}${isX ? 'X' : 'Y'}`,
    inputs: {
      src: { node: src, as: 'f32', loads, reach },
      ...(!isX && { before: { node: shift, loads, reach } }),
    },
    outputs: { shift: description, variance: description },
    constants: {
      ...borderConstants(border, Math.max(before, after) + 12 + (tile ?? 0), src.shape[axis]),
      ...(isX && { SHIFT }),
      ...(tile ? isX && { TILE: tile, BEHIND: (SHIFT + length) % 4 } : { WEIGHTED: weights !== undefined }),
    },
    params: { outside: value, size: length, ...(isX ? { left } : { before }) },
    ...(weights && { tables: { weights: inGroups(weights, isX ? SHIFT : 0) } }),
    along: isX ? 'y' : axis,
    ...(tile && { tile: isX ? { x4: tile / 4 } : { y: tile } }),
    interior: { constants: INSIDE },
    gradient: {
      kind: 'like',
      nodes() {
        const means = add(src, shift);
        const mean = averaged(means, axis, window, value);
        const squares = averaged(multiply(means, means), axis, window, value * value);
        return [subtract(mean, src), subtract(squares, multiply(mean, mean))];
      },
    },
  });
  return { shift: moved, variance };
}

/** The weights as kernels read them: four at a time, so many of the first group before the first one. */
function inGroups(weights: readonly number[], before: number): Float32Array {
  const table = new Float32Array(4 * Math.ceil((before + weights.length) / 4));
  table.set(weights, before);
  return table;
}
