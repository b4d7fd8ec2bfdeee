/** Models of random tables against scikit-learn's: where the optimum is unique, to the digits that both reach. */
import { describe, expect, test } from 'vitest';
import { HostVolume } from '../../../../src/core/hostVolume.js';
import { kMeans } from '../../../../src/learn/classical/kMeans.js';
import { kNearestNeighbours } from '../../../../src/learn/classical/kNearestNeighbours.js';
import { linearRegression } from '../../../../src/learn/classical/linearRegression.js';
import { linearSvm } from '../../../../src/learn/classical/linearSvm.js';
import { logisticRegression } from '../../../../src/learn/classical/logisticRegression.js';
import { pca } from '../../../../src/learn/classical/pca.js';
import { ridge } from '../../../../src/learn/classical/ridge.js';
import { svm } from '../../../../src/learn/classical/svm.js';
import golden from '../../../golden/learners.json' with { type: 'json' };

const made = (numbers: readonly number[], x: number) =>
  new HostVolume({ shape: { y: numbers.length / x, x }, data: Float32Array.from(numbers) });
const table = made(golden.table, 5);
const [numbers, three, two] = [made(golden.numbers, 2), made(golden.three, 1), made(golden.two, 1)];

function expectClose(actual: readonly ArrayLike<number>[], wanted: readonly number[], tolerance: number): void {
  const flat = actual.flatMap((row) => Array.from(row));
  expect(flat.length).toBe(wanted.length);
  for (const [at, number] of flat.entries())
    expect(Math.abs(number - (wanted[at] ?? Number.NaN)), `${at}: ${number}`).toBeLessThan(tolerance);
}

describe('scikit-learn’s numbers', () => {
  test('linearRegression, of features that depend on each other', () => {
    const model = linearRegression(table, numbers);
    // the fifth is the sum of two: of all weights that do as well, both take the shortest
    expectClose(model.coef, golden.linearRegression.coef, 1e-9);
    expectClose([model.intercept], golden.linearRegression.intercept, 1e-9);
    expect(model.score(table, numbers)).toBeCloseTo(golden.linearRegression.score, 9);
  });

  test('ridge', () => {
    const model = ridge(table, numbers, { alpha: 3 });
    expectClose(model.coef, golden.ridge.coef, 1e-12);
    expectClose([model.intercept], golden.ridge.intercept, 1e-12);
  });

  test('logisticRegression of three classes and of two', () => {
    const many = logisticRegression(table, three, { tol: 1e-9, maxIter: 1000 });
    expect(many.converged).toBe(true);
    expectClose(many.coef, golden.logisticRegression.coef, 1e-6);
    // of the intercepts only the differences are determined
    const mean = (list: ArrayLike<number>) => Array.from(list).reduce((a, b) => a + b) / list.length;
    const [ours, theirs] = [many.intercept, golden.logisticRegression.intercept];
    expectClose([ours.map((each) => each - mean(ours))], theirs.map((each) => each - mean(theirs)), 1e-6); // biome-ignore format: two lists
    expectClose([many.predictProba(table).data], golden.logisticRegression.proba, 1e-6);
    const pair = logisticRegression(table, two, { C: 0.5, tol: 1e-9, maxIter: 1000 });
    expectClose([...pair.coef, pair.intercept], [...golden.logisticPair.coef, ...golden.logisticPair.intercept], 1e-6);
  });

  test('linearSvm and svm', () => {
    const plane = linearSvm(table, two, { C: 0.7, tol: 1e-9 });
    expect(plane.converged).toBe(true);
    expectClose([...plane.coef, plane.intercept], [...golden.linearSvm.coef, ...golden.linearSvm.intercept], 1e-6);
    const machine = svm(table, three, { C: 2, tol: 1e-6 });
    expect(machine.support).toEqual(golden.svm.support);
    expect(machine.gamma).toBeCloseTo(golden.svm.gamma, 12);
    expect(Array.from(machine.predict(table).data)).toEqual(golden.svm.predicted);
    expect(Array.from(machine.predict(made(golden.svm.fresh, 5)).data)).toEqual(golden.svm.answers);
  });

  test('pca, there and back', () => {
    const model = pca(table);
    expectClose([model.explainedVariance], golden.pca.variance, 1e-12);
    expectClose([model.explainedVarianceRatio], golden.pca.ratio, 1e-12);
    const upright = Array.from({ length: 4 }, (_, row) => {
      const own = golden.pca.components.slice(5 * row, 5 * row + 5);
      const largest = own.reduce((best, each) => (Math.abs(each) > Math.abs(best) ? each : best));
      return own.map((each) => each * Math.sign(largest));
    });
    expectClose(model.components.slice(0, 4), upright.flat(), 1e-10);
    const whitened = pca(table, { nComponents: 4, whiten: true });
    expectClose([whitened.inverseTransform(whitened.transform(table)).data], golden.table, 1e-5);
  });

  test('kMeans and kNearestNeighbours', () => {
    expect(kMeans(table, { nClusters: 9, nInit: 300, seed: 1 }).inertia).toBeCloseTo(golden.kMeans.inertia, 6);
    const part = (from: number, to: number, list: readonly number[], x: number) =>
      made(list.slice(x * from, x * to), x);
    const model = kNearestNeighbours(part(0, 30, golden.table, 5), part(0, 30, golden.three, 1), {
      nNeighbors: 4,
      weights: 'distance',
    });
    expectClose([model.predictProba(part(30, 40, golden.table, 5)).data], golden.kNearestNeighbours, 1e-6);
  });
});
