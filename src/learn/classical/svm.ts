/** Classes by support vectors. */
import type { HostVolume } from '../../core/hostVolume.js';
import { knownOptions, numberOf, wordOf } from '../options.js';
import { type Classifier, classifierOf } from './models.js';
import { type Machine, machineOf } from './smo.js';
import { classesOf, dot, type Matrix, rowOf, squaredDistance, tableOf } from './table.js';

export interface SvmModel extends Classifier {
  /** Samples of the table on which at least one decision rests. */
  readonly support: readonly number[];
  /** The gamma of the kernel. */
  readonly gamma: number;
  /** Whether every pair of classes was parted to within `tol`. */
  readonly converged: boolean;
}

export interface SvmOptions {
  /** What a sample on the wrong side costs. 1 when left out. */
  readonly C?: number;
  /** How like two samples are: exp(-gamma |a - b|²), or a·b. `rbf` when left out. */
  readonly kernel?: 'rbf' | 'linear';
  /** `scale` is 1 / (features · variance of all numbers), the default. */
  readonly gamma?: number | 'scale';
  /** By how much the optimality conditions may fail. 1e-3 when left out. */
  readonly tol?: number;
}

const NAME = 'svm';

/**
 * Support vector machines: every two classes are parted by `Σ aᵢ k(xᵢ, x) + b` with the widest margin, samples on the wrong side costing C each, and the class that wins most of these votes is the answer
 * (of equal ones the first). Tables as for `logisticRegression`; scikit-learn's `SVC`, solved by sequential minimal optimisation (Fan, Chen and Lin 2005, working sets by second-order
 * information). The kernels of one pair of classes stand in memory: samples², 8 bytes each. Throws `ArgumentError` for tables that are none, fewer than two classes, and numbers out of range.
 * @example
 * import { HostVolume, svm } from 'brightfield';
 * const points = new HostVolume({ shape: { y: 5, x: 1 }, data: Float32Array.of(-2, -1, 0, 1, 2) });
 * const far = new HostVolume({ shape: { y: 5 }, data: Uint8Array.of(1, 1, 0, 1, 1) });
 * svm(points, far, { C: 10 }).predict(points).data; // 1 1 0 1 1: no plane parts these
 */
export function svm(table: HostVolume, target: HostVolume, options: SvmOptions = {}): SvmModel {
  const {
    C = 1,
    kernel = 'rbf',
    gamma = 'scale',
    tol = 1e-3,
  } = knownOptions(NAME, options, ['C', 'kernel', 'gamma', 'tol']);
  const X = tableOf(NAME, table);
  const { classes, codes } = classesOf(NAME, target, X.rows);
  numberOf(NAME, 'C', C, { above: 0 });
  numberOf(NAME, 'tol', tol, { above: 0 });
  wordOf(NAME, 'kernel', kernel, ['rbf', 'linear']);
  const width = gamma === 'scale' ? scaleOf(X) : numberOf(NAME, 'gamma', gamma, { above: 0 });
  const like = (a: Float64Array, b: Float64Array): number =>
    kernel === 'linear' ? dot(a, b) : Math.exp(-width * squaredDistance(a, b));
  const pairs = classes.flatMap((_, i) =>
    classes.slice(i + 1).map((__, k) => {
      const j = i + 1 + k;
      const members = [...codes.keys()].filter((row) => codes[row] === i || codes[row] === j);
      const rows = members.map((row) => rowOf(X, row));
      const signs = members.map((row) => (codes[row] === i ? 1 : -1));
      return { i, j, members, machine: machineOf(rows, signs, like, C, tol) };
    }),
  );
  // the likeness to a support vector is the same for every pair that rests on it
  const support = [...new Set(pairs.flatMap(({ members, machine }) => restsOn(members, machine)))].sort(
    (a, b) => a - b,
  );
  const place = new Map(support.map((row, at) => [row, at]));
  const votes = pairs.map(({ i, j, members, machine }) => ({
    i,
    j,
    bias: machine.bias,
    terms: restsOn(members, machine).map((row) => ({
      at: place.get(row) as number,
      weight: machine.weights[members.indexOf(row)] as number,
    })),
  }));
  const weigh = (samples: Matrix): Float64Array => {
    const won = new Float64Array(samples.rows * classes.length);
    for (let row = 0; row < samples.rows; row++) {
      const alike = support.map((each) => like(rowOf(X, each), rowOf(samples, row)));
      for (const { i, j, bias, terms } of votes) {
        const side = terms.reduce((sum, { at, weight }) => sum + weight * (alike[at] as number), bias);
        const winner = row * classes.length + (side > 0 ? i : j);
        won[winner] = (won[winner] as number) + 1;
      }
    }
    return won;
  };
  const converged = pairs.every(({ machine }) => machine.converged);
  return { support, gamma: width, converged, ...classifierOf(NAME, classes, X.columns, weigh) };
}

function restsOn(members: readonly number[], { weights }: Machine): number[] {
  return members.filter((_, at) => weights[at] !== 0);
}

function scaleOf({ data, columns }: Matrix): number {
  const mean = data.reduce((sum, each) => sum + each, 0) / data.length;
  const variance = data.reduce((sum, each) => sum + (each - mean) ** 2, 0) / data.length;
  return variance > 0 ? 1 / (columns * variance) : 1;
}
