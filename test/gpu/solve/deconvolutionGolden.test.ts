/** scikit-image 0.19 on a blurred corner of the camera image (test/golden/make_deconvolution.py), by the oracles in float64 and by the GPU. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { Engine } from '../../../src/engine/engine.js';
import type { Node } from '../../../src/graph/node.js';
import { richardsonLucy } from '../../../src/solve/richardsonLucy.js';
import { unsupervisedWiener } from '../../../src/solve/unsupervisedWiener.js';
import { wiener } from '../../../src/solve/wiener.js';
import { build, deconvolution, type Field, fieldOf, toHost } from '../../oracle/index.js';
import { sharedContext } from '../shared.js';

interface Plain {
  readonly shape: readonly number[];
  readonly data: readonly number[];
}
interface Golden extends Readonly<Record<'image' | 'psf' | 'stack' | 'deep' | 'wiener', Plain>> {
  readonly richardsonLucy: Plain;
  readonly richardsonLucyEpsilon: Plain;
  readonly richardsonLucyStack: Plain;
  readonly unsupervisedWiener: {
    readonly mean: Plain;
    readonly spread: number;
    readonly noise: number;
    readonly prior: number;
  };
}
const golden = JSON.parse(readFileSync(new URL('../../golden/deconvolution.json', import.meta.url), 'utf8')) as Golden;

const field = ({ shape, data }: Plain): Field => {
  const [x = 1, y = 1, z = 1] = [...shape].reverse();
  return fieldOf({ z, y, x }, data);
};
const [image, psf, stack, deep] = [golden.image, golden.psf, golden.stack, golden.deep].map(field) as [
  Field,
  Field,
  Field,
  Field,
];

async function numbersOf(nodes: Readonly<Record<string, Node>>): Promise<Record<string, Float32Array>> {
  const data: Record<string, Float32Array> = {};
  for (const [name, volume] of Object.entries(await new Engine(sharedContext()).run(nodes))) {
    data[name] = (await volume.read()).data as Float32Array;
    volume.dispose();
  }
  return data;
}

const farthest = (a: ArrayLike<number>, b: ArrayLike<number>): number =>
  Array.from(a).reduce((most, v, i) => Math.max(most, Math.abs(v - (b[i] ?? Number.NaN))), 0);

describe.each([
  {
    name: 'wiener',
    wanted: golden.wiener,
    oracle: () => deconvolution.wiener(image, psf, { balance: 0.05, clip: true, border: 'wrap' }),
    node: () => wiener(toHost(image), { psf: toHost(psf), balance: 0.05, clip: true, border: 'wrap' }),
  },
  {
    name: 'Richardson and Lucy',
    wanted: golden.richardsonLucy,
    oracle: () => deconvolution.richardsonLucy(image, psf, { numIter: 12, clip: true, border: 'constant' }),
    node: () => richardsonLucy(toHost(image), { psf: toHost(psf), numIter: 12, clip: true, border: 'constant' }),
  },
  {
    name: 'Richardson and Lucy without faint places',
    wanted: golden.richardsonLucyEpsilon,
    oracle: () => deconvolution.richardsonLucy(image, psf, { numIter: 5, filterEpsilon: 0.2, border: 'constant' }),
    node: () => richardsonLucy(toHost(image), { psf: toHost(psf), numIter: 5, filterEpsilon: 0.2, border: 'constant' }),
  },
  {
    name: 'Richardson and Lucy of a stack',
    wanted: golden.richardsonLucyStack,
    oracle: () => deconvolution.richardsonLucy(stack, deep, { numIter: 7, border: 'constant' }),
    node: () => richardsonLucy(toHost(stack), { psf: toHost(deep), numIter: 7, border: 'constant' }),
  },
])('$name', ({ wanted, oracle, node }) => {
  test('in float64', () => {
    // nine digits are kept, and scikit-image keeps divisors from 0 as the oracle does
    expect(farthest(oracle().data, wanted.data)).toBeLessThan(1e-7);
  });
  test('on the GPU', async () => {
    // steps of f32 transforms, whose errors of 1e-6 an undone blur makes larger
    expect(farthest((await numbersOf({ result: node() })).result ?? [], wanted.data)).toBeLessThan(1e-4);
  });
});

test('the posterior mean and the precisions are those of 40 runs of scikit-image, as closely as its own runs', async () => {
  const odd = build({ y: 32, x: 35 }, ({ y, x }) => image.data[40 * y + x] ?? Number.NaN);
  const nodes = unsupervisedWiener(toHost(odd), { psf: toHost(psf), seed: 5 });
  const { result, noise, prior } = await numbersOf({ result: nodes.result, noise: nodes.noise, prior: nodes.prior });
  const mean = result as Float32Array;
  const wanted = golden.unsupervisedWiener;
  const square = mean.reduce((sum, v, i) => sum + (v - (wanted.mean.data[i] ?? Number.NaN)) ** 2, 0) / mean.length;
  expect(Math.sqrt(square)).toBeLessThan(1.5 * wanted.spread);
  const late = (chain: Float32Array | undefined): number => {
    const all = Array.from(chain ?? [])
      .filter((v) => v > 0)
      .slice(15);
    return all.reduce((a, b) => a + b, 0) / all.length;
  };
  expect(Math.abs(late(noise) / wanted.noise - 1)).toBeLessThan(0.05);
  expect(Math.abs(late(prior) / wanted.prior - 1)).toBeLessThan(0.15);
});
