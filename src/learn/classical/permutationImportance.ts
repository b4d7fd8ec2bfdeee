/** How much a model needs each feature. */
import { ArgumentError } from '../../core/errors.js';
import type { HostVolume } from '../../core/hostVolume.js';
import { mulberry32 } from '../../core/seededRandom.js';
import { knownOptions, seedOf, wholeOf } from '../options.js';
import type { Classifier, Regressor } from './models.js';
import { matrixOf, tableOf } from './table.js';

export interface Importances {
  /** By how much the score falls where a feature is shuffled: the mean over all shuffles, and their standard deviation. */
  readonly importancesMean: Float64Array;
  readonly importancesStd: Float64Array;
  /** A row for each feature, a number for each shuffle. */
  readonly importances: readonly Float64Array[];
}

const NAME = 'permutationImportance';

/**
 * How much worse a model that was learned does where a feature is shuffled among the samples, which breaks what it says of them and leaves its distribution alone; `nRepeats` shuffles of each. Near 0 is what the model does not need, or
 * finds in another feature, too. On samples that it was not learned from. scikit-learn's `permutation_importance`; the score is the model's own. Breiman 2001. Throws `ArgumentError` as the model's `score` does.
 * @example
 * import { HostVolume, linearRegression, permutationImportance } from 'brightfield';
 * const table = new HostVolume({ shape: { y: 4, x: 2 }, data: Float32Array.of(0, 5, 1, 5, 2, 5, 3, 5) });
 * const target = new HostVolume({ shape: { y: 4 }, data: Float32Array.of(0, 2, 4, 6) });
 * permutationImportance(linearRegression(table, target), table, target).importancesMean[1]; // 0
 */
export function permutationImportance(
  model: Classifier | Regressor,
  table: HostVolume,
  target: HostVolume,
  options: { readonly nRepeats?: number; readonly seed?: number } = {},
): Importances {
  const { nRepeats = 5, seed = 0 } = knownOptions(NAME, options, ['nRepeats', 'seed']);
  if (typeof model?.score !== 'function')
    throw new ArgumentError(NAME, 'the model must be one that a learner gave', model === null ? 'null' : typeof model);
  const { rows, columns, data } = tableOf(NAME, table);
  wholeOf(NAME, 'nRepeats', nRepeats, 1);
  const random = mulberry32(seedOf(NAME, seed));
  const whole = model.score(table, target);
  const importances = Array.from({ length: columns }, (_, j) =>
    Float64Array.from({ length: nRepeats }, () => {
      const shuffled = data.slice();
      for (let row = rows - 1; row > 0; row--) {
        const other = Math.floor(random() * (row + 1));
        const [a, b] = [row * columns + j, other * columns + j];
        [shuffled[a], shuffled[b]] = [shuffled[b] as number, shuffled[a] as number];
      }
      return whole - model.score(matrixOf(shuffled, columns), target);
    }),
  );
  const meanOf = (numbers: Float64Array): number => numbers.reduce((a, b) => a + b) / nRepeats;
  return {
    importances,
    importancesMean: Float64Array.from(importances, meanOf),
    importancesStd: Float64Array.from(importances, (numbers) => {
      const mean = meanOf(numbers);
      return Math.sqrt(meanOf(numbers.map((each) => (each - mean) ** 2)));
    }),
  };
}
