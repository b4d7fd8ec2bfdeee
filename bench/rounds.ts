/**
 * Rounds, in which all take turns (a copy of memory, ours, ours of before, each peer; again), so that a machine that is busy slows all alike, and ratios are
 * those of turns side by side.
 */

import { median, pairedRatio, summarise } from '../src/core/statistics.js';
import type { PeerProcess } from './contestant.js';
import type { Turn } from './messages.js';
import type { PackageProcess } from './package.js';
import type { Measured, PeerResult, RowResult } from './result.js';
import type { BenchRow, PeerName } from './row.js';

/** A turn is as many calls as take about this long; a peer that is slow takes part in fewer rounds. Milliseconds. */
const TURN = 8;
const MOST_CALLS = 64;
const PATIENCE = 5_000;
const FEWEST_ROUNDS = 5;
/** An interval of `--against` holds with this probability: among a hundred rows one is named by chance. */
const SURE = 0.99;

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

/** Two calls that do not count fill caches and say how many make a turn; then all take turns, ours and what was before in changing order. */
export async function play(players: readonly Player[], rounds: number): Promise<void> {
  for (const player of players) {
    await player.turn(1);
    const { wall } = await player.turn(1);
    if (player.name !== 'copy') player.calls = Math.max(1, Math.min(MOST_CALLS, Math.ceil(TURN / wall)));
    player.rounds = Math.max(Math.min(FEWEST_ROUNDS, rounds), Math.min(rounds, Math.ceil(PATIENCE / wall)));
  }
  const [ours, before] = ['ours', 'before'].map((name) => players.find((player) => player.name === name));
  // who is compared with a build of ours makes as many calls as it
  if (ours && before) before.calls = ours.calls;
  for (let round = 0; round < rounds; round++) {
    const order = [...players];
    if (round % 2 && ours && before) order.splice(1, 2, before, ours);
    for (const player of order) if (round < player.rounds) player.turns.push(await player.turn(player.calls));
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
    peers[player.name as PeerName] = { ...theirs, ratio, cpuRatio: theirs.cpu / times.cpu };
  }
  const before = others.find(({ name }) => name === 'before');
  const copies = walls(copy);
  const shares = walls(ours).map((wall, round) => (leastBytes / wall) * ((copies[round] ?? Number.NaN) / copyBytes));
  return {
    times,
    shareOfCopy: median(shares),
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
