/** Rates of learning: a number, or a function of the step, counted from 0. */
import { ArgumentError } from '../core/errors.js';
import { describe } from '../core/params.js';
import { knownOptions, numberOf, wholeOf } from './options.js';

export type Schedule = (step: number) => number;

/** What was given as a function; refuses what is no rate. */
export function scheduleOf(name: string, given: number | Schedule): Schedule {
  if (typeof given === 'function') return given;
  if (!(given > 0) || !Number.isFinite(given))
    throw new ArgumentError(name, 'learningRate must be a number above 0, or a function of the step', describe(given));
  return () => given;
}

/**
 * From `from` to `to` (0 when left out) along half a cosine in so many steps, after as many of them of rising from 0 as `warmup` says; then it stays. Throws `ArgumentError` for rates below 0, steps that are no whole number
 * from 1 on, a `warmup` that is longer, and unknown options. Source: Loshchilov and Hutter 2017, SGDR: stochastic gradient descent with warm restarts, equation 5.
 * @example
 * import { cosineSchedule } from 'brightfield';
 * const rate = cosineSchedule({ from: 0.1, steps: 100 });
 * rate(50); // 0.05
 */
export function cosineSchedule(options: { from: number; to?: number; steps: number; warmup?: number }): Schedule {
  const name = 'cosineSchedule';
  const { from, to = 0, steps, warmup = 0 } = knownOptions(name, options, ['from', 'to', 'steps', 'warmup']);
  numberOf(name, 'from', from, { min: 0 });
  numberOf(name, 'to', to, { min: 0 });
  wholeOf(name, 'warmup', warmup, 0, wholeOf(name, 'steps', steps));
  return (step) => {
    if (step < warmup) return (from * (step + 1)) / warmup;
    const share = Math.min(1, (step - warmup) / Math.max(1, steps - warmup));
    return to + ((from - to) * (1 + Math.cos(Math.PI * share))) / 2;
  };
}

/**
 * `from` times `factor` for every `every` steps that are over. Throws `ArgumentError` for a rate or factor below 0, steps that are no whole number from 1 on, and unknown options.
 * @example
 * import { stepSchedule } from 'brightfield';
 * const rate = stepSchedule({ from: 0.1, factor: 0.5, every: 10 });
 * rate(25); // 0.025
 */
export function stepSchedule(options: { from: number; factor: number; every: number }): Schedule {
  const name = 'stepSchedule';
  const { from, factor, every } = knownOptions(name, options, ['from', 'factor', 'every']);
  numberOf(name, 'from', from, { min: 0 });
  numberOf(name, 'factor', factor, { min: 0 });
  wholeOf(name, 'every', every);
  return (step) => from * factor ** Math.floor(step / every);
}
