/** Groups around means. */
import type { HostVolume } from '../../core/hostVolume.js';
import { mulberry32 } from '../../core/seededRandom.js';
import { knownOptions, numberOf, seedOf, wholeOf } from '../options.js';
import { meansOf } from './linearModel.js';
import { columnOf, type Matrix, matrixOf, rowOf, squaredDistance, tableOf } from './table.js';

export interface KMeansModel {
  /** A row for each group: the mean of its samples. */
  readonly clusterCenters: HostVolume;
  /** The group of each sample, along y. */
  readonly labels: HostVolume;
  /** The sum over all samples of the squared distance to their mean. */
  readonly inertia: number;
  readonly iterations: number;
  /** Whether the means came to rest within `maxIter`. */
  readonly converged: boolean;
  /** The group whose mean is nearest. */
  predict(table: HostVolume): HostVolume;
}

export interface KMeansOptions {
  /** How many groups. 8 when left out. */
  readonly nClusters?: number;
  /** How often it begins anew; the best is kept. 10 when left out. */
  readonly nInit?: number;
  /** 300 when left out. */
  readonly maxIter?: number;
  /** At rest is when the means move by no more than this share of the mean variance of the features, squared and summed. 1e-4 when left out. */
  readonly tol?: number;
  readonly seed?: number;
}

const NAME = 'kMeans';

/**
 * Parts the samples into groups so that the squared distances to the means of the groups are least (Lloyd 1982), from beginnings far apart (k-means++, Arthur and Vassilvitskii 2007, the best of
 * 2 + ln k draws each). The best of `nInit` beginnings, which is a local minimum; the same seed gives the same groups. An empty group takes the sample that lies furthest from its mean. `table` has samples along y and
 * features along x; scikit-learn's `KMeans`. Throws `ArgumentError` for tables that are none, and where there are fewer samples than groups.
 * @example
 * import { HostVolume, kMeans } from 'brightfield';
 * const sizes = new HostVolume({ shape: { y: 5, x: 1 }, data: Float32Array.of(1, 9, 2, 8, 10) });
 * const { labels, inertia } = kMeans(sizes, { nClusters: 2, seed: 0 });
 * labels.data; // 1 0 1 0 0, or the other way round
 * inertia; // 2.5
 */
export function kMeans(table: HostVolume, options: KMeansOptions = {}): KMeansModel {
  const {
    nClusters = 8,
    nInit = 10,
    maxIter = 300,
    tol = 1e-4,
    seed = 0,
  } = knownOptions(NAME, options, ['nClusters', 'nInit', 'maxIter', 'tol', 'seed']);
  const X = tableOf(NAME, table);
  wholeOf(NAME, 'nClusters', nClusters, 1, X.rows);
  wholeOf(NAME, 'nInit', nInit, 1);
  wholeOf(NAME, 'maxIter', maxIter, 1);
  numberOf(NAME, 'tol', tol, { min: 0 });
  const random = mulberry32(seedOf(NAME, seed));
  const means = meansOf(X);
  const variance =
    X.data.reduce((sum, each, i) => sum + (each - (means[i % X.columns] as number)) ** 2, 0) / X.data.length;
  let best: Grouped | undefined;
  for (let run = 0; run < nInit; run++) {
    const made = grouped(X, beginning(X, nClusters, random), maxIter, tol * variance);
    if (!best || made.inertia < best.inertia) best = made;
  }
  const { centres, labels, ...facts } = best as Grouped;
  return {
    clusterCenters: matrixOf(centres.data, X.columns),
    labels: columnOf(labels),
    ...facts,
    predict: (more) => columnOf(assigned(tableOf(NAME, more, X.columns), centres).labels),
  };
}

interface Grouped {
  readonly centres: Matrix;
  readonly labels: Int32Array;
  readonly inertia: number;
  readonly iterations: number;
  readonly converged: boolean;
}

/** Samples far apart: each is drawn with a chance as its squared distance from those that there are. */
function beginning(X: Matrix, count: number, random: () => number): Matrix {
  const chosen = [Math.floor(random() * X.rows)];
  const distancesFrom = (at: number): Float64Array =>
    Float64Array.from({ length: X.rows }, (_, row) => squaredDistance(rowOf(X, row), rowOf(X, at)));
  let least = distancesFrom(chosen[0] as number);
  const draws = 2 + Math.floor(Math.log(count));
  while (chosen.length < count) {
    const total = least.reduce((a, b) => a + b);
    let best: { at: number; least: Float64Array; total: number } | undefined;
    for (let draw = 0; draw < draws; draw++) {
      let left = random() * total;
      let at = least.findIndex((each) => {
        left -= each;
        return left < 0;
      });
      // all samples are there already, or rounding
      if (at < 0) at = X.rows - 1;
      const distances = distancesFrom(at);
      const nearer = least.map((each, row) => Math.min(each, distances[row] as number));
      const sum = nearer.reduce((a, b) => a + b);
      if (!best || sum < best.total) best = { at, least: nearer, total: sum };
    }
    if (!best) break;
    chosen.push(best.at);
    least = best.least;
  }
  return { rows: count, columns: X.columns, data: Float64Array.from(chosen.flatMap((at) => [...rowOf(X, at)])) };
}

/** The nearest mean of each sample, and how far it is, squared. */
function assigned(X: Matrix, centres: Matrix): { labels: Int32Array; distances: Float64Array } {
  const labels = new Int32Array(X.rows);
  const distances = new Float64Array(X.rows).fill(Number.POSITIVE_INFINITY);
  for (let row = 0; row < X.rows; row++)
    for (let k = 0; k < centres.rows; k++) {
      const distance = squaredDistance(rowOf(X, row), rowOf(centres, k));
      if (distance < (distances[row] as number)) [labels[row], distances[row]] = [k, distance];
    }
  return { labels, distances };
}

function grouped(X: Matrix, begin: Matrix, maxIter: number, rest: number): Grouped {
  let centres = begin;
  let converged = false;
  let iterations = 0;
  while (iterations < maxIter && !converged) {
    iterations++;
    const next = meansIn(X, assigned(X, centres), centres.rows);
    converged = squaredDistance(next.data, centres.data) <= rest;
    centres = next;
  }
  const { labels, distances } = assigned(X, centres);
  return { centres, labels, inertia: distances.reduce((a, b) => a + b), iterations, converged };
}

function meansIn(X: Matrix, { labels, distances }: ReturnType<typeof assigned>, groups: number): Matrix {
  const { columns } = X;
  const data = new Float64Array(groups * columns);
  const counts = new Float64Array(groups);
  for (const label of labels) counts[label] = (counts[label] as number) + 1;
  const far = [...distances.keys()].sort((a, b) => (distances[b] as number) - (distances[a] as number));
  for (let k = 0; k < groups; k++) {
    if (counts[k] !== 0) continue;
    const at = far.shift() as number;
    counts[labels[at] as number] = (counts[labels[at] as number] as number) - 1;
    labels[at] = k;
    counts[k] = 1;
  }
  for (let row = 0; row < X.rows; row++) {
    const k = labels[row] as number;
    for (let j = 0; j < columns; j++)
      data[k * columns + j] =
        (data[k * columns + j] as number) + (X.data[row * columns + j] as number) / (counts[k] as number);
  }
  return { rows: groups, columns, data };
}
