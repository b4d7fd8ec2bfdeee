/** Windows that step over an image, and blocks of equal voxels. */
import { describe, expect, test } from 'vitest';
import { gradientOf } from '../../../src/adjoint/gradientOf.js';
import { Engine } from '../../../src/engine/engine.js';
import type { Node } from '../../../src/graph/node.js';
import { source } from '../../../src/graph/primitive.js';
import { maxPool } from '../../../src/ops/network/maxPool.js';
import { meanPool } from '../../../src/ops/network/meanPool.js';
import { pixelShuffle, pixelUnshuffle } from '../../../src/ops/network/pixelShuffle.js';
import { upsampleNearest } from '../../../src/ops/network/upsampleNearest.js';
import { type Field, fieldOf, pooling, randomField, toHost } from '../../oracle/index.js';
import { checkOp } from '../checkOp.js';
import { sharedContext } from '../shared.js';
import { expectGradients } from './gradients.js';

const broken = fieldOf({ y: 2, x: 6 }, [1, Number.NaN, 3, -1, -5, Number.NEGATIVE_INFINITY, 4, 5, 7, 6, -6, -7]);
const rows = [
  { name: 'plain', inputs: [randomField({ n: 2, c: 3, y: 12, x: 22 }, 1, -1, 1)] },
  {
    name: 'a volume with overlaps and padding',
    inputs: [randomField({ z: 5, y: 9, x: 19 }, 2, -1, 1)],
    params: { window: 3, stride: { z: 1, y: 2, x: 2 }, padding: 1 },
  },
  {
    name: 'long windows',
    inputs: [randomField({ y: 5, x: 61 }, 3, -1, 1)],
    params: { window: { y: 2, x: 31 }, stride: { y: 3, x: 7 }, padding: { x: 9 } },
  },
  { name: 'not finite', inputs: [broken] },
];
const refuses = [
  [
    [rows[0]?.inputs[0]],
    { window: 3, padding: 2 },
    /^m\w+Pool: padding along y must be at most half the window of 3, got 2$/,
  ],
  [
    [rows[0]?.inputs[0]],
    { window: 13 },
    /Pool: the image must have along y at least the 13 voxels of a window, got 12$/,
  ],
] as const;

checkOp(maxPool, {
  oracle: ([x], params) => pooling.maxPool(x as Field, params),
  tolerance: { abs: 0, rel: 0, why: 'voxels are taken as they are' },
  rows,
  refuses,
});
checkOp(meanPool, {
  oracle: ([x], params) => pooling.meanPool(x as Field, params),
  tolerance: { abs: 1e-6, rel: 1e-6, why: 'sums of up to 62 numbers' },
  rows: [
    ...rows,
    {
      ...rows[1],
      name: 'without padding',
      inputs: rows[1]?.inputs ?? [],
      params: { ...rows[1]?.params, countPadding: false },
    },
  ],
  refuses,
});
checkOp(upsampleNearest, {
  oracle: ([x], { factors }) => pooling.upsampleNearest(x as Field, (factors as object) ?? { y: 2, x: 2 }),
  tolerance: { abs: 0, rel: 0, why: 'voxels are taken as they are' },
  rows: [
    { name: 'plain', inputs: [randomField({ n: 2, c: 2, y: 6, x: 9 }, 1)] },
    { name: 'a volume', inputs: [randomField({ z: 2, y: 4, x: 7 }, 2)], params: { factors: { z: 3, x: 5 } } },
  ],
});

const places = { abs: 0, rel: 0, why: 'voxels are taken as they are' };
checkOp(pixelShuffle, {
  oracle: ([x], { factors }) => pooling.pixelShuffle(x as Field, (factors as object) ?? { y: 2, x: 2 }),
  tolerance: places,
  rows: [
    { name: 'plain', inputs: [randomField({ n: 4, c: 8, y: 5, x: 9 }, 1)] },
    { name: 'a volume', inputs: [randomField({ c: 12, z: 2, y: 4, x: 5 }, 2)], params: { factors: { z: 2, x: 3 } } },
  ],
  refuses: [
    [
      [randomField({ c: 6, y: 4, x: 4 }, 1)],
      {},
      /^pixelShuffle: c must be a multiple of the 4 voxels of a block, got 6$/,
    ],
  ],
});
checkOp(pixelUnshuffle, {
  oracle: ([x], { factors }) => pooling.pixelUnshuffle(x as Field, (factors as object) ?? { y: 2, x: 2 }),
  tolerance: places,
  rows: [
    { name: 'plain', inputs: [randomField({ n: 4, c: 2, y: 6, x: 14 }, 1)] },
    { name: 'a volume', inputs: [randomField({ c: 2, z: 4, y: 3, x: 15 }, 2)], params: { factors: { z: 2, x: 3 } } },
  ],
  refuses: [
    [[randomField({ y: 4, x: 5 }, 1)], {}, /^pixelUnshuffle: x must be a multiple of the 2 voxels of a block, got 5$/],
  ],
});

describe('gradients', () => {
  const inputs = [randomField({ n: 2, z: 4, y: 6, x: 11 }, 4, -1, 1)];
  const params = { window: { z: 2, y: 3, x: 3 }, stride: { z: 2, y: 1, x: 2 }, padding: { z: 1, y: 1, x: 0 } };
  const check = (gpu: (x: Node) => Node, oracle: (x: Field) => Field) =>
    expectGradients({ inputs, gpu: ([x]) => gpu(x as Node), oracle: ([x]) => oracle(x as Field) });

  test('maxPool', () =>
    check(
      (x) => maxPool(x, params),
      (x) => pooling.maxPool(x, params),
    ));
  test('meanPool', async () => {
    await check(
      (x) => meanPool(x, params),
      (x) => pooling.meanPool(x, params),
    );
    const without = { ...params, countPadding: false };
    await check(
      (x) => meanPool(x, without),
      (x) => pooling.meanPool(x, without),
    );
  });
  test('upsampleNearest', () =>
    check(
      (x) => upsampleNearest(x, { factors: { y: 2, x: 3 } }),
      (x) => pooling.upsampleNearest(x, { y: 2, x: 3 }),
    ));

  test('of equal voxels the first is given all', async () => {
    const x = source(toHost(fieldOf({ y: 2, x: 4 }, [1, 2, 0, 0, 2, 2, 0, 0])));
    const [slope] = gradientOf(maxPool(x, { window: 2 }), [x], { cotangent: 1 });
    using result = await new Engine(sharedContext()).run(slope);
    expect([...((await result.read()).data as Float32Array)]).toEqual([0, 1, 1, 0, 0, 0, 0, 0]);
  });
});
