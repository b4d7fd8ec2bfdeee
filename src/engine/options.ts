/** What an engine is opened with, and what a run is asked beside its outputs. */
import type { ContextOptions } from '../gpu/context.js';
import type { PoolReport } from '../gpu/pool.js';
import type { Base, Profile } from './profile.js';
import type { LoopEnd, Progress } from './progress.js';

export interface EngineOptions extends ContextOptions {
  /** Off: every node is stored. For tests and for finding faults; results have the same bits. */
  readonly fusion?: boolean;
  /** Forms of the kernels for threads side by side (`gpu`), for a processor (`cpu`), or as `parseProfile` read them; by the kind of adapter unless said. */
  readonly profile?: Base | Profile;
  /**
   * Told of what is not as it was asked for: a table that had to be made again with more room, a solver that ended before it came to its tolerance, or met a NaN.
   * `console.warn` unless said.
   */
  readonly warn?: (message: string) => void;
}

export interface RunOptions {
  /** Gives the run up: it rejects with `CancelledError`, and what it made is freed. */
  readonly signal?: AbortSignal;
  /** Ends loops early: each keeps what it has reached, says `cancelled` as its reason, and the run goes on behind it. */
  readonly stop?: AbortSignal;
  /** Called with the share done, 0 to 1, and inside a loop that watches a measure with what it has reached. */
  readonly progress?: Progress;
  /** Told how each loop of a solver ended, converged or not: its certificate, whatever outputs were asked for. */
  readonly ended?: (end: LoopEnd) => void;
}

/** What an engine has taken of its device so far. */
export interface EngineReport extends PoolReport {
  /** Kernels compiled. */
  readonly compiled: number;
  /** How often runs handed commands over to the device. */
  readonly submits: number;
}
