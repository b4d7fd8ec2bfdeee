/** What a run tells of itself while it goes on. */

/** What a loop had reached when it was last looked at. */
export interface LoopProgress {
  /** The operation whose loop it is. */
  readonly operation: string;
  readonly iterations: number;
  /** What is watched, such as a duality gap; NaN before the first check. */
  readonly measure: number;
}

/** Told the share done, 0 to 1, and in a loop that watches a measure what it has reached. */
export type Progress = (done: number, loop?: LoopProgress) => void;
