/** Plans as text: element-wise work goes through views into what reads them, unless that costs more. */
import { describe, expect, test } from 'vitest';
import type { Shape } from '../../../src/core/axes.js';
import { HostVolume } from '../../../src/core/hostVolume.js';
import { explainPlan } from '../../../src/engine/explain.js';
import { flatten } from '../../../src/engine/flatten.js';
import { makePlan } from '../../../src/engine/plan.js';
import type { Node } from '../../../src/graph/node.js';
import { stored } from '../../../src/graph/primitive.js';
import { repeat } from '../../../src/graph/repeat.js';
import { gaussian } from '../../../src/ops/filter/gaussian.js';
import { channel } from '../../../src/ops/geometry/channel.js';
import { crop } from '../../../src/ops/geometry/crop.js';
import { flip } from '../../../src/ops/geometry/flip.js';
import { rot90 } from '../../../src/ops/geometry/rot90.js';
import { select } from '../../../src/ops/geometry/select.js';
import { splitPart } from '../../../src/ops/geometry/split.js';
import { tile } from '../../../src/ops/geometry/tile.js';
import { transpose } from '../../../src/ops/geometry/transpose.js';
import { gradientMagnitude } from '../../../src/ops/gradient/gradientMagnitude.js';
import { max } from '../../../src/ops/measure/max.js';
import { add, multiply } from '../../../src/ops/pointwise/arithmetic.js';
import { cast } from '../../../src/ops/pointwise/cast.js';
import { abs, exp } from '../../../src/ops/pointwise/elementary.js';
import { invert } from '../../../src/ops/pointwise/invert.js';

const LIMITS = {
  maxBinding: 2 ** 27,
  maxBuffer: 2 ** 30,
  maxStorageBuffers: 8,
  maxWorkgroups: 65535,
  budget: 2 ** 34,
};

const image = (shape: Partial<Shape>): HostVolume => new HostVolume({ shape });

/** The plan, one line a dispatch: what it does, on how many voxels, and its bytes. */
async function planned(node: Node, fusion = true): Promise<string[]> {
  const graph = flatten([stored(node)]);
  const lines = explainPlan(await makePlan(graph, LIMITS, { fusion, profile: 'gpu' })).split('\n');
  return lines.slice(0, -1).map((line) => line.replace(/^ *\d+ {2}/, ''));
}

const volume = image({ c: 3, z: 8, y: 8, x: 16 });

describe('every view of a pointwise node is read through', () => {
  const views: Record<string, (node: Node) => Node> = {
    crop: (node) => crop(node, { start: { x: 4, y: 2, z: 1 }, size: { x: 7, y: 3 } }),
    flip: (node) => flip(node, { axes: 'yz' }),
    select: (node) => select(node, { axis: 'z', index: 3 }),
    channel: (node) => channel(node, { index: 1 }),
    splitPart: (node) => splitPart(node, { axis: 'y', parts: 2, part: 1 }),
    transpose: (node) => transpose(node, { from: { y: 'z', z: 'y' } }),
    rot90: (node) => rot90(node, { axes: 'zy' }),
    'views of views': (node) => flip(select(crop(node, { start: { y: 1 } }), { axis: 'z', index: 3 }), { axes: 'y' }),
  };
  test.each(Object.entries(views))('%s', async (_name, view) => {
    expect(await planned(add(view(abs(volume)), 1))).toHaveLength(1);
    expect(await planned(add(view(abs(volume)), 1), false)).toHaveLength(2);
  });
});

const half = (node: Node): Node => crop(node, { start: { y: 2 }, size: { y: 4 } });

test('a kernel computes what it sees of a pointwise node in its loads', async () => {
  expect(await planned(gaussian(half(invert(volume)), { sigma: 1 }))).toEqual([
    'gaussian + invert  [filter/convolveAxisY along z]  c=3 z=8 y=4 x=16  reads 6144 B, writes 6144 B',
    'gaussian  [filter/convolveAxisY]  c=3 z=8 y=4 x=16  reads 6144 B, writes 6144 B',
    'gaussian  [filter/convolveAxisX]  c=3 z=8 y=4 x=16  reads 6144 B, writes 6144 B',
  ]);
  expect(await planned(gradientMagnitude(select(multiply(volume, 2), { index: 3 })))).toEqual([
    'gradientMagnitude + multiply  [gradient/differences]  c=3 y=8 x=16  reads 1536 B, writes 1536 B',
  ]);
});

test('inputs that broadcast are read where they lie', async () => {
  const [row, column, one] = [image({ x: 16 }), image({ c: 3, z: 8, y: 8 }), image({})];
  const sum = add(add(volume, row), multiply(column, one));
  const seen = crop(flip(sum, { axes: 'zy' }), { start: { x: 4, y: 2, z: 1 }, size: { x: 8, y: 4, z: 4 } });
  // 3 4 4 8 voxels of the volume, 8 of the row, 3 4 4 of the column and 1
  expect(await planned(abs(seen))).toEqual([
    'abs + add + multiply  [pointwise/map]  c=3 z=4 y=4 x=8  reads 1764 B, writes 1536 B',
  ]);
});

test('all who read it may read it through views', async () => {
  const shared = abs(volume);
  const both = add(channel(shared, { index: 0 }), channel(shared, { index: 1 }));
  expect(await planned(both)).toEqual(['add + abs  [pointwise/map]  z=8 y=8 x=16  reads 8192 B, writes 4096 B']);
  expect(await planned(add(shared, select(shared, { index: 3 })))).toHaveLength(1);
});

test('in the body of a loop as well', async () => {
  const body = ({ u }: { readonly u: Node }) => ({ u: add(u, select(multiply(u, 0.5), { index: 3 })) });
  const text = await planned(repeat({ state: { u: volume }, body, max: 4, check: 2 }).state.u);
  expect(text.join()).toContain('1 dispatch,');
});

test('what a view repeats is computed before it', async () => {
  const column = image({ z: 8, x: 16 });
  expect(await planned(exp(tile(abs(column), { repeats: { y: 5 } })))).toEqual([
    'abs  [pointwise/map]  z=8 y=1 x=16  reads 512 B, writes 512 B',
    'exp  [pointwise/map]  z=8 y=5 x=16  reads 2560 B, writes 2560 B',
  ]);
});

test('what costs more in every load than stored once is stored', async () => {
  const text = await planned(gaussian(half(exp(exp(volume))), { sigma: 5 }));
  expect(text[0]).toBe('exp  [pointwise/map]  c=3 z=8 y=8 x=16  reads 12.0 KiB, writes 12.0 KiB');
  expect(text).toHaveLength(4);
});

test('what a kernel stores in the place of its own output stays there', async () => {
  const bytes = cast(max(volume, { axes: 'c' }), { dtype: 'u8' });
  expect(await planned(add(half(bytes), 1))).toEqual([
    'max + cast  [measure/reduceRows along c]  z=8 y=8 x=16  reads 12.0 KiB, writes 1024 B',
    'add  [pointwise/map]  z=8 y=4 x=16  reads 512 B, writes 2048 B',
  ]);
});

test('a node and a view of it that are asked for are both stored', async () => {
  const shared = abs(volume);
  const graph = flatten([shared, stored(select(shared, { index: 3 }))]);
  const text = explainPlan(await makePlan(graph, LIMITS, { fusion: true, profile: 'gpu' }));
  expect(text).toContain('2 dispatches, reads 13.5 KiB');
});
