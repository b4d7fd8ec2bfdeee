/** Rates of learning: a number, or a function of the step, counted from 0. */
import { ArgumentError } from '../core/errors.js';

export type Schedule = (step: number) => number;

/** What was given as a function; refuses what is no rate. */
export function scheduleOf(name: string, given: number | Schedule): Schedule {
  if (typeof given === 'function') return given;
  if (!(given > 0) || !Number.isFinite(given))
    throw new ArgumentError(name, 'learningRate must be a number above 0, or a function of the step', `${given}`);
  return () => given;
}

/**
 * From `from` to `to` along half a cosine in so many steps, after as many steps of rising from 0 as `warmup` says; then it stays. Loshchilov and Hutter 2017, SGDR: stochastic
 * gradient descent with warm restarts, equation 5.
 * @example
 * import { cosineSchedule } from 'brightfield';
 * const rate = cosineSchedule({ from: 0.1, steps: 100 });
 * rate(50); // 0.05
 */
export function cosineSchedule(options: { from: number; to?: number; steps: number; warmup?: number }): Schedule {
  const { from, to = 0, steps, warmup = 0 } = options;
  return (step) => {
    if (step < warmup) return (from * (step + 1)) / warmup;
    const share = Math.min(1, (step - warmup) / Math.max(1, steps - warmup));
    return to + ((from - to) * (1 + Math.cos(Math.PI * share))) / 2;
  };
}

/**
 * `from` times `factor` for every `every` steps that are over.
 * @example
 * import { stepSchedule } from 'brightfield';
 * const rate = stepSchedule({ from: 0.1, factor: 0.5, every: 10 });
 * rate(25); // 0.025
 */
export function stepSchedule(options: { from: number; factor: number; every: number }): Schedule {
  const { from, factor, every } = options;
  return (step) => from * factor ** Math.floor(step / every);
}
