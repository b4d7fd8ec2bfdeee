/** What is asked of the process that computes, and what it answers. */
import type { DType } from 'brightfield';
import type { Calibration } from './calibrate.js';
import type { Counters } from './counters.js';
import type { BenchSize } from './row.js';

export type Asked =
  | { readonly do: 'facts' | 'calibrate' | 'copy' | 'count' | 'close' }
  | { readonly do: 'open'; readonly row: string; readonly size: BenchSize }
  | { readonly do: 'turn'; readonly calls: number }
  /** Write what the row computes, or what it is given. */
  | { readonly do: 'answer' | 'given'; readonly file: string };

/** Milliseconds of a call: until the result is there (of the calls of a turn, the mean of the middle half), and those of all threads of the process that made it. */
export interface Turn {
  readonly wall: number;
  readonly cpu: number;
}

export interface Opened {
  /** Milliseconds of the first run, upload and compilation included. */
  readonly first: number;
  /** Of the data that it was given. */
  readonly dtype: DType;
  readonly compiled: number;
  /** Most bytes of GPU memory that it held. */
  readonly peak: number;
}

export interface Answers {
  readonly facts: {
    readonly adapter: { readonly name: string; readonly software: boolean };
    readonly profile: string;
    readonly maxBinding: number;
    readonly budget: number;
  };
  readonly calibrate: { readonly copy: Calibration; readonly flops: number };
  readonly copy: Turn;
  readonly open: Opened;
  readonly turn: Turn;
  readonly answer: null;
  readonly given: null;
  readonly count: { readonly counters?: Counters; readonly gpu?: number };
  readonly close: null;
}
