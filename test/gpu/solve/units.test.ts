/** Certificates know no unit: an image, weight and box of another size have the same iterations, and the answer in that size; what is NaN in the data is NaN in all of the answer. */
import { expect, test } from 'vitest';
import { Engine } from '../../../src/engine/engine.js';
import type { Node } from '../../../src/graph/node.js';
import { deblurTv } from '../../../src/solve/deblurTv.js';
import { denoiseTgv } from '../../../src/solve/denoiseTgv.js';
import { denoiseTv } from '../../../src/solve/denoiseTv.js';
import { inpaintTv } from '../../../src/solve/inpaintTv.js';
import { superResolveTv } from '../../../src/solve/superResolveTv.js';
import { build, type Field, toHost } from '../../oracle/index.js';
import { sharedContext } from '../shared.js';

const size = { y: 20, x: 28 };
const mask = toHost(build(size, ({ y, x }) => +((x + y) % 3 > 0)));
const psf = { gaussian: { sigma: 1 } } as const;
type Solver = (image: Field, unit: number) => Readonly<Record<'result' | 'gap' | 'iterations' | 'converged', Node>>;
const box = (unit: number) => ({ low: 0, high: unit });

const SOLVERS: Readonly<Record<string, Solver>> = {
  denoiseTv: (f, s) => denoiseTv(toHost(f), { weight: 0.1 * s }),
  'denoiseTv of counts': (f) => denoiseTv(toHost(f), { weight: 0.1, data: 'poisson' }),
  'denoiseTv, huber': (f, s) => denoiseTv(toHost(f), { weight: 0.1 * s, huber: 0.02 * s }),
  denoiseTgv: (f, s) => denoiseTgv(toHost(f), { alpha1: 0.1 * s, alpha0: 0.2 * s }),
  deblurTv: (f, s) => deblurTv(toHost(f), { psf, weight: 1e-2 * s, ...box(s), border: 'wrap' }),
  'deblurTv, unknown border': (f, s) => deblurTv(toHost(f), { psf, weight: 1e-2 * s, ...box(s) }),
  inpaintTv: (f, s) => inpaintTv(toHost(f), mask, { weight: 1e-2 * s, ...box(s) }),
  superResolveTv: (f, s) => superResolveTv(toHost(f), { factors: 2, weight: 1e-3 * s, ...box(s) }),
};

const scene = build(
  size,
  ({ y, x }) => (Math.hypot(y - 9, x - 12) < 7 ? 0.8 : 0.2) + 0.05 * Math.sin(7 * x + 3 * y * y),
);
const engine = (): Engine => {
  const made = new Engine(sharedContext());
  made.warn = () => undefined;
  return made;
};

async function ended(solver: Solver, image: Field, unit: number) {
  const { result, gap, iterations, converged } = solver(image, unit);
  const volumes = await engine().run({ result, gap, iterations, converged });
  const read = async (name: keyof typeof volumes): Promise<number[]> => [...(await volumes[name].read()).data];
  const [u, [g], [count], [came]] = await Promise.all([
    read('result'),
    read('gap'),
    read('iterations'),
    read('converged'),
  ]);
  for (const volume of Object.values(volumes)) volume.dispose();
  return { u, gap: g as number, count, came };
}

test.each(Object.entries(SOLVERS))('%s', async (_name, solver) => {
  const plain = await ended(solver, scene, 1);
  expect(plain.came).toBe(1);
  // powers of two: every bit is the same
  for (const unit of [2 ** -10, 2 ** 10]) {
    const other = await ended(solver, { ...scene, data: scene.data.map((v) => v * unit) }, unit);
    expect([other.count, other.gap]).toEqual([plain.count, plain.gap]);
    expect(other.u).toEqual(plain.u.map((v) => v * unit));
  }
  const broken = { ...scene, data: scene.data.slice() };
  // where the mask calls voxels known
  broken.data[28 * 4 + 3] = Number.NaN;
  const none = await ended(solver, broken, 1);
  expect([none.gap, none.count, none.came]).toEqual([Number.NaN, 10, 0]);
  expect(none.u.every(Number.isNaN)).toBe(true);
});

test('an image that is the same everywhere is its own answer: no more than rounding is left of the objective', async () => {
  const blank = toHost(build(size, () => 0.7));
  for (const { result, converged } of [
    deblurTv(blank, { psf }),
    deblurTv(blank, { psf, border: 'wrap' }),
    inpaintTv(blank, mask),
  ]) {
    const volumes = await engine().run({ result, converged });
    const u = Array.from((await volumes.result.read()).data);
    expect([(await volumes.converged.read()).data[0], Math.max(...u.map((v) => Math.abs(v - 0.7))) < 1e-6]).toEqual([
      1,
      true,
    ]);
    for (const volume of Object.values(volumes)) volume.dispose();
  }
});

test('where no box is given it is that of the data: 12 bits are no fault, and one end leaves room for them', async () => {
  const bits = toHost({ ...scene, data: scene.data.map((v) => 4095 * v) });
  const [low, high] = [Math.min(...bits.data), Math.max(...bits.data)];
  const span = Math.fround(high) - Math.fround(low);
  const wide = { low: Math.fround(low - span), high: Math.fround(high + span) };
  const blur = { psf, weight: 40, border: 'wrap', maxIterations: 60 } as const;
  const pairs = {
    deblurred: [deblurTv(bits, blur), deblurTv(bits, { ...blur, ...wide })],
    resolved: [
      superResolveTv(bits, { weight: 4, maxIterations: 400 }),
      superResolveTv(bits, { weight: 4, maxIterations: 400, ...wide }),
    ],
    'from 0': [deblurTv(bits, { ...blur, low: 0 }), deblurTv(bits, { ...blur, low: 0, high: wide.high })],
  } as const;
  for (const [name, [own, given]] of Object.entries(pairs)) {
    const volumes = await engine().run({ own: own.result, given: given.result });
    const [a, b] = [[...(await volumes.own.read()).data], [...(await volumes.given.read()).data]];
    // the balance of steps begins with the range of the data, not with that of the box
    const apart = Math.max(...a.map((v, i) => Math.abs(v - (b[i] ?? Number.NaN))));
    expect([name, apart < 0.02 * span]).toEqual([name, true]);
    expect(Math.max(...a)).toBeGreaterThan(0.7 * 4095);
    for (const volume of Object.values(volumes)) volume.dispose();
  }
});
