/** What trees ask, how they are drawn, and what learners refuse. */
import { describe, expect, test } from 'vitest';
import { CancelledError } from '../../../../src/core/errors.js';
import { HostVolume } from '../../../../src/core/hostVolume.js';
import { decisionTree } from '../../../../src/learn/classical/decisionTree.js';
import { decisionTreeSvg, decisionTreeText } from '../../../../src/learn/classical/drawTree.js';
import { forestVolumes } from '../../../../src/learn/classical/forestVolumes.js';
import { kMeans } from '../../../../src/learn/classical/kMeans.js';
import { linearRegression } from '../../../../src/learn/classical/linearRegression.js';
import { logisticRegression } from '../../../../src/learn/classical/logisticRegression.js';
import { markedVoxels } from '../../../../src/learn/classical/markedVoxels.js';
import { randomForest, randomForestAsync } from '../../../../src/learn/classical/randomForest.js';
import { mulberry32 } from '../../../oracle/index.js';

const made = (x: number, ...numbers: number[]) =>
  new HostVolume({ shape: { y: numbers.length / x, x }, data: Float32Array.from(numbers) });
const table = made(2, 1, 7, 2, 3, 5, 3, 6, 7, 8, 1);
const kind = made(1, 4, 4, 9, 9, 4);

describe('decision trees', () => {
  test('are text', () => {
    const names = { featureNames: ['size', 'texture <= x'], classNames: ['cell', 'ground'] };
    expect(decisionTreeText(decisionTree(table, kind), names)).toBe(`\
|--- size <= 3.5
|   |--- class: cell
|--- size >  3.5
|   |--- size <= 7
|   |   |--- class: ground
|   |--- size >  7
|   |   |--- class: cell
`);
    expect(decisionTreeText(decisionTree(table, kind), { maxDepth: 0 })).toBe('|--- class: 4 (cut off)\n');
    expect(() => decisionTreeText(decisionTree(table, kind), { classNames: ['one'] })).toThrow(
      /^decisionTreeText: there must be 2 classNames, got 1$/,
    );
  });

  test('are pictures, each node in its place and no text that breaks them', () => {
    const svg = decisionTreeSvg(decisionTree(table, kind), { featureNames: ['a & b', 'c'] });
    expect(svg.match(/class="box"/g)).toHaveLength(5);
    expect(svg.match(/class="edge"/g)).toHaveLength(4);
    expect(svg).toContain('a &amp; b &lt;= 3.5');
    expect(svg).not.toMatch(/<= |NaN|undefined/);
  });

  test('keep to their limits', () => {
    expect(decisionTree(table, kind, { maxDepth: 1 }).tree.depth).toBe(1);
    const { tree } = decisionTree(table, kind, { minSamplesLeaf: 2 });
    expect(Math.min(...tree.samples)).toBe(2);
    expect(decisionTree(table, kind, { minSamplesSplit: 6 }).tree.depth).toBe(0);
  });

  test('part more different numbers than there are bins, and say how sure they are', () => {
    const random = mulberry32(1);
    const values = Float32Array.from({ length: 3000 }, random);
    const many = new HostVolume({ shape: { y: 3000, x: 1 }, data: values });
    const above = new HostVolume({ shape: { y: 3000, x: 1 }, data: values.map((each) => (each > 0.3 ? 1 : 0)) });
    const model = decisionTree(many, above, { maxDepth: 1 });
    expect(Math.abs((model.tree.threshold[0] ?? 0) - 0.3)).toBeLessThan(1 / 128);
    expect(model.score(many, above)).toBeGreaterThan(1 - 1 / 128);
    const [none = 0, some = 0] = model.predictProba(made(1, 0.1)).data;
    expect(none + some).toBeCloseTo(1, 6);
    expect(none).toBeGreaterThan(0.97);
  });
});

test('a forest as volumes is filled up to perfect trees', () => {
  const { splits, leaves } = forestVolumes(
    randomForest(table, kind, { nEstimators: 1, bootstrap: false, maxFeatures: 2 }),
  );
  expect([splits.shape, leaves.shape]).toMatchObject([{ c: 1, z: 2, x: 3 }, { c: 1, z: 4, x: 2 }]); // biome-ignore format: two shapes
  expect(splits.at({ z: 1, x: 0 })).toBe(3.5);
  expect(splits.at({ z: 1, x: 2 })).toBe(7);
  expect(Array.from(leaves.data)).toEqual([1, 0, 1, 0, 0, 1, 1, 0]);
});

test('marked voxels of stacks come in the order of memory', () => {
  const features = new HostVolume({ shape: { n: 2, c: 2, x: 2 }, data: Float32Array.of(1, 2, 3, 4, 5, 6, 7, 8) });
  const marks = new HostVolume({ shape: { n: 2, x: 2 }, data: Uint8Array.of(0, 1, 2, 0) });
  const found = markedVoxels(features, marks);
  expect(Array.from(found.table.data)).toEqual([2, 4, 5, 7]);
  expect(Array.from(found.target.data)).toEqual([1, 2]);
});

test.each<[string, () => unknown, RegExp]>([
  ['a stack', () => linearRegression(new HostVolume({ shape: { z: 2 } }), kind), /^linearRegression: a table must have/],
  ['what is not finite', () => linearRegression(made(1, 1, Number.NaN), made(1, 1, 2)), /must be finite, got NaN in sample 1$/],
  ['too few targets', () => linearRegression(table, made(1, 1)), /the target must have 5 samples along y, as the table, got 1$/],
  ['one class', () => logisticRegression(table, made(1, 1, 1, 1, 1, 1)), /^logisticRegression: there must be at least two classes/],
  ['half a class', () => decisionTree(table, made(1, 1, 1, 1, 1, 0.5)), /^decisionTree: classes must be whole numbers, got 0.5$/],
  ['other features', () => decisionTree(table, kind).predict(kind), /^decisionTree: there must be 2 features along x, got 1$/],
  ['more groups than samples', () => kMeans(table, { nClusters: 6 }), /^kMeans: nClusters must be a whole number from 1 to 5, got 6$/],
  ['a share above 1', () => randomForest(table, kind, { maxFeatures: 2.5 }), /^randomForest: maxFeatures must be .* at most 2, got 2.5$/],
  ['nothing marked', () => markedVoxels(table, new HostVolume({ shape: table.shape })), /some voxels must be marked, got none$/],
])('refuses %s', (_name, attempt, message) => expect(attempt).toThrow(message)); // biome-ignore format: a table

test('a forest in pieces is the same forest, and other work has its turn', async () => {
  const samples = 4000;
  const value = mulberry32(3);
  const table = new HostVolume({
    shape: { y: samples, x: 12 },
    data: Float32Array.from({ length: 12 * samples }, value),
  });
  const kind = new HostVolume({
    shape: { y: samples },
    data: Uint8Array.from({ length: samples }, () => Math.floor(3 * value())),
  });
  const options = { nEstimators: 4, seed: 5 };
  let turns = 0;
  const clock = setInterval(() => turns++, 1);
  const shares: number[] = [];
  const forest = await randomForestAsync(table, kind, { ...options, progress: (share) => shares.push(share) });
  clearInterval(clock);
  expect(turns).toBeGreaterThan(3);
  expect(shares).toEqual([...shares].sort((a, b) => a - b));
  expect(shares.at(-1)).toBeGreaterThan(0.5);
  const plain = randomForest(table, kind, options);
  expect(forest.trees).toEqual(plain.trees);
  expect(forest.oobScore).toBe(plain.oobScore);
});

test('a forest in pieces is cancelled, and refuses what the other refuses', async () => {
  const cancelled = new AbortController();
  const growing = randomForestAsync(table, kind, { nEstimators: 1e6, signal: cancelled.signal });
  setTimeout(() => cancelled.abort(), 20);
  await expect(growing).rejects.toThrow(CancelledError);
  await expect(randomForestAsync(table, kind, { nEstimators: 0 })).rejects.toThrow(
    /^randomForest: nEstimators must be/,
  );
  await expect(randomForestAsync(table, kind, { trees: 3 } as never)).rejects.toThrow(/got 'trees'$/);
});
