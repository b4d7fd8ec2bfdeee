/**
 * Rounds, in which all take turns (a copy of memory, ours, ours of before, each peer; again), so that a machine that is busy slows all alike, and ratios are
 * those of turns side by side. A turn is some calls, of which the middle half counts; rounds go on until every ratio is known well enough, or it takes too long.
 */

import { median, pairedRatio, summarise } from '../src/core/statistics.js';
import type { PeerProcess } from './contestant.js';
import type { Turn } from './messages.js';
import type { PackageProcess } from './package.js';
import type { Measured, PeerResult, RowResult } from './result.js';
import type { BenchRow, PeerName } from './row.js';

/** A turn is as many calls as take about this long; a peer that is slow takes part in fewer rounds. Milliseconds. */
const TURN = 30;
const MOST_CALLS = 64;
const PATIENCE = 5_000;
const FEWEST_ROUNDS = 5;
/** An interval of `--against` holds with this probability: among a hundred rows one is named by chance. */
const SURE = 0.99;
/** Rounds go on while a ratio's interval reaches further than this from its median: two runs are to agree within twice as much. */
const KNOWN = 0.025;
/** But not for longer than this, nor for more than so many times the rounds asked for. */
const LONGER = 6_000;
const MOST_ROUNDS = 5;
/** Before they count, turns are taken until one is as quick as the one before but for this; at most so many. */
const STEADY = 0.05;
const WARMING = 6;

export interface Player {
  readonly name: string;
  readonly turn: (calls: number) => Promise<Turn>;
  calls: number;
  rounds: number;
  readonly turns: Turn[];
}

/** Who takes part, in order; `before` is absent where its result is not ours, too. */
export function playersOf(
  row: BenchRow,
  ours: PackageProcess,
  before: PackageProcess | undefined,
  peers: readonly (readonly [PeerProcess, PeerName])[],
  rounds: number,
): Player[] {
  const player = (name: string, turn: Player['turn']): Player => ({ name, turn, calls: 1, rounds, turns: [] });
  return [
    player('copy', () => ours.ask({ do: 'copy' })),
    player('ours', (calls) => ours.ask({ do: 'turn', calls })),
    ...(before ? [player('before', (calls) => before.ask({ do: 'turn', calls }))] : []),
    ...peers.map(([peer, name]) => player(name, (calls) => peer.turn(name, row, calls))),
  ];
}

/** Turns that do not count fill caches, and say how many calls make one. */
async function warm(player: Player, rounds: number): Promise<void> {
  await player.turn(1);
  let { wall } = await player.turn(1);
  if (player.name !== 'copy') player.calls = Math.max(1, Math.min(MOST_CALLS, Math.ceil(TURN / wall)));
  for (let at = 0; at < WARMING && wall * (at + 1) < PATIENCE / WARMING; at++) {
    const before = wall;
    ({ wall } = await player.turn(player.calls));
    if (wall > (1 - STEADY) * before) break;
  }
  player.rounds = Math.max(Math.min(FEWEST_ROUNDS, rounds), Math.min(rounds, Math.ceil(PATIENCE / wall)));
}

/** Whether no ratio would gain by more rounds: each is known well enough, or its player has taken all of its turns. */
function known([, ours, ...others]: readonly Player[], rounds: number): boolean {
  return others.every((player) => {
    if (!ours || player.rounds < rounds) return true;
    const { median, low, high } = pairedRatio(walls(player), walls(ours));
    return Math.max(high - median, median - low) <= KNOWN * median;
  });
}

/** All are warmed up, then take turns, ours and what was before in changing order; `longer`: until ratios are known. */
export async function play(players: readonly Player[], rounds: number, longer: boolean): Promise<void> {
  for (const player of players) await warm(player, rounds);
  const [ours, before] = ['ours', 'before'].map((name) => players.find((player) => player.name === name));
  // who is compared with a build of ours makes as many calls as it
  if (ours && before) before.calls = ours.calls;
  const slow = (player: Player): boolean => player.rounds < rounds;
  let [round, until] = [0, Number.POSITIVE_INFINITY];
  for (; round < rounds || (longer && round < MOST_ROUNDS * rounds && performance.now() < until); round++) {
    if (round === rounds) until = performance.now() + LONGER;
    if (round >= rounds && (!ours || slow(ours) || known(players, rounds))) break;
    const order = [...players];
    if (round % 2 && ours && before) order.splice(1, 2, before, ours);
    for (const player of order)
      if (round < player.rounds || !slow(player)) player.turns.push(await player.turn(player.calls));
  }
}

const walls = ({ turns }: Player): number[] => turns.map(({ wall }) => wall);
const cpus = ({ turns }: Player): number[] => turns.map(({ cpu }) => cpu);
const measured = (player: Player): Measured => ({ ...summarise(walls(player)), cpu: median(cpus(player)) });

/** What the rounds come to. `copyBytes` move in one of the copies. */
export function resultOf(
  [copy, ours, ...others]: readonly Player[],
  leastBytes: number,
  copyBytes: number,
): Pick<RowResult, 'peers' | 'against'> & { readonly times: Measured; readonly shareOfCopy: number } {
  if (!copy || !ours) throw new Error('a copy and ours take part always');
  const times = measured(ours);
  const peers: Partial<Record<PeerName, PeerResult>> = {};
  for (const player of others.filter(({ name }) => name !== 'before')) {
    const theirs = measured(player);
    const ratio = pairedRatio(walls(player), walls(ours));
    const cpuRatio = pairedRatio(cpus(player), cpus(ours)).median;
    peers[player.name as PeerName] = { ...theirs, ratio, cpuRatio };
  }
  const before = others.find(({ name }) => name === 'before');
  return {
    times,
    shareOfCopy: (leastBytes / copyBytes) * pairedRatio(walls(copy), walls(ours)).median,
    peers,
    ...(before && {
      against: {
        wall: pairedRatio(walls(before), walls(ours), SURE),
        cpu: pairedRatio(cpus(before), cpus(ours), SURE),
        before: measured(before),
      },
    }),
  };
}
