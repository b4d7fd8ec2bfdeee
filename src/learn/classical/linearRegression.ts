/** Least squares. */
import type { HostVolume } from '../../core/hostVolume.js';
import { flagOf, knownOptions } from '../options.js';
import { type LinearModel, linearModel } from './linearModel.js';

/**
 * The plane nearest to the data: weights w and a number b with `Σ (y - w·x - b)²` least, and w the shortest of all that do as well. `table` has samples along y
 * and features along x, `target` as many samples along y and one or more numbers along x. scikit-learn's `LinearRegression`, by singular values in 64 bits.
 * Throws `ArgumentError` for volumes that are no tables, and for numbers that are not finite.
 * @example
 * import { HostVolume, linearRegression } from 'brightfield';
 * const hours = new HostVolume({ shape: { y: 3, x: 1 }, data: Float32Array.of(0, 1, 2) });
 * const cells = new HostVolume({ shape: { y: 3, x: 1 }, data: Float32Array.of(10, 12, 14) });
 * const { coef, intercept } = linearRegression(hours, cells);
 * coef[0][0]; // 2
 * intercept[0]; // 10
 */
export function linearRegression(
  table: HostVolume,
  target: HostVolume,
  options: { readonly fitIntercept?: boolean } = {},
): LinearModel {
  const { fitIntercept = true } = knownOptions('linearRegression', options, ['fitIntercept']);
  return linearModel('linearRegression', table, target, 0, flagOf('linearRegression', 'fitIntercept', fitIntercept));
}
