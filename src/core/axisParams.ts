/** Schemas of parameters that speak of axes: numbers along them, and axes themselves. */
import { AXES, type Axis, type PerAxis, SPATIAL_AXES } from './axes.js';
import { describe, type ParamSpec, type Refuse } from './paramSpec.js';
import { type Bounds, checkNumber, choice, number, optionalChoice, pick } from './plainParams.js';

/** Numbers by axis name, each read by `read`; what is undefined is left out. */
function byAxis(
  given: unknown,
  known: readonly Axis[],
  refuse: Refuse,
  read: (value: unknown, axis: Axis) => number,
): Partial<Record<Axis, number>> {
  if (typeof given !== 'object' || given === null || Array.isArray(given))
    return refuse(`must be a number or an object with the axes ${known.join(', ')}`, describe(given));
  const result: Partial<Record<Axis, number>> = {};
  for (const [name, value] of Object.entries(given)) {
    const axis = known.find((each) => each === name);
    if (axis === undefined) return refuse(`may name the axes ${known.join(', ')}`, `'${name}'`);
    if (value !== undefined) result[axis] = read(value, axis);
  }
  return result;
}

type GivenPerAxis = number | Partial<Record<Axis, number>>;
interface PerAxisOptions extends Bounds {
  readonly default?: number;
  readonly whole?: boolean;
  /** Which axes may be named; space by default. */
  readonly axes?: readonly Axis[];
}

/** A number for each axis: one for all, or an object by axis name; axes left out take the default. */
export function perAxis(doc: string, options: PerAxisOptions = {}): ParamSpec<Record<Axis, number>, GivenPerAxis> {
  const axes = options.axes ?? SPATIAL_AXES;
  const whole = options.whole ?? false;
  return {
    type: 'perAxis',
    doc,
    unit: options.unit ?? '',
    whole,
    optional: false,
    axes,
    ...pick<GivenPerAxis>(options),
    parse(given, refuse) {
      // only axes that may be named: so a value that was read can be given to an operation with the same axes
      const all = (value: number) => Object.fromEntries(axes.map((axis) => [axis, value])) as Record<Axis, number>;
      if (typeof given === 'number') return all(checkNumber(given, options, whole, refuse, ''));
      const read = (value: unknown, axis: Axis) => checkNumber(value, options, whole, refuse, `along ${axis}`);
      return { ...all(options.default ?? 0), ...byAxis(given, axes, refuse, read) };
    },
  };
}

/** The schema of numbers by axis name that may be left out. */
function givenPerAxis(
  doc: string,
  bounds: Bounds & { readonly axes?: readonly Axis[] },
  whole: boolean,
): ParamSpec<PerAxis<number> | undefined, PerAxis<number>> {
  const { unit = '', min, max, axes = AXES } = bounds;
  return {
    type: 'perAxis',
    doc,
    unit,
    ...(min !== undefined && { min }),
    ...(max !== undefined && { max }),
    whole,
    optional: true,
    axes,
    parse(given, refuse) {
      const check = (value: unknown, where: string): number => {
        const read = number('', bounds).parse(value, (must, got) => refuse(`${where}${must}`, got));
        return !whole || Number.isInteger(read) ? read : refuse(`${where}must be a whole number`, describe(value));
      };
      if (typeof given === 'number') return check(given, '');
      return byAxis(given, axes, refuse, (value, axis) => check(value, `along ${axis} `));
    },
  };
}

/**
 * Whole numbers by axis name, or one number, which is for the spatial axes that the image has. What is left out stays so: the
 * operation decides. `alongAxis` reads it.
 */
export function wholePerAxis(
  doc: string,
  bounds: Bounds = {},
): ParamSpec<PerAxis<number> | undefined, PerAxis<number>> {
  return givenPerAxis(doc, bounds, true);
}

/** The same of any numbers, along the axes that may be named: all unless said. */
export function numberPerAxis(
  doc: string,
  bounds: Bounds & { readonly axes?: readonly Axis[] } = {},
): ParamSpec<PerAxis<number> | undefined, PerAxis<number>> {
  return givenPerAxis(doc, bounds, false);
}

/** The number for an axis; a number for all holds along the spatial axes of the layout. */
export function alongAxis(given: PerAxis<number> | undefined, layout: string, axis: Axis): number | undefined {
  if (typeof given !== 'number') return given?.[axis];
  return axis !== 'n' && axis !== 'c' && layout.includes(axis) ? given : undefined;
}

type GivenAxes = Axis | readonly Axis[] | string;

/** Axes in the order given, as letters in one word or a list; undefined where they are not distinct ones of those known. */
export function distinctAxes(given: unknown, known: readonly Axis[] = AXES): Axis[] | undefined {
  const letters: unknown = typeof given === 'string' ? [...given] : given;
  if (!Array.isArray(letters)) return undefined;
  const found = letters.flatMap((letter) => known.find((axis) => axis === letter) ?? []);
  return found.length === letters.length && new Set(found).size === found.length ? found : undefined;
}

/** The axes that were given; refuses what `distinctAxes` does not take, none at all, and another count than is wanted. */
function someAxes(given: unknown, refuse: Refuse, known: readonly Axis[] = AXES, count?: number): Axis[] {
  const found = distinctAxes(given, known);
  if (found?.length && found.length === (count ?? found.length)) return found;
  return refuse(`must be ${count ?? ''} distinct axes of ${known.join(', ')}`, describe(given));
}

/** What schemas of axes have in common. */
const OF_AXES = { type: 'axes', unit: '', whole: false } as const;

/** A set of axes: a letter, a list of letters, or letters in one word (`yx`). Left out: `undefined`, the operation's own choice. */
export function axes(
  doc: string,
  options: { readonly axes?: readonly Axis[] } = {},
): ParamSpec<readonly Axis[] | undefined, GivenAxes> {
  const known = options.axes ?? AXES;
  return {
    ...OF_AXES,
    doc,
    optional: true,
    axes: known,
    parse(given, refuse) {
      const found = someAxes(given, refuse, known);
      return known.filter((axis) => found.includes(axis));
    },
  };
}

/** One axis by its letter. */
export function axis(
  doc: string,
  options: { readonly default?: Axis; readonly axes?: readonly Axis[] } = {},
): ParamSpec<Axis> {
  return choice(doc, options.axes ?? AXES, options);
}

/** One axis by its letter, or nothing. */
export function optionalAxis(
  doc: string,
  options: { readonly axes?: readonly Axis[] } = {},
): ParamSpec<Axis | undefined, Axis> {
  return optionalChoice(doc, options.axes ?? AXES);
}

/** So many different axes in an order that matters, as letters in one word (`yx`) or a list. */
export function orderedAxes(
  doc: string,
  options: { readonly count: number; readonly default: string },
): ParamSpec<readonly Axis[], string | readonly Axis[]> {
  return {
    ...OF_AXES,
    doc,
    optional: false,
    axes: AXES,
    default: options.default,
    parse: (given, refuse) => someAxes(given, refuse, AXES, options.count),
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
    ...OF_AXES,
    doc,
    optional: false,
    axes: AXES,
    mapped: true,
    default: options.default,
    parse(given, refuse) {
      const map: Record<Axis, Axis> = { n: 'n', c: 'c', z: 'z', y: 'y', x: 'x' };
      if (typeof given === 'string' || Array.isArray(given)) {
        const word = someAxes(given, refuse);
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
