/**
 * The array that oracles work on: float64 in C order n c z y x, with the index maps of the five borders and seeded inputs.
 * Oracles are slow and obvious: nested loops from the definition, importing nothing but src/core, so that they can be read.
 */
import { AXES, type Axis, formatShape, type PerAxis, type Shape, shapeOf, voxels } from '../../src/core/axes.js';
import { DTYPES, type DType, hostArray, isInteger, numberAt } from '../../src/core/dtype.js';
import { ArgumentError } from '../../src/core/errors.js';
import { numberToF16 } from '../../src/core/f16.js';
import { HostVolume } from '../../src/core/hostVolume.js';
import { mulberry32 } from '../../src/core/seededRandom.js';

export { mulberry32 } from '../../src/core/seededRandom.js';

/** A real volume in float64, in C order `n c z y x`. */
export interface Field {
  readonly shape: Shape;
  readonly data: Float64Array;
}

/** An index along every axis. */
export type Position = Record<Axis, number>;

/** How an image goes on outside itself: the names and meanings of scipy.ndimage's filters. */
export type Border = 'reflect' | 'mirror' | 'nearest' | 'constant' | 'wrap';
export const BORDERS: readonly Border[] = ['reflect', 'mirror', 'nearest', 'constant', 'wrap'];

/** The border of a spatial operation: `reflect` when left out; `value` is what `constant` reads outside, 0 when left out. */
export interface BorderOptions {
  readonly border?: Border;
  readonly value?: number;
}

/** A field from lengths by axis name; zeros when no data is given. Throws `ArgumentError` when the data does not fit. */
export function fieldOf(lengths: Partial<Record<Axis, number>>, data?: ArrayLike<number>): Field {
  const shape = shapeOf(lengths);
  const count = voxels(shape);
  if (data && data.length !== count)
    throw new ArgumentError('field', `${formatShape(shape)} needs ${count} numbers`, `${data.length}`);
  return { shape, data: data ? Float64Array.from(data) : new Float64Array(count) };
}

/** The numbers of a host volume; f16 is decoded. Throws `ArgumentError` for complex64, which a real field cannot hold. */
export function fromHost(volume: HostVolume): Field {
  if (volume.dtype === 'complex64') throw new ArgumentError('fromHost', 'the volume must be real', volume.dtype);
  const field = fieldOf(volume.shape);
  for (let i = 0; i < field.data.length; i++) field.data[i] = numberAt(volume.dtype, volume.data, i);
  return field;
}

/**
 * A field as a host volume. Floats are rounded to nearest; for an integer type every number must be whole and in range,
 * else `ArgumentError`: a test input that does not fit its type is a mistake of the test.
 */
export function toHost(field: Field, dtype: DType = 'f32'): HostVolume {
  if (dtype === 'complex64') throw new ArgumentError('toHost', 'the type must be real', dtype);
  const data = hostArray(dtype, field.data.length);
  const { min, max } = DTYPES[dtype];
  for (const [i, number] of field.data.entries()) {
    if (isInteger(dtype) && !(Number.isInteger(number) && number >= min && number <= max))
      throw new ArgumentError('toHost', `${dtype} holds whole numbers from ${min} to ${max}`, `${number} at ${i}`);
    data[i] = dtype === 'f16' ? numberToF16(number) : number;
  }
  return new HostVolume({ shape: field.shape, dtype, data });
}

/** The item of an array. Throws `RangeError` outside of it: an oracle never reads past its data. */
export function itemAt(data: ArrayLike<number>, index: number): number {
  const item = data[index];
  if (item === undefined) throw new RangeError(`index ${index} of ${data.length} items`);
  return item;
}

/** How many voxels lie between neighbours along an axis, in C order. */
export function strideOf(shape: Shape, axis: Axis): number {
  let stride = 1;
  for (const faster of AXES.slice(AXES.indexOf(axis) + 1)) stride *= shape[faster];
  return stride;
}

/** The flat C-order index of a position. Throws `RangeError` outside the shape. */
export function indexOf(shape: Shape, position: Readonly<Position>): number {
  let index = 0;
  for (const axis of AXES) {
    const at = position[axis];
    if (!(at >= 0 && at < shape[axis])) throw new RangeError(`${axis}=${at} in ${formatShape(shape)}`);
    index = index * shape[axis] + at;
  }
  return index;
}

/** The position of a flat C-order index. */
export function positionOf(shape: Shape, index: number): Position {
  const position: Position = { n: 0, c: 0, z: 0, y: 0, x: 0 };
  let rest = index;
  for (const axis of [...AXES].reverse()) {
    position[axis] = rest % shape[axis];
    rest = Math.floor(rest / shape[axis]);
  }
  return position;
}

/** The number at a position inside the field. */
export function at(field: Field, position: Readonly<Position>): number {
  return itemAt(field.data, indexOf(field.shape, position));
}

/** A field whose number at every position is computed; the position object is reused between calls. */
export function build(
  lengths: Partial<Record<Axis, number>>,
  number: (position: Readonly<Position>, index: number) => number,
): Field {
  const field = fieldOf(lengths);
  const { n, c, z, y, x } = field.shape;
  const position: Position = { n: 0, c: 0, z: 0, y: 0, x: 0 };
  let index = 0;
  for (position.n = 0; position.n < n; position.n++)
    for (position.c = 0; position.c < c; position.c++)
      for (position.z = 0; position.z < z; position.z++)
        for (position.y = 0; position.y < y; position.y++)
          for (position.x = 0; position.x < x; position.x++) {
            field.data[index] = number(position, index);
            index++;
          }
  return field;
}

/**
 * Where index `i` of an axis lands inside `0 … length - 1`, or undefined where `constant` reads its value. Right at any
 * distance and for length 1. (scipy.ndimage's n-dimensional `correlate` is wrong in `reflect` beyond one period; its
 * `correlate1d` agrees with this.)
 */
export function borderIndex(i: number, length: number, border: Border): number | undefined {
  if (i >= 0 && i < length) return i;
  if (border === 'constant') return undefined;
  if (border === 'nearest') return i < 0 ? 0 : length - 1;
  if (border === 'wrap') return modulo(i, length);
  if (border === 'reflect') {
    const phase = modulo(i, 2 * length); // d c b a | a b c d | d c b a
    return phase < length ? phase : 2 * length - 1 - phase;
  }
  if (length === 1) return 0;
  const phase = modulo(i, 2 * length - 2); // d c b | a b c d | c b a
  return phase < length ? phase : 2 * length - 2 - phase;
}

/** The remainder with the sign of the divisor, as in Python. */
export function modulo(i: number, length: number): number {
  return ((i % length) + length) % length;
}

/** The number for an axis of a per-axis parameter. */
export function perAxis(parameter: PerAxis<number> | undefined, axis: Axis, byDefault: number): number {
  if (parameter === undefined) return byDefault;
  return typeof parameter === 'number' ? parameter : (parameter[axis] ?? byDefault);
}

/** Uniform noise in [min, max], every number exact in f32, so that the GPU and the oracle start from the same input. */
export function randomField(lengths: Partial<Record<Axis, number>>, seed: number, min = 0, max = 1): Field {
  const random = mulberry32(seed);
  return build(lengths, () => Math.fround(min + (max - min) * random()));
}

/** Uniform whole numbers from min to max, both included. */
export function randomIntegers(lengths: Partial<Record<Axis, number>>, seed: number, min: number, max: number): Field {
  const random = mulberry32(seed);
  return build(lengths, () => min + Math.floor((max - min + 1) * random()));
}
