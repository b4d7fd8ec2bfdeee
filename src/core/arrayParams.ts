/** Schemas of arrays: weights, kernels, edges. */
import { AXES, type Shape } from './axes.js';
import { describe, type ParamSpec } from './paramSpec.js';
import { checkNumber, pick } from './plainParams.js';

/** Dense numbers of any rank, C order: what arrays in parameters (weights, kernels, footprints) become. */
export interface NumberArray {
  readonly shape: readonly number[];
  readonly data: readonly number[];
}

/** A volume in memory in the place of an array: its axes without the leading ones of length 1. */
export interface VolumeArray {
  readonly shape: Shape;
  readonly data: ArrayLike<number>;
}

export type GivenArray =
  | readonly number[]
  | readonly (readonly number[])[]
  | readonly unknown[]
  | NumberArray
  | VolumeArray;

/** Numbers in nested lists of equal length, of rank 1 to `maxRank`, or in a volume in memory. */
export function array(
  doc: string,
  options: {
    readonly maxRank?: number;
    readonly min?: number;
    readonly max?: number;
    readonly default?: readonly unknown[];
  } = {},
): ParamSpec<NumberArray, GivenArray> {
  const maxRank = options.maxRank ?? 1;
  return {
    type: 'array',
    doc,
    unit: '',
    whole: false,
    optional: false,
    ...pick<GivenArray>(options),
    parse(given, refuse) {
      const must = `must be finite numbers in ${maxRank === 1 ? 'a list' : `lists nested up to ${maxRank} deep, all of equal length`}, or in a volume in memory`;
      if (isVolumeArray(given)) return this.parse(arrayOf(given), refuse);
      if (isNumberArray(given)) {
        const size = given.shape.reduce((product, length) => product * length, 1);
        if (given.shape.length < 1 || given.shape.length > maxRank || size !== given.data.length || size === 0)
          return refuse(must, `an array of shape ${given.shape.join('x')}`);
        for (const item of given.data) checkNumber(item, options, false, refuse, 'every item');
        return given;
      }
      const shape: number[] = [];
      for (let level: unknown = given; Array.isArray(level); level = level[0]) shape.push(level.length);
      if (shape.length < 1 || shape.length > maxRank || shape.includes(0)) return refuse(must, describe(given));
      const data: number[] = [];
      const walk = (level: unknown, depth: number): void => {
        if (depth === shape.length) {
          data.push(checkNumber(level, options, false, refuse, 'every item'));
          return;
        }
        if (!Array.isArray(level) || level.length !== shape[depth]) refuse(must, describe(level));
        else for (const item of level) walk(item, depth + 1);
      };
      walk(given, 0);
      return { shape, data };
    },
  };
}

/** An array that may be left out. */
export function optionalArray(
  doc: string,
  options: { readonly maxRank?: number; readonly min?: number; readonly max?: number } = {},
): ParamSpec<NumberArray | undefined, GivenArray> {
  return { ...array(doc, options), optional: true };
}

/** Whether something is a volume in memory. */
export function isVolumeArray(given: unknown): given is VolumeArray {
  if (typeof given !== 'object' || given === null || !('shape' in given) || !('data' in given)) return false;
  const { shape, data } = given;
  const isShape = typeof shape === 'object' && shape !== null && AXES.every((axis) => axis in shape);
  return isShape && ArrayBuffer.isView(data);
}

/** The numbers of a volume, along its axes from the first that is longer than one on. */
export function arrayOf({ shape, data }: VolumeArray): NumberArray {
  const lengths = AXES.map((axis) => shape[axis]);
  const first = lengths.findIndex((length) => length > 1);
  return { shape: lengths.slice(first < 0 ? -1 : first), data: Array.from(data) };
}

function isNumberArray(given: unknown): given is NumberArray {
  if (typeof given !== 'object' || given === null || !('shape' in given) || !('data' in given)) return false;
  return Array.isArray(given.shape) && (Array.isArray(given.data) || ArrayBuffer.isView(given.data));
}
