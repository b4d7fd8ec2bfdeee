import { expect, test } from 'vitest';
import { Engine } from '../../../src/engine/engine.js';
import { deblurTv } from '../../../src/solve/deblurTv.js';
import { denoiseTv } from '../../../src/solve/denoiseTv.js';
import { build, type Field, fieldOf, randomField, solve, toHost } from '../../oracle/index.js';
import { checkOp } from '../checkOp.js';
import { sharedContext } from '../shared.js';

const tolerance = { abs: 2e-4, rel: 1e-3, why: 'tens of iterations of f32, and gaps that are small differences' };

const broken = randomField({ y: 12, x: 20 }, 5);
broken.data[40] = Number.NaN;

// some of them 0, alone and side by side
const counts = build({ z: 3, y: 10, x: 15 }, ({ z, y, x }) => ((z + 2 * y + 5 * x) % 7 < 3 ? 0 : (x + y * z) % 9));

checkOp(denoiseTv, {
  oracle: ([f], params) => ({ ...solve.denoiseTv(f as Field, params as unknown as solve.TvOptions) }),
  tolerance,
  rows: [
    { name: 'image', inputs: [randomField({ y: 23, x: 37 }, 1)], params: { weight: 0.2, maxIterations: 30 } },
    {
      name: 'stack, not isotropic, huber, other distances',
      inputs: [randomField({ z: 5, y: 9, x: 14 }, 2)],
      params: {
        weight: 0.1,
        maxIterations: 20,
        isotropic: false,
        huber: 0.1,
        spacing: { z: 2, y: 0.7 },
        tolerance: 1e-6,
      },
    },
    {
      name: 'line, to its end',
      inputs: [randomField({ x: 70 }, 3)],
      params: { weight: 0.05, maxIterations: 200, tolerance: 1e-2 },
      without: ['windows'],
    },
    {
      name: 'counts, huber',
      inputs: [counts],
      params: { weight: 0.3, huber: 0.4, maxIterations: 30, data: 'poisson' },
      // u8 stores 255 times the numbers: the same answer in another unit
    },
    {
      name: 'columns, huber, not square',
      inputs: [randomField({ z: 12, y: 9, x: 1 }, 4)],
      params: { weight: 0.3, maxIterations: 20, huber: 0.2, spacing: { z: 3, y: 2 }, tolerance: 1e-6 },
    },
  ],
  refuses: [
    [[broken], { weight: -1 }, /^denoiseTv: weight must be a finite number from 0 to 1000000000, got -1$/],
    [[broken], { weight: Number.NaN }, /^denoiseTv: weight must be a finite number/],
    [[broken], { huber: -1 }, /^denoiseTv: huber must be a finite number from 0 to 1000000000, got -1$/],
    [
      [broken],
      { spacing: { x: 0 } },
      /^denoiseTv: spacing along x must be a finite number from 0.000001 to 1000000, got 0$/,
    ],
    [[broken], { tolerance: 0 }, /^denoiseTv: tolerance must be/],
    [[broken], { weight: 0 }, /^denoiseTv: the weight must be above 0 .*, got 0$/],
    [[fieldOf({}, [3])], {}, /^denoiseTv: the image must be longer than one voxel, got one voxel$/],
  ],
});

const psf = [
  [0.05, 0.1, 0.05],
  [0.1, 0.4, 0.1],
  [0.05, 0.1, 0.05],
];
const psfField = fieldOf({ y: 3, x: 3 }, psf.flat());

checkOp(deblurTv, {
  oracle: ([f], params) => ({ ...solve.deblurTv(f as Field, psfField, params as unknown as solve.DeblurOptions) }),
  tolerance,
  rows: [
    {
      name: 'image',
      inputs: [randomField({ y: 12, x: 32 }, 1)],
      params: { psf, weight: 0.02, border: 'wrap', low: 0, high: 1, maxIterations: 30 },
    },
    {
      name: 'odd, not isotropic, another box, huber, not square',
      inputs: [randomField({ y: 9, x: 15 }, 2)],
      params: {
        psf,
        weight: 0.05,
        border: 'wrap',
        maxIterations: 20,
        isotropic: false,
        low: -0.5,
        high: 0.8,
        huber: 0.1,
        spacing: { x: 0.5 },
      },
    },
  ],
  without: { u8: 'the box is that of numbers up to 1' },
  refuses: [
    [[broken], { psf: [[1, 2]] }, /^deblurTv: the psf must have an odd length along x, .*, got 2$/],
    [[broken], { psf: [[0], [0], [0]] }, /^deblurTv: the psf must not be all zeros, got zeros$/],
    [[broken], { psf: [1, 1, 1] }, /^deblurTv: the psf must have the sum 1, .*, got 3$/],
    [
      [broken],
      { psf: new Array(21).fill(1 / 21) },
      /^deblurTv: the psf must be no longer than the image along x, 20, got 21$/,
    ],
    [[broken], { psf, weight: 0 }, /^deblurTv: the weight must be above 0/],
    [[broken], { psf, low: 1, high: 1 }, /^deblurTv: high must be above low, got 1 to 1$/],
  ],
});

async function numbersOf(nodes: Readonly<Record<string, ReturnType<typeof denoiseTv>['result']>>) {
  const volumes = await new Engine(sharedContext()).run(nodes);
  const data: Record<string, Float64Array> = {};
  for (const [name, volume] of Object.entries(volumes)) {
    data[name] = Float64Array.from((await volume.read()).data as Float32Array);
    volume.dispose();
  }
  return data;
}

const negative = randomField({ y: 12, x: 20 }, 6);
negative.data[40] = -1e-3;

test.each([
  [broken, 'gaussian'],
  [broken, 'poisson'],
  [negative, 'poisson'],
] as const)('what cannot converge says so', async (image, data) => {
  const { result, gap, iterations, converged } = denoiseTv(toHost(image), { data });
  const end = await numbersOf({ result, gap, iterations, converged });
  expect(end.gap?.[0]).toBeNaN();
  expect([end.iterations?.[0], end.converged?.[0]]).toEqual([10, 0]);
  expect(end.result?.every(Number.isNaN)).toBe(true);
});

test('with unknown borders nothing rings: a ramp through the border comes back', async () => {
  const scene = build({ y: 40, x: 60 }, ({ y, x }) => (x + y > 45 ? 0.8 : 0.1) + 0.002 * x);
  // the camera sees the middle of it, blurred by what lies around
  const seen = build({ y: 24, x: 44 }, ({ y, x }) => {
    let sum = 0;
    for (let j = -2; j <= 2; j++)
      for (let i = -2; i <= 2; i++) sum += (scene.data[(y + 8 + j) * 60 + x + 8 + i] ?? Number.NaN) / 25;
    return sum;
  });
  const error = async (border: 'unknown' | 'wrap'): Promise<number> => {
    const { result } = deblurTv(toHost(seen), {
      psf: Array.from({ length: 5 }, () => new Array(5).fill(1 / 25)),
      weight: 2e-4,
      border,
      maxIterations: 500,
    });
    const end = await numbersOf({ result });
    let square = 0;
    for (let y = 0; y < 24; y++)
      for (let x = 0; x < 44; x++)
        square += ((end.result?.[y * 44 + x] ?? Number.NaN) - (scene.data[(y + 8) * 60 + x + 8] ?? Number.NaN)) ** 2;
    return Math.sqrt(square / (24 * 44));
  };
  const [unknown, wrap] = [await error('unknown'), await error('wrap')];
  expect(unknown).toBeLessThan(0.02);
  expect(wrap).toBeGreaterThan(3 * unknown);
});
