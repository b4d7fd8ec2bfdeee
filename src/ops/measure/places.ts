/** The places of marked voxels as rows of a table, in the order of memory. */
import { AXES, type Axis, shapeOf } from '../../core/axes.js';
import type { DType } from '../../core/dtype.js';
import { integer } from '../../core/params.js';
import { input, select, test } from '../../graph/expr.js';
import type { Node } from '../../graph/node.js';
import { describedAs, EVERYWHERE, filled, kernelOf, pointwise } from '../../graph/primitive.js';
import { MOST_ROWS } from '../../graph/table.js';
import { packed } from '../distance/packed.js';
import { crop } from '../geometry/crop.js';
import { ranks } from './ranks.js';

/** The parameter of every operation whose result is a table. */
export const capacityParam = {
  capacity: integer('How many rows there is room for; where there are more, it runs again with as many.', {
    default: 4096,
    min: 1,
    max: MOST_ROWS,
  }),
};

/** Marked voxels: how many there are, and where: rows along x, an axis a row along y, in the order of `AXES`. */
export interface Places {
  readonly count: Node;
  readonly places: Node;
  readonly capacity: number;
}

/** The places of what is not 0 in a volume, the first so many in the order of memory. */
export function placesOf(mask: Node, capacity: number): Places {
  return placesOfBits(packed(mask), capacity);
}

/** The places of the bits of words of 32 along x, and how many stand before each word. */
export function placesOfBits(words: Node, capacity: number): Places & { readonly before: Node } {
  const counts = kernelOf({
    kernel: 'measure/wordCounts',
    inputs: { words: { node: words } },
    outputs: { counts: words },
  });
  const { before, count } = ranks(counts, ['x', 'y', 'z', 'c', 'n']);
  const places = kernelOf({
    kernel: 'measure/places',
    inputs: { words: { node: words, reach: { x: 'all' } }, before: { node: before } },
    outputs: {
      places: {
        ...filled(0),
        dtype: 'u32',
        shape: { n: 1, c: 1, z: 1, y: AXES.length, x: 4 * Math.ceil(capacity / 4) },
      },
    },
    atomics: ['places'],
    params: { capacity, channels: words.shape.c },
    domain: words.shape,
  });
  return { count, places, capacity, before };
}

/** Along one axis, a column: u32. */
export function placesAlong({ places, capacity }: Places, axis: Axis): Node {
  return crop(places, { start: { y: AXES.indexOf(axis) }, size: { y: 1, x: capacity } });
}

/** The numbers of an image at places, a column of its type; 0 behind the last of them. */
export function valuesAt(image: Node, { places, count, capacity }: Places): Node {
  const { n, c } = image.shape;
  const column = { ...filled(0), shape: shapeOf({ x: capacity }) };
  const bits = kernelOf({
    kernel: 'measure/bitsAt',
    inputs: {
      image: { node: image, reach: { z: 'all', y: 'all', x: 'all' } },
      places: { node: places, reach: { y: 'all' } },
      count: { node: count },
    },
    outputs: { dst: { ...column, dtype: 'u32' } },
    atomics: ['dst'],
    params: { channels: c },
    domain: shapeOf({ n, c, x: capacity }),
  });
  return fromBits(bits, image.dtype);
}

/** Where items are along an axis, each of which stems from a place: `sources` are 1 + its row, shifted by some bits. A column, u32. */
export function sourcesAlong(places: Node, sources: Node, axis: Axis, shift: number): Node {
  return kernelOf({
    kernel: 'measure/sourcePlaces',
    inputs: {
      sources: { node: sources },
      places: { node: crop(places, { start: { y: AXES.indexOf(axis) }, size: { y: 1 } }), reach: EVERYWHERE },
    },
    outputs: { dst: { ...filled(0), dtype: 'u32', shape: sources.shape } },
    params: { shift },
  });
}

/** As much room as there are items; where there was none for all that they stem from, for those first. */
export function needed(sources: Node, items: Node, capacity: number): Node {
  return pointwise([sources, items], ([s = input(0, 'u32'), i = input(1, 'u32')], upload) =>
    select(test('greater', s, upload(capacity, 'u32')), s, i),
  );
}

/** Numbers of 32 bits from their bits. */
export function fromBits(bits: Node, dtype: DType): Node {
  return kernelOf({
    kernel: 'measure/fromBits',
    inputs: { src: { node: bits } },
    outputs: { dst: describedAs(bits, { dtype }) },
  });
}

/** The axes that a table of places names: those longer than one voxel, or x. */
export function placeAxes(image: Node): readonly Axis[] {
  const active = AXES.filter((axis) => image.shape[axis] > 1);
  return active.length > 0 ? active : ['x'];
}
