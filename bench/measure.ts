/**
 * How a row is measured. Correctness first: our result is compared with every peer's, and who differs has no time. Then rounds, in which all take turns (a
 * copy of memory, ours, ours of before, each peer; again), so that a machine that is busy slows all alike, and ratios are those of turns side by side.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { decodeNpy, encodeNpy } from 'brightfield/io';
import { disagreement } from './agreement.js';
import { isOnGpu, type PeerProcess, peerOf } from './contestant.js';
import type { Turn } from './messages.js';
import { noise } from './noise.js';
import type { PackageProcess } from './package.js';
import type { Measured, PeerResult, RowResult } from './result.js';
import { type BenchRow, type PeerName, shapeAt, voxelsOf } from './row.js';
import { median, pairedRatio, summarise } from './statistics.js';

export interface Taking {
  readonly ours: PackageProcess;
  readonly before: PackageProcess | undefined;
  readonly peers: readonly PeerProcess[];
  readonly size: 'small' | 'full';
  readonly rounds: number;
  /** Bytes that move in one of the copies. */
  readonly copyBytes: number;
}

/** A turn is as many calls as take about this long; a peer that is slow takes part in fewer rounds. */
const TURN = 8;
const MOST_CALLS = 64;
const PATIENCE = 5_000;
const FEWEST_ROUNDS = 5;
/** Voxels up to which peers walk along with a series. */
const MOST_ON_CPU = 2 ** 22;
const MOST_ON_GPU = 2 ** 28;
/** An interval of `--against` holds with this probability: among a hundred rows one is named by chance. */
const SURE = 0.99;

/** Results that are not the same: whose is wrong is not known, so the row has no time. A peer that cannot do it only stands aside. */
export const DIFFERS = 'differs: ';

interface Player {
  readonly name: string;
  readonly turn: (calls: number) => Promise<Turn>;
  calls: number;
  rounds: number;
  readonly turns: Turn[];
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

export async function measure(taking: Taking, row: BenchRow): Promise<RowResult> {
  const { ours, before, size } = taking;
  const shape = shapeAt(row, size);
  const dtype = row.dtype ?? 'f32';
  const voxels = voxelsOf(shape);
  const base = {
    row: row.name,
    shape,
    dtype,
    ...(row.series && { series: row.series }),
    leastBytes: row.bytesPerVoxel * voxels,
    ...(row.flopsPerVoxel && { flops: row.flopsPerVoxel * voxels }),
  };
  const errors: Record<string, string> = {};
  const wrong = (): RowResult => ({ ...base, rounds: 0, errors, peers: {} });
  const opened = await ours.ask({ do: 'open', row: row.name, size }).catch((error: unknown) => {
    errors.brightfield = messageOf(error);
  });
  if (!opened) return wrong();
  const was = await before?.ask({ do: 'open', row: row.name, size }).catch((error: unknown) => {
    errors.before = messageOf(error);
  });
  try {
    const agreeing = await agreed(taking, row, errors);
    if (Object.values(errors).some((said) => said.startsWith(DIFFERS))) {
      await ours.ask({ do: 'close' });
      return wrong();
    }
    const players = playersOf(taking, row, agreeing, was !== undefined && !errors.before);
    await play(players, taking);
    const { counters, gpu } = await ours.ask({ do: 'count' });
    return {
      ...base,
      ...resultOf(players, taking, base.leastBytes, errors),
      ...facts(opened, players, counters, gpu),
      peak: (await ours.ask({ do: 'close' })).peak,
    };
  } catch (error) {
    errors.brightfield = messageOf(error);
    await ours.ask({ do: 'close' }).catch(() => undefined);
    return wrong();
  } finally {
    if (was) await before?.ask({ do: 'close' });
  }
}

/** The peers whose results are ours; what the others said is among the errors. */
async function agreed(
  taking: Taking,
  row: BenchRow,
  errors: Record<string, string>,
): Promise<[PeerProcess, PeerName][]> {
  const voxels = voxelsOf(shapeAt(row, taking.size));
  const asked = taking.peers.flatMap((peer) =>
    (Object.keys(peer.versions) as PeerName[])
      .filter((name) => peerOf(row, name) && !(row.series && voxels > (isOnGpu(name) ? MOST_ON_GPU : MOST_ON_CPU)))
      .map((name) => [peer, name] as const),
  );
  const compared = taking.before !== undefined || asked.length > 0;
  if (!compared || row.act) return [];
  const folder = mkdtempSync(join(tmpdir(), 'brightfield-bench-'));
  const [data, mine, theirs] = ['data.npy', 'ours.npy', 'theirs.npy'].map((name) => join(folder, name)) as [
    string,
    string,
    string,
  ];
  try {
    await taking.ours.ask({ do: 'answer', file: mine });
    const read = (file: string) => decodeNpy(readFileSync(file));
    const result = read(mine);
    if (taking.before && !errors.before) {
      const said = await taking.before.ask({ do: 'answer', file: theirs }).then(
        () =>
          disagreement(result, read(theirs), {
            rel: 1e-4,
            abs: 1e-4,
            share: 1e-3,
            why: 'two builds of one operation',
          }),
        messageOf,
      );
      if (said) errors.before = said;
    }
    if (asked.length === 0) return [];
    writeFileSync(data, await encodeNpy(noise(shapeAt(row, taking.size), row.dtype)));
    const ready = new Set<PeerProcess>();
    const agreeing: [PeerProcess, PeerName][] = [];
    for (const [peer, name] of asked) {
      try {
        if (!ready.has(peer)) await peer.prepare(row, data);
        ready.add(peer);
        await peer.answer(name, row, theirs);
        const said = disagreement(result, read(theirs), peerOf(row, name)?.agrees ?? row.agrees);
        if (said) errors[name] = `${DIFFERS}${said}`;
        else agreeing.push([peer, name]);
      } catch (error) {
        errors[name] = messageOf(error);
      }
    }
    return agreeing;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function playersOf(
  { ours, before, rounds }: Taking,
  row: BenchRow,
  agreeing: [PeerProcess, PeerName][],
  with_: boolean,
): Player[] {
  const player = (name: string, turn: Player['turn']): Player => ({ name, turn, calls: 1, rounds, turns: [] });
  return [
    player('copy', () => ours.ask({ do: 'copy' })),
    player('ours', (calls) => ours.ask({ do: 'turn', calls })),
    ...(with_ && before ? [player('before', (calls) => before.ask({ do: 'turn', calls }))] : []),
    ...agreeing.map(([peer, name]) => player(name, (calls) => peer.turn(name, row, calls))),
  ];
}

/** Two rounds that do not count fill caches and say how many calls make a turn; then all take turns, ours and what was before in changing order. */
async function play(players: readonly Player[], { rounds }: Taking): Promise<void> {
  for (const player of players) {
    await player.turn(1);
    const { wall } = await player.turn(1);
    if (player.name !== 'copy') player.calls = Math.max(1, Math.min(MOST_CALLS, Math.ceil(TURN / wall)));
    player.rounds = Math.max(Math.min(FEWEST_ROUNDS, rounds), Math.min(rounds, Math.ceil(PATIENCE / wall)));
  }
  // who is compared with a build of ours makes as many calls as it
  const [ours, before] = ['ours', 'before'].map((name) => players.find((player) => player.name === name));
  if (ours && before) before.calls = ours.calls;
  for (let round = 0; round < rounds; round++) {
    const order = [...players];
    if (round % 2 && before) order.splice(1, 2, before, ours as Player);
    for (const player of order) if (round < player.rounds) player.turns.push(await player.turn(player.calls));
  }
}

const cpus = ({ turns }: Player): number[] => turns.map(({ cpu }) => cpu);
const walls = ({ turns }: Player): number[] => turns.map(({ wall }) => wall);
const measured = (player: Player): Measured => ({
  ...summarise(walls(player)),
  cpu: median(cpus(player)),
});

function resultOf(
  players: readonly Player[],
  { rounds, copyBytes }: Taking,
  leastBytes: number,
  errors: Record<string, string>,
) {
  const [copy, ours, ...others] = players as [Player, Player, ...Player[]];
  const peers: Partial<Record<PeerName, PeerResult>> = {};
  const mine = measured(ours);
  for (const player of others.filter(({ name }) => name !== 'before')) {
    const theirs = measured(player);
    const ratio = pairedRatio(walls(player), walls(ours));
    peers[player.name as PeerName] = { ...theirs, ratio, cpuRatio: theirs.cpu / mine.cpu };
  }
  const before = others.find(({ name }) => name === 'before');
  const shares = walls(ours).map(
    (wall, round) => (leastBytes / wall) * ((walls(copy)[round] ?? Number.NaN) / copyBytes),
  );
  return {
    rounds,
    ...(Object.keys(errors).length > 0 && { errors }),
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

function facts(
  { first, compiled }: { first: number; compiled: number },
  players: readonly Player[],
  counters: RowResult['counters'],
  gpu: number | undefined,
): Pick<RowResult, 'ours' | 'counters'> {
  const ours = players[1] as Player;
  return {
    ours: { ...measured(ours), first, compiled, ...(gpu !== undefined && { gpu }) },
    ...(counters && { counters }),
  };
}
