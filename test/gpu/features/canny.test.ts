import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { Engine } from '../../../src/engine/engine.js';
import { decodeNpy } from '../../../src/io/npy.js';
import { canny } from '../../../src/ops/features/canny.js';
import { detection, type Field, fieldOf, randomField, randomIntegers } from '../../oracle/index.js';
import { checkOp } from '../checkOp.js';
import { sharedContext } from '../shared.js';

const image = randomField({ y: 37, x: 53 }, 1);
const broken = randomField({ y: 13, x: 21 }, 4);
broken.data[40] = Number.NaN;
broken.data[150] = Number.POSITIVE_INFINITY;
const blob = fieldOf(
  { y: 37, x: 53 },
  randomIntegers({ y: 37, x: 53 }, 5, 0, 40).data.map((v) => (v > 0 ? 1 : 0)),
);

checkOp(canny, {
  oracle: ([x], params, { mask }) => detection.canny(x as Field, { ...params, mask: mask as Field | undefined }),
  tolerance: { abs: 0, rel: 0, why: 'edges are exact where magnitudes do not tie' },
  without: { u8: 'the thresholds of other types are other ones' },
  rows: [
    { name: 'image', inputs: [image], params: { lowThreshold: 0.5, highThreshold: 0.9 } },
    {
      name: 'quantiles under a border',
      inputs: [image],
      params: { sigma: { x: 0.7, y: 2 }, useQuantiles: true, lowThreshold: 0.6, highThreshold: 0.9, border: 'mirror' },
      // a quantile has many kernels, and a table of its own
      without: ['windows', 'apart', 'buffers', 'unfused', 'f16', 'profile'],
    },
    {
      name: 'mask',
      inputs: [image],
      optional: { mask: blob },
      params: { sigma: 0.8, lowThreshold: 0.5, highThreshold: 1, border: 'constant', value: 0.4 },
    },
    {
      name: 'bytes',
      inputs: [randomIntegers({ y: 19, x: 30 }, 3, 0, 255)],
      dtype: 'u8',
      params: { lowThreshold: 99, highThreshold: 300 },
    },
    { name: 'not finite', inputs: [broken], params: { sigma: 0, border: 'nearest' } },
    { name: 'one row', inputs: [randomField({ x: 40 }, 3)] },
  ],
  refuses: [
    [[randomField({ z: 2, y: 3, x: 3 }, 1)], {}, /^canny: the image must be flat, one voxel long along z, got z=2$/],
    [
      [image],
      { lowThreshold: 0.3 },
      /^canny: lowThreshold must be at most highThreshold, 0.2, the default: give a highThreshold, too, got 0.3$/,
    ],
    [
      [image],
      { useQuantiles: true, highThreshold: 2 },
      /^canny: thresholds that are quantiles must be at most 1, got 2$/,
    ],
  ],
});

it('the photograph has the edges of scikit-image 0.19', async () => {
  const camera = decodeNpy(readFileSync(new URL('../../golden/camera.npy', import.meta.url)));
  const engine = new Engine(sharedContext());
  using edges = await engine.run(canny(camera, { sigma: 3, lowThreshold: 20, highThreshold: 60 }));
  const { data } = await edges.read();
  let [count, rows, columns] = [0, 0, 0];
  for (const [at, edge] of data.entries()) {
    count += edge;
    rows += edge * Math.floor(at / 512);
    columns += edge * (at % 512);
  }
  expect([count, rows, columns]).toEqual(EDGES);
});

/** How many, and the sums of their y and of their x. */
const EDGES = [5101, 1457269, 1350639];
