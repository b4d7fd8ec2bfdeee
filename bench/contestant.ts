/** Who takes part in a row: the package, an earlier build of it, and what a user would run instead. Each is a process that lives as long as the bench. */
import type { Turn } from './messages.js';
import type { BenchRow, PeerName } from './row.js';

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

export function lineOf(row: BenchRow, name: PeerName): { run: string; result: string } {
  const peer = row.peers[name];
  if (peer === undefined) throw new Error(`${row.name} has no ${name}`);
  return typeof peer === 'string' ? { run: peer, result: 'r' } : { run: peer.run, result: peer.result ?? 'r' };
}
