/** Who takes part in a row: the package, an earlier build of it, and what a user would run instead. Each is a process that lives as long as the bench. */
import type { Turn } from './messages.js';
import type { BenchRow, Peer, PeerName } from './row.js';

/** What a peer is given of a row, and how it is asked. */
export interface PeerProcess {
  /** Versions by library. */
  readonly versions: Readonly<Partial<Record<PeerName, string>>>;
  /** Loads the data of a row from a file and makes what else its lines take. */
  prepare(row: BenchRow, file: string): Promise<void>;
  /** Runs a line once and writes what it comes to into a file. */
  answer(name: PeerName, row: BenchRow, file: string): Promise<void>;
  /** The time of some calls, each. */
  turn(name: PeerName, row: BenchRow, calls: number): Promise<Turn>;
  close(): void;
}

/** Libraries that do on a GPU what others do on the processor, by the same line. */
const ALIKE: Readonly<Partial<Record<PeerName, readonly PeerName[]>>> = {
  cupy: ['scipy', 'numpy'],
  cucim: ['skimage'],
  torchCuda: ['torch'],
};

/** What a peer is asked in a row: its own line, or that of the library that it is alike to. */
export function peerOf({ peers }: BenchRow, name: PeerName): Peer | undefined {
  const given = [name, ...(ALIKE[name] ?? [])].map((each) => peers[each]).find((each) => each !== undefined);
  return typeof given === 'string' ? { run: given } : given;
}

/** Whether it computes where we do: as large as the data may be, a file of them goes there. */
export const isOnGpu = (name: PeerName): boolean => name in ALIKE;

export function lineOf(row: BenchRow, name: PeerName): { run: string; result: string } {
  const peer = peerOf(row, name);
  if (!peer) throw new Error(`${row.name} has no ${name}`);
  return { run: peer.run, result: peer.result ?? 'r' };
}
