import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import type { Axis } from '../../../src/core/axes.js';
import { Engine } from '../../../src/engine/engine.js';
import type { Node } from '../../../src/graph/node.js';
import { decodeNpy } from '../../../src/io/npy.js';
import { thresholdLocal } from '../../../src/ops/threshold/thresholdLocal.js';
import { thresholdMean } from '../../../src/ops/threshold/thresholdMean.js';
import { thresholdNiblack } from '../../../src/ops/threshold/thresholdNiblack.js';
import { thresholdSauvola } from '../../../src/ops/threshold/thresholdSauvola.js';
import { type Field, fieldOf, randomField, randomIntegers } from '../../oracle/index.js';
import * as oracle from '../../oracle/threshold.js';
import { checkOp, type Oracle } from '../checkOp.js';
import { sharedContext } from '../shared.js';

const image = randomField({ y: 37, x: 53 }, 1);
const volume = randomField({ n: 2, c: 2, z: 5, y: 7, x: 11 }, 2);
const large = { ...image, data: image.data.map((v) => v + 1000) };
const broken = fieldOf({ y: 2, x: 13 }, randomField({ x: 26 }, 3).data);
broken.data[4] = Number.NaN;
broken.data[20] = Number.POSITIVE_INFINITY;
const one = fieldOf({}, [3]);
const flat = fieldOf({ y: 5, x: 9 }, new Float64Array(45).fill(7));
const of =
  (f: (x: Field, params: never) => Field): Oracle =>
  ([x], params, { mask }) =>
    f(x as Field, { ...params, ...(mask !== undefined && { mask }) } as never);
// the root of a rounding error of a mean of squares: √(15 · 6e-8 · 1/3)
const tolerance = { abs: 2e-4, rel: 1e-5, why: 'the root of what the variance rounds to, which is 0 in flat windows' };

for (const [operation, f] of [
  [thresholdNiblack, oracle.thresholdNiblack],
  [thresholdSauvola, oracle.thresholdSauvola],
] as const)
  checkOp(operation, {
    oracle: of(f),
    tolerance,
    without: operation === thresholdSauvola ? { u8: 'r is that of the type, which the oracle is not told' } : {},
    rows: [
      { name: 'image', inputs: [image], params: { windowSize: 5 } },
      { name: 'volume', inputs: [volume], params: { windowSize: 3, k: -0.5, border: 'nearest' } },
      { name: 'a window wider than the image', inputs: [fieldOf({ y: 3, x: 5 }, randomField({ x: 15 }, 4).data)] },
      {
        name: 'a large mean',
        inputs: [large],
        params: { windowSize: 7, border: 'wrap' },
        tolerance: { abs: 1e-3, rel: 1e-6, why: 'f32 of 1000' },
        without: ['f16', 'u8'],
      },
      { name: 'not finite', inputs: [broken], params: { windowSize: 3, border: 'reflect' } },
      { name: 'constant', inputs: [flat], params: { windowSize: 3 } },
      { name: 'one voxel', inputs: [one] },
    ],
    refuses: [[[image], { windowSize: 4 }, /windowSize must be odd along y, got 4$|windowSize must be odd along x/]],
  });

checkOp(thresholdLocal, {
  oracle: of(oracle.thresholdLocal),
  tolerance: { abs: 1e-5, rel: 1e-5, why: 'two or three weighted sums' },
  borders: true,
  rows: [
    { name: 'image', inputs: [image], params: { blockSize: 13, offset: 0.1 } },
    { name: 'volume', inputs: [volume], params: { blockSize: 5, method: 'mean' } },
    { name: 'medians', inputs: [image], params: { blockSize: 5, method: 'median', offset: 0.1 } },
    { name: 'not finite', inputs: [broken], params: { blockSize: 7 } },
  ],
  refuses: [[[image], { blockSize: 8 }, /^thresholdLocal: blockSize must be odd along [xy], got 8$/]],
});

checkOp(thresholdMean, {
  oracle: ([x], { axes }, { mask }) =>
    oracle.thresholdMean(x as Field, {
      ...(typeof axes === 'string' && { axes: [...axes] as Axis[] }),
      ...(mask !== undefined && { mask: mask as Field }),
    }),
  tolerance: { abs: 1e-6, rel: 1e-6, why: 'a sum by a tree' },
  rows: [
    { name: 'image', inputs: [image] },
    { name: 'of each n and c', inputs: [volume], params: { axes: 'zyx' } },
    { name: 'not finite, no mask', inputs: [broken] },
    { name: 'not finite', inputs: [broken], optional: { mask: randomIntegers({ y: 2, x: 13 }, 5, 0, 1) } },
    { name: 'nothing in the mask', inputs: [one], optional: { mask: fieldOf({}) }, without: ['windows'] },
    { name: 'all NaN', inputs: [fieldOf({ x: 3 }, new Float64Array(3).fill(Number.NaN))], without: ['windows'] },
  ],
});

it('the photograph has the thresholds of scikit-image 0.19', async () => {
  const camera = decodeNpy(readFileSync(new URL('../../golden/camera.npy', import.meta.url)));
  const engine = new Engine(sharedContext());
  const at = async (node: Node, tolerance: number, wanted: readonly number[]): Promise<void> => {
    using volume = await engine.run(node);
    const { data, shape } = await volume.read();
    const seen = [0, 100 * shape.x + 200, shape.x * shape.y - 1].map((i) => data[i] ?? Number.NaN);
    for (const [i, v] of seen.entries()) expect(Math.abs(v - (wanted[i] ?? 0))).toBeLessThan(tolerance);
  };
  await at(thresholdNiblack(camera), 2e-3, NIBLACK);
  await at(thresholdSauvola(camera), 2e-3, SAUVOLA);
  await at(thresholdLocal(camera, { blockSize: 35, offset: 2 }), 1e-3, LOCAL);
  await at(thresholdLocal(camera, { blockSize: 11, method: 'mean' }), 1e-3, LOCAL_MEAN);
  await at(thresholdLocal(camera, { blockSize: 7, method: 'median' }), 1e-6, [200, 56, 149]);
  using average = await engine.run(thresholdMean(camera));
  expect((await average.read()).at({})).toBeCloseTo(AVERAGE, 4);
});

const NIBLACK = [199.34159, 41.72013, 139.26161];
const SAUVOLA = [159.76901, 37.683, 119.54851];
const LOCAL = [197.49325, 42.93089, 144.02334];
const LOCAL_MEAN = [199.54545, 49.68595, 144.32231];
const AVERAGE = 129.060726;
