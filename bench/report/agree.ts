/** Whether two runs say the same: of every ratio that both have, how far apart they are. */

import { median } from '../../src/core/statistics.js';
import type { BenchFile } from '../result.js';
import type { PeerName } from '../row.js';
import { busyText, PEER_NAMES } from './comparisons.js';

/** What two runs on one machine are to agree within. */
export const AGREED = 0.05;

export interface Pair {
  readonly row: string;
  readonly peer: PeerName;
  /** Ratios of wall time and of processor time, the first run's and the second's. */
  readonly wall: readonly [number, number];
  readonly cpu: readonly [number, number];
  /** Whether the intervals of the two have anything in common. */
  readonly overlap: boolean;
}

/** How much larger the larger of two is than the smaller: 0.05 is 5 %. */
export const apart = ([one, other]: readonly [number, number]): number => Math.max(one / other, other / one) - 1;

/** Every ratio of a row and a peer that both runs measured. */
export function pairsOf(first: BenchFile, second: BenchFile): Pair[] {
  const others = new Map(second.results.map((result) => [result.row, result]));
  return first.results.flatMap(({ row, peers }) =>
    (Object.keys(peers) as PeerName[]).flatMap((peer): Pair[] => {
      const [a, b] = [peers[peer], others.get(row)?.peers[peer]];
      if (!a || !b) return [];
      const overlap = a.ratio.low <= b.ratio.high && b.ratio.low <= a.ratio.high;
      return [{ row, peer, wall: [a.ratio.median, b.ratio.median], cpu: [a.cpuRatio, b.cpuRatio], overlap }];
    }),
  );
}

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;

/** How many agree, and by name those that do not, the furthest apart first. */
export function agreementText(first: BenchFile, second: BenchFile): string {
  const pairs = pairsOf(first, second);
  if (pairs.length === 0) return 'the two runs have no ratio in common';
  const count = (of: (pair: Pair) => boolean): string => `${pairs.filter(of).length} of ${pairs.length}`;
  const far = (by: 'wall' | 'cpu'): string => percent(median(pairs.map((pair) => apart(pair[by]))));
  const named = pairs
    .filter(({ wall }) => !(apart(wall) <= AGREED))
    .sort((a, b) => apart(b.wall) - apart(a.wall))
    .map(
      ({ row, peer, wall, overlap }) =>
        `  ${row}, ${PEER_NAMES[peer]}: ${wall.map((ratio) => ratio.toPrecision(3)).join(' and ')}, ${percent(apart(wall))} apart${overlap ? '' : ', and neither interval holds any of the other'}`,
    );
  const machines = [first, second].map((file, at) => `${at === 0 ? 'first' : 'second'} run${busyText(file)}`);
  return [
    `${machines.join(', ')}: ${pairs.length} ratios in both`,
    `within ${percent(AGREED)}: ${count(({ wall }) => apart(wall) <= AGREED)} of wall time (half are within ${far('wall')}), ${count(({ cpu }) => apart(cpu) <= AGREED)} of processor time (${far('cpu')})`,
    `intervals that meet: ${count(({ overlap }) => overlap)}`,
    ...(named.length ? ['further apart:', ...named] : []),
  ].join('\n');
}
