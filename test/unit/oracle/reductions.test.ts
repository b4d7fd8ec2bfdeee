/** Reduction oracles against NumPy and skimage.filters.threshold_otsu, and where this package decides for itself. */
import { expect, it } from 'vitest';
import { ArgumentError } from '../../../src/core/errors.js';
import { type Field, fieldOf, reductions as r } from '../../oracle/index.js';
import { type Call, checkChapter, input } from './chapter.js';

/** Parameters as in the golden file; a second input is the mask. */
const masked =
  <P>(f: (x: Field, parameters: P) => Field): Call =>
  (inputs, parameters) =>
    f(input(inputs), { ...parameters, mask: inputs[1] } as P);

checkChapter('reductions', {
  sum: masked(r.sum),
  mean: masked(r.mean),
  variance: masked(r.variance),
  minimum: masked(r.minimum),
  maximum: masked(r.maximum),
  argmax: masked(r.argmax),
  argmin: masked(r.argmin),
  countNonzero: masked(r.countNonzero),
  quantile: masked(r.quantile),
  cumulativeSum: masked(r.cumulativeSum),
  histogram: masked((x, parameters: r.HistogramOptions) => r.histogram(x, parameters).counts),
  histogramEdges: masked((x, parameters: r.HistogramOptions) => {
    const { edges } = r.histogram(x, parameters);
    return fieldOf({ x: edges.length }, edges);
  }),
  histogramNonFinite: masked((x, parameters: r.HistogramOptions) => r.histogram(x, parameters).nonFinite),
  thresholdOtsu: masked(r.thresholdOtsu),
});

it('of no voxels the sum is 0, the index -1, the rest NaN', () => {
  const x = fieldOf({ x: 2 }, [1, 2]);
  const mask = fieldOf({});
  expect(r.sum(x, { mask }).data[0]).toBe(0);
  expect(r.argmax(x, { mask }).data[0]).toBe(-1);
  for (const f of [r.mean, r.variance, r.minimum, r.maximum, r.thresholdOtsu])
    expect(f(x, { mask }).data[0], f.name).toBeNaN();
  expect(r.quantile(x, { mask, q: 0.5 }).data[0]).toBeNaN();
});

it('a quantile that falls on a number does not read its neighbours', () => {
  const x = fieldOf({ x: 3 }, [Infinity, 1, 2]);
  expect(r.quantile(x, { q: 0.5 }).data[0]).toBe(2);
  expect(r.quantile(x, { q: 0.75 }).data[0]).toBe(Infinity);
  expect(r.quantile(x, { q: 1 }).data[0]).toBe(Infinity);
});

it('a mask larger than the input is refused, and bins without x', () => {
  expect(() => r.sum(fieldOf({ x: 1 }), { mask: fieldOf({ x: 2 }) })).toThrow(ArgumentError);
  expect(() => r.histogram(fieldOf({ x: 2, c: 2 }), { axes: ['c'] })).toThrow(ArgumentError);
});
