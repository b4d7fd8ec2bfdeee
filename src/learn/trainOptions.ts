/** What training takes, tells and gives. */
import type { Volume } from '../engine/volume.js';
import type { Node } from '../graph/node.js';
import type { Input } from '../graph/operation.js';
import type { Validation } from './evaluate.js';
import type { Parameters } from './network.js';
import type { Optimizer } from './optimizer.js';
import type { Batch, Loss } from './step.js';

/** All that training goes on from. */
export interface Checkpoint {
  /** Steps done. */
  readonly step: number;
  /** How they were made: training goes on in the same way, or not at all. */
  readonly made: {
    readonly optimizer: string;
    readonly seed: number;
    readonly batch: number;
    /** Which form of the kernels ran. */
    readonly profile: string;
  };
  readonly parameters: Parameters;
  /** What the optimizer keeps, by `parameter/slot`. */
  readonly slots: Parameters;
  /** What validation liked most so far; not there without one. */
  readonly best?: Best;
}

/** The best of all validations so far. */
export interface Best {
  readonly score: number;
  /** Which scores were better. */
  readonly goal: 'min' | 'max';
  /** Steps that were done then. */
  readonly step: number;
  /** Validations since. */
  readonly since: number;
  /** The parameters then, or their running means where these are taken. */
  readonly parameters: Parameters;
}

/** What a round of steps came to. */
export interface TrainingProgress {
  /** Steps done, of how many. */
  readonly step: number;
  readonly steps: number;
  /** The mean loss of the round. */
  readonly loss: number;
  /** What `validation` measured after it. */
  readonly score: number | undefined;
}

/** Changes a batch before the network sees it, on the GPU: `turn` is a voxel that differs from step to step, `seed` chooses the random numbers. */
export type Prepare = (batch: Batch, random: { readonly seed: number; readonly turn: Node }) => Batch;

export interface TrainOptions {
  /** Samples along n; they stay on the GPU in the type that they have. */
  readonly images: Input;
  /** What should be made of each, along n. */
  readonly target: Input;
  readonly loss: Loss;
  readonly optimizer: Optimizer;
  /** Samples a step; 32 when left out. */
  readonly batch?: number;
  /** How long, in steps; or in rounds through all samples, the last batch filled up from a round more. */
  readonly steps?: number;
  readonly epochs?: number;
  /** Steps between two looks at the losses, and validations: a round through the samples, but 50 to 200, when left out. */
  readonly every?: number;
  readonly seed?: number;
  readonly prepare?: Prepare;
  /** Gradients longer than this, all taken together, are shortened to it. */
  readonly clipNorm?: number;
  /** How much of the running mean of the parameters is kept in a step, such as 0.999: what is validated and handed back is that mean. None is taken where left out. */
  readonly average?: number;
  readonly validation?: Validation;
  /** Ends once so many validations in a row were no better than the best. */
  readonly patience?: number;
  /** Whether the parameters of the best validation are handed back, and not the last. True when left out; the checkpoint has both. */
  readonly restoreBest?: boolean;
  /** What the parameters begin as; those of the network when left out. */
  readonly parameters?: Parameters;
  /** Goes on where another training ended, its best validation included. */
  readonly resume?: Checkpoint;
  /**
   * Told after every round, with the parameters where they lie: until the promise that it may return is kept, which the next round waits for. What looks at
   * them runs a graph of them, `net.apply(images, parameters)`.
   */
  readonly progress?: (
    progress: TrainingProgress,
    parameters: Readonly<Record<string, Volume>>,
  ) => void | Promise<void>;
  /** Ends with what was reached. */
  readonly stop?: AbortSignal;
  /** Ends with `CancelledError`. */
  readonly signal?: AbortSignal;
}

export interface Trained {
  /** The parameters of the best validation, where there is one and `restoreBest` is not false; else the last. */
  readonly parameters: Parameters;
  /** To go on from. */
  readonly checkpoint: Checkpoint;
  /** The loss of every step that was done in this call. */
  readonly losses: Float32Array;
  readonly history: readonly TrainingProgress[];
  readonly reason: 'finished' | 'patience' | 'stopped';
}
