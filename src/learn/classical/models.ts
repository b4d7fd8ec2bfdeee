/** What learners give: models that predict, and say how well. */
import type { HostVolume } from '../../core/hostVolume.js';
import { columnOf, type Matrix, matrixOf, tableOf, targetsOf } from './table.js';

/** A model that says a class. */
export interface Classifier {
  /** The classes that it knows, ascending. */
  readonly classes: readonly number[];
  /** The class of each sample: samples along y, f32. Throws `ArgumentError` for a table of other features. */
  predict(table: HostVolume): HostVolume;
  /** The share of samples whose class is predicted, 0 to 1. Throws `ArgumentError` for a target of several columns. */
  score(table: HostVolume, target: HostVolume): number;
}

/** A classifier that says how sure it is. */
export interface ProbableClassifier extends Classifier {
  /** The probability of each class: samples along y, classes along x, in their order. */
  predictProba(table: HostVolume): HostVolume;
}

/** A model that says numbers. */
export interface Regressor {
  /** Samples along y, as many numbers along x as were learned. */
  predict(table: HostVolume): HostVolume;
  /** R² = 1 - Σ (y - ŷ)² / Σ (y - mean)², the mean over what was learned where that is more than one. Where all y are the same it is 1 if they are met exactly, and else 0. */
  score(table: HostVolume, target: HostVolume): number;
}

/** A classifier of what gives a weight to each class of each sample; of equal ones the first class wins. */
export function classifierOf(
  learner: string,
  classes: readonly number[],
  features: number,
  weigh: (samples: Matrix) => Float64Array,
): Classifier {
  const predict = (table: HostVolume): HostVolume => {
    const weights = weigh(tableOf(learner, table, features));
    const count = classes.length;
    return columnOf(
      Array.from({ length: weights.length / count }, (_, row) => {
        const own = weights.subarray(row * count, (row + 1) * count);
        return classes[own.indexOf(Math.max(...own))] ?? Number.NaN;
      }),
    );
  };
  return { classes, predict, score: (table, target) => accuracy(learner, predict(table), target) };
}

/** The same of probabilities. */
export function probableOf(
  learner: string,
  classes: readonly number[],
  features: number,
  weigh: (samples: Matrix) => Float64Array,
): ProbableClassifier {
  return {
    ...classifierOf(learner, classes, features, weigh),
    predictProba: (table) => matrixOf(weigh(tableOf(learner, table, features)), classes.length),
  };
}

/** The share of samples that are the same. */
function accuracy(learner: string, predicted: HostVolume, target: HostVolume): number {
  const { data, rows } = targetsOf(learner, target, predicted.shape.y, 1);
  return data.filter((each, at) => each === predicted.data[at]).length / rows;
}

/** A regressor of what gives its numbers for each sample. */
export function regressorOf(
  learner: string,
  features: number,
  outputs: number,
  compute: (samples: Matrix) => Float64Array,
): Regressor {
  return {
    predict: (table) => matrixOf(compute(tableOf(learner, table, features)), outputs),
    score: (table, target) => determination(learner, compute(tableOf(learner, table, features)), target, outputs),
  };
}

function determination(learner: string, predicted: Float64Array, target: HostVolume, outputs: number): number {
  const { data, rows } = targetsOf(learner, target, predicted.length / outputs, outputs);
  let total = 0;
  for (let k = 0; k < outputs; k++) {
    const wanted = data.filter((_, at) => at % outputs === k);
    const mean = wanted.reduce((sum, each) => sum + each, 0) / rows;
    const off = wanted.reduce((sum, each, row) => sum + (each - (predicted[row * outputs + k] ?? 0)) ** 2, 0);
    const spread = wanted.reduce((sum, each) => sum + (each - mean) ** 2, 0);
    if (spread > 0) total += 1 - off / spread;
    else if (off === 0) total += 1;
  }
  return total / outputs;
}
