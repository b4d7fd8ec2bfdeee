/**
 * What is said of a list of times. All of it is robust: a machine that was busy for one round changes nothing.
 *
 * The interval of a median is the sign test turned round (W. R. Thompson, Ann. Math. Statist. 7, 1936, 122-128): whatever the distribution, the
 * median of the population lies between the k-th smallest and the k-th largest of n independent values with probability 1 - 2 P(B(n, 1/2) < k).
 * It has no parameters, draws no random numbers, and says what it has attained, which for few values is less than what was asked for.
 */

/** Median, minimum and spread of some times; the spread is 1.4826 times the median distance from the median, a standard deviation where they are normal (Rousseeuw & Croux 1993). */
export interface Summary {
  readonly median: number;
  readonly minimum: number;
  readonly spread: number;
}

/** The median of ratios and where it lies with which probability. */
export interface Ratio {
  readonly median: number;
  readonly low: number;
  readonly high: number;
  readonly confidence: number;
  readonly rounds: number;
}

/** The middle of some numbers; NaN of none. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 ? upper : ((sorted[middle - 1] ?? upper) + upper) / 2;
}

/** The mean of the middle half: a call that was held up changes nothing, and times that come in steps, such as those of naps, are smoothed. NaN of none. */
export function midmean(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const left = Math.floor(sorted.length / 4);
  const middle = sorted.slice(left, sorted.length - left);
  return middle.reduce((sum, value) => sum + value, 0) / middle.length;
}

export function summarise(values: readonly number[]): Summary {
  const middle = median(values);
  const spread = 1.4826 * median(values.map((value) => Math.abs(value - middle)));
  return { median: middle, minimum: values.length ? Math.min(...values) : Number.NaN, spread };
}

/** P(B(n, 1/2) < k). */
function below(k: number, n: number): number {
  let sum = 0;
  let term = 0.5 ** n;
  for (let i = 0; i < k; i++) {
    sum += term;
    term *= (n - i) / (i + 1);
  }
  return sum;
}

/** The median of some numbers with the narrowest interval of order statistics that holds it with the probability asked for; the widest there is where none does. */
export function medianInterval(values: readonly number[], wanted = 0.95): Ratio {
  const sorted = [...values].sort((a, b) => a - b);
  const n = sorted.length;
  let k = 1;
  while (2 * (k + 1) <= n && 1 - 2 * below(k + 1, n) >= wanted) k++;
  const at = (index: number): number => sorted[index] ?? Number.NaN;
  return { median: median(sorted), low: at(k - 1), high: at(n - k), confidence: 1 - 2 * below(k, n), rounds: n };
}

/** What each round saw side by side: theirs over ours, for the rounds that both took part in. */
export function pairedRatio(theirs: readonly number[], ours: readonly number[], wanted?: number): Ratio {
  const pairs = theirs.slice(0, ours.length).map((time, at) => time / (ours[at] ?? Number.NaN));
  return medianInterval(pairs, wanted);
}
