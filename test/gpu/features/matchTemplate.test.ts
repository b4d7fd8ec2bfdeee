import { expect, test } from 'vitest';
import { HostVolume } from '../../../src/core/hostVolume.js';
import { Engine } from '../../../src/engine/engine.js';
import { matchTemplate } from '../../../src/ops/features/matchTemplate.js';
import { detection, type Field, fieldOf, randomField } from '../../oracle/index.js';
import { checkOp } from '../checkOp.js';
import { sharedContext } from '../shared.js';

const image = randomField({ y: 13, x: 37 }, 1);
for (let y = 6; y < 13; y++) image.data.fill(0.5, y * 37, y * 37 + 12);
const far = { ...image, data: image.data.map((v) => Math.fround(v + 1000)) };
const broken = randomField({ y: 9, x: 21 }, 4);
broken.data[40] = Number.NaN;
broken.data[150] = Number.POSITIVE_INFINITY;
const large = randomField({ y: 90, x: 131 }, 5);
large.data[4000] = Number.NaN;
large.data[9000] = Number.NEGATIVE_INFINITY;
const many = Array.from({ length: 17 }, (_, y) => Array.from({ length: 19 }, (__, x) => Math.sin(x * y) + 0.1 * x));
const flat = [
  [1, 4, 2, 0],
  [3, -1, 5, 2],
  [0, 2, 2, 7],
];

checkOp(matchTemplate, {
  oracle: ([x], { template, ...params }) => {
    const rows = template as number[] | number[][] | number[][][];
    const lists = [...[rows].flat(3)] as number[];
    const shape = [rows.length, (rows[0] as number[])?.length, ((rows[0] as number[][])?.[0] as number[])?.length];
    const [length = 1, second = 1, third = 1] = shape.filter((n) => n !== undefined).reverse();
    return detection.matchTemplate(x as Field, {
      ...params,
      template: fieldOf({ z: third, y: second, x: length }, lists),
    });
  },
  tolerance: { abs: 2e-5, rel: 0, why: 'coefficients to 1; numbers to 1000 have five digits after their mean' },
  rows: [
    { name: 'image', inputs: [image], params: { template: flat } },
    { name: 'padded', inputs: [image], params: { template: flat, padInput: true, value: 0.3 } },
    {
      name: 'volume',
      inputs: [randomField({ z: 4, y: 5, x: 17 }, 2)],
      params: { template: [flat, flat.map((row) => row.map((v) => v * v))], padInput: true, border: 'mirror' },
    },
    {
      name: 'far from 0',
      inputs: [far],
      params: { template: flat },
      tolerance: { abs: 1e-3, rel: 0, why: 'numbers of 1000 in f32' },
      without: ['f16', 'u8'],
    },
    { name: 'not finite', inputs: [broken], params: { template: [1, 3, 2] } },
    {
      name: 'not finite, by transforms',
      inputs: [large],
      params: { template: many },
      without: ['windows', 'apart', 'buffers', 'unfused', 'batch', 'u8', 'f16', 'profile'],
    },
  ],
  refuses: [
    [[image], { template: [2, 2] }, /^matchTemplate: the template must not be constant, got 2$/],
    [
      [randomField({ y: 2, x: 9 }, 1)],
      { template: flat },
      /^matchTemplate: the template must be no longer than the image along y, 2, got 3$/,
    ],
  ],
});

test('even templates have the middle of scikit-image 0.19', async () => {
  const waves = new HostVolume({
    shape: { y: 4, x: 5 },
    data: Float32Array.from({ length: 20 }, (_, i) => (7 * i) % 11),
  });
  using fit = await new Engine(sharedContext()).run(
    matchTemplate(waves, { template: flat.slice(0, 2), padInput: true }),
  );
  const { data } = await fit.read();
  for (const [at, wanted] of EXPECTED.entries()) expect(Math.abs((data[at] ?? Number.NaN) - wanted)).toBeLessThan(2e-6);
});

const EXPECTED = [
  -0.0, 0.588348, -0.218218, 0.505676, -0.17019, -0.156353, 0.310219, -0.305636, -0.375407, 0.817234, -0.132826,
  -0.37143, 0.915054, -0.515761, 0.464399, 0.551825, -0.36262, 0.421848, -0.305636, -0.071468,
];
