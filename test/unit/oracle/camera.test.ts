/** Whole-image numbers of a photograph: sums and norms by scipy and scikit-image, and those published for this project. */
import { describe, expect, it } from 'vitest';
import { type Field, filter, pointwise, reductions } from '../../oracle/index.js';
import { camera, goldenFile } from './golden.js';

interface CameraNumbers {
  filters: { operation: string; parameters: Record<string, unknown>; sum: number; norm: number }[];
  mean: number;
  variance: number;
  median: number;
  otsuU8: number;
  otsuFloat: number;
}

const golden: CameraNumbers = JSON.parse(goldenFile('camera.json').toString());
const u8 = camera();
const image = pointwise.divide(u8, 255);
const sum = (x: Field): number => x.data.reduce((a, b) => a + b, 0);
const norm = (x: Field): number => Math.sqrt(x.data.reduce((a, b) => a + b * b, 0));

function expectRelative(actual: number, expected: number, tolerance: number): void {
  expect(Math.abs(actual - expected) / Math.abs(expected)).toBeLessThanOrEqual(tolerance);
}

const calls: Record<string, (parameters: Record<string, unknown>) => Field> = {
  gaussian: (parameters) => filter.gaussian(image, parameters),
  sobel: () => filter.sobel(image),
  scharr: () => filter.scharr(image),
  laplace: () => filter.laplace(image),
  uniformFilter: ({ size }) => filter.uniformFilter(image, { size: Number(size) }),
};

/** Published with 12 or 8 digits; sum and norm, where they were. */
const published: Record<string, { sum?: number; norm: number }> = {
  'gaussian 1 reflect': { sum: 132676.45098, norm: 297.135926 },
  'gaussian 1 mirror': { sum: 132677.056031, norm: 297.137347 },
  'gaussian 2 reflect': { norm: 296.126072 },
  'gaussian 5 reflect': { norm: 294.243516 },
  sobel: { norm: 35.511423 },
  scharr: { norm: 36.397791 },
  laplace: { norm: 67.450896 },
};

describe('camera', () => {
  const unseen = new Set(Object.keys(published));
  for (const { operation, parameters, ...expected } of golden.filters) {
    const name = [operation, ...Object.values(parameters)].join(' ');
    it(name, () => {
      const output = calls[operation]?.(parameters);
      if (!output) throw new Error(`no call for ${operation}`);
      // the sum of a derivative cancels: its error is that of the norm times the root of the number of voxels
      expect(Math.abs(sum(output) - expected.sum)).toBeLessThanOrEqual(1e-12 * 512 * expected.norm);
      expectRelative(norm(output), expected.norm, 1e-12);
      if (published[name]?.sum) expectRelative(sum(output), published[name].sum, 1e-11);
      if (published[name]) expectRelative(norm(output), published[name].norm, 2e-8);
      unseen.delete(name);
    });
  }

  it('every published number was compared', () => expect([...unseen]).toEqual([]));

  it('mean, variance, median and Otsu threshold', () => {
    const one = (x: Field): number => sum(x);
    expectRelative(one(reductions.mean(image)), golden.mean, 1e-12);
    expect(one(reductions.mean(image))).toBeCloseTo(0.50612, 6);
    expectRelative(one(reductions.variance(image)), golden.variance, 1e-12);
    expectRelative(one(reductions.quantile(image, { q: 0.5 })), golden.median, 1e-12);
    expect(one(reductions.thresholdOtsu(u8, { dtype: 'u8' }))).toBe(golden.otsuU8);
    expect(golden.otsuU8).toBe(102);
    expectRelative(one(reductions.thresholdOtsu(image)), golden.otsuFloat, 1e-12);
  });
});
