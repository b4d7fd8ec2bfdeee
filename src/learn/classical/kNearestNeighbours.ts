/** Classes by what lies near. */
import type { HostVolume } from '../../core/hostVolume.js';
import { knownOptions, wholeOf, wordOf } from '../options.js';
import { type ProbableClassifier, probableOf } from './models.js';
import { classesOf, type Matrix, rowOf, tableOf } from './table.js';

const NAME = 'kNearestNeighbours';

/**
 * The class that most of the `nNeighbors` samples nearest to a new one have, by the distance of their features; with `weights: 'distance'` each counts as the inverse of its distance (a sample that is there
 * alone decides). Nothing is learned: every sample is compared with every one of the table. Of equal distances the earlier sample is nearer, of equal votes the first class wins. Tables as for
 * `logisticRegression`; scikit-learn's `KNeighborsClassifier`. Fix and Hodges 1951. Throws `ArgumentError` for tables that are none, and where there are fewer samples than neighbours.
 * @example
 * import { HostVolume, kNearestNeighbours } from 'brightfield';
 * const points = new HostVolume({ shape: { y: 4, x: 1 }, data: Float32Array.of(0, 1, 5, 6) });
 * const kind = new HostVolume({ shape: { y: 4 }, data: Uint8Array.of(3, 3, 8, 8) });
 * kNearestNeighbours(points, kind, { nNeighbors: 1 }).predict(points).data; // 3 3 8 8
 */
export function kNearestNeighbours(
  table: HostVolume,
  target: HostVolume,
  options: { readonly nNeighbors?: number; readonly weights?: 'uniform' | 'distance' } = {},
): ProbableClassifier {
  const { nNeighbors = 5, weights = 'uniform' } = knownOptions(NAME, options, ['nNeighbors', 'weights']);
  const X = tableOf(NAME, table);
  const { classes, codes } = classesOf(NAME, target, X.rows);
  wholeOf(NAME, 'nNeighbors', nNeighbors, 1, X.rows);
  wordOf(NAME, 'weights', weights, ['uniform', 'distance']);
  const weigh = (samples: Matrix): Float64Array => {
    const shares = new Float64Array(samples.rows * classes.length);
    for (let row = 0; row < samples.rows; row++) {
      const near = nearest(X, rowOf(samples, row), nNeighbors);
      const here = near.some(({ squared }) => squared === 0);
      const weightOf = (squared: number): number => {
        if (weights === 'uniform') return 1;
        return here ? (squared === 0 ? 1 : 0) : 1 / Math.sqrt(squared);
      };
      const total = near.reduce((sum, { squared }) => sum + weightOf(squared), 0);
      for (const { at, squared } of near) {
        const place = row * classes.length + (codes[at] as number);
        shares[place] = (shares[place] as number) + weightOf(squared) / total;
      }
    }
    return shares;
  };
  return probableOf(NAME, classes, X.columns, weigh);
}

interface Near {
  readonly at: number;
  readonly squared: number;
}

/** The nearest rows, nearest first: a short list, into which most rows never come. */
function nearest({ rows, columns, data }: Matrix, sample: Float64Array, count: number): Near[] {
  const found: Near[] = [];
  for (let at = 0; at < rows; at++) {
    let squared = 0;
    for (let j = 0; j < columns; j++) squared += ((data[at * columns + j] as number) - (sample[j] as number)) ** 2;
    if (found.length === count && squared >= (found[count - 1] as Near).squared) continue;
    let place = found.length;
    while (place > 0 && (found[place - 1] as Near).squared > squared) place--;
    found.splice(place, 0, { at, squared });
    if (found.length > count) found.pop();
  }
  return found;
}
