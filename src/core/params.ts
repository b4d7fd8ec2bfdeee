/**
 * Parameter schemas: one declaration gives the type, the check, the default, the documentation, the JSON schema, the command
 * line option and the panel's control. A schema is data with a `parse`; the faces switch on `type` and never see operations.
 */
import { AXES, type Axis, SPATIAL_AXES } from './axes.js';
import { ArgumentError } from './errors.js';

/** Dense numbers of any rank, C order: what arrays in parameters (weights, kernels, footprints) become. */
export interface NumberArray {
  readonly shape: readonly number[];
  readonly data: readonly number[];
}

export type ParamType = 'number' | 'integer' | 'boolean' | 'choice' | 'perAxis' | 'axes' | 'array' | 'text';

/** One parameter. `Value` is what operations receive, `Given` what callers may write. */
export interface ParamSpec<Value = unknown, Given = Value> {
  readonly type: ParamType;
  readonly doc: string;
  /** Unit of the number: `voxel`, `degree`, or empty. */
  readonly unit: string;
  readonly min?: number;
  readonly max?: number;
  /** Whether the numbers are whole. */
  readonly whole: boolean;
  /** Absent: the parameter must be given, or may be absent when `optional`. */
  readonly default?: Given;
  readonly optional: boolean;
  readonly choices?: readonly string[];
  /** The axes that a per-axis value or a list of axes may name. */
  readonly axes?: readonly Axis[];
  /** Whether a list of axes may also be given as an object from axis to axis. */
  readonly mapped?: true;
  parse(given: unknown, refuse: Refuse): Value;
  /** Carries the type of `Given` only; never there at run time. */
  readonly given?: Given;
}

/** Throws the `ArgumentError` for the parameter being read. */
export type Refuse = (mustHold: string, got: string) => never;

export type ParamSpecs = Readonly<Record<string, ParamSpec<unknown, unknown>>>;
export type ParamValues<S extends ParamSpecs> = {
  readonly [K in keyof S]: S[K] extends ParamSpec<infer V, infer _G> ? V : never;
};
export type ParamOptions<S extends ParamSpecs> = {
  readonly [K in keyof S]?: S[K] extends ParamSpec<infer _V, infer G> ? G | undefined : never;
};

interface Bounds {
  readonly min?: number;
  readonly max?: number;
  readonly unit?: string;
}
type NumberOptions = Bounds & { readonly default?: number };

/** A short form of any value, for messages. */
export function describe(value: unknown): string {
  if (typeof value === 'string') return `'${value.length > 60 ? `${value.slice(0, 57)}...` : value}'`;
  if (typeof value === 'number' || value === undefined || value === null || typeof value === 'boolean')
    return `${value}`;
  if (typeof value === 'function') return 'a function';
  const text = JSON.stringify(value) ?? typeof value;
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}

function limits({ min, max, unit }: Bounds, whole: boolean): string {
  const noun = whole ? 'a whole number' : 'a finite number';
  const tail = unit ? ` ${unit}` : '';
  if (min !== undefined && max !== undefined) return `${noun} from ${min} to ${max}${tail}`;
  if (min !== undefined) return `${noun} of at least ${min}${tail}`;
  if (max !== undefined) return `${noun} of at most ${max}${tail}`;
  return noun;
}

function checkNumber(given: unknown, bounds: Bounds, whole: boolean, refuse: Refuse, what: string): number {
  const { min = Number.NEGATIVE_INFINITY, max = Number.POSITIVE_INFINITY } = bounds;
  // numbers travel to the GPU as f32: what overflows there is no finite number
  const good = typeof given === 'number' && Number.isFinite(Math.fround(given)) && given >= min && given <= max;
  if (!good || (whole && !Number.isInteger(given)))
    return refuse(`${what} must be ${limits(bounds, whole)}`, describe(given));
  return given;
}

function scalar(type: 'number' | 'integer', doc: string, options: NumberOptions) {
  const whole = type === 'integer';
  return {
    type,
    doc,
    unit: options.unit ?? '',
    whole,
    optional: false,
    ...pick(options),
    parse: (given: unknown, refuse: Refuse) => checkNumber(given, options, whole, refuse, ''),
  };
}

function pick<T>(options: { min?: number; max?: number; default?: T }) {
  const { min, max } = options;
  return {
    ...(min !== undefined && { min }),
    ...(max !== undefined && { max }),
    ...(options.default !== undefined && { default: options.default }),
  };
}

/** A finite number in a range. Without a default it must be given. */
export function number(doc: string, options: NumberOptions = {}): ParamSpec<number> {
  return scalar('number', doc, options);
}

/** A whole number in a range. */
export function integer(doc: string, options: NumberOptions = {}): ParamSpec<number> {
  return scalar('integer', doc, options);
}

/** True or false. */
export function flag(doc: string, options: { readonly default: boolean }): ParamSpec<boolean> {
  return {
    type: 'boolean',
    doc,
    unit: '',
    whole: false,
    optional: false,
    default: options.default,
    parse: (given, refuse) => (typeof given === 'boolean' ? given : refuse('must be true or false', describe(given))),
  };
}

/** One of a few words. */
export function choice<const C extends string>(
  doc: string,
  choices: readonly C[],
  options: { readonly default?: C } = {},
): ParamSpec<C> {
  return {
    type: 'choice',
    doc,
    unit: '',
    whole: false,
    optional: false,
    choices,
    ...(options.default !== undefined && { default: options.default }),
    parse: (given, refuse) =>
      choices.find((word) => word === given) ?? refuse(`must be one of ${choices.join(', ')}`, describe(given)),
  };
}

/** One of a few words, or nothing. */
export function optionalChoice<const C extends string>(
  doc: string,
  choices: readonly C[],
): ParamSpec<C | undefined, C> {
  return { ...choice(doc, choices), optional: true };
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
      const result = all(options.default ?? 0);
      if (typeof given !== 'object' || given === null || Array.isArray(given))
        return refuse(`must be a number or an object with the axes ${axes.join(', ')}`, describe(given));
      for (const [name, value] of Object.entries(given)) {
        const axis = axes.find((known) => known === name);
        if (axis === undefined) return refuse(`may name the axes ${axes.join(', ')}`, `'${name}'`);
        result[axis] = checkNumber(value, options, whole, refuse, `along ${axis}`);
      }
      return result;
    },
  };
}

type GivenAxes = Axis | readonly Axis[] | string;

/** Axes in the order given, as letters in one word or a list; undefined where they are not distinct ones of those known. */
export function distinctAxes(given: unknown, known: readonly Axis[] = AXES): Axis[] | undefined {
  const letters: unknown = typeof given === 'string' ? [...given] : given;
  if (!Array.isArray(letters)) return undefined;
  const found = letters.flatMap((letter) => known.find((axis) => axis === letter) ?? []);
  return found.length === letters.length && new Set(found).size === found.length ? found : undefined;
}

/** A set of axes: a letter, a list of letters, or letters in one word (`yx`). Left out: `undefined`, the operation's own choice. */
export function axes(
  doc: string,
  options: { readonly axes?: readonly Axis[] } = {},
): ParamSpec<readonly Axis[] | undefined, GivenAxes> {
  const known = options.axes ?? AXES;
  return {
    type: 'axes',
    doc,
    unit: '',
    whole: false,
    optional: true,
    axes: known,
    parse(given, refuse) {
      const found = distinctAxes(given, known);
      if (!found?.length) return refuse(`must be distinct axes of ${known.join(', ')}`, describe(given));
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

export type GivenArray = readonly number[] | readonly (readonly number[])[] | readonly unknown[] | NumberArray;

/** Numbers in nested lists of equal length, of rank 1 to `maxRank`. */
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
      const must = `must be finite numbers in ${maxRank === 1 ? 'a list' : `lists nested up to ${maxRank} deep, all of equal length`}`;
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

function isNumberArray(given: unknown): given is NumberArray {
  if (typeof given !== 'object' || given === null || !('shape' in given) || !('data' in given)) return false;
  return Array.isArray(given.shape) && (Array.isArray(given.data) || ArrayBuffer.isView(given.data));
}

/** A text of bounded length that the operation parses itself. It never becomes shader text. */
export function text(doc: string, options: { readonly default?: string } = {}): ParamSpec<string> {
  return {
    type: 'text',
    doc,
    unit: '',
    whole: false,
    optional: false,
    ...(options.default !== undefined && { default: options.default }),
    parse: (given, refuse) =>
      typeof given === 'string' && given.length <= 10_000
        ? given
        : refuse('must be a text of at most 10000 characters', describe(given)),
  };
}

/** Throws the `ArgumentError` of an operation that names the parameter. */
export function refusal(operation: string, name: string): Refuse {
  return (mustHold, got) => {
    throw new ArgumentError(operation, `${name} ${mustHold}`.replace(/ {2,}/g, ' '), got);
  };
}

/** What a parameter means: its sentence, with its unit. */
export function sentenceOf({ doc, unit }: ParamSpec): string {
  return unit ? `${doc} In ${unit}s.` : doc;
}

/**
 * Reads the options of one call: every name must be known, defaults are filled in, every value is checked.
 * Throws `ArgumentError` (`operation: sigma must be …, got …`).
 */
export function parseParams<S extends ParamSpecs>(
  operation: string,
  specs: S,
  given: Readonly<Record<string, unknown>>,
): ParamValues<S> {
  for (const name of Object.keys(given)) {
    if (!Object.hasOwn(specs, name)) {
      const known = Object.keys(specs);
      const may = known.length ? `parameters must be among ${known.join(', ')}` : 'there must be no parameters';
      throw new ArgumentError(operation, may, `'${name}'`);
    }
  }
  const values: Record<string, unknown> = {};
  for (const [name, spec] of Object.entries(specs)) {
    const value = given[name] === undefined ? spec.default : given[name];
    const refuse = refusal(operation, name);
    if (value === undefined) {
      if (!spec.optional) refuse('must be given', 'nothing');
      values[name] = undefined;
    } else values[name] = spec.parse(value, refuse);
  }
  return values as ParamValues<S>;
}
