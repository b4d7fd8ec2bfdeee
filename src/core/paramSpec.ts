/** What a parameter's schema is, and how the options of a call are read by the schemas of its operation. */
import type { Axis, Shape } from './axes.js';
import { ArgumentError } from './errors.js';

export type ParamType =
  | 'number'
  | 'integer'
  | 'boolean'
  | 'choice'
  | 'perAxis'
  | 'axes'
  | 'array'
  | 'footprint'
  | 'psf'
  | 'text';

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
  /** What a panel begins with where there is no default: callers must say what they want, who only tries sees something at once. */
  readonly beginning?: Beginning<Given>;
  parse(given: unknown, refuse: Refuse): Value;
  /** Carries the type of `Given` only; never there at run time. */
  readonly given?: Given;
}

/** What an operation is tried on: the shape of the image, and from which value to which it goes. */
export interface Tried {
  readonly shape: Shape;
  readonly low: number;
  readonly high: number;
}
export type Beginning<Given> = (image: Tried) => Given;

/** A parameter that must be given, with what a panel begins with. */
export function begun<V, G>(spec: ParamSpec<V, G>, beginning: Beginning<G>): ParamSpec<V, G> {
  return { ...spec, beginning };
}

/** The value in the middle, in three digits: a level to begin with. */
export const middle = ({ low, high }: Tried): number => Number(((low + high) / 2).toPrecision(3));

/** Throws the `ArgumentError` for the parameter being read. */
export type Refuse = (mustHold: string, got: string) => never;

export type ParamSpecs = Readonly<Record<string, ParamSpec<unknown, unknown>>>;
export type ParamValues<S extends ParamSpecs> = {
  readonly [K in keyof S]: S[K] extends ParamSpec<infer V, infer _G> ? V : never;
};
export type ParamOptions<S extends ParamSpecs> = {
  readonly [K in keyof S]?: S[K] extends ParamSpec<infer _V, infer G> ? G | undefined : never;
};

/** What is large said in a few words: a volume of a gigabyte is no part of a message. */
function shortened(part: unknown): unknown {
  if (typeof part !== 'object' || part === null) return typeof part === 'bigint' ? `${part}` : part;
  if ('shape' in part && 'dtype' in part) return `a volume of ${part.dtype}`;
  return ArrayBuffer.isView(part) || part instanceof ArrayBuffer ? `${part.byteLength} bytes` : part;
}

/** A short form of any value, for messages. */
export function describe(value: unknown): string {
  if (typeof value === 'string') return `'${value.length > 60 ? `${value.slice(0, 57)}...` : value}'`;
  if (typeof value === 'number' || value === undefined || value === null || typeof value === 'boolean')
    return `${value}`;
  if (typeof value === 'function') return 'a function';
  const brief = shortened(value);
  if (typeof brief === 'string') return brief;
  const text = JSON.stringify(brief, (_key, part) => shortened(part)) ?? typeof value;
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
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
  options: object | undefined = {},
): ParamValues<S> {
  if (typeof options !== 'object' || options === null)
    throw new ArgumentError(operation, 'options must be an object', describe(options));
  const given = options as Readonly<Record<string, unknown>>;
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
