/** concatenate, stack, select, channel and split: several images in one and one in several, bit for bit. */
import { expect, test } from 'vitest';
import type { Axis } from '../../../src/core/axes.js';
import { HostVolume } from '../../../src/core/hostVolume.js';
import { Engine } from '../../../src/engine/engine.js';
import { input, numeric } from '../../../src/graph/expr.js';
import type { Node } from '../../../src/graph/node.js';
import { pointwise, source } from '../../../src/graph/primitive.js';
import { channel } from '../../../src/ops/geometry/channel.js';
import { concatenate } from '../../../src/ops/geometry/concatenate.js';
import { select } from '../../../src/ops/geometry/select.js';
import { split, splitPart } from '../../../src/ops/geometry/split.js';
import { stack } from '../../../src/ops/geometry/stack.js';
import { compare, type Field, geometry as oracle, randomField, randomIntegers, toHost } from '../../oracle/index.js';
import { checkOp, expectSameBits, type Oracle } from '../checkOp.js';
import { sharedContext } from '../shared.js';

const exact = { abs: 0, rel: 0, why: 'voxels are moved, not computed' };
const of =
  <P>(call: (x: Field, params: P) => Field): Oracle =>
  ([x], params) =>
    call(x as Field, params as P);
const joined =
  <P>(call: (parts: readonly Field[], params: P) => Field, axis: string): Oracle =>
  (parts, params) =>
    call(parts as Field[], { axis, ...params } as P);

const isView = 'a view has no dispatch that neighbours could join';
/** For rows whose windows are what is tested. */
const butWindows = ['unfused', 'profile', 'u8', 'f16', 'batch'] as const;

const image = randomField({ y: 13, x: 21 }, 1);
const all = randomField({ n: 2, c: 3, z: 3, y: 5, x: 6 }, 2);
const broken = randomField({ y: 13, x: 5 }, 3);
broken.data.set([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, -0, 1e-40], 11);
const many = (count: number, x = 3): Field[] =>
  Array.from({ length: count }, (_, k) => randomField({ y: 2, x: 1 + ((k * x) % 5) }, 20 + k));
const big = (seed: number, x: number): Field => randomIntegers({ y: 4, x }, seed, -2147483648, 2147483647);

checkOp(concatenate, {
  oracle: joined(oracle.concatenate, 'x'),
  tolerance: exact,
  rows: [
    { name: 'along x, between groups', inputs: [image, broken, randomField({ y: 13, x: 1 }, 4), image] },
    { name: 'along z', inputs: [all, randomField({ n: 2, c: 3, z: 1, y: 5, x: 6 }, 5)], params: { axis: 'z' } },
    { name: 'along c', inputs: [all, randomField({ n: 2, c: 1, z: 3, y: 5, x: 6 }, 6), all], params: { axis: 'c' } },
    {
      name: 'along y',
      inputs: [40, 3, 37].map((y) => randomField({ y, x: 21 }, y)),
      params: { axis: 'y' },
      without: butWindows,
    },
    { name: 'one', inputs: [image] },
    { name: 'more than one pass', inputs: many(64) },
    { name: 'more than one pass along n', inputs: many(9, 0), params: { axis: 'n' } },
    { name: 'i32', inputs: [big(8, 7), big(9, 6), big(10, 3)], dtype: 'i32', without: ['unfused'] },
    { name: 'u8', inputs: [1, 2].map((k) => randomIntegers({ y: 3, x: 5 }, k, 0, 255)), dtype: 'u8' },
  ],
  refuses: [
    [
      [image, randomField({ y: 12, x: 2 }, 1)],
      {},
      /^concatenate: all parts must agree on every axis but x, got y=13 x=21 and y=12 x=2$/,
    ],
    [[], {}, /^concatenate: there must be at least one input, got 0$/],
    [
      [image, toHost(randomIntegers({ y: 13 }, 1, 0, 9), 'u8')],
      {},
      /^concatenate: all parts must have one element type, got f32, u8$/,
    ],
  ],
});

checkOp(stack, {
  oracle: joined(oracle.stack, 'z'),
  tolerance: exact,
  rows: [
    { name: 'slices', inputs: [image, randomField({ y: 13, x: 21 }, 11), image] },
    { name: 'colours', inputs: [broken, broken], params: { axis: 'c' }, without: ['batch'] },
    { name: 'frames in more than one pass', inputs: many(8, 0), params: { axis: 'n' }, without: ['batch'] },
    { name: 'columns', inputs: many(5, 0), params: { axis: 'x' } },
    { name: 'one', inputs: [image], params: { axis: 'c' }, without: ['batch'] },
  ],
  refuses: [
    [[image, broken], {}, /^stack: all parts must have one shape, got y=13 x=21 and y=13 x=5$/],
    [[image, image], { axis: 'x' }, /^stack: parts must be one voxel long along x, got y=13 x=21$/],
  ],
});

checkOp(select, {
  oracle: of((x, params: Partial<Parameters<typeof oracle.select>[1]>) =>
    oracle.select(x, { axis: 'z', index: 0, ...params }),
  ),
  tolerance: exact,
  without: { unfused: isView },
  rows: [
    { name: 'a slice', inputs: [all], params: { index: 2 } },
    { name: 'a column', inputs: [broken], params: { axis: 'x', index: 3 } },
    { name: 'a frame', inputs: [all], params: { axis: 'n', index: 1 } },
  ],
  refuses: [[[image], { axis: 'x', index: 21 }, /^select: index must be below the 21 voxels along x, got 21$/]],
});

checkOp(channel, {
  oracle: of(oracle.channel),
  tolerance: exact,
  without: { unfused: isView },
  rows: [{ name: 'the last', inputs: [all], params: { index: 2 } }],
  refuses: [[[image], { index: 1 }, /^channel: index must be below the 1 channels, got 1$/]],
});

interface Cut {
  readonly axis?: Axis;
  readonly parts?: number;
  readonly cuts?: readonly number[];
  readonly part?: number;
}
checkOp(splitPart, {
  oracle: of((x, { axis = 'x', parts = 1, cuts, part = 0 }: Cut) => {
    const piece = oracle.split(x, { axis, parts: cuts ?? parts })[part];
    if (!piece) throw new RangeError(`part ${part}`);
    return piece;
  }),
  tolerance: exact,
  rows: [
    { name: 'thirds', inputs: [image], params: { parts: 3, part: 1 } },
    { name: 'at cuts', inputs: [image], params: { axis: 'y', cuts: [2, 7], part: 2 } },
  ],
  refuses: [
    [[image], { parts: 2 }, /^splitPart: x, 21 voxels long, must divide into the parts asked for, got 2$/],
    [[image], { cuts: [4, 4] }, /^splitPart: cuts must be ascending whole numbers between 0 and 21, got 4, 4$/],
    [[image], { parts: 3, part: 3 }, /^splitPart: part must be below 3, got 3$/],
  ],
});

test('split gives all pieces, which concatenate to the whole', async () => {
  const engine = new Engine(sharedContext());
  const pieces = split(toHost(image), { axis: 'x', parts: [2, 9] });
  expect(pieces.map((piece) => piece.shape.x)).toEqual([2, 7, 12]);
  using whole = await engine.run(concatenate(pieces, { axis: 'x' }));
  expect(compare(await whole.read(), image, exact)).toBeUndefined();
  expect(() => split(toHost(image), { axis: 'y', parts: 2 })).toThrow(/^split: y, 13 voxels long, must divide/);
  expect(split(toHost(image), { axis: 'y', parts: 1 })).toHaveLength(1);
});

test('a kernel with all its bindings taken has neighbours with inputs of their own', async () => {
  const parts = many(7, 0).map((part) => source(toHost(part)));
  const others = [30, 31].map((seed) => source(toHost(randomField({ y: 14, x: 1 }, seed))));
  const sum = (a: Node, b: Node): Node => pointwise([a, b], ([x = input(0), y = input(1)]) => numeric('add', x, y));
  const doubled = parts.map((part, at) => sum(part, parts[(at + 1) % 7] ?? part));
  const graph = sum(concatenate(doubled, { axis: 'y' }), others.reduce(sum));
  using fused = await new Engine(sharedContext(), true, { maxStorageBuffers: 8 }).run(graph);
  using stored = await new Engine(sharedContext(), false).run(graph);
  expectSameBits(await fused.read(), await stored.read(), 'fused');
});

test('a number stands for an image of one voxel', async () => {
  const engine = new Engine(sharedContext());
  using both = await engine.run(stack([2, select(3, { axis: 'x' })], { axis: 'y' }));
  expect([...(await both.read()).data]).toEqual([2, 3]);
});

test('axes that come and go stand in the layout', () => {
  const frame = source(new HostVolume({ shape: { y: 2, x: 2 } }));
  const colour = stack([frame, frame, frame], { axis: 'c' });
  expect(colour.layout).toBe('cyx');
  expect(stack([frame], { axis: 'n' }).layout).toBe('nyx');
  expect(channel(colour, { index: 1 }).layout).toBe('yx');
  expect(select(frame, { axis: 'x', index: 1 }).layout).toBe('y');
  const photograph = source(new HostVolume({ shape: { c: 3, y: 2, x: 2 }, layout: 'yxc' }));
  expect(concatenate([photograph, photograph], { axis: 'n' }).layout).toBe('nyxc');
});
