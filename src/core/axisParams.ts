/** Schemas of parameters that speak of axes and must tell an axis that was left out from one that was given. */
import { AXES, type Axis, type PerAxis } from './axes.js';
import { describe, distinctAxes, number, type ParamSpec } from './params.js';

interface Bounds {
  readonly min?: number;
  readonly max?: number;
  readonly unit?: string;
}

/**
 * Whole numbers by axis name, or one number, which is for the spatial axes that the image has. What is left out stays so: the
 * operation decides. `lengthAlong` reads it.
 */
export function wholePerAxis(
  doc: string,
  bounds: Bounds = {},
): ParamSpec<PerAxis<number> | undefined, PerAxis<number>> {
  const { unit = '', min, max } = bounds;
  return {
    type: 'perAxis',
    doc,
    unit,
    ...(min !== undefined && { min }),
    ...(max !== undefined && { max }),
    whole: true,
    optional: true,
    axes: AXES,
    parse(given, refuse) {
      const check = (value: unknown, where: string): number => {
        const read = number('', bounds).parse(value, (must, got) => refuse(`${where}${must}`, got));
        return Number.isInteger(read) ? read : refuse(`${where}must be a whole number`, describe(value));
      };
      if (typeof given === 'number') return check(given, '');
      if (typeof given !== 'object' || given === null || Array.isArray(given))
        return refuse(`must be a number or an object with the axes ${AXES.join(', ')}`, describe(given));
      const result: Partial<Record<Axis, number>> = {};
      for (const [name, value] of Object.entries(given)) {
        const axis = AXES.find((known) => known === name);
        if (axis === undefined) return refuse(`may name the axes ${AXES.join(', ')}`, `'${name}'`);
        if (value !== undefined) result[axis] = check(value, `along ${axis} `);
      }
      return result;
    },
  };
}

/** The number for an axis; a number for all holds along the spatial axes of the layout. */
export function alongAxis(given: PerAxis<number> | undefined, layout: string, axis: Axis): number | undefined {
  if (typeof given !== 'number') return given?.[axis];
  return axis !== 'n' && axis !== 'c' && layout.includes(axis) ? given : undefined;
}

/** So many different axes in an order that matters, as letters in one word (`yx`) or a list. */
export function orderedAxes(
  doc: string,
  options: { readonly count: number; readonly default: string },
): ParamSpec<readonly Axis[], string | readonly Axis[]> {
  return {
    type: 'axes',
    doc,
    unit: '',
    whole: false,
    optional: false,
    axes: AXES,
    default: options.default,
    parse(given, refuse) {
      const found = distinctAxes(given);
      return found?.length === options.count
        ? found
        : refuse(`must be ${options.count} different axes of ${AXES.join(', ')}`, describe(given));
    },
  };
}

type AxisMap = Readonly<Partial<Record<Axis, Axis>>>;

/**
 * Which axis runs where: `{ x: 'y', y: 'x' }`, or the same as letters, which stand where those axes stand when sorted
 * `n c z y x`: `xy` for that example, `xyz` for `{ z: 'x', y: 'y', x: 'z' }`. Every axis has its source in the result.
 */
export function axisMap(
  doc: string,
  options: { readonly default: string },
): ParamSpec<Readonly<Record<Axis, Axis>>, string | readonly Axis[] | AxisMap> {
  return {
    type: 'axes',
    doc,
    unit: '',
    whole: false,
    optional: false,
    axes: AXES,
    mapped: true,
    default: options.default,
    parse(given, refuse) {
      const map: Record<Axis, Axis> = { n: 'n', c: 'c', z: 'z', y: 'y', x: 'x' };
      if (typeof given === 'string' || Array.isArray(given)) {
        const word = distinctAxes(given);
        if (!word?.length) return refuse(`must be different axes of ${AXES.join(', ')}`, describe(given));
        const sorted = AXES.filter((axis) => word.includes(axis));
        for (const [at, axis] of sorted.entries()) map[axis] = word[at] ?? axis;
        return map;
      }
      if (typeof given !== 'object' || given === null) return refuse('must be letters or an object', describe(given));
      for (const [to, from] of Object.entries(given)) {
        const [axis] = distinctAxes([to]) ?? [];
        const [source] = distinctAxes([from]) ?? [];
        if (!axis || !source) return refuse(`must map axes of ${AXES.join(', ')} to axes`, describe(given));
        map[axis] = source;
      }
      return new Set(Object.values(map)).size === AXES.length
        ? map
        : refuse('must use every axis once', describe(given));
    },
  };
}
