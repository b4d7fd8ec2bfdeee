/** How a row is measured: it is opened, its result compared with everybody's, all take turns, and what its plan says is counted. */
import { agreed, DIFFERS, messageOf } from './agreed.js';
import type { PeerProcess } from './contestant.js';
import type { PackageProcess } from './package.js';
import type { RowResult } from './result.js';
import { play, playersOf, resultOf } from './rounds.js';
import { type BenchRow, type BenchSize, shapeAt, voxelsOf } from './row.js';

export interface Taking {
  readonly ours: PackageProcess;
  readonly before: PackageProcess | undefined;
  readonly peers: readonly PeerProcess[];
  readonly size: BenchSize;
  readonly rounds: number;
  /** Bytes that move in one of the copies. */
  readonly copyBytes: number;
}

/** Rounds of a row of the survey: there are thousands, and it is factors that it looks for. */
const OF_SURVEY = 5;

export async function measure(taking: Taking, row: BenchRow): Promise<RowResult> {
  const { ours, before, size, copyBytes } = taking;
  const rounds = row.survey ? Math.min(taking.rounds, OF_SURVEY) : taking.rounds;
  const shape = shapeAt(row, size);
  const voxels = voxelsOf(shape);
  const leastBytes = row.bytesPerVoxel * voxels;
  const base = {
    row: row.name,
    shape,
    dtype: row.dtype ?? 'f32',
    ...(row.series && { series: row.series }),
    ...(row.survey && { survey: true }),
    leastBytes,
    ...(row.flopsPerVoxel && { flops: row.flopsPerVoxel * voxels }),
  } as const;
  const errors: Record<string, string> = {};
  const wrong = (): RowResult => ({ ...base, rounds: 0, errors, peers: {} });
  const open = { do: 'open', row: row.name, size } as const;
  const opened = await ours.ask(open).catch((error: unknown) => {
    errors.brightfield = messageOf(error);
  });
  if (!opened) return wrong();
  const was = await before?.ask(open).catch((error: unknown) => {
    errors.before = messageOf(error);
  });
  try {
    const peers = await agreed(taking, row, errors);
    if (Object.values(errors).some((said) => said.startsWith(DIFFERS))) return wrong();
    const players = playersOf(row, ours, errors.before ? undefined : before, peers, rounds);
    await play(players, rounds, !row.series);
    const { counters, gpu } = await ours.ask({ do: 'count' });
    const { times, shareOfCopy, ...result } = resultOf(players, leastBytes, copyBytes);
    const { first, compiled, peak, dtype } = opened;
    return {
      ...base,
      dtype,
      rounds: Math.max(...players.map(({ turns }) => turns.length)),
      ...(Object.keys(errors).length > 0 && { errors }),
      ours: { ...times, first, compiled, ...(gpu !== undefined && { gpu }) },
      peak,
      ...(counters && { counters }),
      // what moves between host and GPU is no copy
      ...(row.build && { shareOfCopy }),
      ...result,
    };
  } catch (error) {
    errors.brightfield = messageOf(error);
    return wrong();
  } finally {
    await ours.ask({ do: 'close' });
    if (was) await before?.ask({ do: 'close' });
  }
}
