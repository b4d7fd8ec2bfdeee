/**
 * Pointwise operations: one number from the numbers at the same voxel, with NumPy's broadcasting over named axes. Arithmetic is
 * IEEE; comparisons and logic give 0 or 1. Results are real numbers: nothing wraps or saturates as an integer type would.
 */
import { broadcastShapes, formatShape } from '../../src/core/axes.js';
import { ArgumentError } from '../../src/core/errors.js';
import { at, build, type Field, fieldOf } from './field.js';

/** A volume, or one number for every voxel. */
export type Operand = Field | number;

/** The function at every voxel of the joint shape. Throws `ArgumentError` where shapes neither agree nor are 1. */
export function elementwise(operands: readonly Operand[], f: (...numbers: number[]) => number): Field {
  const fields = operands.map((operand) => (typeof operand === 'number' ? fieldOf({}, [operand]) : operand));
  const shape = broadcastShapes(fields.map((field) => field.shape));
  if (!shape)
    throw new ArgumentError(
      'elementwise',
      'lengths must agree or be 1 on every axis',
      fields.map((field) => formatShape(field.shape)).join(' and '),
    );
  return build(shape, ({ n, c, z, y, x }) =>
    f(
      ...fields.map((field) =>
        at(field, {
          n: field.shape.n === 1 ? 0 : n,
          c: field.shape.c === 1 ? 0 : c,
          z: field.shape.z === 1 ? 0 : z,
          y: field.shape.y === 1 ? 0 : y,
          x: field.shape.x === 1 ? 0 : x,
        }),
      ),
    ),
  );
}

/** a + b */
export const add = (a: Operand, b: Operand): Field => elementwise([a, b], (p, q) => p + q);
/** a - b */
export const subtract = (a: Operand, b: Operand): Field => elementwise([a, b], (p, q) => p - q);
/** a · b */
export const multiply = (a: Operand, b: Operand): Field => elementwise([a, b], (p, q) => p * q);
/** a / b: x/0 is an infinity, 0/0 is NaN */
export const divide = (a: Operand, b: Operand): Field => elementwise([a, b], (p, q) => p / q);
/** a to the power of b, as C and NumPy: 1 to anything and anything to 0 are 1, NaN included; (-1)^±inf is 1. */
export const power = (a: Operand, b: Operand): Field => elementwise([a, b], pow);
/** The smaller; NaN where either is NaN (np.minimum). */
export const minimum = (a: Operand, b: Operand): Field => elementwise([a, b], Math.min);
/** The greater; NaN where either is NaN (np.maximum). */
export const maximum = (a: Operand, b: Operand): Field => elementwise([a, b], Math.max);

/** |x| */
export const abs = (x: Operand): Field => elementwise([x], Math.abs);
/** √x, NaN below zero */
export const sqrt = (x: Operand): Field => elementwise([x], Math.sqrt);
/** e^x */
export const exp = (x: Operand): Field => elementwise([x], Math.exp);
/** The natural logarithm: -inf at zero, NaN below. */
export const log = (x: Operand): Field => elementwise([x], Math.log);
/** The sine of radians. */
export const sin = (x: Operand): Field => elementwise([x], Math.sin);
/** The cosine of radians. */
export const cos = (x: Operand): Field => elementwise([x], Math.cos);

/** min(max(x, min), max), as np.clip; NaN stays NaN. A bound left out does not bind. */
export function clamp(x: Operand, { min = -Infinity, max = Infinity }: { min?: Operand; max?: Operand } = {}): Field {
  return elementwise([x, min, max], (p, low, high) => Math.min(Math.max(p, low), high));
}

/** max - x: 255 - x for u8 with `max: 255`, 1 - x for images in [0, 1]. */
export function invert(x: Operand, { max = 1 }: { max?: number } = {}): Field {
  return elementwise([x], (p) => max - p);
}

/** gain · x^gamma, as skimage.exposure.adjust_gamma on images in [0, 1]; NaN below zero unless gamma is whole. */
export function gamma(x: Operand, { gamma: exponent = 1, gain = 1 }: { gamma?: number; gain?: number } = {}): Field {
  return elementwise([x], (p) => gain * pow(p, exponent));
}

/** An interval of numbers, lower end first. */
export type Range = readonly [number, number];

/** The linear map that takes one range to another. Nothing is clipped, unlike skimage.exposure.rescale_intensity. */
export function mapRange(x: Operand, { from, to = [0, 1] }: { from: Range; to?: Range }): Field {
  const [fromMin, fromMax] = from;
  const [toMin, toMax] = to;
  return elementwise([x], (p) => ((p - fromMin) / (fromMax - fromMin)) * (toMax - toMin) + toMin);
}

/**
 * The nearest of so many levels, evenly spaced from the lower to the upper end of the range, both included; numbers outside
 * go to the end level. Half-way numbers go to the even level (np.round, WGSL's round). NaN stays NaN.
 */
export function quantise(x: Operand, { levels, range = [0, 1] }: { levels: number; range?: Range }): Field {
  const [min, max] = range;
  return elementwise([x], (p) => {
    const unit = Math.min(Math.max((p - min) / (max - min), 0), 1);
    return min + (roundHalfToEven(unit * (levels - 1)) / (levels - 1)) * (max - min);
  });
}

/** a > b */
export const greater = (a: Operand, b: Operand): Field => elementwise([a, b], (p, q) => (p > q ? 1 : 0));
/** a >= b */
export const greaterEqual = (a: Operand, b: Operand): Field => elementwise([a, b], (p, q) => (p >= q ? 1 : 0));
/** a < b */
export const less = (a: Operand, b: Operand): Field => elementwise([a, b], (p, q) => (p < q ? 1 : 0));
/** a <= b */
export const lessEqual = (a: Operand, b: Operand): Field => elementwise([a, b], (p, q) => (p <= q ? 1 : 0));
/** a = b; NaN equals nothing. */
export const equal = (a: Operand, b: Operand): Field => elementwise([a, b], (p, q) => (p === q ? 1 : 0));
/** a ≠ b; NaN differs from everything, itself included. */
export const notEqual = (a: Operand, b: Operand): Field => elementwise([a, b], (p, q) => (p !== q ? 1 : 0));

/** Whether a number counts as true: anything but zero, NaN included (NumPy). */
export const isTrue = (p: number): boolean => p !== 0;

/** a where the condition is not zero, else b. The other branch is not read: its NaN does not spread. */
export const where = (condition: Operand, a: Operand, b: Operand): Field =>
  elementwise([condition, a, b], (p, q, r) => (isTrue(p) ? q : r));
/** 1 where both are true. */
export const and = (a: Operand, b: Operand): Field => elementwise([a, b], (p, q) => (isTrue(p) && isTrue(q) ? 1 : 0));
/** 1 where either is true. */
export const or = (a: Operand, b: Operand): Field => elementwise([a, b], (p, q) => (isTrue(p) || isTrue(q) ? 1 : 0));
/** 1 where it is zero. */
export const not = (x: Operand): Field => elementwise([x], (p) => (isTrue(p) ? 0 : 1));

function pow(base: number, exponent: number): number {
  if (base === 1 || (base === -1 && Math.abs(exponent) === Infinity)) return 1; // NaN in JavaScript, 1 in C
  return base ** exponent;
}

function roundHalfToEven(p: number): number {
  const below = Math.floor(p);
  if (p - below !== 0.5) return Math.round(p);
  return below % 2 === 0 ? below : below + 1;
}
