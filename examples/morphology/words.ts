/** What is written beneath the four pictures. */
import type { Params } from './graph.js';
import { OPERATORS } from './operators.js';

type Four = readonly [string, string, string, string];

export function words({ show, operator, noise }: Params): Four {
  const name = OPERATORS[operator].words;
  if (show === 'curve') return [`g(${name}(u))`, `${name}(g(u))`, 'g(average(u))', 'average(g(u))'];
  const seen = noise > 0 ? `u, ${percent(noise)} of it noise` : 'u';
  return [seen, `${name}(u)`, 'average(u), over the same B', `${name}(u) − u`];
}

export const percent = (share: number): string => `${Math.round(100 * share)} %`;

/** What was measured, for the pictures that it says something of. */
export function measuredOf(
  { show, operator, noise }: Params,
  measured: ArrayLike<number>,
): readonly (string | undefined)[] {
  const [a = Number.NaN, b = Number.NaN, c = Number.NaN] = Array.from(measured);
  if (show === 'curve') return [undefined, `largest difference ${a}`, undefined, `largest difference ${b}`];
  if (noise === 0) return [];
  return [decibels(a), OPERATORS[operator].isFilter ? decibels(b) : undefined, decibels(c)];
}

const decibels = (ratio: number): string =>
  ratio === Number.POSITIVE_INFINITY ? 'no difference' : `${ratio.toFixed(1)} dB`;
