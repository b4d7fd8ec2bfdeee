/** What a run tells of itself while it goes on. */

/** What a loop had reached when it was last looked at. */
export interface LoopProgress {
  /** The operation whose loop it is. */
  readonly operation: string;
  readonly iterations: number;
  /** What is watched, such as a duality gap; NaN before the first check. */
  readonly measure: number;
}

/** How a loop that promised something ended. */
export interface LoopEnd {
  /** The operation whose loop it is. */
  readonly operation: string;
  /** What is watched: `gap`, `residual`. */
  readonly promised: string;
  readonly reached: number;
  /** What it was to come below. */
  readonly tolerance: number;
  readonly iterations: number;
  /** Whether it came below; a NaN, or a loop that was used up, did not. */
  readonly converged: boolean;
}

/** What a loop has reached, in a sentence. */
export function sentenceOf({ operation, promised, reached, tolerance, iterations, converged }: LoopEnd): string {
  const number = Number.isFinite(reached) ? `${Number(reached.toPrecision(3))}` : `${reached}`;
  const doubt = Number.isNaN(reached) ? '; is there a NaN among the data?' : '';
  return `${operation}: ${converged ? '' : 'not converged: '}${promised} ${number} after ${iterations} iterations (tolerance ${tolerance}${doubt})`;
}

/** Told the share done, 0 to 1, and in a loop that watches a measure what it has reached. */
export type Progress = (done: number, loop?: LoopProgress) => void;
