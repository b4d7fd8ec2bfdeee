/** Checks of what learners are told, in the words of operations: `learner: what must hold, got what`. */
import { ArgumentError } from '../../core/errors.js';

interface Bounds {
  readonly min?: number;
  readonly max?: number;
  /** The least is not allowed itself. */
  readonly above?: number;
}

/** What was said, if all of it is known: a name that nobody reads is a mistake. */
export function optionsOf<T extends object>(learner: string, given: T, names: readonly (keyof T & string)[]): T {
  if (typeof given !== 'object' || given === null || Array.isArray(given))
    throw new ArgumentError(learner, 'options must be named numbers and words', given === null ? 'null' : typeof given);
  const unknown = Object.keys(given).find((name) => !(names as readonly string[]).includes(name));
  if (unknown !== undefined) throw new ArgumentError(learner, `options must be among ${names.join(', ')}`, unknown);
  return given;
}

/** A finite number within bounds. */
export function numberOf(learner: string, name: string, given: number, { min, max, above }: Bounds = {}): number {
  const good =
    Number.isFinite(given) &&
    (min === undefined || given >= min) &&
    (max === undefined || given <= max) &&
    (above === undefined || given > above);
  if (good) return given;
  const bounds = [
    min !== undefined ? `at least ${min}` : '',
    above !== undefined ? `above ${above}` : '',
    max !== undefined ? `at most ${max}` : '',
  ].filter(Boolean);
  throw new ArgumentError(learner, `${name} must be a finite number ${bounds.join(' and ')}`.trim(), `${given}`);
}

/** A whole number within bounds. */
export function wholeOf(learner: string, name: string, given: number, min: number, max = 2 ** 31): number {
  if (Number.isInteger(given) && given >= min && given <= max) return given;
  throw new ArgumentError(learner, `${name} must be a whole number from ${min} to ${max}`, `${given}`);
}

/** One of a few words. */
export function wordOf<W extends string>(learner: string, name: string, given: W, words: readonly W[]): W {
  if (words.includes(given)) return given;
  throw new ArgumentError(learner, `${name} must be one of ${words.join(', ')}`, `${given}`);
}
