/** Schemas of single values: numbers, flags, words and texts. */
import { describe, type ParamSpec, type Refuse } from './paramSpec.js';

export interface Bounds {
  readonly min?: number;
  readonly max?: number;
  /** What it must exceed. */
  readonly above?: number;
  /** What it must stay below. */
  readonly below?: number;
  readonly unit?: string;
}
type NumberOptions = Bounds & { readonly default?: number };

function limits({ min, max, above, below, unit }: Bounds, whole: boolean): string {
  const noun = `${whole ? 'a whole number' : 'a finite number'}${above === undefined ? '' : ` above ${above}`}`;
  const tail = unit ? ` ${unit}` : '';
  if (min !== undefined && below !== undefined) return `${noun} from ${min} to below ${below}${tail}`;
  if (min !== undefined && max !== undefined) return `${noun} from ${min} to ${max}${tail}`;
  if (min !== undefined) return `${noun} of at least ${min}${tail}`;
  if (max !== undefined) return `${noun} of at most ${max}${tail}`;
  return noun;
}

/** A number within bounds; `what` begins the message where it is none. */
export function checkNumber(given: unknown, bounds: Bounds, whole: boolean, refuse: Refuse, what: string): number {
  const { min = Number.NEGATIVE_INFINITY, max = Number.POSITIVE_INFINITY } = bounds;
  // numbers travel to the GPU as f32: what overflows there is no finite number
  const good =
    typeof given === 'number' &&
    Number.isFinite(Math.fround(given)) &&
    given >= min &&
    given <= max &&
    given > (bounds.above ?? Number.NEGATIVE_INFINITY) &&
    given < (bounds.below ?? Number.POSITIVE_INFINITY);
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

/** Bounds and default, without those that are not given. */
export function pick<T>(options: { min?: number; max?: number; default?: T }) {
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
