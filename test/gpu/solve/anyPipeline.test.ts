/** What takes a pipeline: its norm, and total variation of it. */
import { describe, expect, test } from 'vitest';
import { Engine } from '../../../src/engine/engine.js';
import type { Node } from '../../../src/graph/node.js';
import { convolveAxis } from '../../../src/ops/filter/convolveAxis.js';
import { gaussian } from '../../../src/ops/filter/gaussian.js';
import { crop } from '../../../src/ops/geometry/crop.js';
import { add, multiply } from '../../../src/ops/pointwise/arithmetic.js';
import { sqrt } from '../../../src/ops/pointwise/elementary.js';
import { median } from '../../../src/ops/rank/median.js';
import { denoiseNlMeans } from '../../../src/ops/restoration/denoiseNlMeans.js';
import { downscaleLocalMean } from '../../../src/ops/transform/downscaleLocalMean.js';
import { operatorNorm } from '../../../src/solve/operatorNorm.js';
import { solveTv } from '../../../src/solve/solveTv.js';
import { fieldOf, randomField, solve, toHost } from '../../oracle/index.js';
import { sharedContext } from '../shared.js';

async function numbersOf(nodes: Readonly<Record<string, Node>>): Promise<Record<string, Float64Array>> {
  const volumes = await new Engine(sharedContext()).run(nodes);
  const data: Record<string, Float64Array> = {};
  for (const [name, volume] of Object.entries(volumes)) {
    data[name] = Float64Array.from((await volume.read()).data as Float32Array);
    volume.dispose();
  }
  return data;
}

const slope = (u: Node, axis: 'x' | 'y' | 'z'): Node =>
  convolveAxis(u, { weights: [1, -1, 0], axis, border: 'nearest' });
const slopesNorm = (...lengths: readonly number[]): number =>
  Math.sqrt(lengths.reduce((sum, n) => sum + (2 * Math.sin((Math.PI * (n - 1)) / (2 * n))) ** 2, 0));

describe('operatorNorm', () => {
  const plane = toHost(fieldOf({ y: 19, x: 26 }));
  test.each([
    {
      name: 'differences in 2-D',
      A: (u: Node) => [slope(u, 'x'), slope(u, 'y')],
      like: plane,
      norm: slopesNorm(19, 26),
    },
    {
      name: 'differences in 3-D',
      A: (u: Node) => [slope(u, 'x'), slope(u, 'y'), slope(u, 'z')],
      like: toHost(fieldOf({ z: 7, y: 9, x: 12 })),
      norm: slopesNorm(7, 9, 12),
    },
    { name: 'a blur', A: (u: Node) => multiply(gaussian(u, { sigma: 2 }), 3), like: plane, norm: 3 },
    {
      name: 'a part, and a constant',
      A: (u: Node) => add(crop(u, { start: { x: 3 }, size: { y: 8 } }), 50),
      like: plane,
      norm: 1,
    },
    { name: 'much', A: (u: Node) => multiply(u, 1e10), like: plane, norm: 1e10 },
    { name: 'little', A: (u: Node) => multiply(u, 1e-9), like: plane, norm: 1e-9 },
    { name: 'nothing', A: (u: Node) => multiply(u, 0), like: plane, norm: 0 },
  ])('$name', async ({ A, like, norm }) => {
    const end = await numbersOf({ ...operatorNorm(A, like) });
    expect(end.norm?.[0]).toBeGreaterThanOrEqual(0.998 * norm);
    expect(end.norm?.[0]).toBeLessThanOrEqual(norm * (1 + 1e-5));
    expect(end.converged?.[0]).toBe(1);
  });

  test('says that it has not converged', async () => {
    const { norm, converged } = operatorNorm((u) => slope(u, 'x'), plane, { maxIterations: 10, tolerance: 1e-7 });
    expect((await numbersOf({ norm, converged })).converged?.[0]).toBe(0);
  });

  test('refuses what is not linear', () => {
    expect(() => operatorNorm((u) => sqrt(u), plane)).toThrow(/^operatorNorm: /);
    expect(() => operatorNorm(undefined as never, plane)).toThrow(
      /^operatorNorm: A must be a function from a node to one or more, got undefined$/,
    );
    expect(() => operatorNorm((u) => u, plane, { tolerance: 0 })).toThrow(/^operatorNorm: tolerance must be/);
  });
});

describe('solveTv', () => {
  const shape = { y: 6, x: 8 };
  const f = [randomField({ y: 3, x: 4 }, 1), randomField(shape, 2)] as const;
  const start = randomField(shape, 3, -0.1, 0.9);
  const A = (u: Node): Node[] => [multiply(downscaleLocalMean(u, { factors: 2 }), 6), slope(u, 'x')];
  const forward = (u: Float64Array): Float64Array => {
    const v = (y: number, x: number): number => u[y * 8 + x] ?? Number.NaN;
    const means = Array.from({ length: 12 }, (_, i) => {
      const [y, x] = [2 * Math.floor(i / 4), 2 * (i % 4)];
      return 1.5 * (v(y, x) + v(y, x + 1) + v(y + 1, x) + v(y + 1, x + 1));
    });
    const slopes = Array.from(u, (here, i) => (i % 8 < 7 ? (u[i + 1] ?? Number.NaN) - here : 0));
    return Float64Array.from([...means, ...slopes]);
  };
  const data = Float64Array.from([...f[0].data, ...f[1].data]);
  const options = { weight: 0.3, low: -0.1, high: 0.9 };

  test('makes the iterations of its method', async () => {
    const expected = solve.boxTv(solve.matrixMap(forward, 48, 9.5), data, start, {
      ...options,
      relaxation: 1,
      maxIterations: 40,
    });
    const end = await numbersOf({
      ...solveTv(
        A,
        f.map((part) => toHost(part)),
        {
          ...options,
          like: toHost(start),
          start: toHost(start),
          norm: Math.sqrt(9.5),
          maxIterations: 40,
        },
      ),
    });
    expect(end.gap?.[0]).toBeCloseTo(expected.gap.data[0] as number, 4);
    for (const [i, v] of expected.result.data.entries()) expect(end.result?.[i]).toBeCloseTo(v, 4);
  });

  test('finds norm and start, and ends at the optimum', async () => {
    const far = solve.boxTv(solve.matrixMap(forward, 48, 9.5), data, start, {
      ...options,
      maxIterations: 20_000,
      tolerance: 1e-9,
    });
    expect(far.converged.data[0]).toBe(1);
    const end = await numbersOf({
      ...solveTv(
        A,
        f.map((part) => toHost(part)),
        { ...options, like: toHost(start), tolerance: 1e-6 },
      ),
    });
    expect(end.converged?.[0]).toBe(1);
    for (const [i, v] of far.result.data.entries())
      expect(Math.abs((end.result?.[i] ?? Number.NaN) - v)).toBeLessThan(2e-3);
  });

  test('what makes 0 of everything is met by anything', async () => {
    const end = await numbersOf({ ...solveTv((u) => multiply(u, 0), toHost(start), { low: -0.1, high: 0.9 }) });
    expect(end.converged?.[0]).toBe(1);
  });

  test('refuses before the GPU', () => {
    const u = toHost(start);
    const within = { low: 0, high: 1 };
    const means = toHost(f[0]);
    expect(() => solveTv(A, means, { like: u, ...within })).toThrow(
      /^solveTv: f must be a volume for each of the 2 results of A, got 1$/,
    );
    expect(() => solveTv((v) => downscaleLocalMean(v, { factors: 2 }), means, within)).toThrow(
      /^solveTv: f must have the shape of what A makes of a volume like `like`, y=2 x=2, got y=3 x=4$/,
    );
    expect(() => solveTv((v) => v, u, { ...within, weight: 0 })).toThrow(/^solveTv: the weight must be above 0/);
    expect(() => solveTv((v) => v, u, { ...within, norm: 0 })).toThrow(
      /^solveTv: norm must be a finite number above 0, got 0$/,
    );
    expect(() => solveTv((v) => v, u, { low: 1, high: 1 })).toThrow(/^solveTv: high must be above low/);
    expect(() => solveTv((v) => v, u)).toThrow(/^solveTv: low must be given, got nothing$/);
    expect(() => solveTv((v) => v, u, { ...within, start: means })).toThrow(
      /^solveTv: start must have the shape of the answer, y=6 x=8/,
    );
    expect(() => solveTv((v) => multiply(v, v), u, within)).toThrow(/^solveTv: the pipeline must be linear/);
    expect(() => solveTv((v) => median(v), u, within)).toThrow(/^solveTv: the pipeline must be linear/);
    expect(() => solveTv((v) => denoiseNlMeans(v), u, within)).toThrow(
      /^solveTv: every operation between .*, got denoiseNlMeans: /,
    );
    expect(() => solveTv((() => {}) as never, u, within)).toThrow(/^solveTv: what the pipeline gives must be a volume/);
  });
});
