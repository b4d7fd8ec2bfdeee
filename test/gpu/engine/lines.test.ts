/** Lines along the outermost axis, of volumes that lie in far more pieces than a kernel can bind: the same bits as whole. */
import { describe, expect, test } from 'vitest';
import type { Axis, Shape } from '../../../src/core/axes.js';
import { HostVolume } from '../../../src/core/hostVolume.js';
import { Engine } from '../../../src/engine/engine.js';
import type { Node } from '../../../src/graph/node.js';
import { source } from '../../../src/graph/primitive.js';
import { repeat } from '../../../src/graph/repeat.js';
import { convolveAxis } from '../../../src/ops/filter/convolveAxis.js';
import { gaussian } from '../../../src/ops/filter/gaussian.js';
import { crop } from '../../../src/ops/geometry/crop.js';
import { flip } from '../../../src/ops/geometry/flip.js';
import { argmax } from '../../../src/ops/measure/argmax.js';
import { cumulativeSum } from '../../../src/ops/measure/cumulativeSum.js';
import { histogram } from '../../../src/ops/measure/histogram.js';
import { max } from '../../../src/ops/measure/max.js';
import { maxProjection } from '../../../src/ops/measure/maxProjection.js';
import { mean } from '../../../src/ops/measure/mean.js';
import { quantile } from '../../../src/ops/measure/quantile.js';
import { sum } from '../../../src/ops/measure/sum.js';
import { add, multiply } from '../../../src/ops/pointwise/arithmetic.js';
import { cast } from '../../../src/ops/pointwise/cast.js';
import { greater } from '../../../src/ops/pointwise/compare.js';
import { thresholdOtsu } from '../../../src/ops/threshold/thresholdOtsu.js';
import { randomField, toHost } from '../../oracle/index.js';
import { expectSameBits } from '../checkOp.js';
import { sharedContext } from '../shared.js';

async function computed(engine: Engine, node: Node): Promise<HostVolume> {
  using volume = await engine.run(node);
  return volume.read();
}

/** Three rows a binding: a slice lies in three, a line of 150 in 450. */
const ROWS = 1024;

async function expectSameInPieces(node: Node, maxBinding = ROWS, maxStorageBuffers = 16): Promise<void> {
  const whole = await computed(new Engine(sharedContext()), node);
  const cut = new Engine(sharedContext(), true, { maxBinding, maxStorageBuffers });
  expectSameBits(await computed(cut, node), whole, 'in pieces');
}

const image = (shape: Partial<Shape>, seed: number): HostVolume => toHost(randomField(shape, seed, -3, 3));

// a driver that sees a sum begin at 0 leaves the 0 out or not, as the text around it happens to be
test('a sum of -0 is the same in pieces', async () => {
  const zeros = new HostVolume({ shape: { z: 8, y: 16, x: 255 }, dtype: 'i16' });
  for (const weights of [
    [-2.8, -1.6],
    [-1, -2, -1],
  ])
    for (const axis of ['z', 'y', 'x'] as const)
      await expectSameInPieces(convolveAxis(zeros, { axis, weights, border: 'mirror' }), 4096);
});

const LINES: Record<string, (node: Node | HostVolume, axis: Axis) => Node> = {
  sum: (node, axis) => sum(node, { axes: axis }),
  max: (node, axis) => max(node, { axes: axis }),
  'mean where a mask is': (node, axis) => mean(node, { axes: axis, mask: greater(node, 0) }),
  argmax: (node, axis) => argmax(node, { axes: axis }),
  'argmax over two axes': (node, axis) => argmax(node, { axes: `${axis}y` as never }),
  cumulativeSum: (node, axis) => cumulativeSum(node, { axis }),
  convolveAxis: (node, axis) => convolveAxis(node, { axis, weights: [1, 2, 3, 4, 5, 6, 7], border: 'wrap' }),
};

test.each(
  Object.entries({
    sum: (node: Node) => sum(node, { axes: 'z' }),
    cumulativeSum: (node: Node) => cumulativeSum(node, { axis: 'z' }),
    'a filter behind a view': (node: Node) =>
      convolveAxis(crop(node, { start: { z: 1 } }), { axis: 'z', weights: [1, 2, 3, 4, 5, 6, 7] }),
  }),
)('of a sum of three volumes, which is stored where it cannot be bound: %s', async (_name, line) => {
  const shape = { z: 40, y: 9, x: 70 };
  await expectSameInPieces(line(add(add(image(shape, 2), image(shape, 3)), image(shape, 4))));
});

/** What is read differently where a line is n or c: the others share their kernels. */
const OF_A_BATCH: readonly string[] = ['sum', 'argmax', 'cumulativeSum'];

describe.each(['z', 'c', 'n'] as const)('along %s', (axis) => {
  const volume = image({ [axis]: 150, y: 9, x: 70 }, 1);
  volume.data[5] = Number.NaN;
  volume.data[77 * 630 + 40] = Number.POSITIVE_INFINITY;
  // kernels over sixteen bindings take a second to compile, over eleven nearly as long: one number of them for each
  const lines = Object.entries(LINES).filter(([name]) => axis === 'z' || OF_A_BATCH.includes(name));
  test.each(lines)('%s', (_name, line) => expectSameInPieces(line(volume, axis), ROWS, axis === 'z' ? 16 : 11));
});

test('through views and what is fused', async () => {
  const volume = image({ z: 150, y: 40, x: 70 }, 2);
  const seen = flip(crop(volume, { start: { y: 7, z: 3 }, size: { y: 5 } }), { axes: 'zy' });
  await expectSameInPieces(maxProjection(seen));
  await expectSameInPieces(sum(multiply(seen, 1.7), { axes: 'z' }));
});

// one context and two engines of other limits: what a loop repeats is each engine's own
const IN_LOOPS: Record<string, (node: Node) => Node> = {
  mean: (node) => mean(node, { axes: 'z' }),
  maxProjection: (node) => maxProjection(node),
  argmax: (node) => cast(argmax(node, { axes: 'z' }), { dtype: 'f32' }),
  cumulativeSum: (node) => cumulativeSum(node, { axis: 'z' }),
  sum: (node) => sum(node),
  quantile: (node) => quantile(node),
  thresholdOtsu: (node) => thresholdOtsu(node),
};
test.each(Object.entries(IN_LOOPS))('in a loop: %s', async (_name, line) => {
  const u = source(image({ z: 100, y: 5, x: 13 }, 8));
  const body = ({ u }: { u: Node }) => ({ u: add(u, multiply(line(u), 0.125)) });
  await expectSameInPieces(repeat({ state: { u }, body, check: 2, max: 4 }).state.u);
});

test('what a loop measures is a line', async () => {
  const u = source(image({ z: 100, y: 5, x: 13 }, 8));
  const body = ({ u }: { u: Node }) => ({ u: multiply(u, 0.875) });
  const line = (node: Node) => mean(node, { axes: 'z' });
  const measured = repeat({ state: { u }, body, measure: ({ u }) => max(line(u)), below: -1e30, check: 2, max: 4 });
  await expectSameInPieces(measured.last);
});

test('of other types, and of a batch', async () => {
  const data = Uint8Array.from({ length: 2 * 90 * 9 * 300 }, (_, at) => (at * 7919) % 251);
  const bytes = new HostVolume({ shape: { c: 2, z: 90, y: 9, x: 300 }, dtype: 'u8', data });
  await expectSameInPieces(maxProjection(bytes), 2048);
  await expectSameInPieces(cumulativeSum(bytes, { axis: 'z' }), 2048);
});

test.each(['z', 'n'] as const)('numbers are counted along %s', async (axis) => {
  // 64 rows of 256 bytes a part, and 8 KiB bindings: one row in each 1 KiB
  const volume = image({ [axis]: 200, y: 4, x: 64 }, 6);
  volume.data[5] = Number.NaN;
  await expectSameInPieces(histogram(volume, { bins: 16 }).counts, 8192);
  await expectSameInPieces(histogram(volume, { bins: 300, axes: `${axis}x` as never }).counts, 2048);
  await expectSameInPieces(thresholdOtsu(volume, { mask: greater(volume, -1) }), 2048);
});

test('numbers of rows that each need a binding are counted and summed', async () => {
  const wide = image({ y: 200, x: 200 }, 7);
  await expectSameInPieces(histogram(wide, { bins: 16 }).counts);
  await expectSameInPieces(cumulativeSum(wide, { axis: 'y' }));
});

test('a sum of zeros keeps its sign', async () => {
  const zeros = new HostVolume({ shape: { z: 64, y: 9, x: 70 }, data: new Float32Array(64 * 9 * 70).fill(-0) });
  await expectSameInPieces(sum(zeros, { axes: 'z' }));
});

test('rows of a slice are bound without what lies between', async () => {
  const node = maxProjection(image({ z: 12, y: 9, x: 70 }, 3));
  const cut = new Engine(sharedContext(), true, { maxBinding: ROWS, maxStorageBuffers: 16 });
  expect(await cut.explain(node)).toMatch(/windows/);
  await expectSameInPieces(node);
});

test('longer lines than can be bound are refused with what to do', async () => {
  const cut = new Engine(sharedContext(), true, { maxBinding: ROWS, maxStorageBuffers: 16 });
  const wide = gaussian(image({ z: 50, y: 9, x: 70 }, 4), { sigma: { z: 3, y: 0, x: 0 } });
  await expect(cut.run(wide)).rejects.toThrow(/gaussian: .* \d+ positions along z, must fit .*crop the volume/);
});
