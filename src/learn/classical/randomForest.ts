/** Many trees of decisions, each grown from a draw of the samples. */
import type { HostVolume } from '../../core/hostVolume.js';
import { mulberry32 } from '../../core/seededRandom.js';
import { flagOf, functionOf, knownOptions, seedOf, wholeOf } from '../options.js';
import { binned } from './bins.js';
import { type DecisionTreeOptions, shared, sharesOf } from './decisionTree.js';
import { GROWING, growthOf } from './growth.js';
import { type ProbableClassifier, probableOf } from './models.js';
import { atOnce, inPieces, type PieceOptions, type Work } from './pieces.js';
import { classesOf, type Matrix, rowOf, tableOf } from './table.js';
import { grow, leafOf, type Tree } from './tree.js';

export interface RandomForestModel extends ProbableClassifier {
  readonly trees: readonly Tree[];
  readonly features: number;
  readonly featureImportances: Float64Array;
  /** The share of samples that trees grown without them classify rightly; those that every tree has seen are left out. NaN without `bootstrap`. */
  readonly oobScore: number;
}

export interface RandomForestOptions extends DecisionTreeOptions {
  /** How many trees. 100 when left out. */
  readonly nEstimators?: number;
  /** Whether each tree is grown from as many samples drawn with replacement. True when left out. */
  readonly bootstrap?: boolean;
}

const NAME = 'randomForest';

/**
 * Trees grown each from its own draw of the samples, every node choosing among a few features drawn for it (`maxFeatures`, the root of their number when left out); the mean of what their leaves hold are the
 * probabilities. The other options are those of `decisionTree`. The same seed gives the same forest. Tables as for `logisticRegression`; scikit-learn's `RandomForestClassifier`. To classify the voxels of a
 * volume on the GPU, hand `forestVolumes(model)` to `forestProba`. Breiman 2001. Throws `ArgumentError` for tables that are none, fewer than two classes, and numbers out of range.
 * @example
 * import { HostVolume, randomForest } from 'brightfield';
 * const table = new HostVolume({ shape: { y: 6, x: 1 }, data: Float32Array.of(1, 2, 3, 7, 8, 9) });
 * const kind = new HostVolume({ shape: { y: 6 }, data: Uint8Array.of(0, 0, 0, 1, 1, 1) });
 * const forest = randomForest(table, kind, { nEstimators: 20, seed: 1 });
 * forest.predict(table).data; // 0 0 0 1 1 1
 */
export function randomForest(
  table: HostVolume,
  target: HostVolume,
  options: RandomForestOptions = {},
): RandomForestModel {
  return atOnce(forest(table, target, options));
}

/**
 * `randomForest` in pieces of 8 ms, between which a page draws and answers: the same forest, in the same time but for the pauses. `progress` is told how much is done, from 0 to 1; `signal` ends it.
 * It needs no worker, and runs in one. Rejects with `ArgumentError` as `randomForest` throws it, and with `CancelledError` where `signal` was aborted.
 * @example
 * import { HostVolume, randomForestAsync } from 'brightfield';
 * const table = new HostVolume({ shape: { y: 6, x: 1 }, data: Float32Array.of(1, 2, 3, 7, 8, 9) });
 * const kind = new HostVolume({ shape: { y: 6 }, data: Uint8Array.of(0, 0, 0, 1, 1, 1) });
 * const forest = await randomForestAsync(table, kind, { nEstimators: 20, seed: 1, progress: (share) => console.log(share) });
 * forest.trees.length; // 20
 */
export async function randomForestAsync(
  table: HostVolume,
  target: HostVolume,
  options: RandomForestOptions & PieceOptions = {},
): Promise<RandomForestModel> {
  const { progress, signal, ...growing } = options ?? {};
  if (progress !== undefined) functionOf('randomForestAsync', 'progress', progress);
  const told = { ...(progress && { progress }), ...(signal && { signal }) };
  return inPieces(forest(table, target, growing), 'randomForestAsync', told);
}

/** The trees, one after the other: it rests at every node. */
function* forest(table: HostVolume, target: HostVolume, options: RandomForestOptions): Work<RandomForestModel> {
  const {
    nEstimators = 100,
    bootstrap = true,
    seed = 0,
    ...growing
  } = knownOptions(NAME, options, ['nEstimators', 'bootstrap', 'seed', ...GROWING]);
  flagOf(NAME, 'bootstrap', bootstrap);
  const X = tableOf(NAME, table);
  const { classes, codes } = classesOf(NAME, target, X.rows);
  wholeOf(NAME, 'nEstimators', nEstimators, 1);
  const growth = growthOf(NAME, growing, X.columns, 'sqrt');
  const random = mulberry32(seedOf(NAME, seed));
  const bins = yield* binned(X);
  const unseen = new Float64Array(X.rows * classes.length);
  const trees: Tree[] = [];
  while (trees.length < nEstimators) {
    yield trees.length / nEstimators;
    const draw = Int32Array.from(codes, (_, row) => (bootstrap ? Math.floor(random() * X.rows) : row));
    const growing = grow(bins, codes, classes.length, draw, growth, random);
    let next = growing.next();
    for (; !next.done; next = growing.next()) yield trees.length / nEstimators;
    if (bootstrap) addUnseen(unseen, next.value, X, draw, classes.length);
    trees.push(next.value);
  }
  const gains = new Float64Array(X.columns);
  for (const tree of trees)
    for (const [j, each] of shared(tree.gains).entries()) gains[j] = (gains[j] as number) + each;
  return {
    trees,
    features: X.columns,
    featureImportances: shared(gains),
    oobScore: scoreOf(unseen, codes, classes.length),
    ...probableOf(NAME, classes, X.columns, (samples) => sharesOf(trees, classes.length, samples)),
  };
}

/** What a tree says of the samples that it was not grown from. */
function addUnseen(sums: Float64Array, tree: Tree, X: Matrix, draw: Int32Array, classes: number): void {
  const seen = new Set(draw);
  for (let row = 0; row < X.rows; row++) {
    if (seen.has(row)) continue;
    const leaf = leafOf(tree, rowOf(X, row));
    for (let k = 0; k < classes; k++)
      sums[row * classes + k] = (sums[row * classes + k] as number) + (tree.shares[leaf * classes + k] as number);
  }
}

function scoreOf(sums: Float64Array, codes: Int32Array, classes: number): number {
  let [right, asked] = [0, 0];
  codes.forEach((own, row) => {
    const said = sums.subarray(row * classes, (row + 1) * classes);
    const most = Math.max(...said);
    if (most === 0) return;
    asked++;
    if (said.indexOf(most) === own) right++;
  });
  return right / asked;
}
