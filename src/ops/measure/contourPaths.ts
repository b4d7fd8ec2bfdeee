/** Segments of contours, and the order of their points along each path: every step one pass over all segments. */
import { type Axis, type Shape, shapeOf } from '../../core/axes.js';
import { constant, input, test } from '../../graph/expr.js';
import type { Node } from '../../graph/node.js';
import { describedAs, EVERYWHERE, filled, kernel, kernelOf, pointwise, reach } from '../../graph/primitive.js';
import { crop } from '../geometry/crop.js';
import { placesOfBits, sourcesAlong } from './places.js';
import { ranks } from './ranks.js';

/** Squares of a word: a bit for each of two segments. */
const SQUARES = 16;
/** Segments of a row of memory: as in lib/segmentRows. */
const LINE = 2 ** 23;
/** Rows of an invocation where a row is a group of four. */
const TILE = 4;

/** What is drawn: see lib/squares. */
export interface Level {
  readonly level: number;
  readonly below: number;
  readonly exact: number;
  readonly high: number;
}

/** A level as shaders compare with it: above it is what is above the greatest f32 that is no greater. */
export function levelOf(level: number, high: boolean): Level {
  const near = Math.fround(level);
  const exact = near === level;
  return { level: near, below: near > level ? justBelow(near) : near, exact: Number(exact), high: Number(high) };
}

function justBelow(near: number): number {
  const word = new Int32Array(1);
  const number = new Float32Array(word.buffer);
  number[0] = near;
  // away from zero for negative numbers; below 0 stands the least of them
  word[0] = near === 0 ? -0x7fffffff : (word[0] ?? 0) + (near > 0 ? -1 : 1);
  return number[0] ?? 0;
}

/** The segments of an image in the order of memory. */
export interface Segments {
  readonly image: Node;
  readonly level: Level;
  readonly capacity: number;
  /** Where they are, two to a voxel along x: rows as `placesOfBits` makes them. */
  readonly places: Node;
  readonly count: Node;
  readonly words: Node;
  readonly before: Node;
}

export function segmentsOf(image: Node, level: Level, capacity: number): Segments {
  const words = kernelOf({
    kernel: 'measure/contourMarks',
    inputs: { src: { node: image, loads: 2, reach: { x: 'all', y: { ...reach('y', 0, 1), clamps: true } } } },
    outputs: {
      marks: describedAs(image, { dtype: 'u32', shape: { ...image.shape, x: Math.ceil(image.shape.x / SQUARES) } }),
    },
    params: { ...level },
  });
  return { image, level, words, ...placesOfBits(words, capacity) };
}

/** The points of all paths, in order. */
export interface Points {
  readonly path: Node;
  readonly y: Node;
  readonly x: Node;
  readonly count: Node;
  /** Which slice a point is in, along an axis. */
  slice(axis: Axis): Node;
}

export function pointsOf(segments: Segments, reversed: boolean): Points {
  const { image, level, capacity, places } = segments;
  const { rows, count } = ordered(segments, reversed);
  const sources = crop(rows, { size: { y: 1, x: capacity } });
  const column = describedAs(filled(0), { shape: shapeOf({ x: capacity }) });
  const [y, x] = kernel({
    kernel: 'measure/contourPoints',
    inputs: {
      src: { node: image, reach: EVERYWHERE },
      places: { node: places, reach: EVERYWHERE },
      rows: { node: sources },
    },
    outputs: { y: column, x: column },
    params: { ...level, channels: image.shape.c },
  }) as [Node, Node];
  return {
    path: crop(rows, { start: { y: 1 }, size: { y: 1, x: capacity } }),
    y,
    x,
    count,
    slice: (axis) => sourcesAlong(places, sources, axis, 1),
  };
}

/** Which end of which segment every point is, and its path; and how many points there are. */
function ordered(segments: Segments, reversed: boolean): { rows: Node; count: Node } {
  const { capacity, count } = segments;
  const state = ranked(segments);
  // fields are reached by their place: one voxel would broadcast
  const field = (rows: number) =>
    describedAs(filled(0), { dtype: 'u32', shape: shapeOf({ y: rows, x: 4 * Math.ceil(capacity / 4) }) });
  const perRow = { domain: state.shape, tile: { x4: TILE } };
  const ends = kernelOf({
    kernel: 'measure/contourEnds',
    inputs: { state: { node: state }, count: { node: count } },
    outputs: { ends: field(2) },
    atomics: ['ends'],
    params: { capacity },
    ...perRow,
  });
  const points = kernelOf({
    kernel: 'measure/contourLengths',
    inputs: { ends: { node: ends, reach: EVERYWHERE } },
    outputs: { points: field(1) },
    atomics: ['points'],
    params: { capacity },
    domain: field(1).shape,
  });
  const starts = ranks(points, ['x']);
  const isFirst = pointwise([points], ([p = input(0, 'u32')]) => test('notEqual', p, constant(0, 'u32')), 'u32');
  const rows = kernelOf({
    kernel: 'measure/contourRows',
    inputs: {
      state: { node: state },
      count: { node: count },
      ends: { node: ends, reach: EVERYWHERE },
      points: { node: starts.before, reach: EVERYWHERE },
      paths: { node: ranks(isFirst, ['x']).before, reach: EVERYWHERE },
    },
    outputs: { rows: field(2) },
    atomics: ['rows'],
    constants: { IS_REVERSED: reversed },
    params: { capacity },
    ...perRow,
  });
  return { rows, count: starts.count };
}

/** Every segment's way to what stands for its path, after as many rounds as the longest path could need. */
function ranked({ image, level, capacity, places, count, words, before }: Segments): Node {
  const shape: Shape = shapeOf({ y: Math.ceil(capacity / LINE), x: 4 * Math.min(capacity, LINE) });
  const description = describedAs(filled(0), { dtype: 'u32', shape });
  let state = kernelOf({
    kernel: 'measure/contourLinks',
    inputs: {
      src: { node: image, reach: EVERYWHERE },
      places: { node: places, reach: EVERYWHERE },
      count: { node: count },
      words: { node: words, reach: EVERYWHERE },
      before: { node: before, reach: EVERYWHERE },
    },
    outputs: { state: description },
    params: { ...level, capacity, channels: image.shape.c },
    tile: { x4: TILE },
  });
  for (let span = 1; span < capacity; span *= 4)
    state = kernelOf({
      kernel: 'measure/contourJumps',
      inputs: { state: { node: state, reach: { y: 'all', x: 'all' } } },
      outputs: { dst: description },
      params: { span, capacity },
      tile: { x4: TILE },
    });
  return state;
}
