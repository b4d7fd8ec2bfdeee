/** Layers of filters, forwards and backwards, against sums from the definition in float64. */
import { describe, expect, test } from 'vitest';
import { gradientOf } from '../../../src/adjoint/gradientOf.js';
import type { Axis } from '../../../src/core/axes.js';
import { Engine } from '../../../src/engine/engine.js';
import { source } from '../../../src/graph/primitive.js';
import { conv } from '../../../src/ops/network/conv.js';
import { convTranspose } from '../../../src/ops/network/convTranspose.js';
import { add } from '../../../src/ops/pointwise/arithmetic.js';
import { type Field, fromHost, layers, randomField, toHost } from '../../oracle/index.js';
import { checkOp } from '../checkOp.js';
import { sharedContext } from '../shared.js';

type Lengths = Partial<Record<Axis, number>>;

interface Layer {
  readonly name: string;
  readonly image: Lengths;
  readonly weights: Lengths;
  readonly params?: layers.ConvOptions;
}

const LAYERS: readonly Layer[] = [
  {
    name: '3 x 3 of two images',
    image: { n: 2, c: 3, y: 11, x: 18 },
    weights: { n: 5, c: 3, y: 3, x: 3 },
    params: { padding: 1 },
  },
  {
    name: 'a volume in steps',
    image: { n: 2, c: 2, z: 5, y: 6, x: 9 },
    weights: { n: 3, c: 2, z: 2, y: 3, x: 4 },
    params: { stride: { z: 2, y: 1, x: 2 }, padding: { z: 1, y: 2, x: 1 } },
  },
  {
    name: 'depthwise, dilated',
    image: { n: 1, c: 4, y: 9, x: 21 },
    weights: { n: 4, c: 1, y: 3, x: 3 },
    params: { groups: 4, dilation: { y: 2, x: 5 }, padding: { y: 1, x: 6 } },
  },
  {
    name: 'groups, steps of three',
    image: { n: 3, c: 4, y: 8, x: 13 },
    weights: { n: 6, c: 2, y: 2, x: 5 },
    params: { groups: 2, stride: 3, padding: 2 },
  },
  { name: 'one tap', image: { n: 2, c: 18, y: 2, x: 5 }, weights: { n: 17, c: 18, y: 1, x: 1 } },
  {
    name: 'a long row of taps, past the image',
    image: { c: 2, y: 3, x: 7 },
    weights: { n: 2, c: 2, y: 1, x: 19 },
    params: { padding: { x: 9 } },
  },
  {
    name: 'an image of patches',
    image: { c: 1, y: 16, x: 24 },
    weights: { n: 3, c: 1, y: 8, x: 8 },
    params: { stride: 8 },
  },
];

const TOLERANCE = { abs: 3e-6, rel: 1e-5, why: 'sums of up to 200 products in f32' };
const field = (lengths: Lengths, seed: number): Field => randomField(lengths, seed, -1, 1);

checkOp(conv, {
  oracle: ([src, weights], params, { bias }) =>
    layers.conv(src as Field, weights as Field, params, bias as Field | undefined),
  tolerance: TOLERANCE,
  rows: LAYERS.map(({ name, image, weights, params = {} }, at) => ({
    name,
    inputs: [randomField(image, at + 1), randomField(weights, at + 21)],
    ...(at % 2 === 0 && { optional: { bias: randomField({ c: weights.n ?? 1 }, at + 41) } }),
    params: { ...params },
  })),
  refuses: [
    [
      [field({ c: 3, y: 4, x: 4 }, 1), field({ n: 2, c: 2, x: 3 }, 2)],
      {},
      /^conv: weights must have along c the 3 channels/,
    ],
    [[field({ c: 3, y: 4, x: 4 }, 1), field({ n: 2, c: 1, x: 3 }, 2)], { groups: 2 }, /multiples of the 2 groups/],
    [
      [field({ c: 1, y: 4, x: 4 }, 1), field({ n: 2, c: 1, x: 5 }, 2)],
      {},
      /along x at least the 5 voxels that a window spans/,
    ],
    [[field({ x: 4 }, 1), field({ x: 3 }, 2)], { stride: 0 }, /^conv: stride must be/],
  ],
});

checkOp(convTranspose, {
  oracle: ([src, weights], params, { bias }) =>
    layers.convTranspose(src as Field, weights as Field, params, bias as Field | undefined),
  tolerance: TOLERANCE,
  rows: [
    {
      name: 'twice as large',
      inputs: [randomField({ n: 2, c: 3, y: 5, x: 9 }, 1), randomField({ n: 3, c: 5, y: 2, x: 2 }, 2)],
      optional: { bias: randomField({ c: 5 }, 3) },
      params: { stride: 2 },
    },
    {
      name: 'a volume',
      inputs: [randomField({ n: 2, c: 2, z: 3, y: 4, x: 5 }, 4), randomField({ n: 2, c: 3, z: 3, y: 2, x: 4 }, 5)],
      params: { stride: { z: 2, y: 1, x: 4 }, padding: { z: 1, y: 0, x: 1 }, outputPadding: { z: 1, y: 0, x: 2 } },
    },
    {
      name: 'steps of three, groups, dilated',
      inputs: [randomField({ c: 4, y: 4, x: 6 }, 6), randomField({ n: 4, c: 2, y: 3, x: 3 }, 7)],
      params: { stride: 3, groups: 2, dilation: { y: 1, x: 2 }, padding: 1 },
    },
    {
      name: 'voxel by voxel',
      inputs: [randomField({ c: 2, y: 4, x: 6 }, 8), randomField({ n: 2, c: 1, y: 3, x: 3 }, 9)],
      params: { padding: 1 },
    },
  ],
  refuses: [
    [
      [field({ c: 2, y: 4, x: 4 }, 1), field({ n: 3, c: 2, x: 3 }, 2)],
      {},
      /^convTranspose: weights must have along n the 2 channels/,
    ],
    [[field({ x: 2 }, 1), field({ x: 2 }, 2)], { padding: { x: 2 } }, /must leave a voxel along x/],
    [[field({ x: 2 }, 1), field({ x: 2 }, 2)], { outputPadding: { x: 1 } }, /below the stride/],
  ],
});

function expectNear(actual: Field, wanted: Field): void {
  expect(actual.shape).toEqual(wanted.shape);
  const most = Math.max(...wanted.data.map(Math.abs));
  const worst = Math.max(...wanted.data.map((item, at) => Math.abs(item - (actual.data[at] ?? Number.NaN))));
  // sums of up to 1000 products in f32
  expect(worst).toBeLessThanOrEqual(2e-6 * most);
}

describe('gradients', () => {
  test.each(LAYERS)('of $name', async ({ image, weights, params = {} }) => {
    const src = field(image, 1);
    const filters = field(weights, 2);
    const [x, w] = [source(toHost(src)), source(toHost(filters))];
    const engine = new Engine(await sharedContext());
    const out = conv(x, w, params);
    const given = field(out.shape, 3);
    // computed, so that what pads its rows is not 0
    const cotangent = add(source(toHost({ ...given, data: given.data.map((item) => item - 1) })), 1);
    const [dx, dw] = gradientOf(out, [x, w], { cotangent });
    const results = await engine.run({ dx, dw });
    const wanted = layers.convGradients(src, filters, given, params);
    expectNear(fromHost(await results.dx.read()), wanted.image);
    expectNear(fromHost(await results.dw.read()), wanted.filters);
    // the layer is linear in each of the three, so its gradients have gradients of the same kind: those of ⟨dx, u⟩ and ⟨dw, v⟩
    const [u, v] = [field(image, 4), field(weights, 5)];
    const [byWeights, byGiven] = gradientOf(dx, [w, cotangent], { cotangent: source(toHost(u)) });
    const [byImage, byGivenToo] = gradientOf(dw, [x, cotangent], { cotangent: source(toHost(v)) });
    const second = await engine.run({ byWeights, byGiven, byImage, byGivenToo });
    expectNear(fromHost(await second.byWeights.read()), layers.convGradients(u, filters, given, params).filters);
    expectNear(fromHost(await second.byGiven.read()), layers.conv(u, filters, params));
    expectNear(fromHost(await second.byImage.read()), layers.convGradients(src, v, given, params).image);
    expectNear(fromHost(await second.byGivenToo.read()), layers.conv(src, v, params));
    for (const volume of [...Object.values(results), ...Object.values(second)]) volume.dispose();
  });
});
