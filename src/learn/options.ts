/** What options must be, said once for layers, optimizers, training and learners, in the words of operations: `name: what must hold, got what`. */
import { ArgumentError } from '../core/errors.js';
import type { Refuse } from '../core/paramSpec.js';
import { describe } from '../core/params.js';
import { type Bounds, checkNumber } from '../core/plainParams.js';

/** What a typed array can index, and what the random numbers of operations are chosen by. */
const MOST_COUNT = 2 ** 31 - 1;
const MOST_SEED = 2 ** 32 - 1;

const refusing =
  (name: string): Refuse =>
  (mustHold, got) => {
    throw new ArgumentError(name, mustHold, got);
  };

/** The options of a name: an object with no other names than those known. A name that nobody reads is a mistake. */
export function knownOptions<T extends object>(name: string, given: T | undefined, known: readonly string[]): T {
  const must = known.length ? `options must be among ${known.join(', ')}` : 'there must be no options';
  if (typeof given !== 'object' || given === null || Array.isArray(given))
    throw new ArgumentError(name, must, describe(given));
  const stranger = Object.keys(given).find((key) => !known.includes(key));
  if (stranger !== undefined) throw new ArgumentError(name, must, `'${stranger}'`);
  return given;
}

/** A finite number within bounds. */
export function numberOf(name: string, what: string, given: unknown, bounds: Bounds = {}): number {
  return checkNumber(given, bounds, false, refusing(name), what);
}

/** A whole number within bounds: how many there are of something, unless said. */
export function wholeOf(name: string, what: string, given: unknown, min = 1, max = MOST_COUNT): number {
  return checkNumber(given, { min, max }, true, refusing(name), what);
}

/** Which random numbers. */
export function seedOf(name: string, given: unknown): number {
  return wholeOf(name, 'seed', given, 0, MOST_SEED);
}

/** A function. */
export function functionOf<T>(name: string, what: string, given: T): T {
  if (typeof given === 'function') return given;
  throw new ArgumentError(name, `${what} must be a function`, describe(given));
}

/** One of a few words. */
export function wordOf<W extends string>(name: string, what: string, given: W, words: readonly W[]): W {
  if (words.includes(given)) return given;
  throw new ArgumentError(name, `${what} must be one of ${words.join(', ')}`, describe(given));
}

/** Yes or no. */
export function flagOf(name: string, what: string, given: unknown): boolean {
  if (typeof given === 'boolean') return given;
  throw new ArgumentError(name, `${what} must be true or false`, describe(given));
}
