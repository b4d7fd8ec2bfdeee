/** Classes by planes with the widest margin. */
import type { HostVolume } from '../../core/hostVolume.js';
import { knownOptions, numberOf, wholeOf } from '../options.js';
import { lbfgs, type Smooth } from './lbfgs.js';
import { linear } from './linearModel.js';
import { type Classifier, classifierOf } from './models.js';
import { classesOf, type Matrix, rowOf, tableOf } from './table.js';

export interface LinearSvmModel extends Classifier {
  /** A row of weights for each class against all others; of two classes, one for the second. */
  readonly coef: readonly Float64Array[];
  readonly intercept: Float64Array;
  /** Whether the slope of every plane's cost is below `tol`. Where it is false, raise `maxIter`, or scale the features alike. */
  readonly converged: boolean;
}

const NAME = 'linearSvm';

/**
 * Support vector machines without a kernel: for each class the plane that parts it from all others, `½ (Σ w² + b²) + C Σ max(0, 1 - y (w·x + b))²` least, y being 1 or -1. The class of a sample is that of the
 * plane it lies furthest in front of. Tables as for `logisticRegression`; scikit-learn's `LinearSVC`. By L-BFGS on the primal problem, whose minimum is unique. Hsieh et al. 2008. Throws `ArgumentError` for tables that are
 * none, fewer than two classes, and numbers out of range.
 * @example
 * import { HostVolume, linearSvm } from 'brightfield';
 * const points = new HostVolume({ shape: { y: 4, x: 2 }, data: Float32Array.of(0, 0, 0, 1, 3, 0, 3, 1) });
 * const kind = new HostVolume({ shape: { y: 4 }, data: Uint8Array.of(0, 0, 1, 1) });
 * linearSvm(points, kind).predict(points).data; // 0 0 1 1
 */
export function linearSvm(
  table: HostVolume,
  target: HostVolume,
  options: { readonly C?: number; readonly tol?: number; readonly maxIter?: number } = {},
): LinearSvmModel {
  const { C = 1, tol = 1e-4, maxIter = 1000 } = knownOptions(NAME, options, ['C', 'tol', 'maxIter']);
  const X = tableOf(NAME, table);
  const { classes, codes } = classesOf(NAME, target, X.rows);
  numberOf(NAME, 'C', C, { above: 0 });
  numberOf(NAME, 'tol', tol, { above: 0 });
  wholeOf(NAME, 'maxIter', maxIter, 1);
  const own = classes.length === 2 ? [1] : [...classes.keys()];
  const planes = own.map((code) =>
    lbfgs(
      hingeCost(
        X,
        codes.map((each) => (each === code ? 1 : -1)),
        C,
      ),
      X.columns + 1,
      tol,
      maxIter,
    ),
  );
  const coef = planes.map(({ x }) => x.slice(0, -1));
  const intercept = Float64Array.from(planes, ({ x }) => x.at(-1) as number);
  const weigh = (samples: Matrix): Float64Array => {
    const before = linear(samples, coef, intercept);
    if (own.length > 1) return before;
    return Float64Array.from({ length: 2 * samples.rows }, (_, i) => (i % 2 ? 1 : -1) * (before[i >> 1] as number));
  };
  return {
    coef,
    intercept,
    converged: planes.every(({ converged }) => converged),
    ...classifierOf(NAME, classes, X.columns, weigh),
  };
}

function hingeCost(X: Matrix, signs: Int32Array, C: number): Smooth {
  return (x, slope) => {
    let value = 0;
    for (let i = 0; i < x.length; i++) {
      const w = x[i] as number;
      slope[i] = w;
      value += (w * w) / 2;
    }
    const last = x.length - 1;
    for (let row = 0; row < X.rows; row++) {
      const sample = rowOf(X, row);
      const sign = signs[row] as number;
      let score = x[last] as number;
      for (let j = 0; j < last; j++) score += (x[j] as number) * (sample[j] as number);
      const short = 1 - sign * score;
      if (short <= 0) continue;
      value += C * short * short;
      const off = -2 * C * sign * short;
      for (let j = 0; j < last; j++) slope[j] = (slope[j] as number) + off * (sample[j] as number);
      slope[last] = (slope[last] as number) + off;
    }
    return value;
  };
}
