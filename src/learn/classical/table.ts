/**
 * What learners read. A table is a volume in memory whose samples lie along y and whose features lie along x; n, c and z are 1. What is to be learned is a
 * volume with as many samples along y: a class, or one or more numbers along x. Whatever the type, numbers are taken as they are and computed in 64 bits.
 */
import { formatShape } from '../../core/axes.js';
import { numberAt } from '../../core/dtype.js';
import { ArgumentError } from '../../core/errors.js';
import { HostVolume } from '../../core/hostVolume.js';

/** A matrix in 64 bits, row after row. */
export interface Matrix {
  readonly rows: number;
  readonly columns: number;
  readonly data: Float64Array;
}

/** Classes in ascending order, and for each sample which of them it is. */
export interface Classes {
  readonly classes: readonly number[];
  readonly codes: Int32Array;
}

/** The numbers of a table. Throws `ArgumentError` for volumes that are no tables, and where a number is not finite. */
export function tableOf(learner: string, table: HostVolume, columns?: number): Matrix {
  const refuse = (what: string, got: string): never => {
    throw new ArgumentError(learner, what, got);
  };
  if (!(table instanceof HostVolume)) refuse('a table must be a volume in memory', typeof table);
  const { n, c, z, y, x } = table.shape;
  if (table.dtype === 'complex64') refuse('a table must be real', table.dtype);
  if (n * c * z !== 1)
    refuse('a table must have samples along y, features along x and nothing else', formatShape(table.shape));
  if (columns !== undefined && x !== columns) refuse(`there must be ${columns} features along x`, `${x}`);
  const data = new Float64Array(y * x);
  for (let i = 0; i < data.length; i++) data[i] = numberAt(table.dtype, table.data, i);
  const bad = data.findIndex((number) => !Number.isFinite(number));
  if (bad >= 0) refuse('every number must be finite', `${data[bad]} in sample ${Math.floor(bad / x)}`);
  return { rows: y, columns: x, data };
}

/** What is to be learned of so many samples, or what a model that says so many numbers is measured by. */
export function targetsOf(learner: string, target: HostVolume, samples: number, columns?: number): Matrix {
  const read = tableOf(learner, target);
  if (read.rows !== samples)
    throw new ArgumentError(learner, `the target must have ${samples} samples along y, as the table`, `${read.rows}`);
  if (columns !== undefined && read.columns !== columns)
    throw new ArgumentError(learner, `the target must have ${columns} along x, as the model`, `${read.columns}`);
  return read;
}

/** Predictions are f32, which tells whole numbers apart up to here. */
const MOST_CLASS = 2 ** 24;

/** The class of each sample; a class is any whole number that f32 has. */
export function classesOf(learner: string, target: HostVolume, samples: number): Classes {
  const { data, columns } = targetsOf(learner, target, samples);
  if (columns !== 1) throw new ArgumentError(learner, 'a target of classes must have one column', `${columns}`);
  const odd = data.find((number) => !Number.isInteger(number));
  if (odd !== undefined) throw new ArgumentError(learner, 'classes must be whole numbers', `${odd}`);
  const large = data.find((number) => Math.abs(number) > MOST_CLASS);
  if (large !== undefined)
    throw new ArgumentError(learner, `classes must be at most ${MOST_CLASS} in size`, `${large}`);
  const classes = [...new Set(data)].sort((a, b) => a - b);
  if (classes.length < 2) throw new ArgumentError(learner, 'there must be at least two classes', `${classes.length}`);
  const place = new Map(classes.map((each, at) => [each, at]));
  return { classes, codes: Int32Array.from(data, (each) => place.get(each) ?? 0) };
}

/** A column of numbers as a volume: f32, samples along y. */
export function columnOf(numbers: ArrayLike<number>): HostVolume {
  return matrixOf(numbers, 1);
}

/** Numbers row after row as a table: f32. */
export function matrixOf(numbers: ArrayLike<number>, columns: number): HostVolume {
  return new HostVolume({
    shape: { y: numbers.length / columns, x: columns },
    data: Float32Array.from(numbers),
    layout: 'yx',
  });
}

/** One sample. */
export function rowOf({ data, columns }: Matrix, row: number): Float64Array {
  return data.subarray(row * columns, (row + 1) * columns);
}

/** The sum of products of two lists of the same length. */
export function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] as number) * (b[i] as number);
  return sum;
}

/** How far two samples are apart, squared. */
export function squaredDistance(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += ((a[i] as number) - (b[i] as number)) ** 2;
  return sum;
}
