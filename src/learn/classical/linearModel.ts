/** What linear and ridge regression share: centring, the solution by singular values, and the model. */
import type { HostVolume } from '../../core/hostVolume.js';
import { type Regressor, regressorOf } from './models.js';
import { singularOf } from './svd.js';
import { dot, type Matrix, rowOf, tableOf, targetsOf } from './table.js';

export interface LinearModel extends Regressor {
  /** A row of weights for each number that was learned. */
  readonly coef: readonly Float64Array[];
  /** What is added to each. */
  readonly intercept: Float64Array;
}

/** Means of the columns, or zeros. */
export function meansOf({ rows, columns, data }: Matrix, wanted = true): Float64Array {
  const means = new Float64Array(columns);
  if (wanted)
    for (let i = 0; i < data.length; i++) means[i % columns] = (means[i % columns] as number) + (data[i] as number);
  return means.map((sum) => sum / rows);
}

/** The table less a number for each column. */
export function centred(matrix: Matrix, means: Float64Array): Matrix {
  return { ...matrix, data: matrix.data.map((each, i) => each - (means[i % matrix.columns] as number)) };
}

/** Weights that minimise `Σ (y - w·x - b)² + alpha Σ w²`; of all that do, the shortest. */
export function linearModel(
  learner: string,
  table: HostVolume,
  target: HostVolume,
  alpha: number,
  fitIntercept: boolean,
): LinearModel {
  const X = tableOf(learner, table);
  const y = targetsOf(learner, target, X.rows);
  const [meanX, meanY] = [meansOf(X, fitIntercept), meansOf(y, fitIntercept)];
  const { values, vectors, turned } = singularOf(centred(X, meanX), centred(y, meanY));
  // directions in which the samples do not differ say nothing
  const least = (values[0] ?? 0) * 2 ** -52 * Math.max(X.rows, X.columns);
  const coef = Array.from({ length: y.columns }, (_, k) => {
    const weights = new Float64Array(X.columns);
    values.forEach((s, at) => {
      const share = s > least ? (s * (turned[at]?.[k] as number)) / (s * s + alpha) : 0;
      const vector = vectors[at] as Float64Array;
      for (let j = 0; j < weights.length; j++) weights[j] = (weights[j] as number) + share * (vector[j] as number);
    });
    return weights;
  });
  const intercept = Float64Array.from(coef, (weights, k) => (meanY[k] as number) - dot(weights, meanX));
  return {
    coef,
    intercept,
    ...regressorOf(learner, X.columns, y.columns, (samples) => linear(samples, coef, intercept)),
  };
}

/** w·x + b for each sample and each row of weights. */
export function linear(samples: Matrix, coef: readonly Float64Array[], intercept: Float64Array): Float64Array {
  const result = new Float64Array(samples.rows * coef.length);
  for (let row = 0; row < samples.rows; row++)
    coef.forEach((weights, k) => {
      result[row * coef.length + k] = dot(rowOf(samples, row), weights) + (intercept[k] as number);
    });
  return result;
}
