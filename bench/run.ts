/** How it is measured: contestants take turns (copy, ours, each peer, again), so that a busy machine slows all alike. */
import { type Engine, HostVolume, type Node, openEngine, source } from 'brightfield';
import type { Peers } from './peers.js';
import type { BenchRow } from './row.js';

export interface Times {
  readonly median: number;
  readonly minimum: number;
}

export interface BenchResult {
  readonly row: string;
  readonly shape: BenchRow['shape'];
  readonly rounds: number;
  /** Milliseconds of wall time until the GPU is done. */
  readonly ours: Times;
  /** A plain copy of the same volume by the same engine, in the same rounds. */
  readonly copy: Times;
  /** Least bytes over time, as a share of what the copy reaches. */
  readonly shareOfCopy: number;
  readonly peers: Readonly<Record<string, Times & { readonly ratio: number }>>;
}

/** Median and minimum of some times. */
export function summarise(times: readonly number[]): Times {
  const sorted = [...times].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? Number.NaN;
  const median = sorted.length % 2 ? upper : ((sorted[middle - 1] ?? upper) + upper) / 2;
  return { median, minimum: sorted[0] ?? Number.NaN };
}

/** The median of the rounds' own ratios: what each round saw side by side. */
export function medianRatio(theirs: readonly number[], ours: readonly number[]): number {
  return summarise(theirs.map((time, at) => time / (ours[at] ?? Number.NaN))).median;
}

/** Uniform numbers in [0, 1), or bytes, of a fixed seed. */
function noise({ shape, dtype = 'f32' }: BenchRow): HostVolume {
  const volume = new HostVolume({ shape, dtype });
  let state = 12345;
  for (let at = 0; at < volume.data.length; at++) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    volume.data[at] = dtype === 'u8' ? state >>> 24 : (state >>> 8) / 2 ** 24;
  }
  return volume;
}

async function once(engine: Engine, node: Node): Promise<number> {
  const began = performance.now();
  const volume = await engine.run(node);
  await engine.finished();
  const spent = performance.now() - began;
  volume.dispose();
  return spent;
}

/** Measures one row. */
export async function measure(
  engine: Engine,
  row: BenchRow,
  peers: Peers | undefined,
  rounds: number,
): Promise<BenchResult> {
  const image = noise(row);
  const ours = row.build(image);
  // a source as an output is copied: one load and one store a voxel
  const copy = source(image);
  const names = Object.keys(row.peers).filter((name) => peers?.has(name)) as (keyof BenchRow['peers'])[];
  await peers?.prepare(row);
  const times: Record<string, number[]> = {
    ours: [],
    copy: [],
    ...Object.fromEntries(names.map((name) => [name, []])),
  };
  for (let round = -2; round < rounds; round++) {
    const turn: Record<string, number> = { copy: await once(engine, copy), ours: await once(engine, ours) };
    for (const name of names) turn[name] = (await peers?.time(row.peers[name] ?? '')) ?? Number.NaN;
    // the first two rounds compile, fill caches and allocate
    if (round >= 0) for (const [name, time] of Object.entries(turn)) times[name]?.push(time);
  }
  engine.forget(image);
  const mine = times.ours ?? [];
  const theCopy = summarise(times.copy ?? []);
  const result = summarise(mine);
  return {
    row: row.name,
    shape: row.shape,
    rounds,
    ours: result,
    copy: theCopy,
    shareOfCopy: (row.bytesPerVoxel / result.median) * (theCopy.median / (row.dtype === 'u8' ? 2 : 8)),
    peers: Object.fromEntries(
      names.map((name) => [name, { ...summarise(times[name] ?? []), ratio: medianRatio(times[name] ?? [], mine) }]),
    ),
  };
}

/** An engine for measuring; prints which adapter it is. */
export async function openForBench(): Promise<Engine> {
  const engine = await openEngine();
  const { name, software } = engine.adapter;
  console.error(`adapter: ${name}${software ? ' (software: these are times of the processor)' : ''}`);
  return engine;
}
