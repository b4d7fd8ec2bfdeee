/**
 * Gradients of what is not linear: along a direction, the gradient that the GPU computes against the central difference of the float64 oracle. What is
 * differentiated is ⟨w, f(x)⟩ for a fixed w.
 */
import { test } from 'vitest';
import type { Node } from '../../../src/graph/node.js';
import {
  abs,
  concatenate,
  divide,
  exp,
  expression,
  gamma,
  gaussianGradientMagnitude,
  gradientMagnitude,
  guidedFilter,
  hsvToRgb,
  localStandardDeviation,
  log,
  max,
  maximum,
  meanSquaredError,
  min,
  multiply,
  nanMean,
  nanSum,
  peakSignalNoiseRatio,
  power,
  rgbToHsv,
  sin,
  sobel,
  sqrt,
  standardDeviation,
  structuralSimilarity,
  structureTensor,
  variance,
  where,
} from '../../../src/registry.js';
import {
  color,
  type Field,
  features,
  fieldOf,
  filter,
  metrics,
  pointwise,
  randomField,
  reductions,
  toHost,
} from '../../oracle/index.js';
import * as restoration from '../../oracle/restoration.js';
import { checkSlope, type Slope } from './slope.js';

const size = { y: 7, x: 10 };
const other = randomField(size, 21);
const second = toHost(other);
const each = (f: (x: number) => number) => (x: Field) => ({ ...x, data: x.data.map(f) });
const both = (f: (x: number, y: number) => number) => (x: Field) => pointwise.elementwise([x, other], f);

/** x, x y and x² as the three channels of a colour image. */
const asColours = (x: Node): Node => concatenate([x, multiply(x, second), multiply(x, x)], { axis: 'c' });
const coloursOf = (x: Field): Field => {
  const others = [both((v, w) => v * w), each((v) => v * v)].map((f) => f(x).data);
  return fieldOf(
    { c: 3, ...size },
    [x.data, ...others].flatMap((part) => [...part]),
  );
};

const CASES: readonly Slope[] = [
  { name: 'multiply by itself', gpu: (x) => multiply(x, x), oracle: each((x) => x * x) },
  { name: 'divide', gpu: (x) => divide(second, x), oracle: both((x, y) => y / x) },
  { name: 'power', gpu: (x) => power(x, 2.5), oracle: each((x) => x ** 2.5) },
  { name: 'exponent', gpu: (x) => power(second, x), oracle: both((x, y) => y ** x) },
  { name: 'sqrt', gpu: (x) => sqrt(x), oracle: each(Math.sqrt) },
  { name: 'exp', gpu: (x) => exp(x), oracle: each(Math.exp) },
  { name: 'log', gpu: (x) => log(x), oracle: each(Math.log) },
  { name: 'sin', gpu: (x) => sin(multiply(x, 6)), oracle: each((x) => Math.sin(6 * x)) },
  {
    name: 'expression',
    gpu: (x) => expression([x, second], { text: 'atan2(a, b) + tanh(a)' }),
    oracle: both((x, y) => Math.atan2(x, y) + Math.tanh(x)),
  },
  { name: 'abs', gpu: (x) => abs(multiply(x, -2)), oracle: each((x) => Math.abs(-2 * x)) },
  { name: 'maximum', gpu: (x) => maximum(x, second), oracle: both(Math.max) },
  { name: 'where', gpu: (x) => where(second, multiply(x, x), x), oracle: both((x, y) => (y ? x * x : x)) },
  {
    name: 'gamma',
    gpu: (x) => gamma(x, { gamma: 0.7, gain: 2 }),
    oracle: (x) => pointwise.gamma(x, { gamma: 0.7, gain: 2 }),
  },
  {
    name: 'max along y',
    gpu: (x) => max(x, { axes: 'y' }),
    oracle: (x) => reductions.maximum(x, { axes: 'y' } as never),
  },
  { name: 'min', gpu: (x) => min(x), oracle: (x) => reductions.minimum(x) },
  { name: 'variance', gpu: (x) => variance(x), oracle: (x) => reductions.variance(x) },
  {
    name: 'standardDeviation',
    gpu: (x) => standardDeviation(x),
    oracle: (x) => each(Math.sqrt)(reductions.variance(x)),
  },
  { name: 'gradientMagnitude', gpu: (x) => gradientMagnitude(x), oracle: (x) => filter.gradientMagnitude(x) },
  { name: 'sobel', gpu: (x) => sobel(x, { border: 'mirror' }), oracle: (x) => filter.sobel(x, { border: 'mirror' }) },
  {
    name: 'gaussianGradientMagnitude',
    gpu: (x) => gaussianGradientMagnitude(x),
    oracle: (x) => filter.gaussianGradientMagnitude(x),
  },
  { name: 'structureTensor', gpu: (x) => structureTensor(x), oracle: (x) => features.structureTensor(x) },
  {
    name: 'localStandardDeviation',
    gpu: (x) => localStandardDeviation(x, { size: 3 }),
    oracle: (x) => filter.localStandardDeviation(x, { size: 3 } as never),
  },
  {
    name: 'meanSquaredError',
    gpu: (x) => meanSquaredError(second, x),
    oracle: (x) => metrics.meanSquaredError(other, x),
  },
  {
    name: 'peakSignalNoiseRatio',
    gpu: (x) => peakSignalNoiseRatio(second, x, { dataRange: 1 }),
    oracle: (x) => metrics.peakSignalNoiseRatio(other, x, { dataRange: 1 }),
  },
  {
    name: 'structuralSimilarity',
    gpu: (x) => structuralSimilarity(second, x, { dataRange: 1 }).mean,
    oracle: (x) => metrics.structuralSimilarity(other, x, { dataRange: 1 }).mean,
    within: 1e-3,
  },
  {
    name: 'structuralSimilarity, whose level is that of finite voxels',
    gpu: (x) => structuralSimilarity(x, second, { dataRange: 1 }).mean,
    oracle: (x) => metrics.structuralSimilarity(x, other, { dataRange: 1 }).mean,
    within: 1e-3,
  },
  {
    name: 'guidedFilter',
    gpu: (x) => guidedFilter(x, { radius: 2, eps: 0.05 }),
    oracle: (x) => restoration.guidedFilter(x, { radius: 2, eps: 0.05 }),
    within: 1e-3,
  },
  { name: 'nanMean', gpu: (x) => nanMean(multiply(x, x)), oracle: (x) => reductions.mean(each((v) => v * v)(x)) },
  { name: 'nanSum', gpu: (x) => nanSum(multiply(x, x)), oracle: (x) => reductions.sum(each((v) => v * v)(x)) },
  { name: 'rgbToHsv', gpu: (x) => rgbToHsv(asColours(x)), oracle: (x) => color.rgbToHsv(coloursOf(x)), within: 1e-3 },
  { name: 'hsvToRgb', gpu: (x) => hsvToRgb(asColours(x)), oracle: (x) => color.hsvToRgb(coloursOf(x)), within: 1e-3 },
];

test.each(CASES)('$name', (each) => checkSlope(each, size));
