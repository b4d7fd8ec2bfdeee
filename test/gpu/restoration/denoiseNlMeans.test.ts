import { expect, it } from 'vitest';
import { Engine } from '../../../src/engine/engine.js';
import { denoiseNlMeans } from '../../../src/ops/restoration/denoiseNlMeans.js';
import { build, type Field, fieldOf, randomField, toHost } from '../../oracle/index.js';
import * as oracle from '../../oracle/restoration.js';
import { checkOp } from '../checkOp.js';
import { sharedContext } from '../shared.js';
import { VARIANTS } from '../variants.js';

const image = randomField({ y: 13, x: 21 }, 1);
const volume = randomField({ n: 2, c: 2, z: 3, y: 5, x: 7 }, 2);
const broken = fieldOf({ y: 5, x: 17 }, randomField({ x: 85 }, 3).data);
broken.data[4] = Number.NaN;
broken.data[50] = Number.POSITIVE_INFINITY;

/** A pipeline takes seconds to compile: these rows only hold against the oracle. */
const ALL = [...VARIANTS];

checkOp(denoiseNlMeans, {
  oracle: ([x], params) => oracle.denoiseNlMeans(x as Field, params),
  tolerance: { abs: 2e-5, rel: 2e-5, why: 'bits of a weight are those of an f32 of 1e9: 8e-6' },
  rows: [
    { name: 'image', inputs: [image], params: { patchSize: 3, patchDistance: 5, h: 0.5 } },
    { name: 'volume', inputs: [volume], params: { patchSize: 3, patchDistance: 2, h: 0.4, sigma: 0.1 } },
    {
      name: 'further than the image',
      inputs: [randomField({ y: 3, x: 5 }, 4)],
      params: { patchSize: 9, patchDistance: 9, h: 0.4 },
      without: ALL,
    },
    { name: 'not finite', inputs: [broken], params: { patchSize: 3, patchDistance: 3, h: 0.5 }, without: ALL },
    {
      name: 'line',
      inputs: [randomField({ x: 31 }, 5)],
      params: { patchSize: 7, patchDistance: 5, h: 0.5 },
      without: ALL,
    },
    {
      name: 'column',
      inputs: [randomField({ y: 11 }, 6)],
      params: { patchSize: 5, patchDistance: 5, h: 0.5 },
      without: ALL,
    },
    { name: 'one voxel', inputs: [fieldOf({}, [3])] },
  ],
  refuses: [
    [[image], { patchSize: 4 }, /^denoiseNlMeans: patchSize must be odd, got 4$/],
    [[image], { h: 0 }, /h must be/],
    [[image], { patchDistance: 0 }, /patchDistance must be/],
  ],
});

const GOLDEN = [
  [0, 0.4100156],
  [9, 0.4629581],
  [13, 0.5091737],
  [44, 0.428187],
  [45, 0.508497],
  [67, 0.4344723],
  [89, 0.5039183],
] as const;

it('has the numbers of scikit-image 0.19', async () => {
  // denoise_nl_means(a, patch_size=5, patch_distance=3, h=.3, sigma=.05), a[y, x] = (7 y² + 3 x y + 5 x) % 11 / 11
  const a = build({ y: 9, x: 10 }, ({ y, x }) => ((7 * y * y + 3 * x * y + 5 * x) % 11) / 11);
  const engine = new Engine(sharedContext());
  const options = { patchSize: 5, patchDistance: 3, h: 0.3, sigma: 0.05 };
  using result = await engine.run(denoiseNlMeans(toHost(a), options));
  const { data } = await result.read();
  for (const [at, number] of GOLDEN) expect(data[at]).toBeCloseTo(number, 5);
});
