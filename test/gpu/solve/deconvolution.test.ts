import { expect, test } from 'vitest';
import { gaussianPsf } from '../../../src/core/psf/gaussianPsf.js';
import { Engine } from '../../../src/engine/engine.js';
import { richardsonLucy } from '../../../src/solve/richardsonLucy.js';
import { tikhonov } from '../../../src/solve/tikhonov.js';
import { unsupervisedWiener } from '../../../src/solve/unsupervisedWiener.js';
import { wiener } from '../../../src/solve/wiener.js';
import { build, deconvolution, type Field, fieldOf, randomField, toHost } from '../../oracle/index.js';
import { checkOp } from '../checkOp.js';
import { sharedContext } from '../shared.js';

// transforms are of 16 x 32 and 4 x 8 x 16 but in one row: each other length is a pipeline more
// of no symmetry, so that a psf turned round is noticed
const psf = [
  [0.05, 0.1, 0.02],
  [0.1, 0.4, 0.1],
  [0.05, 0.08, 0.1],
];
const flat = fieldOf({ y: 3, x: 3 }, psf.flat());
const deep = gaussianPsf({ sigma: { z: 0.8, y: 0.6, x: 0.5 }, size: { z: 3, y: 3, x: 3 } });
const deepPsf = { psf: [0, 1, 2].map((z) => [0, 1, 2].map((y) => [0, 1, 2].map((x) => deep.at({ z, y, x })))) };
const deepField = fieldOf({ z: 3, y: 3, x: 3 }, deepPsf.psf.flat(2));
const psfOf = ({ psf: given }: Readonly<Record<string, unknown>>): Field => (given === psf ? flat : deepField);

const image = randomField({ y: 12, x: 28 }, 1);
const positive = (lengths: Parameters<typeof randomField>[0], seed: number): Field => {
  const field = randomField(lengths, seed);
  return { ...field, data: field.data.map(Math.abs) };
};

checkOp(tikhonov, {
  oracle: ([f], params) =>
    deconvolution.tikhonov(f as Field, psfOf(params), params as unknown as deconvolution.TikhonovOptions),
  tolerance: { abs: 2e-5, rel: 1e-5, why: 'two transforms, and a division by 0.01 or more' },
  rows: [
    { name: 'image', inputs: [image], params: { psf, weight: 0.02 }, without: ['windows'] },
    {
      name: 'odd, the Laplacian',
      inputs: [randomField({ y: 9, x: 15 }, 2)],
      params: { psf, weight: 0.05, operator: 'laplacian', border: 'wrap' },
    },
    {
      name: 'stack, the image itself',
      inputs: [randomField({ z: 4, y: 8, x: 16 }, 3)],
      params: { ...deepPsf, weight: 0.1, operator: 'identity', border: 'wrap' },
    },
  ],
  refuses: [
    [[fieldOf({}, [2])], { psf: [1] }, /^tikhonov: the image must be longer than one voxel, got one voxel$/],
    [[image], { psf, weight: 0 }, /^tikhonov: the weight must be above 0, got 0$/],
    [[image], { psf, weight: Number.NaN }, /^tikhonov: weight must be a finite number from 0/],
    [[image], { psf: [[1, 1]] }, /^tikhonov: the psf must have an odd length along x/],
  ],
});

checkOp(wiener, {
  oracle: ([f], params) =>
    deconvolution.wiener(f as Field, psfOf(params), params as unknown as deconvolution.WienerOptions),
  tolerance: { abs: 2e-5, rel: 1e-5, why: 'two transforms, and a division by 0.01 or more' },
  rows: [
    { name: 'image', inputs: [image], params: { psf, balance: 0.05 } },
    {
      name: 'cut, periodic',
      inputs: [randomField({ y: 16, x: 32 }, 2)],
      params: { psf, balance: 0.02, clip: true, border: 'wrap' },
    },
  ],
  refuses: [
    [[fieldOf({}, [2])], { psf: [1] }, /^wiener: the image must be longer than one voxel, got one voxel$/],
    [[image], { psf, balance: 0 }, /^wiener: the balance must be above 0, got 0$/],
    [[image], { psf: [0.5, 0.5, 0.5] }, /^wiener: the psf must have the sum 1/],
  ],
});

checkOp(richardsonLucy, {
  oracle: ([f], params) =>
    deconvolution.richardsonLucy(f as Field, psfOf(params), params as unknown as deconvolution.LucyOptions),
  tolerance: { abs: 5e-5, rel: 2e-4, why: 'a dozen steps, each with four transforms and a division' },
  // a step has some thousand windows where bindings are tiny, each with a bind group that only the garbage collector frees: one step of them is enough
  rows: [
    {
      name: 'image, by itself outside',
      inputs: [positive({ y: 14, x: 30 }, 1)],
      params: { psf, numIter: 10 },
      without: ['windows'],
    },
    {
      name: 'one step, dark outside, cut',
      inputs: [positive({ y: 15, x: 31 }, 2)],
      params: { psf, numIter: 1, border: 'constant', clip: true },
    },
    {
      name: 'stack, periodic, held',
      inputs: [positive({ z: 4, y: 8, x: 16 }, 3)],
      params: { ...deepPsf, numIter: 8, border: 'wrap', tv: 0.01 },
    },
    {
      name: 'accelerated and held',
      inputs: [positive({ y: 14, x: 30 }, 4)],
      params: { psf, numIter: 9, accelerated: true, tv: 0.02 },
      without: ['windows'],
    },
    {
      name: 'accelerated, where the data are faint left out',
      inputs: [positive({ y: 16, x: 32 }, 5)],
      params: { psf, numIter: 6, accelerated: true, filterEpsilon: 0.2, border: 'wrap' },
      without: ['windows'],
    },
  ],
  refuses: [
    [[image], { psf, numIter: 0 }, /^richardsonLucy: numIter must be a whole number from 1/],
    [[image], { psf, tv: 0.25 }, /^richardsonLucy: tv must be below 1 \/ 4 over 2 axes, got 0.25$/],
    [[image], { psf: [-0.1, 1.2, -0.1] }, /^richardsonLucy: the psf must not be negative anywhere, .*, got -0.1$/],
    [[image], { psf: [[0]] }, /^richardsonLucy: the psf must not be all zeros/],
  ],
});

const noisy = build(
  { y: 16, x: 32 },
  ({ y, x }) => Math.sin(x / 2) * Math.cos(y / 3) + 0.05 * Math.sin(100 * y + 17 * x * x),
);
checkOp(unsupervisedWiener, {
  oracle: ([f], params) => ({
    ...deconvolution.unsupervisedWiener(f as Field, psfOf(params), params as unknown as deconvolution.GibbsOptions),
  }),
  tolerance: { abs: 2e-4, rel: 1e-3, why: 'tens of rounds, each of what the one before drew' },
  rows: [
    { name: 'image, to its end', inputs: [noisy], params: { psf, threshold: 2e-3, minNumIter: 17, seed: 3 } },
    {
      name: 'stack',
      inputs: [build({ z: 4, y: 8, x: 16 }, ({ z, y, x }) => Math.sin(x / 2 + y + z))],
      params: { ...deepPsf, burnin: 3, maxNumIter: 8, stream: 2, clip: true },
      without: ['windows'],
    },
  ],
  refuses: [
    [
      [image],
      { psf, maxNumIter: 16 },
      /^unsupervisedWiener: maxNumIter must be even, and 3 above burnin at least, got 16 and 15$/,
    ],
    [[image], { psf: [[1]], maxNumIter: 31 }, /maxNumIter must be even/],
    [[fieldOf({}, [1])], { psf: [1] }, /^unsupervisedWiener: the image must be longer than one voxel/],
  ],
});

test('what is NaN ends at once, says so, and makes no image', async () => {
  const broken = { ...noisy, data: noisy.data.slice() };
  broken.data[7] = Number.NaN;
  const { result, iterations, converged } = unsupervisedWiener(toHost(broken), { psf, clip: true });
  const end = await new Engine(sharedContext()).run({ result, iterations, converged });
  expect([(await end.iterations.read()).data[0], (await end.converged.read()).data[0]]).toEqual([2, 0]);
  expect([...(await end.result.read()).data].every(Number.isNaN)).toBe(true);
  for (const volume of Object.values(end)) volume.dispose();
});
