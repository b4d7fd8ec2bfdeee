/** Least squares with a price on large weights. */
import type { HostVolume } from '../../core/hostVolume.js';
import { flagOf, knownOptions, numberOf } from '../options.js';
import { type LinearModel, linearModel } from './linearModel.js';

/**
 * The weights w and the number b with `Σ (y - w·x - b)² + alpha Σ w²` least: for features that say nearly the same, of which least squares makes large weights that
 * undo each other. Tables as for `linearRegression`; scikit-learn's `Ridge`. Hoerl and Kennard 1970. Throws `ArgumentError` for an `alpha` below 0.
 * @example
 * import { HostVolume, ridge } from 'brightfield';
 * const table = new HostVolume({ shape: { y: 2, x: 1 }, data: Float32Array.of(-1, 1) });
 * const target = new HostVolume({ shape: { y: 2, x: 1 }, data: Float32Array.of(-3, 3) });
 * ridge(table, target, { alpha: 1 }).coef[0][0]; // 2, where least squares has 3
 */
export function ridge(
  table: HostVolume,
  target: HostVolume,
  options: { readonly alpha?: number; readonly fitIntercept?: boolean } = {},
): LinearModel {
  const { alpha = 1, fitIntercept = true } = knownOptions('ridge', options, ['alpha', 'fitIntercept']);
  return linearModel(
    'ridge',
    table,
    target,
    numberOf('ridge', 'alpha', alpha, { min: 0 }),
    flagOf('ridge', 'fitIntercept', fitIntercept),
  );
}
