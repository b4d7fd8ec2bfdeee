/** Methods of least squares over a pipeline of two results, against float64. */
import { describe, expect, test } from 'vitest';
import { Engine } from '../../../src/engine/engine.js';
import type { LoopEnd } from '../../../src/engine/progress.js';
import type { Node } from '../../../src/graph/node.js';
import { convolve } from '../../../src/ops/filter/convolve.js';
import { convolveAxis } from '../../../src/ops/filter/convolveAxis.js';
import { gaussian } from '../../../src/ops/filter/gaussian.js';
import { crop } from '../../../src/ops/geometry/crop.js';
import { stack } from '../../../src/ops/geometry/stack.js';
import { laplace } from '../../../src/ops/gradient/laplace.js';
import { mean } from '../../../src/ops/measure/mean.js';
import { add, multiply, subtract } from '../../../src/ops/pointwise/arithmetic.js';
import { sqrt } from '../../../src/ops/pointwise/elementary.js';
import { median } from '../../../src/ops/rank/median.js';
import { admm } from '../../../src/solve/admm.js';
import { cgls } from '../../../src/solve/cgls.js';
import { conjugateGradients } from '../../../src/solve/conjugateGradients.js';
import { fista } from '../../../src/solve/fista.js';
import type { Iterated } from '../../../src/solve/iterative.js';
import { landweber } from '../../../src/solve/landweber.js';
import { proxBox, proxL1, proxL21, proxSquare } from '../../../src/solve/proximal.js';
import { fieldOf, itemAt, leastSquares, randomField, solve, toHost } from '../../oracle/index.js';
import { sharedContext } from '../shared.js';

interface End {
  readonly x: Float32Array;
  readonly residual: number;
  readonly iterations: number;
  readonly converged: number;
}

async function endOf({ result, residual, iterations, converged }: Iterated): Promise<End> {
  const volumes = await new Engine(sharedContext()).run({ result, residual, iterations, converged });
  const numbers = async (name: keyof typeof volumes): Promise<ArrayLike<number>> => (await volumes[name].read()).data;
  const one = async (name: keyof typeof volumes): Promise<number> => itemAt(await numbers(name), 0);
  const end = {
    x: (await numbers('result')) as Float32Array,
    residual: await one('residual'),
    iterations: await one('iterations'),
    converged: await one('converged'),
  };
  for (const volume of Object.values(volumes)) volume.dispose();
  return end;
}

const [rows, columns] = [5, 7];
const like = toHost(fieldOf({ y: rows, x: columns }));
const count = rows * columns;
const psf = [
  [0, 1, 0],
  [2, 5, -1],
  [0, 3, 0],
];
const part = { start: { y: 1, x: 2 }, size: { y: 3, x: 4 } };
/** A blur without symmetry, zeros outside, and a part of the image; 3 is added to that, which the data then have too. */
const A = (u: Node): Node[] => [
  multiply(convolve(u, { weights: psf, border: 'constant' }), 0.25),
  add(multiply(crop(u, part), 2), 3),
];
const forward = (u: Float64Array): Float64Array => {
  const at = (y: number, x: number): number =>
    y >= 0 && y < rows && x >= 0 && x < columns ? itemAt(u, y * columns + x) : 0;
  const blur = Array.from({ length: count }, (_, i) => {
    let sum = 0;
    for (let j = 0; j < 3; j++)
      for (let k = 0; k < 3; k++)
        sum += (psf[j]?.[k] ?? Number.NaN) * at(Math.floor(i / columns) + 1 - j, (i % columns) + 1 - k);
    return sum / 4;
  });
  const cut = Array.from({ length: 12 }, (_, i) => 2 * at(1 + Math.floor(i / 4), 2 + (i % 4)));
  return Float64Array.from([...blur, ...cut]);
};
/** ‖A‖² is at most (Σ|psf|/4)² + 2². */
const strength = 13;
const map = solve.matrixMap(forward, count, strength);
const seen = [randomField({ y: rows, x: columns }, 1, -1, 1), randomField({ y: 3, x: 4 }, 2, -1, 1)] as const;
const f = Float64Array.from([...seen[0].data, ...seen[1].data]);
const data = [toHost(seen[0]), toHost({ ...seen[1], data: seen[1].data.map((v) => v + 3) })];

const soft = (v: Float64Array, by: number): Float64Array => v.map((a) => Math.sign(a) * Math.max(0, Math.abs(a) - by));

describe('without a penalty', () => {
  test.each([0, 0.7])('cgls with damping %f', async (damping) => {
    const end = await endOf(cgls(A, data, { like, damping, tolerance: 1e-6 }));
    expect([end.converged, end.residual < 1e-6]).toEqual([1, true]);
    expect(leastSquares.distance(end.x, leastSquares.leastSquares(map, f, count, damping))).toBeLessThan(2e-5);
  });

  test('landweber and fista come to the same', async () => {
    const wanted = leastSquares.leastSquares(map, f, count);
    const slow = await endOf(landweber(A, data, { like, maxIterations: 4000 }));
    const fast = await endOf(fista(A, data, { like, maxIterations: 4000 }));
    for (const end of [slow, fast]) {
      expect(end.converged).toBe(1);
      expect(leastSquares.distance(end.x, wanted)).toBeLessThan(1e-3);
    }
    expect(fast.iterations).toBeLessThan(slow.iterations / 3);
  });

  test('conjugate gradients: an implicit step of diffusion', async () => {
    const diffused = (u: Node): Node => subtract(u, multiply(laplace(u), 3));
    const image = randomField({ y: rows, x: columns }, 3);
    const end = await endOf(conjugateGradients(diffused, toHost(image), { start: toHost(seen[0]) }));
    const own = solve.matrixMap(
      (u) =>
        u.map((here, i) => {
          const [y, x] = [Math.floor(i / columns), i % columns];
          const at = (j: number, k: number): number =>
            itemAt(u, Math.min(rows - 1, Math.max(0, j)) * columns + Math.min(columns - 1, Math.max(0, k)));
          return here - 3 * (at(y - 1, x) + at(y + 1, x) + at(y, x - 1) + at(y, x + 1) - 4 * here);
        }),
      count,
      1,
    );
    const unit = (k: number): Float64Array => new Float64Array(count).map((_, i) => +(i === k));
    const wanted = leastSquares.eliminated(
      Array.from({ length: count }, (_, k) => own.back(unit(k))),
      image.data,
    );
    expect(end.converged).toBe(1);
    expect(leastSquares.distance(end.x, wanted)).toBeLessThan(2e-5);
  });
});

describe('with a penalty', () => {
  const penalties = [
    { name: 'few voxels', prox: proxL1(0.6), float64: (v: Float64Array, step: number) => soft(v, 0.6 * step) },
    {
      name: 'an interval',
      prox: proxBox(-0.1, 0.2),
      float64: (v: Float64Array) => v.map((a) => Math.min(0.2, Math.max(-0.1, a))),
    },
    {
      name: 'squares',
      prox: proxSquare(2),
      float64: (v: Float64Array, step: number) => v.map((a) => a / (1 + 2 * step)),
    },
  ];
  test.each(penalties)('$name', async ({ prox, float64 }) => {
    const wanted = leastSquares.proximal(map, f, count, float64, 5000);
    const end = await endOf(
      fista(A, data, { like, prox, tolerance: 1e-6, maxIterations: 2000, norm: Math.sqrt(strength) }),
    );
    expect(end.converged).toBe(1);
    expect(leastSquares.distance(end.x, wanted)).toBeLessThan(1e-4);
  });

  test('few vectors: their length shrinks', async () => {
    const vectors = toHost(fieldOf({ c: 2, x: 3 }, [3, 0.1, 0, 4, 0.1, 0]));
    const end = await endOf(fista((u) => u, vectors, { prox: proxL21(1) }));
    const wanted = [2.4, 0, 0, 3.2, 0, 0];
    for (const [i, v] of wanted.entries()) expect(end.x[i]).toBeCloseTo(v, 4);
  });
});

test('admm: total variation of the same data, within what the primal-dual method finds', async () => {
  const D = (u: Node): Node =>
    stack(
      (['y', 'x'] as const).map((axis) => convolveAxis(u, { weights: [1, -1, 0], axis, border: 'nearest' })),
      { axis: 'c' },
    );
  const wanted = solve.boxTv(map, f, fieldOf({ y: rows, x: columns }), {
    weight: 0.3,
    low: -9,
    high: 9,
    maxIterations: 20_000,
    tolerance: 1e-10,
  });
  expect(wanted.converged.data[0]).toBe(1);
  const end = await endOf(admm(A, data, { like, D, prox: proxL21(0.3), rho: 100, tolerance: 1e-5 }));
  expect([end.converged, end.residual < 1e-5]).toEqual([1, true]);
  expect(leastSquares.distance(end.x, wanted.result.data)).toBeLessThan(1e-3);
  const few = await endOf(admm(A, data, { like, D, prox: proxL21(0.3), maxIterations: 4 }));
  expect([few.converged, few.iterations]).toEqual([0, 4]);
});

test('what has not converged says so, and NaN end it', async () => {
  const few = { like, maxIterations: 4, tolerance: 1e-7 };
  const broken = [
    toHost({ ...seen[0], data: seen[0].data.map((v, i) => (i === 4 ? Number.NaN : v)) }),
    data[1] as never,
  ];
  const sparse: typeof fista = (operator, seenHere, options) =>
    admm(operator, seenHere, { ...options, prox: proxL1(1) });
  // an interval swallows NaN
  const boxed: typeof fista = (operator, seenHere, options) =>
    landweber(operator, seenHere, { ...options, prox: proxBox(0, 1) });
  for (const method of [cgls, landweber, fista, sparse, boxed]) {
    const early = await endOf(method(A, data, few));
    expect([early.converged, early.iterations]).toEqual([0, 4]);
    const end = await endOf(method(A, broken, { like }));
    expect([end.converged, end.iterations, end.residual]).toEqual([0, 4, Number.NaN]);
    expect(end.x.every(Number.isNaN)).toBe(true);
  }
  // neither symmetric nor positive
  const end = await endOf(conjugateGradients((u) => convolve(u, { weights: [-3, 1, 0.5] }), toHost(seen[0])));
  expect(end.converged).toBe(0);
});

test('data that are 0 are met by 0', async () => {
  for (const method of [cgls, landweber, fista]) {
    const end = await endOf(method((u) => multiply(u, 2), toHost(fieldOf({ y: 3, x: 4 }))));
    expect([end.converged, end.residual, Math.max(...end.x)]).toEqual([1, 0, 0]);
  }
});

test('conjugate gradients come to what 32 bits allow: recursions that have drifted begin anew', async () => {
  const image = toHost(randomField({ y: 32, x: 48 }, 4, -1, 1));
  // by recursions alone it ends with 3.4e-7 left, and they say 1e-7
  const implicit = (u: Node): Node => subtract(u, multiply(laplace(u), 2));
  const end = await endOf(conjugateGradients(implicit, image, { tolerance: 1e-7 }));
  expect([end.converged, end.residual < 1e-7]).toEqual([1, true]);
});

test('refuses before the GPU', () => {
  const image = data[0] as never;
  expect(() => cgls(A, image)).toThrow(/^cgls: f must be a volume for each of the 2 results of A, got 1$/);
  expect(() => cgls((u) => u, image, { damping: -1 })).toThrow(
    /^cgls: damping must be a finite number from 0, got -1$/,
  );
  expect(() => fista((u) => sqrt(u), image)).toThrow(/^fista: the pipeline must be linear/);
  expect(() => landweber((u) => u, image, { tolerance: 2 })).toThrow(/^landweber: tolerance must be/);
  expect(() => landweber((u) => u, image, { norm: -1 })).toThrow(
    /^landweber: norm must be a finite number above 0, got -1$/,
  );
  expect(() => conjugateGradients((u) => [u, u], image)).toThrow(/^conjugateGradients: /);
  expect(() => fista((u) => u, image, { start: toHost(fieldOf({ x: 2 })) })).toThrow(
    /^fista: start must have the shape of the answer, y=5 x=7, got y=1 x=2$/,
  );
  expect(() => admm((u) => u, image, {} as never)).toThrow(/^admm: prox must be a function, got undefined$/);
  expect(() => admm((u) => u, image, { prox: proxL1(1), rho: 0 })).toThrow(/^admm: rho must be/);
  expect(() => admm((u) => u, image, { prox: proxL1(1), D: (u) => [u, u] })).toThrow(
    /^admm: D must have one result, got 2$/,
  );
  expect(() => conjugateGradients((u) => median(u), image)).toThrow(/^conjugateGradients: the pipeline must be linear/);
  expect(() => cgls((u) => gaussian(u, { sigma: -1 }), image)).toThrow(/^gaussian: sigma must be/);
  expect(() => cgls((() => undefined) as never, image)).toThrow(
    /^cgls: what the pipeline gives must be a volume, a node or a number, got undefined$/,
  );
  expect(() => cgls(() => image, image)).toThrow(/^cgls: the output must depend on/);
  expect(() => fista((u) => u, image, { prox: 3 as never })).toThrow(/^fista: prox must be a function, got 3$/);
  expect(() => fista((u) => u, image, { prox: (() => undefined) as never })).toThrow(
    /^fista: prox must give a node, got undefined$/,
  );
  expect(() => landweber((u) => u, image, { prox: (v) => mean(v) })).toThrow(
    /^landweber: prox must give f32 of the shape that it takes, y=5 x=7, got f32 of y=1 x=1$/,
  );
  expect(() => (admm as (...all: unknown[]) => unknown)((u: Node) => u, image)).toThrow(
    /^admm: prox must be a function, got undefined$/,
  );
  expect(() => proxL1(-1)).toThrow(/^proxL1: the weight must be a finite number from 0, got -1$/);
  expect(() => proxBox(1, 1)).toThrow(/^proxBox: high must be above low, got 1 to 1$/);
});

test('an engine tells of what has not converged, whatever was asked for', async () => {
  const told: string[] = [];
  const ends: LoopEnd[] = [];
  const engine = new Engine(sharedContext());
  engine.warn = (sentence) => void told.push(sentence);
  const run = async (node: Node): Promise<void> =>
    (await engine.run(node, { ended: (end) => void ends.push(end) })).dispose();
  await run(cgls(A, data, { like, tolerance: 1e-7, maxIterations: 4 }).result);
  expect(told).toEqual([
    expect.stringMatching(/^cgls: not converged: residual \S+ after 4 iterations \(tolerance 1e-7\)$/),
  ]);
  await run(cgls(A, data, { like, tolerance: 1e-2 }).result);
  expect([told.length, ends.map(({ converged }) => converged)]).toEqual([1, [false, true]]);
  const broken = toHost({ ...seen[0], data: seen[0].data.map((v, i) => (i === 4 ? Number.NaN : v)) });
  await run(landweber((u) => u, broken, { norm: 1 }).result);
  expect(told.slice(1)).toEqual([
    'landweber: not converged: residual NaN after 4 iterations (tolerance 0.00001; is there a NaN among the data?)',
  ]);
});
