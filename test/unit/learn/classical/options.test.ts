/** What learners and their scores refuse. */
import { expect, test } from 'vitest';
import { HostVolume } from '../../../../src/core/hostVolume.js';
import { decisionTree } from '../../../../src/learn/classical/decisionTree.js';
import { kMeans } from '../../../../src/learn/classical/kMeans.js';
import { kNearestNeighbours } from '../../../../src/learn/classical/kNearestNeighbours.js';
import { linearRegression } from '../../../../src/learn/classical/linearRegression.js';
import { linearSvm } from '../../../../src/learn/classical/linearSvm.js';
import { logisticRegression } from '../../../../src/learn/classical/logisticRegression.js';
import { pca } from '../../../../src/learn/classical/pca.js';
import { permutationImportance } from '../../../../src/learn/classical/permutationImportance.js';
import { randomForest } from '../../../../src/learn/classical/randomForest.js';
import { ridge } from '../../../../src/learn/classical/ridge.js';
import { svm } from '../../../../src/learn/classical/svm.js';

const made = (x: number, ...numbers: number[]) =>
  new HostVolume({ shape: { y: numbers.length / x, x }, data: Float32Array.from(numbers) });
const table = made(1, 0, 1, 2, 3, 4, 5);
const kind = made(1, 0, 0, 0, 1, 1, 1);
const two = made(2, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1);
const supervised = {
  decisionTree,
  kNearestNeighbours,
  linearRegression,
  linearSvm,
  logisticRegression,
  randomForest,
  ridge,
  svm,
};
type Learn = (options: never) => unknown;
const learners: Record<string, Learn> = {
  ...Object.fromEntries(Object.entries(supervised).map(([name, f]) => [name, (o: never) => f(table, kind, o)])),
  kMeans: (options) => kMeans(table, options),
  pca: (options) => pca(table, options),
  permutationImportance: (options) => permutationImportance(linearRegression(table, kind), table, kind, options),
};

test.each(Object.entries(learners))('%s knows its options', (name, learn) => {
  expect(() => learn({ n_estimators: 3 } as never)).toThrow(
    new RegExp(`^${name}: options must be among [a-zA-Z, ]+, got 'n_estimators'$`),
  );
  expect(() => learn(null as never)).toThrow(new RegExp(`^${name}: options must be among [a-zA-Z, ]+, got null$`));
});

test.each([
  ['linearRegression', 'fitIntercept'],
  ['ridge', 'fitIntercept'],
  ['randomForest', 'bootstrap'],
  ['pca', 'whiten'],
])('%s takes %s as true or false', (name, what) => {
  expect(() => learners[name]?.({ [what]: 'no' } as never)).toThrow(`${name}: ${what} must be true or false, got 'no'`);
});

test('all options of trees are known', () => {
  const growing = { maxDepth: 3, minSamplesSplit: 2, minSamplesLeaf: 1, maxFeatures: 1, seed: 1 };
  expect(randomForest(table, kind, { ...growing, nEstimators: 3, bootstrap: false }).trees).toHaveLength(3);
  expect(decisionTree(table, kind, growing).tree.depth).toBe(1);
});

test('a score is of as many columns as were learned', () => {
  expect(() => decisionTree(table, kind).score(table, two)).toThrow(
    'decisionTree: the target must have 1 along x, as the model, got 2',
  );
  expect(() => ridge(table, two).score(table, kind)).toThrow(
    'ridge: the target must have 2 along x, as the model, got 1',
  );
});

test('the score of what does not vary is 1 where it is met and else 0', () => {
  const same = made(1, 7, 7, 7, 7, 7, 7);
  expect(linearRegression(table, same).score(table, same)).toBe(1);
  expect(linearRegression(table, kind).score(table, same)).toBe(0);
});

test('classes are those that f32 tells apart', () => {
  const large = (last: number) =>
    new HostVolume({ shape: { y: 6 }, data: Uint32Array.of(1, 1, 1, 2 ** 24, 2 ** 24, last) });
  expect(
    decisionTree(table, large(2 ** 24))
      .predict(table)
      .data.at(-1),
  ).toBe(2 ** 24);
  expect(() => decisionTree(table, large(2 ** 24 + 1))).toThrow(
    'decisionTree: classes must be at most 16777216 in size, got 16777217',
  );
});

test('only a model has importances', () => {
  expect(() => permutationImportance(null as never, table, kind)).toThrow(
    'permutationImportance: the model must be one that a learner gave, got null',
  );
});
