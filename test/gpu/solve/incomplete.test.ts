/** Images of which something is missing: voxels, or resolution. */
import { expect, test } from 'vitest';
import { Engine } from '../../../src/engine/engine.js';
import { inpaintTv } from '../../../src/solve/inpaintTv.js';
import { superResolveTv } from '../../../src/solve/superResolveTv.js';
import { build, type Field, fieldOf, filter, randomField, solve, toHost } from '../../oracle/index.js';
import { checkOp } from '../checkOp.js';
import { sharedContext } from '../shared.js';

const tolerance = { abs: 2e-4, rel: 1e-3, why: 'tens of iterations of f32, and gaps that are small differences' };
const inUnit = { u8: 'the box is that of numbers up to 1' };

const torn = randomField({ y: 11, x: 18 }, 1);
const known = build({ y: 11, x: 18 }, ({ y, x }) => +((3 * y + 7 * x) % 5 < 3));
torn.data.forEach((_, i) => {
  if (known.data[i] === 0) torn.data[i] = Number.NaN;
});

checkOp(inpaintTv, {
  oracle([f, mask], params) {
    const options = params as unknown as solve.DeblurOptions;
    const { data, shape } = f as Field;
    const { low = 0, high = 1 } = options;
    const isKnown = (i: number): boolean => (mask as Field).data[i % (mask as Field).data.length] !== 0;
    const masked = data.map((v, i) => (isKnown(i) ? v : 0));
    const mean = masked.reduce((a, b) => a + b) / data.filter((_, i) => isKnown(i)).length;
    const begin = masked.map((v, i) => Math.min(high, Math.max(low, isKnown(i) ? v : mean)));
    const cut = (u: Float64Array): Float64Array => u.map((v, i) => (isKnown(i) ? v : 0));
    return { ...solve.boxTv({ forward: cut, back: cut, strength: 1 }, masked, { shape, data: begin }, options) };
  },
  tolerance,
  rows: [
    {
      name: 'NaN where it is not known',
      inputs: [torn, known],
      params: { weight: 0.1, low: 0, high: 1, maxIterations: 30 },
    },
    {
      name: 'one mask for two images, huber, not square',
      inputs: [randomField({ n: 2, y: 9, x: 13 }, 2), build({ y: 9, x: 13 }, ({ y, x }) => +(x % 3 !== y % 2))],
      params: { weight: 0.05, maxIterations: 20, low: 0.1, high: 0.8, huber: 0.05, spacing: { y: 2 } },
    },
  ],
  without: inUnit,
  refuses: [
    [
      [torn, randomField({ y: 3, x: 18 }, 1)],
      {},
      /^inpaintTv: the mask must broadcast to the image, y=11 x=18, got y=3 x=18$/,
    ],
    [[torn, randomField({ z: 2, y: 11, x: 18 }, 1)], {}, /^inpaintTv: the mask must broadcast to the image/],
    [[torn, known], { weight: 0 }, /^inpaintTv: the weight must be above 0, got 0$/],
    [[torn, known], { low: 2, high: 1 }, /^inpaintTv: high must be above low, got 2 to 1$/],
  ],
});

checkOp(superResolveTv, {
  oracle([f], { factors, sigma = 0, ...rest }) {
    const options = rest as unknown as solve.DeblurOptions;
    const small = f as Field;
    const by = factors as { x: number; y: number };
    const shape = { ...small.shape, x: small.shape.x * by.x, y: small.shape.y * by.y };
    const count = small.data.length * by.x * by.y;
    const means = (data: Float64Array): Float64Array => {
      const u = sigma === 0 ? { shape, data } : filter.gaussian({ shape, data }, { sigma: sigma as number });
      return build(small.shape, ({ n, c, z, y, x }) => {
        let sum = 0;
        for (let j = 0; j < by.y; j++)
          for (let i = 0; i < by.x; i++)
            sum +=
              u.data[(((n * shape.c + c) * shape.z + z) * shape.y + y * by.y + j) * shape.x + x * by.x + i] ??
              Number.NaN;
        return sum / (by.x * by.y);
      }).data;
    };
    const map = solve.matrixMap(means, count, 1 / (by.x * by.y));
    const dot = (a: Float64Array): number => a.reduce((sum, v) => sum + v * v, 0);
    const back = map.back(small.data);
    const far = dot(back) / dot(means(back));
    const start = back.map((v) => Math.min(options.high ?? 1, Math.max(options.low ?? 0, far * v)));
    return { ...solve.boxTv(map, small.data, { shape, data: start }, { ...options, balance: 2 }) };
  },
  tolerance,
  rows: [
    {
      name: 'image',
      inputs: [randomField({ y: 3, x: 5 }, 1)],
      params: { factors: { x: 3, y: 2 }, weight: 0.02, low: 0, high: 1, maxIterations: 20 },
    },
    {
      name: 'blurred, a stack whose z stays',
      inputs: [randomField({ z: 2, y: 3, x: 4 }, 2)],
      params: {
        factors: { x: 2, y: 2 },
        sigma: 0.8,
        weight: 0.02,
        maxIterations: 20,
        isotropic: false,
        low: 0,
        high: 0.9,
      },
    },
  ],
  without: inUnit,
  refuses: [
    [[torn], { factors: 1 }, /^superResolveTv: one of the factors must be above 1 .*, got 1$/],
    [[torn], { factors: 1.5 }, /^superResolveTv: factors must be a whole number/],
    [[torn], { weight: 0 }, /^superResolveTv: the weight must be above 0, got 0$/],
  ],
});

test('a hole is closed by the shortest edges, and a mask of nothing leaves no image', async () => {
  const step = build({ y: 24, x: 32 }, ({ x }) => (x < 14 ? 0.2 : 0.7));
  const hole = build({ y: 24, x: 32 }, ({ y, x }) => +!(y > 8 && y < 16 && x > 9 && x < 19));
  const none = inpaintTv(toHost(step), toHost(fieldOf({ y: 24, x: 32 })));
  const volumes = await new Engine(sharedContext()).run({
    closed: inpaintTv(
      toHost({ ...step, data: step.data.map((v, i) => (hole.data[i] ? v : Number.NaN)) }),
      toHost(hole),
      {
        weight: 1e-3,
        tolerance: 1e-6,
        maxIterations: 3000,
      },
    ).result,
    empty: none.result,
    came: none.converged,
  });
  const closed = (await volumes.closed.read()).data as Float32Array;
  const off = step.data.reduce((most, v, i) => Math.max(most, Math.abs(v - (closed[i] ?? Number.NaN))), 0);
  expect(off).toBeLessThan(0.01);
  expect([...(await volumes.empty.read()).data].every(Number.isNaN)).toBe(true);
  expect((await volumes.came.read()).data[0]).toBe(0);
});

test('shape and spacing are those of the larger image', () => {
  const image = toHost(randomField({ y: 4, x: 4 }, 1));
  const { result } = superResolveTv(
    {
      ...image,
      shape: image.shape,
      dtype: 'f32',
      unit: 'um',
      layout: image.layout,
      spacing: { y: 3, x: 2 },
      read: () => image,
    },
    { factors: { x: 4 } },
  );
  expect([result.shape.x, result.shape.y, result.spacing, result.unit]).toEqual([16, 4, { y: 3, x: 0.5 }, 'um']);
  // a line stays a line, and a plane a plane
  expect(superResolveTv(toHost(randomField({ x: 5 }, 1)), { factors: 3 }).result.shape).toMatchObject({
    z: 1,
    y: 1,
    x: 15,
  });
});
