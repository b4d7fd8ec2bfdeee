/** Principal components. */
import type { HostVolume } from '../../core/hostVolume.js';
import { flagOf, knownOptions, wholeOf } from '../options.js';
import { centred, meansOf } from './linearModel.js';
import { singularOf } from './svd.js';
import { dot, type Matrix, matrixOf, rowOf, tableOf } from './table.js';

export interface PcaModel {
  /** Directions, a row each, of length 1, the one of most variance first; the number of largest size in each is above 0. */
  readonly components: readonly Float64Array[];
  /** The variance along each, of samples (divided by their number less one). */
  readonly explainedVariance: Float64Array;
  /** Its share of all variance. */
  readonly explainedVarianceRatio: Float64Array;
  readonly singularValues: Float64Array;
  /** The mean of each feature. */
  readonly mean: Float64Array;
  /** Places along the components: samples along y, components along x. */
  transform(table: HostVolume): HostVolume;
  /** The samples at such places. */
  inverseTransform(table: HostVolume): HostVolume;
}

const NAME = 'pca';

/**
 * The directions along which samples differ most, at right angles (Pearson 1901): singular vectors of the table less its means, in 64 bits. `nComponents` are kept, all
 * when left out (no more than samples or features); `whiten` gives places of variance 1. `table` has samples along y and features along x; scikit-learn's `PCA`, whose signs may be
 * others. Throws `ArgumentError` for tables that are none, and of fewer than two samples.
 * @example
 * import { HostVolume, pca } from 'brightfield';
 * const points = new HostVolume({ shape: { y: 3, x: 2 }, data: Float32Array.of(0, 0, 3, 4, 6, 8) });
 * const { components, explainedVarianceRatio } = pca(points, { nComponents: 1 });
 * components[0]; // 0.6 0.8
 * explainedVarianceRatio[0]; // 1
 */
export function pca(
  table: HostVolume,
  options: { readonly nComponents?: number; readonly whiten?: boolean } = {},
): PcaModel {
  const { nComponents, whiten = false } = knownOptions(NAME, options, ['nComponents', 'whiten']);
  flagOf(NAME, 'whiten', whiten);
  const X = tableOf(NAME, table);
  wholeOf(NAME, 'the number of samples', X.rows, 2);
  const most = Math.min(X.rows, X.columns);
  const count = nComponents === undefined ? most : wholeOf(NAME, 'nComponents', nComponents, 1, most);
  const mean = meansOf(X);
  const { values, vectors } = singularOf(centred(X, mean));
  const variance = values.map((each) => each ** 2 / (X.rows - 1));
  const total = variance.reduce((a, b) => a + b);
  const components = vectors.slice(0, count).map(upright);
  const explainedVariance = variance.slice(0, count);
  const unit = explainedVariance.map((each) => (whiten && each > 0 ? Math.sqrt(each) : 1));
  return {
    components,
    explainedVariance,
    explainedVarianceRatio: explainedVariance.map((each) => (total > 0 ? each / total : 0)),
    singularValues: values.slice(0, count),
    mean,
    transform(more) {
      const samples = centred(tableOf(NAME, more, X.columns), mean);
      return matrixOf(
        products(samples, components).map((each, i) => each / (unit[i % count] as number)),
        count,
      );
    },
    inverseTransform(more) {
      const places = tableOf(NAME, more, count);
      const across = Array.from(mean, (_, j) =>
        Float64Array.from(components, (component, k) => (component[j] as number) * (unit[k] as number)),
      );
      return matrixOf(
        products(places, across).map((each, i) => each + (mean[i % X.columns] as number)),
        X.columns,
      );
    },
  };
}

function upright(vector: Float64Array): Float64Array {
  const largest = vector.reduce((best, each) => (Math.abs(each) > Math.abs(best) ? each : best), 0);
  return largest < 0 ? vector.map((each) => -each) : vector;
}

/** The product of each sample with each of some vectors. */
function products(samples: Matrix, vectors: readonly Float64Array[]): Float64Array {
  return Float64Array.from({ length: samples.rows * vectors.length }, (_, i) =>
    dot(rowOf(samples, Math.floor(i / vectors.length)), vectors[i % vectors.length] as Float64Array),
  );
}
