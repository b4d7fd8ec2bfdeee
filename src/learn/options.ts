/** What options must be, said once for layers, optimizers and training. */
import { ArgumentError } from '../core/errors.js';
import { describe } from '../core/params.js';

/** The options of a name: an object with no other names than those known. */
export function knownOptions<T extends object>(name: string, given: T | undefined, known: readonly string[]): T {
  if (typeof given !== 'object' || given === null || Array.isArray(given))
    throw new ArgumentError(name, `there must be options among ${known.join(', ')}`, describe(given));
  const stranger = Object.keys(given).find((key) => !known.includes(key));
  if (stranger !== undefined)
    throw new ArgumentError(name, `options must be among ${known.join(', ')}`, `'${stranger}'`);
  return given;
}

/** A whole number from 1 on. */
export function count(name: string, what: string, given: unknown): number {
  if (Number.isInteger(given) && (given as number) >= 1) return given as number;
  throw new ArgumentError(name, `${what} must be a whole number of at least 1`, describe(given));
}

/** A whole number of 32 bits. */
export function seedOf(name: string, given: unknown): number {
  if (Number.isInteger(given) && (given as number) >= 0 && (given as number) < 2 ** 32) return given as number;
  throw new ArgumentError(name, 'seed must be a whole number of 32 bits', describe(given));
}

/** A function. */
export function functionOf<T>(name: string, what: string, given: T): T {
  if (typeof given === 'function') return given;
  throw new ArgumentError(name, `${what} must be a function`, describe(given));
}

/** A number in [low, below). */
export function inRange(name: string, what: string, given: unknown, below = Number.POSITIVE_INFINITY, low = 0): number {
  if (typeof given === 'number' && given >= low && given < below) return given;
  throw new ArgumentError(
    name,
    `${what} must be a number from ${low}${below < Number.POSITIVE_INFINITY ? ` to below ${below}` : ' on'}`,
    describe(given),
  );
}
