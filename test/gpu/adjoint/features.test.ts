/** Gradients through eigenvalues of Hessians, and of filters that keep edges. */
import { expect, test } from 'vitest';
import { gradientOf } from '../../../src/adjoint/gradientOf.js';
import { Engine } from '../../../src/engine/engine.js';
import { source } from '../../../src/graph/primitive.js';
import {
  denoiseBilateral,
  frangi,
  hessianMatrix,
  median,
  meijering,
  multiply,
  sato,
  symmetricEigenvalues,
} from '../../../src/registry.js';
import { features, fieldOf, pointwise, randomField, toHost } from '../../oracle/index.js';
import * as restoration from '../../oracle/restoration.js';
import { sharedContext } from '../shared.js';
import { checkSlope, type Slope } from './slope.js';

const plane = { y: 7, x: 10 };
const stack = { z: 4, y: 5, x: 6 };
const flat = { sigmas: [1, 2], blackRidges: false };

const CASES: readonly (Slope & { readonly size: Parameters<typeof fieldOf>[0] })[] = [
  {
    name: 'eigenvalues in a plane',
    size: plane,
    gpu: (x) => symmetricEigenvalues(hessianMatrix(x, { sigma: 1 })),
    oracle: (x) => features.symmetricEigenvalues(features.hessianMatrix(x, { sigma: 1 })),
  },
  {
    name: 'eigenvalues in a volume',
    size: stack,
    gpu: (x) => symmetricEigenvalues(hessianMatrix(x, { sigma: 1 })),
    oracle: (x) => features.symmetricEigenvalues(features.hessianMatrix(x, { sigma: 1 })),
  },
  // the scale of what is compared is 1e-2 and less
  {
    name: 'frangi, two scales',
    size: plane,
    gpu: (x) => multiply(frangi(x, { ...flat, gamma: 0.1 }), 10),
    oracle: (x) => pointwise.multiply(features.frangi(x, { ...flat, gamma: 0.1 }), 10),
  },
  {
    name: 'frangi in a volume, of two channels',
    size: { c: 2, ...stack },
    gpu: (x) => multiply(frangi(x, { sigmas: [1], gamma: 0.1 }), 100),
    oracle: (x) => pointwise.multiply(features.frangi(x, { sigmas: [1], gamma: 0.1 }), 100),
    within: 1e-3,
  },
  { name: 'sato', size: stack, gpu: (x) => sato(x, { sigmas: [1] }), oracle: (x) => features.sato(x, { sigmas: [1] }) },
  {
    name: 'meijering',
    size: plane,
    gpu: (x) => meijering(x, { ...flat, alpha: 0.2 }),
    oracle: (x) => features.meijering(x, { ...flat, alpha: 0.2 }),
  },
  {
    name: 'bilateral, whose deviation is its own',
    size: plane,
    gpu: (x) => denoiseBilateral(x, { border: 'mirror' }),
    oracle: (x) => restoration.denoiseBilateral(x, { border: 'mirror' }),
  },
  {
    name: 'bilateral in a volume, wider than that',
    size: { n: 2, ...stack },
    gpu: (x) => denoiseBilateral(x, { sigmaColor: 0.2, sigmaSpatial: 1.5, border: 'constant', value: 0.5 }),
    oracle: (x) =>
      restoration.denoiseBilateral(x, { sigmaColor: 0.2, sigmaSpatial: 1.5, border: 'constant', value: 0.5 }),
  },
];

test.each(CASES)('$name', (each) => checkSlope(each, each.size));

test('voxels that are not finite take and give nothing to their neighbours', async () => {
  const numbers = [0.1, 0.2, Number.NaN, 0.3, 0.4, Number.POSITIVE_INFINITY, 0.5];
  const line = source(toHost(fieldOf({ x: 7 }, numbers)));
  const [back] = gradientOf(denoiseBilateral(line, { sigmaColor: 1, border: 'constant', value: 3e38 }), [line], {
    cotangent: toHost(fieldOf({ x: 7 }, [1, 1, 5, 1, 1, 7, 1])),
  });
  using volume = await new Engine(sharedContext()).run(back);
  const found = [...(await volume.read()).data];
  expect([found[2], found[5]]).toEqual([5, 7]);
  // means of the others: what is added to all of them is added to all results
  expect(found.reduce((a, b) => a + b) - 12).toBeCloseTo(5, 5);
});

test('gradients have the same bits in windows', async () => {
  const x = source(toHost(randomField({ y: 48, x: 40 }, 1)));
  const made = {
    median: median(x, { footprint: { box: { x: 4, y: 5 } }, border: 'mirror' }),
    bilateral: denoiseBilateral(x, { sigmaColor: 0.3, border: 'wrap' }),
    eigenvalues: symmetricEigenvalues(hessianMatrix(x)),
  };
  const graph = Object.fromEntries(
    Object.entries(made).map(([name, result]) => [
      name,
      gradientOf(result, [x], { cotangent: multiply(result, 3) })[0],
    ]),
  );
  const whole = await new Engine(sharedContext()).run(graph);
  const parts = await new Engine(sharedContext(), true, { maxBinding: 4096 }).run(graph);
  for (const [name, volume] of Object.entries(whole)) {
    expect((await parts[name]?.read())?.data, name).toEqual((await volume.read()).data);
    volume.dispose();
    parts[name]?.dispose();
  }
});
