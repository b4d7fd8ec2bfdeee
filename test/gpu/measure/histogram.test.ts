import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { HostVolume } from '../../../src/core/hostVolume.js';
import { Engine } from '../../../src/engine/engine.js';
import { test } from '../../../src/graph/expr.js';
import { pointwise, source } from '../../../src/graph/primitive.js';
import { decodeNpy } from '../../../src/io/npy.js';
import { countNonzero } from '../../../src/ops/measure/countNonzero.js';
import { histogram } from '../../../src/ops/measure/histogram.js';
import { thresholdOtsu } from '../../../src/ops/measure/thresholdOtsu.js';
import { type Field, fieldOf, reductions as r, randomField, randomIntegers } from '../../oracle/index.js';
import { checkOp, type Oracle, sharedContext } from '../checkOp.js';
import { broken, image, LONG_ROW, letters, line, mask, one, volume } from './cases.js';

const histogramOracle: Oracle = ([x], { axes, ...params }, optional) => {
  const { counts, edges, nonFinite } = r.histogram(x as Field, {
    ...params,
    axes: letters(axes) as never,
    mask: optional.mask as Field,
  });
  return { counts, edges: fieldOf({ x: edges.length }, edges), nonFinite };
};
const one3 = new HostVolume({ shape: { x: 3 } });
const levels = randomIntegers({ y: 67, x: 130 }, 21, 3, 200);

checkOp(histogram, {
  oracle: histogramOracle,
  tolerance: { abs: 1e-6, rel: 1e-6, why: 'the edges are f32; counts must agree exactly, and do' },
  rows: [
    { name: 'image', inputs: [image], params: { bins: 10 } },
    { name: 'levels', inputs: [levels], params: { range: [0, 256] }, dtype: 'u8' },
    { name: 'of each n and c', inputs: [volume], params: { bins: 17, axes: 'zyx' } },
    { name: 'of each row', inputs: [image], params: { bins: 5, axes: 'x', range: [0.25, 0.75] } },
    { name: 'one long line', inputs: [line], params: { bins: 100 }, without: ['batch'], binding: LONG_ROW },
    { name: 'not finite', inputs: [broken], params: { bins: 6 } },
    { name: 'masked', inputs: [image], optional: { mask }, params: { bins: 300 } },
    {
      name: 'more bins than one window holds',
      inputs: [levels],
      params: { bins: 600, range: [0, 200] },
      dtype: 'u16',
    },
    { name: 'constant', inputs: [one], params: { bins: 4 } },
    { name: 'nothing in the mask', inputs: [one], optional: { mask: fieldOf({}) }, params: { bins: 3 } },
  ],
  refuses: [
    [[image], { bins: 0 }, /^histogram: bins must be a whole number from 1 to 65536, got 0$/],
    [[image], { range: [2, 1] }, /^histogram: range must be two ascending numbers that f32 holds, got \[2, 1\]$/],
    [[image], { range: [1] }, /^histogram: range must be/],
    [[volume], { axes: 'c' }, /^histogram: axes must name x, where the bins lie, got c$/],
  ],
});

/** Two heaps of whole numbers. */
function heaps(lengths: Record<string, number>, seed: number, low: number, high: number, spread: number): Field {
  const noise = randomField(lengths, seed);
  const side = randomField(lengths, seed + 1);
  const data = noise.data.map((v, i) => Math.round(((side.data[i] ?? 0) < 0.6 ? low : high) + spread * (v - 0.5)));
  return { ...noise, data };
}
const otsuOracle =
  (dtype: 'u8' | 'f32' | 'u16' | 'i16' | undefined): Oracle =>
  ([x], { axes, ...params }, { mask }) =>
    r.thresholdOtsu(x as Field, {
      ...params,
      ...(dtype && { dtype }),
      axes: letters(axes) as never,
      mask: mask as Field,
    });
const tolerance = { abs: 1e-6, rel: 1e-6, why: 'the bin is exact, its centre is f32' };

checkOp(thresholdOtsu, {
  oracle: otsuOracle(undefined),
  tolerance,
  without: { u8: 'levels are counted one by one there: the tables of whole numbers' },
  rows: [
    { name: 'image', inputs: [image] },
    { name: 'of each n and c', inputs: [volume], params: { axes: 'zyx', bins: 32 } },
    {
      name: 'masked, not finite',
      inputs: [broken],
      optional: { mask: randomIntegers({ y: 9, x: 14 }, 22, 0, 1) },
    },
    { name: 'constant', inputs: [one], without: ['windows'] },
    { name: 'of each row', inputs: [image], params: { axes: 'x' } },
    { name: 'nothing in the mask', inputs: [one], optional: { mask: fieldOf({}) }, without: ['windows'] },
  ],
  refuses: [
    [[volume], { axes: 'z' }, /^thresholdOtsu: axes must name x, got z$/],
    [[volume], { bins: 1 }, /^thresholdOtsu: bins must be/],
  ],
});
const doubled = 'twice the level is another type, or beyond it; batches are tried above';
const large = 'a histogram of every level is one row, larger than the image';
for (const dtype of ['u8', 'u16', 'i16'] as const) {
  const [low, high, spread] = dtype === 'u8' ? [60, 170, 110] : [dtype === 'u16' ? 9000 : -20000, 20000, 17000];
  checkOp(thresholdOtsu, {
    oracle: otsuOracle(dtype),
    tolerance: { abs: 0, rel: 0, why: 'levels are whole numbers' },
    without: { unfused: doubled, windows: large, buffers: large, batch: doubled },
    rows: [
      {
        name: `${dtype} levels`,
        inputs: [heaps({ y: 61, x: 83 }, 23, low, high, spread)],
        dtype,
        binding: LONG_ROW,
      },
    ],
  });
}

it('the photograph parts at 102, on the GPU alone', async () => {
  const camera = decodeNpy(readFileSync(new URL('../../golden/camera.npy', import.meta.url)));
  const engine = new Engine(sharedContext());
  const node = source(camera);
  const bright = pointwise([node, thresholdOtsu(node)], ([a, b]) => test('greater', a as never, b as never));
  using threshold = await engine.run(thresholdOtsu(camera));
  expect((await threshold.read()).at({})).toBe(102);
  using volume = await engine.run(bright);
  const { data } = await volume.read();
  expect(data.every((item, at) => (item === 1) === (camera.data[at] ?? 0) > 102)).toBe(true);
});

it('a number on an edge belongs to the bin above, the last edge to the last bin', async () => {
  const engine = new Engine(sharedContext());
  for (const [bins, range] of [
    [255, [0, 255]],
    [7, [0.1, 0.8]],
    [1000, [-0.3, 0.7]],
  ] as const) {
    using edges = await engine.run(histogram(one3, { bins, range }).edges);
    const ends = await edges.read();
    using volume = await engine.run(histogram(ends, { bins, range }).counts);
    const { data } = await volume.read();
    expect([...data]).toEqual([...new Array<number>(bins - 1).fill(1), 2]);
    using own = await engine.run(histogram(ends, { bins }).counts);
    expect((await own.read()).data).toEqual(data);
  }
});

it('a range beyond the greatest f32 is counted', async () => {
  const engine = new Engine(sharedContext());
  const extreme = new HostVolume({ shape: { x: 4 }, data: Float32Array.of(-3e38, -1e38, 1e38, 3e38) });
  using volume = await engine.run(histogram(extreme, { bins: 3 }).counts);
  expect([...(await volume.read()).data]).toEqual([1, 1, 2]);
});

it('counts beyond 2^24 are exact', async () => {
  const engine = new Engine(sharedContext());
  const shape = { y: 4099, x: 4099 };
  const ones = new HostVolume({ shape, data: new Uint8Array(4099 * 4099).fill(1) });
  const volumes = await engine.run({
    nonzero: countNonzero(ones),
    counts: histogram(ones, { bins: 2, range: [0, 2] }).counts,
  });
  expect((await volumes.nonzero.read()).at({})).toBe(16801801);
  expect([...(await volumes.counts.read()).data]).toEqual([0, 16801801]);
  for (const volume of Object.values(volumes)) volume.dispose();
});
