/** What a run of the bench leaves behind: one JSON file, read by the report and by whoever compares. Times are milliseconds, sizes bytes. */

import type { DType } from 'brightfield';
import type { Ratio, Summary } from '../src/core/statistics.js';
import type { Calibration } from './calibrate.js';
import type { Counters } from './counters.js';
import type { BenchSize, InSeries, PeerName, RowShape } from './row.js';

export const FORMAT = 2;

/** Wall clock, and beside it the processor time of all threads of the process. */
export interface Measured extends Summary {
  readonly cpu: number;
}

export interface PeerResult extends Measured {
  /** Their time over ours, round by round. */
  readonly ratio: Ratio;
  /** The same of processor time: the median, no interval. */
  readonly cpuRatio: number;
}

export interface RowResult {
  readonly row: string;
  readonly shape: RowShape;
  readonly dtype: DType;
  readonly series?: InSeries;
  readonly survey?: boolean;
  /** The revision that it is of, where that is not the file's. */
  readonly revision?: string;
  readonly rounds: number;
  /** Where a result differs from a peer's, a peer failed, or a row could not be run: what was said. No time of it counts. */
  readonly errors?: Readonly<Record<string, string>>;
  /** Why a row of a series was not measured. */
  readonly skipped?: string;
  /** Absent where something is wrong with the row itself. */
  readonly ours?: Measured & {
    /** The first run on a fresh device, upload and compilation included, and how many kernels were compiled. */
    readonly first: number;
    readonly compiled: number;
    /** On the GPU's clock: the sum of its dispatches, each timed. */
    readonly gpu?: number;
  };
  /** Most bytes of GPU memory that the first run held at a time, what lay idle in the pool included. */
  readonly peak?: number;
  readonly counters?: Counters;
  /** Bytes that must move at least. */
  readonly leastBytes: number;
  readonly flops?: number;
  /** Least bytes over time, as a share of what a copy of memory reached in the same rounds. */
  readonly shareOfCopy?: number;
  readonly peers: Readonly<Partial<Record<PeerName, PeerResult>>>;
  /** Time before over time now, round by round, where `--against` was asked for: above 1 is faster now. `cpu`: of processor time. */
  readonly against?: { readonly wall: Ratio; readonly cpu: Ratio; readonly before: Measured };
}

export interface BenchFile {
  readonly format: typeof FORMAT;
  readonly date: string;
  readonly version: string;
  readonly revision?: string;
  readonly against?: string;
  readonly size: BenchSize;
  readonly adapter: { readonly name: string; readonly software: boolean };
  readonly profile: string;
  readonly processor: string;
  /** Programs that wanted a processor when it began, the average of a minute; much more than nothing makes times of little worth, and ratios wide. */
  readonly load: number;
  readonly node: string;
  readonly copy: Calibration;
  /** Floating-point operations a millisecond that fused arithmetic reached. */
  readonly flops: number;
  readonly peers: Readonly<Partial<Record<PeerName, string>>>;
  readonly results: readonly RowResult[];
}
