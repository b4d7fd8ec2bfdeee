/** One tree of decisions. */
import type { HostVolume } from '../../core/hostVolume.js';
import { mulberry32 } from '../../core/seededRandom.js';
import { knownOptions, seedOf } from '../options.js';
import { binned } from './bins.js';
import { GROWING, type Growing, growthOf } from './growth.js';
import { type ProbableClassifier, probableOf } from './models.js';
import { atOnce } from './pieces.js';
import { classesOf, type Matrix, rowOf, tableOf } from './table.js';
import { grow, leafOf, type Tree } from './tree.js';

export interface DecisionTreeModel extends ProbableClassifier {
  readonly tree: Tree;
  readonly features: number;
  /** The share of each feature in what all decisions gained; they add up to 1. */
  readonly featureImportances: Float64Array;
}

export interface DecisionTreeOptions extends Growing {
  /** Draws the order in which features are looked at: of equally good ones the first is taken. */
  readonly seed?: number;
}

const NAME = 'decisionTree';

/**
 * A tree of questions whether a feature is at most a number, each chosen so that the classes on both sides are as pure as can be (Gini's measure), until they are pure or a limit is met. Numbers that
 * are asked for lie halfway between samples; features of more than 256 different numbers are asked in as many steps. `maxDepth` is without limit, `minSamplesSplit` 2, `minSamplesLeaf` 1 and `maxFeatures`
 * all when left out. Tables as for `logisticRegression`; scikit-learn's `DecisionTreeClassifier`; drawn by `decisionTreeText` and `decisionTreeSvg`. Breiman et al. 1984. Throws `ArgumentError` for tables that are
 * none, fewer than two classes, and numbers out of range.
 * @example
 * import { decisionTree, decisionTreeText, HostVolume } from 'brightfield';
 * const table = new HostVolume({ shape: { y: 4, x: 2 }, data: Float32Array.of(1, 7, 2, 3, 5, 3, 6, 7) });
 * const kind = new HostVolume({ shape: { y: 4 }, data: Uint8Array.of(0, 0, 1, 1) });
 * const model = decisionTree(table, kind);
 * decisionTreeText(model, { featureNames: ['size', 'texture'] }); // |--- size <= 3.5 ...
 */
export function decisionTree(
  table: HostVolume,
  target: HostVolume,
  options: DecisionTreeOptions = {},
): DecisionTreeModel {
  const { seed = 0, ...growing } = knownOptions(NAME, options, ['seed', ...GROWING]);
  const X = tableOf(NAME, table);
  const { classes, codes } = classesOf(NAME, target, X.rows);
  const growth = growthOf(NAME, growing, X.columns, X.columns);
  const random = mulberry32(seedOf(NAME, seed));
  const tree = atOnce(grow(atOnce(binned(X)), codes, classes.length, Int32Array.from(codes.keys()), growth, random));
  return {
    tree,
    features: X.columns,
    featureImportances: shared(tree.gains),
    ...probableOf(NAME, classes, X.columns, (samples) => sharesOf([tree], classes.length, samples)),
  };
}

/** The mean over trees of the shares of classes in the leaf that each sample comes to. */
export function sharesOf(trees: readonly Tree[], classes: number, samples: Matrix): Float64Array {
  const result = new Float64Array(samples.rows * classes);
  for (let row = 0; row < samples.rows; row++) {
    const sample = rowOf(samples, row);
    for (const tree of trees) {
      const leaf = leafOf(tree, sample);
      for (let k = 0; k < classes; k++)
        result[row * classes + k] =
          (result[row * classes + k] as number) + (tree.shares[leaf * classes + k] as number) / trees.length;
    }
  }
  return result;
}

/** Numbers as shares of their sum. */
export function shared(numbers: Float64Array): Float64Array {
  const sum = numbers.reduce((a, b) => a + b, 0);
  return sum > 0 ? numbers.map((each) => each / sum) : numbers;
}
