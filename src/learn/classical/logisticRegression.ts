/** Classes by linear log-odds. */
import type { HostVolume } from '../../core/hostVolume.js';
import { knownOptions, numberOf, wholeOf } from '../options.js';
import { lbfgs, type Smooth } from './lbfgs.js';
import { linear } from './linearModel.js';
import { type ProbableClassifier, probableOf } from './models.js';
import { classesOf, type Matrix, rowOf, tableOf } from './table.js';

export interface LogisticModel extends ProbableClassifier {
  /** A row of weights for each class; of two classes, one for the second. */
  readonly coef: readonly Float64Array[];
  readonly intercept: Float64Array;
  readonly iterations: number;
  /** Whether no component of the slope exceeds `tol`. Where it is false, raise `maxIter`, or scale the features alike. */
  readonly converged: boolean;
}

const NAME = 'logisticRegression';

/**
 * Classes whose log-odds are linear in the features: minimises `C Σ -log p(class | x) + ½ Σ w²` over weights and intercepts (the latter are free), p the softmax of w·x + b, or
 * of two classes the logistic function of one. `table` has samples along y and features along x, `target` a whole number for each sample. `tol` bounds the steepest component
 * of the slope, `maxIter` the steps of L-BFGS; `converged` says whether they sufficed. scikit-learn's `LogisticRegression`. Throws `ArgumentError` for tables that are none, fewer than two classes, and
 * numbers out of range.
 * @example
 * import { HostVolume, logisticRegression } from 'brightfield';
 * const size = new HostVolume({ shape: { y: 4, x: 1 }, data: Float32Array.of(1, 2, 8, 9) });
 * const kind = new HostVolume({ shape: { y: 4 }, data: Uint8Array.of(0, 0, 1, 1) });
 * const model = logisticRegression(size, kind);
 * model.predict(new HostVolume({ shape: { y: 2, x: 1 }, data: Float32Array.of(3, 7) })).data; // 0 1
 */
export function logisticRegression(
  table: HostVolume,
  target: HostVolume,
  options: { readonly C?: number; readonly tol?: number; readonly maxIter?: number } = {},
): LogisticModel {
  const { C = 1, tol = 1e-4, maxIter = 100 } = knownOptions(NAME, options, ['C', 'tol', 'maxIter']);
  const X = tableOf(NAME, table);
  const { classes, codes } = classesOf(NAME, target, X.rows);
  numberOf(NAME, 'C', C, { above: 0 });
  numberOf(NAME, 'tol', tol, { above: 0 });
  wholeOf(NAME, 'maxIter', maxIter, 1);
  const rows = classes.length === 2 ? 1 : classes.length;
  const width = X.columns + 1;
  const cost = rows === 1 ? logisticCost(X, codes, C) : softmaxCost(X, codes, rows, C);
  const { x, iterations, converged } = lbfgs(cost, rows * width, tol, maxIter);
  const coef = Array.from({ length: rows }, (_, k) => x.slice(k * width, (k + 1) * width - 1));
  const intercept = Float64Array.from({ length: rows }, (_, k) => x[(k + 1) * width - 1] as number);
  const probabilities = (samples: Matrix): Float64Array => {
    const scores = linear(samples, coef, intercept);
    if (rows > 1) return softmax(scores, rows);
    return Float64Array.from({ length: 2 * samples.rows }, (_, i) => {
      const odds = scores[i >> 1] as number;
      return 1 / (1 + Math.exp(i % 2 ? -odds : odds));
    });
  };
  return { coef, intercept, iterations, converged, ...probableOf(NAME, classes, X.columns, probabilities) };
}

function softmax(scores: Float64Array, count: number): Float64Array {
  const result = scores.slice();
  for (let row = 0; row < result.length; row += count) {
    const own = result.subarray(row, row + count);
    const most = own.reduce((a, b) => Math.max(a, b));
    let sum = 0;
    for (let k = 0; k < count; k++) {
      own[k] = Math.exp((own[k] as number) - most);
      sum += own[k] as number;
    }
    for (let k = 0; k < count; k++) own[k] = (own[k] as number) / sum;
  }
  return result;
}

/** Scores of one sample: the weights of each row, its intercept last. */
function scoresOf(x: Float64Array, sample: Float64Array, scores: Float64Array): void {
  const width = sample.length + 1;
  for (let k = 0; k < scores.length; k++) {
    let sum = x[(k + 1) * width - 1] as number;
    for (let j = 0; j < sample.length; j++) sum += (x[k * width + j] as number) * (sample[j] as number);
    scores[k] = sum;
  }
}

/** ½ Σ w², of all but the intercepts; its slope in place of what stood there. */
function penalty(x: Float64Array, slope: Float64Array, width: number): number {
  let value = 0;
  for (let i = 0; i < x.length; i++) {
    const w = i % width === width - 1 ? 0 : (x[i] as number);
    slope[i] = w;
    value += (w * w) / 2;
  }
  return value;
}

function softmaxCost(X: Matrix, codes: Int32Array, count: number, C: number): Smooth {
  const width = X.columns + 1;
  const p = new Float64Array(count);
  return (x, slope) => {
    let value = penalty(x, slope, width);
    for (let row = 0; row < X.rows; row++) {
      const sample = rowOf(X, row);
      const own = codes[row] as number;
      scoresOf(x, sample, p);
      const most = p.reduce((a, b) => Math.max(a, b));
      let sum = 0;
      for (const score of p) sum += Math.exp(score - most);
      value += C * (most + Math.log(sum) - (p[own] as number));
      for (let k = 0; k < count; k++) {
        const off = C * (Math.exp((p[k] as number) - most) / sum - (k === own ? 1 : 0));
        for (let j = 0; j < sample.length; j++)
          slope[k * width + j] = (slope[k * width + j] as number) + off * (sample[j] as number);
        slope[(k + 1) * width - 1] = (slope[(k + 1) * width - 1] as number) + off;
      }
    }
    return value;
  };
}

function logisticCost(X: Matrix, codes: Int32Array, C: number): Smooth {
  const width = X.columns + 1;
  const score = new Float64Array(1);
  return (x, slope) => {
    let value = penalty(x, slope, width);
    for (let row = 0; row < X.rows; row++) {
      const sample = rowOf(X, row);
      scoresOf(x, sample, score);
      const sign = codes[row] ? 1 : -1;
      const margin = sign * (score[0] as number);
      value += C * (Math.max(0, -margin) + Math.log1p(Math.exp(-Math.abs(margin))));
      const off = (-sign * C) / (1 + Math.exp(margin));
      for (let j = 0; j < sample.length; j++) slope[j] = (slope[j] as number) + off * (sample[j] as number);
      slope[width - 1] = (slope[width - 1] as number) + off;
    }
    return value;
  };
}
