import { expect, it } from 'vitest';
import { HostVolume } from '../../../src/core/hostVolume.js';
import { Engine } from '../../../src/engine/engine.js';
import { countNonzero } from '../../../src/ops/measure/countNonzero.js';
import { histogram } from '../../../src/ops/measure/histogram.js';
import { type Field, fieldOf, reductions as r, randomIntegers } from '../../oracle/index.js';
import { checkOp, type Oracle } from '../checkOp.js';
import { sharedContext } from '../shared.js';
import { broken, image, LONG_ROW, letters, line, mask, one, volume } from './cases.js';

const histogramOracle: Oracle = ([x], { axes, ...params }, optional) => {
  const { counts, edges, nonFinite } = r.histogram(x as Field, {
    ...params,
    axes: letters(axes) as never,
    mask: optional.mask as Field,
  });
  const [bins, next] = [edges.slice(0, -1), edges.slice(1)];
  const centers = bins.map((edge, at) => (edge + (next[at] ?? 0)) / 2);
  const all = r.sum(counts, { axes: ['x'] });
  const shares = { ...counts, data: counts.data.map((v, at) => v / (all.data[Math.floor(at / bins.length)] ?? 0)) };
  const density = {
    ...counts,
    data: shares.data.map((v, at) => v / ((next[at % bins.length] ?? 0) - (bins[at % bins.length] ?? 0))),
  };
  return {
    counts,
    edges: fieldOf({ x: edges.length }, edges),
    nonFinite,
    centers: fieldOf({ x: bins.length }, centers),
    shares,
    density,
  };
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
    { name: 'many bins of each n and c', inputs: [volume], params: { bins: 515, axes: 'zyx' } },
    {
      name: 'many bins of each row',
      inputs: [randomIntegers({ y: 3, x: 130 }, 22, 0, 9)],
      params: { bins: 514, axes: 'x' },
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
