/** Known optima of the camera image: made with NumPy in float64 and run until the gap was below 1e-5 (test/golden/randomState.ts makes their noise). */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { Engine } from '../../../src/engine/engine.js';
import type { Node } from '../../../src/graph/node.js';
import { decodeNpy } from '../../../src/io/npy.js';
import { structuralSimilarity } from '../../../src/ops/metrics/structuralSimilarity.js';
import { deblurTv } from '../../../src/solve/deblurTv.js';
import { denoiseTv } from '../../../src/solve/denoiseTv.js';
import { poisson, standardNormal } from '../../golden/randomState.js';
import { type Field, fieldOf, solve, toHost } from '../../oracle/index.js';
import { sharedContext } from '../shared.js';

const bytes = decodeNpy(readFileSync(new URL('../../golden/camera.npy', import.meta.url)));
const size = { y: 512, x: 512 };
const LEAST_POISSON = 195758.525;
const camera = fieldOf(
  size,
  Float64Array.from(bytes.data, (byte) => byte / 255),
);
const noise = standardNormal(0, camera.data.length);
const noisy = (image: ArrayLike<number>, sigma: number): Field =>
  fieldOf(
    size,
    Float64Array.from(image, (v, i) => v + sigma * (noise[i] ?? Number.NaN)),
  );

const squares = (a: Field, b: Field): number =>
  a.data.reduce((sum, v, i) => sum + (v - (b.data[i] ?? Number.NaN)) ** 2, 0);
const psnr = (image: Field, truth = camera): number => 10 * Math.log10(truth.data.length / squares(image, truth));

async function solved(nodes: { readonly result: Node; readonly gap: Node }): Promise<{ u: Field; gap: number }> {
  const volumes = await new Engine(sharedContext()).run({ result: nodes.result, gap: nodes.gap });
  const [u, gap] = [(await volumes.result.read()).data, (await volumes.gap.read()).data];
  volumes.result.dispose();
  volumes.gap.dispose();
  return { u: fieldOf(nodes.result.shape, u as Float32Array), gap: gap[0] as number };
}

describe('denoising the camera image', () => {
  test.each([
    {
      name: 'isotropic',
      sigma: 25 / 255,
      weight: (0.8 * 25) / 255,
      isotropic: true,
      least: 1543.08389,
      decibels: 28.8999,
    },
    {
      name: 'anisotropic',
      sigma: 25 / 255,
      weight: (0.8 * 25) / 255,
      isotropic: false,
      least: 1605.063715,
      decibels: 28.6614,
    },
    { name: 'noise of 0.1', sigma: 0.1, weight: 0.08, isotropic: true, least: 1596.160518, decibels: 28.8303 },
  ])('$name', async ({ sigma, weight, isotropic, least, decibels }) => {
    const f = noisy(camera.data, sigma);
    const { u, gap } = await solved(denoiseTv(toHost(f), { weight, isotropic, tolerance: 1e-5 }));
    const objective = squares(u, f) / 2 + weight * solve.totalVariation(u, isotropic);
    expect(gap).toBeLessThan(1e-5);
    // the certificate holds, up to what f32 loses in the sum
    expect(objective / least - 1).toBeLessThan(1e-5);
    expect(objective / least - 1).toBeGreaterThan(-1e-6);
    expect(Math.abs(psnr(u) - decibels)).toBeLessThan(0.01);
  });
});

test('denoising blobs in 3-D', async () => {
  const { data: bits } = decodeNpy(readFileSync(new URL('../../golden/blobs.npy', import.meta.url)));
  const cube = { z: 64, y: 64, x: 64 };
  const blobs = fieldOf(
    cube,
    Float64Array.from(noise, (_, i) => ((bits[i >> 3] as number) >> (7 - (i & 7))) & 1),
  );
  const f = fieldOf(
    cube,
    blobs.data.map((v, i) => v + 0.3 * (noise[i] ?? Number.NaN)),
  );
  const { u, gap } = await solved(denoiseTv(toHost(f), { weight: 0.2, tolerance: 1e-5 }));
  const objective = squares(u, f) / 2 + 0.2 * solve.totalVariation(u);
  expect(gap).toBeLessThan(1e-5);
  expect(objective / 17094.997089 - 1).toBeLessThan(1e-5);
  expect(objective / 17094.997089 - 1).toBeGreaterThan(-1e-6);
  expect(Math.abs(psnr(u, blobs) - 20.8296)).toBeLessThan(0.01);
});

test('denoising the camera image at a peak of 30 photons', async () => {
  const weight = 0.2;
  const f = fieldOf(
    size,
    poisson(
      0,
      camera.data.map((v) => 30 * v),
    ).map((count) => count / 30),
  );
  const { u, gap } = await solved(denoiseTv(toHost(f), { weight, data: 'poisson', tolerance: 1e-5 }));
  expect(gap).toBeLessThan(1e-5);
  const loss = u.data.reduce((sum, v, i) => sum + v - (f.data[i] ? (f.data[i] as number) * Math.log(v) : 0), 0);
  const objective = loss + weight * solve.totalVariation(u);
  // the published figure is 7.9e-7 of itself above what a longer run reaches
  expect(Math.abs(objective / 195758.680646 - 1)).toBeLessThan(1e-6);
  // without its constant part, Σ f log f - f: 12000 iterations of NumPy
  expect(Math.abs(objective - LEAST_POISSON)).toBeLessThan(1e-5 * 4698.74);
  expect(Math.abs(psnr(u) - 27.4707)).toBeLessThan(0.01);
});

test('deblurring the camera image: within 3 times of the best fixed balance of steps, whose gap is 1.9e-4 after 500 iterations', async () => {
  const weights = Float64Array.from({ length: 17 }, (_, k) => Math.exp(-((k - 8) ** 2) / 8));
  const sum = weights.reduce((a, b) => a + b);
  const along = (data: Float64Array, stride: number): Float64Array =>
    data.map((_, i) => {
      const at = Math.floor(i / stride) % 512;
      let total = 0;
      for (let k = -8; k <= 8; k++)
        total += ((weights[k + 8] as number) / sum) * (data[i + (((at - k + 512) % 512) - at) * stride] as number);
      return total;
    });
  const y = noisy(along(along(camera.data, 1), 512), 0.01);
  const psf = Array.from(weights, (a) => Array.from(weights, (b) => (a * b) / sum ** 2));
  const { u, gap } = await solved(
    deblurTv(toHost(y), { psf, weight: 4e-4, low: 0, high: 1, border: 'wrap', tolerance: 1e-6, maxIterations: 500 }),
  );
  expect(gap).toBeLessThan(3 * 1.9e-4);
  const residual = fieldOf(size, along(along(u.data, 1), 512));
  const objective = squares(residual, y) / 2 + 4e-4 * solve.totalVariation(u);
  // the optimum lies between 13.876292 and 13.876319
  expect(objective).toBeGreaterThan(13.876292 * (1 - 1e-6));
  expect(objective).toBeLessThan(13.876319 * (1 + gap));
  // a gap of 1e-5 takes more than 3000 iterations (3.1e-5 then), a minute here: what they change of these figures is less
  expect(Math.abs(psnr(u) - 28.6463)).toBeLessThan(0.01);
  const { mean } = structuralSimilarity(toHost(camera), toHost(u), { dataRange: 1 });
  using similarity = await new Engine(sharedContext()).run(mean);
  expect(Math.abs((await similarity.read()).at({}) - 0.7985)).toBeLessThan(1e-3);
});
