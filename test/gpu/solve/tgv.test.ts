/** Total generalised variation of second order. */
import { expect, test } from 'vitest';
import { Engine } from '../../../src/engine/engine.js';
import type { Node } from '../../../src/graph/node.js';
import { gaussian } from '../../../src/ops/filter/gaussian.js';
import { denoiseTgv } from '../../../src/solve/denoiseTgv.js';
import { denoiseTv } from '../../../src/solve/denoiseTv.js';
import { solveTgv } from '../../../src/solve/solveTgv.js';
import { solveTv } from '../../../src/solve/solveTv.js';
import { build, type Field, fieldOf, filter, leastSquares, randomField, tgv, toHost } from '../../oracle/index.js';
import { checkOp } from '../checkOp.js';
import { sharedContext } from '../shared.js';

checkOp(denoiseTgv, {
  oracle: ([f], params) => ({ ...tgv.denoiseTgv(f as Field, params as unknown as tgv.TgvOptions) }),
  tolerance: { abs: 2e-4, rel: 1e-3, why: 'tens of iterations of f32, and gaps that are small differences' },
  rows: [
    {
      name: 'image',
      inputs: [randomField({ y: 9, x: 14 }, 1)],
      params: { alpha1: 0.2, alpha0: 0.3, maxIterations: 30 },
    },
    {
      name: 'stack, not square',
      inputs: [randomField({ z: 3, y: 4, x: 6 }, 2)],
      params: { alpha1: 0.1, alpha0: 0.4, spacing: { z: 2.5, y: 0.8 }, maxIterations: 20, tolerance: 1e-6 },
      without: ['windows', 'apart', 'buffers', 'unfused', 'batch', 'u8', 'f16', 'profile'],
    },
  ],
  refuses: [[[fieldOf({ x: 3 })], { alpha0: -1 }, /^denoiseTgv: alpha0 must be a finite number from 0/]],
});

async function solved(result: ReturnType<typeof denoiseTgv>['result']): Promise<Float64Array> {
  using volume = await new Engine(sharedContext()).run(result);
  return Float64Array.from((await volume.read()).data as Float32Array);
}

test('a ramp is kept, of which total variation makes stairs with flat ends', async () => {
  const ramp = build({ y: 12, x: 20 }, ({ y, x }) => 0.3 * y - 0.1 * x);
  const off = (data: Float64Array): number =>
    data.reduce((most, v, i) => Math.max(most, Math.abs(v - (ramp.data[i] ?? Number.NaN))), 0);
  const weights = { tolerance: 1e-5, maxIterations: 1000 };
  expect(off(await solved(denoiseTgv(toHost(ramp), { ...weights, alpha1: 0.5, alpha0: 1 }).result))).toBeLessThan(2e-3);
  expect(off(await solved(denoiseTv(toHost(ramp), { ...weights, weight: 0.5 }).result))).toBeGreaterThan(0.2);
});

test('for any pipeline: a blur of ramps and an edge is undone nearer than by total variation', async () => {
  const scene = build({ y: 48, x: 64 }, ({ y, x }) => (x + y > 60 ? 0.9 - 0.004 * x : 0.1 + 0.008 * x));
  const noise = randomField({ y: 48, x: 64 }, 5, -0.01, 0.01);
  const blurred = filter.gaussian(scene, { sigma: 1.5 });
  const seen = toHost({ ...scene, data: blurred.data.map((v, i) => v + (noise.data[i] ?? Number.NaN)) });
  const A = (u: Node): Node => gaussian(u, { sigma: 1.5 });
  const ended = { low: 0, high: 1, norm: 1, maxIterations: 300 };
  const { result, gap } = solveTgv(A, seen, { ...ended, alpha1: 1e-3, alpha0: 2e-3 });
  const other = solveTv(A, seen, { ...ended, weight: 1e-3 });
  const volumes = await new Engine(sharedContext()).run({ result, gap, other: other.result });
  const error = async (name: 'result' | 'other'): Promise<number> =>
    leastSquares.distance((await volumes[name].read()).data, scene.data);
  expect(await error('result')).toBeLessThan(0.011);
  expect(await error('other')).toBeGreaterThan(0.013);
  // of an objective of 0.15
  expect((await volumes.gap.read()).data[0]).toBeLessThan(0.08);
  for (const volume of Object.values(volumes)) volume.dispose();
});

test('of what is seen as it is, in a box that is wide enough, it is the same image', async () => {
  const image = toHost(randomField({ y: 9, x: 14 }, 1));
  const weights = { alpha1: 0.2, alpha0: 0.3, spacing: { y: 2 }, tolerance: 1e-5, maxIterations: 3000 };
  const volumes = await new Engine(sharedContext()).run({
    alone: denoiseTgv(image, weights).result,
    general: solveTgv((u) => u, image, { ...weights, norm: 1, low: -3, high: 4 }).result,
  });
  const [alone, general] = [(await volumes.alone.read()).data, (await volumes.general.read()).data];
  // |u - u*|² is at most twice the gap, which is 1e-5 of at most 10
  for (const [i, v] of alone.entries()) expect(Math.abs(v - (general[i] ?? Number.NaN))).toBeLessThan(0.02);
  for (const volume of Object.values(volumes)) volume.dispose();
});

test('a NaN ends it at once, and is not hidden', async () => {
  const image = toHost(fieldOf({ y: 4, x: 4 }, [Number.NaN, ...new Array(15).fill(0.5)]));
  const { result, gap, iterations, converged } = denoiseTgv(image);
  const volumes = await new Engine(sharedContext()).run({ result, gap, iterations, converged });
  expect((await volumes.gap.read()).data[0]).toBeNaN();
  expect([...(await volumes.result.read()).data].every(Number.isNaN)).toBe(true);
  expect([(await volumes.iterations.read()).data[0], (await volumes.converged.read()).data[0]]).toEqual([10, 0]);
  for (const volume of Object.values(volumes)) volume.dispose();
});

test('what cannot be solved is refused before the GPU', () => {
  const image = toHost(randomField({ y: 9, x: 14 }, 1));
  expect(() => solveTgv((u) => u, image, { low: 0, high: 1, alpha0: 0 })).toThrow(
    /^solveTgv: alpha1 and alpha0 must be above 0 .*, got 0.001 and 0$/,
  );
  expect(() => solveTgv((u) => u, image, { low: 0, high: 0 })).toThrow(/^solveTgv: high must be above low/);
  expect(() => solveTgv((u) => u, image, { low: 0, high: 1, norm: -1 })).toThrow(
    /^solveTgv: norm must be a finite number above 0, got -1$/,
  );
});
