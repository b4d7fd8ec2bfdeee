/**
 * Rearrangements of voxels: no number is computed except by projections. Axes are named, batch axes included; axes left out
 * of a per-axis parameter are left as they are.
 */
import { AXES, type Axis, formatShape, type Shape } from '../../src/core/axes.js';
import { ArgumentError } from '../../src/core/errors.js';
import {
  at,
  type BorderOptions,
  borderIndex,
  build,
  type Field,
  fieldOf,
  indexOf,
  itemAt,
  modulo,
  type Position,
  positionOf,
} from './field.js';
import * as reductions from './reductions.js';

/** Numbers by axis name. */
export type ByAxis = Readonly<Partial<Record<Axis, number>>>;

/** The voxels `start … start + size - 1`; start 0 and the rest of the axis when left out. */
export function crop(x: Field, { start = {}, size = {} }: { readonly start?: ByAxis; readonly size?: ByAxis }): Field {
  const from = eachAxis((axis) => start[axis] ?? 0);
  const shape = eachAxis((axis) => size[axis] ?? x.shape[axis] - from[axis]);
  for (const axis of AXES)
    if (from[axis] < 0 || shape[axis] < 1 || from[axis] + shape[axis] > x.shape[axis])
      throw new ArgumentError(
        'crop',
        `must lie inside ${formatShape(x.shape)}`,
        `${axis} from ${from[axis]}, ${shape[axis]} long`,
      );
  return gather(x, shape, (axis, i) => i + from[axis]);
}

/** What `pad` takes. */
export interface PadOptions extends BorderOptions {
  readonly before?: ByAxis;
  readonly after?: ByAxis;
}

/**
 * So many voxels more before and after, filled by the border's rule, at any width: numpy.pad with symmetric (`reflect`),
 * reflect (`mirror`), edge (`nearest`), constant, wrap. (numpy.pad 1.24 misplaces `wrap` at some widths beyond one period; this does not.)
 */
export function pad(x: Field, { before = {}, after = {}, border = 'reflect', value = 0 }: PadOptions): Field {
  const shape = eachAxis((axis) => (before[axis] ?? 0) + x.shape[axis] + (after[axis] ?? 0));
  return gather(x, shape, (axis, i) => borderIndex(i - (before[axis] ?? 0), x.shape[axis], border), value);
}

/** The axes named run backwards. */
export function flip(x: Field, { axes }: { readonly axes: readonly Axis[] }): Field {
  return gather(x, x.shape, (axis, i) => (axes.includes(axis) ? x.shape[axis] - 1 - i : i));
}

/**
 * Renames axes: along output axis `a` runs input axis `from[a]`, or `a` itself when left out. `{ x: 'y', y: 'x' }`
 * transposes an image. Throws `ArgumentError` when two output axes would run along the same input axis.
 */
export function transpose(x: Field, { from }: { readonly from: Readonly<Partial<Record<Axis, Axis>>> }): Field {
  const source = (axis: Axis): Axis => from[axis] ?? axis;
  if (new Set(AXES.map(source)).size !== AXES.length)
    throw new ArgumentError('transpose', 'every axis must be used once', AXES.map(source).join(' '));
  const shape = eachAxis((axis) => x.shape[source(axis)]);
  return build(shape, (position) => {
    const to: Position = { n: 0, c: 0, z: 0, y: 0, x: 0 };
    for (const axis of AXES) to[source(axis)] = position[axis];
    return at(x, to);
  });
}

/** Moves voxels towards higher indices, round and round: `out[i] = x[(i - shift) mod length]`, numpy.roll. */
export function roll(x: Field, { shift }: { readonly shift: ByAxis }): Field {
  return gather(x, x.shape, (axis, i) => modulo(i - (shift[axis] ?? 0), x.shape[axis]));
}

/** What `rot90` takes. */
export interface Rot90Options {
  /** Quarter turns; negative ones turn back. */
  readonly turns?: number;
  /** The turn takes the second axis towards the first. */
  readonly axes?: readonly [Axis, Axis];
}

/** Quarter turns in the plane of two axes: numpy.rot90 on its first two axes, anticlockwise where y points down. */
export function rot90(x: Field, { turns = 1, axes: [first, second] = ['y', 'x'] }: Rot90Options = {}): Field {
  let turned = x;
  for (let k = 0; k < modulo(turns, 4); k++) {
    const before = turned;
    const shape = { ...before.shape, [first]: before.shape[second], [second]: before.shape[first] };
    turned = build(shape, (position) =>
      at(before, { ...position, [first]: position[second], [second]: before.shape[second] - 1 - position[first] }),
    );
  }
  return turned;
}

/** The whole repeated so often along each axis: numpy.tile. */
export function tile(x: Field, { repeats }: { readonly repeats: ByAxis }): Field {
  const shape = eachAxis((axis) => x.shape[axis] * (repeats[axis] ?? 1));
  return gather(x, shape, (axis, i) => i % x.shape[axis]);
}

/** One after the other along an axis; the other lengths must agree, else `ArgumentError`. */
export function concatenate(parts: readonly Field[], { axis }: { readonly axis: Axis }): Field {
  const [first] = parts;
  if (!first) throw new ArgumentError('concatenate', 'there must be at least one part', 'none');
  for (const part of parts)
    for (const other of AXES)
      if (other !== axis && part.shape[other] !== first.shape[other])
        throw new ArgumentError(
          'concatenate',
          `must agree with ${formatShape(first.shape)} on ${other}`,
          formatShape(part.shape),
        );
  const length = parts.reduce((sum, part) => sum + part.shape[axis], 0);
  return build({ ...first.shape, [axis]: length }, (position) => {
    let i = position[axis];
    for (const part of parts) {
      if (i < part.shape[axis]) return at(part, { ...position, [axis]: i });
      i -= part.shape[axis];
    }
    throw new RangeError(`${axis}=${position[axis]} of ${length}`);
  });
}

/** Concatenation along an axis that no part has (length 1 in all), else `ArgumentError`. */
export function stack(parts: readonly Field[], { axis }: { readonly axis: Axis }): Field {
  for (const part of parts)
    if (part.shape[axis] !== 1) throw new ArgumentError('stack', `${axis} must be 1 long`, formatShape(part.shape));
  return concatenate(parts, { axis });
}

/** What `split` takes: how many parts, or where to cut. */
export interface SplitOptions {
  readonly axis: Axis;
  readonly parts: number | readonly number[];
}

/** Cut in so many equal parts, or before the given indices (numpy.split). */
export function split(x: Field, { axis, parts }: SplitOptions): Field[] {
  const length = x.shape[axis];
  if (typeof parts === 'number' && length % parts !== 0)
    throw new ArgumentError('split', `${axis} must divide into ${parts} equal parts`, `${length}`);
  const cuts =
    typeof parts === 'number' ? Array.from({ length: parts - 1 }, (_, i) => ((i + 1) * length) / parts) : parts;
  const starts = [0, ...cuts];
  const ends = [...cuts, length];
  return starts.map((start, i) => crop(x, { start: { [axis]: start }, size: { [axis]: (ends[i] ?? length) - start } }));
}

/** One index of an axis; the axis keeps length 1. */
export function select(x: Field, { axis, index }: { readonly axis: Axis; readonly index: number }): Field {
  return crop(x, { start: { [axis]: index }, size: { [axis]: 1 } });
}

/** One channel. */
export function channel(x: Field, { index }: { readonly index: number }): Field {
  return select(x, { axis: 'c', index });
}

/** The axis that a projection looks along: z when left out. */
export interface ProjectionOptions {
  readonly axis?: Axis;
}

/** The greatest along an axis; NaN wins. */
export function maxProjection(x: Field, { axis = 'z' }: ProjectionOptions = {}): Field {
  return reductions.maximum(x, { axes: [axis] });
}

/** The least along an axis; NaN wins. */
export function minProjection(x: Field, { axis = 'z' }: ProjectionOptions = {}): Field {
  return reductions.minimum(x, { axes: [axis] });
}

/** The mean along an axis. */
export function meanProjection(x: Field, { axis = 'z' }: ProjectionOptions = {}): Field {
  return reductions.mean(x, { axes: [axis] });
}

/** A field that reads its input at one mapped index for each axis, or `value` where an axis is mapped to undefined. */
function gather(x: Field, shape: Shape, source: (axis: Axis, i: number) => number | undefined, value = 0): Field {
  return build(shape, (position) => {
    const to: Position = { n: 0, c: 0, z: 0, y: 0, x: 0 };
    for (const axis of AXES) {
      const i = source(axis, position[axis]);
      if (i === undefined) return value;
      to[axis] = i;
    }
    return at(x, to);
  });
}

function eachAxis(length: (axis: Axis) => number): Record<Axis, number> {
  return { n: length('n'), c: length('c'), z: length('z'), y: length('y'), x: length('x') };
}

/** Positions of an axis in the order of a list; past an end, the nearest. */
export function take(x: Field, index: Field, axis: Axis): Field {
  const shape = { ...x.shape, [axis]: index.data.length };
  const last = x.shape[axis] - 1;
  return gather(x, shape, (along, i) => (along === axis ? Math.min(Math.max(0, itemAt(index.data, i)), last) : i));
}

/** What every position is given of what was taken of it. */
export function givenBack(given: Field, list: readonly number[], shape: Shape, axis: Axis): Field {
  const result = fieldOf(shape);
  for (const [at, item] of given.data.entries()) {
    const position = positionOf(given.shape, at);
    const j = Math.min(Math.max(0, list[position[axis]] ?? Number.NaN), shape[axis] - 1);
    const to = indexOf(shape, { ...position, [axis]: j });
    result.data[to] = itemAt(result.data, to) + item;
  }
  return result;
}
