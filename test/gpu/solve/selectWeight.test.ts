import { beforeAll, expect, test } from 'vitest';
import { Engine } from '../../../src/engine/engine.js';
import { convolve } from '../../../src/ops/filter/convolve.js';
import { deblurTv } from '../../../src/solve/deblurTv.js';
import { denoiseTv } from '../../../src/solve/denoiseTv.js';
import { type SelectWeightOptions, selectWeight } from '../../../src/solve/selectWeight.js';
import { tikhonov } from '../../../src/solve/tikhonov.js';
import { build, fieldOf, randomField, toHost } from '../../oracle/index.js';
import { sharedContext } from '../shared.js';

let engine: Engine;
beforeAll(() => {
  engine = new Engine(sharedContext());
});

test('of a step the weight is known: u leaves over half of it at every voxel', async () => {
  const image = toHost(fieldOf({ x: 4 }, [0, 0, 10, 10]));
  const solve = (weight: number) => denoiseTv(image, { weight, tolerance: 1e-6 });
  const { weight, residual, solved, converged } = await selectWeight(engine, {
    image,
    sigma: 0.5,
    solve,
    tolerance: 1e-3,
  });
  // a gap of 1e-6 leaves voxels within 0.4 % of theirs
  expect(Math.abs(weight - 1)).toBeLessThan(6e-3);
  expect(Math.abs(residual / 0.5 - 1)).toBeLessThan(1e-3);
  expect(solved).toBeLessThan(9);
  expect(converged).toBe(true);
  const few = (at: number) => denoiseTv(image, { weight: at, tolerance: 1e-7, maxIterations: 10 });
  expect((await selectWeight(engine, { image, sigma: 0.5, solve: few, tolerance: 0.1 })).converged).toBe(false);
});

test('of a parabola too: f / (1 + w) leaves over w / (1 + w) of f; it compiles once', async () => {
  const field = randomField({ y: 12, x: 16 }, 1);
  const image = toHost(field);
  const size = Math.sqrt(field.data.reduce((sum, v) => sum + v * v, 0) / field.data.length);
  const solve = (weight: number) => tikhonov(image, { psf: [1], weight, operator: 'identity', border: 'wrap' });
  await selectWeight(engine, { image, sigma: 0.5 * size, solve });
  const before = engine.report().compiled;
  for (const share of [0.02, 0.9]) {
    const { weight } = await selectWeight(engine, { image, sigma: share * size, solve, tolerance: 1e-4 });
    expect(Math.abs(weight / (share / (1 - share)) - 1)).toBeLessThan(2e-3);
  }
  expect(engine.report().compiled).toBe(before);
});

test('deblurring leaves over the noise', async () => {
  const noise = randomField({ y: 24, x: 32 }, 7, -1, 1);
  const psf = [
    [0.05, 0.1, 0.05],
    [0.1, 0.4, 0.1],
    [0.05, 0.1, 0.05],
  ];
  const model = (scene: Parameters<typeof convolve>[0]) => convolve(scene, { weights: psf, border: 'wrap' });
  const scene = toHost(build({ y: 24, x: 32 }, ({ y, x }) => (Math.hypot(y - 12, x - 15) < 7 ? 0.8 : 0.2)));
  using blurred = await engine.run(model(scene));
  const data = (await blurred.read()).data as Float32Array;
  const sigma = 0.03;
  const image = toHost(
    build(
      { y: 24, x: 32 },
      ({ y, x }) => (data[32 * y + x] ?? 0) + sigma * Math.sqrt(3) * (noise.data[32 * y + x] ?? 0),
    ),
  );
  const solve = (weight: number) => deblurTv(image, { psf, weight, border: 'wrap', tolerance: 1e-3 }).result;
  const { weight, residual, converged } = await selectWeight(engine, {
    image,
    sigma,
    solve,
    model,
    start: sigma * sigma,
  });
  expect(converged).toBeUndefined();
  expect(Math.abs(residual / sigma - 1)).toBeLessThan(0.01);
  // and the answer is near to the scene: nearer than with a fourth of the weight, or four times as much
  const far = async (at: number): Promise<number> => {
    using answer = await engine.run(solve(at));
    const u = Array.from((await answer.read()).data as Float32Array);
    return u.reduce((sum, v, i) => sum + (v - Number(scene.data[i])) ** 2, 0);
  };
  const here = await far(weight);
  expect(here).toBeLessThan(await far(weight / 4));
  expect(here).toBeLessThan(await far(weight * 4));
});

const image = toHost(randomField({ y: 6, x: 8 }, 1));
const shrink = (weight: number) => tikhonov(image, { psf: [1], weight, operator: 'identity', border: 'wrap' });
test.each([
  [{ sigma: 0 }, /^selectWeight: sigma must be a number above 0, got 0$/],
  [{ sigma: 0.1, tolerance: Number.NaN }, /^selectWeight: tolerance must be a number above 0, got NaN$/],
  [{ solve: undefined as never }, /^selectWeight: solve must be a function, got undefined$/],
  [{ sigma: 5 }, /^selectWeight: sigma must be below what is left over at a weight of \S+, 0\.\d+, got 5$/],
  [{ sigma: 0.1, model: () => shrink(1) }, /^selectWeight: sigma must be above what is left over at a weight of/],
] as readonly (readonly [Partial<SelectWeightOptions>, RegExp])[])('refuses %j', async (options, message) => {
  await expect(selectWeight(engine, { image, sigma: 1, solve: shrink, ...options })).rejects.toThrow(message);
});
