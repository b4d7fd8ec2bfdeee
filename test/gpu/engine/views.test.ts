/** Element-wise work behind views: computed where it is seen, it has the bits of what is stored whole. */
import { describe, expect, test } from 'vitest';
import type { Shape } from '../../../src/core/axes.js';
import { HostVolume } from '../../../src/core/hostVolume.js';
import { Engine } from '../../../src/engine/engine.js';
import type { Node } from '../../../src/graph/node.js';
import { repeat } from '../../../src/graph/repeat.js';
import { convolveAxis } from '../../../src/ops/filter/convolveAxis.js';
import { gaussian } from '../../../src/ops/filter/gaussian.js';
import { channel } from '../../../src/ops/geometry/channel.js';
import { crop } from '../../../src/ops/geometry/crop.js';
import { flip } from '../../../src/ops/geometry/flip.js';
import { roll } from '../../../src/ops/geometry/roll.js';
import { rot90 } from '../../../src/ops/geometry/rot90.js';
import { select } from '../../../src/ops/geometry/select.js';
import { splitPart } from '../../../src/ops/geometry/split.js';
import { tile } from '../../../src/ops/geometry/tile.js';
import { transpose } from '../../../src/ops/geometry/transpose.js';
import { gradientMagnitude } from '../../../src/ops/gradient/gradientMagnitude.js';
import { cumulativeSum } from '../../../src/ops/measure/cumulativeSum.js';
import { mean } from '../../../src/ops/measure/mean.js';
import { add, divide, multiply } from '../../../src/ops/pointwise/arithmetic.js';
import { cast } from '../../../src/ops/pointwise/cast.js';
import { abs, sin } from '../../../src/ops/pointwise/elementary.js';
import { randomField, toHost } from '../../oracle/index.js';
import { expectSameBits } from '../checkOp.js';
import { sharedContext } from '../shared.js';

const noise = (shape: Partial<Shape>, seed: number): HostVolume => toHost(randomField(shape, seed, -3, 3));

async function computed(engine: Engine, node: Node): Promise<HostVolume> {
  using volume = await engine.run(node);
  return volume.read();
}

const dispatches = async (engine: Engine, node: Node): Promise<number> =>
  Number(/(\d+) dispatch(?:es)?,[^\n]*$/.exec(await engine.explain(node))?.[1]);

/** Fused, whole and in windows, and with every node stored. */
async function expectSameUnfused(node: Node): Promise<void> {
  const context = sharedContext();
  const stored = await computed(new Engine(context, false), node);
  expectSameBits(await computed(new Engine(context), node), stored, 'fused and stored');
  expectSameBits(await computed(new Engine(context, true, { maxBinding: 2048 }), node), stored, 'in windows');
}

const SHAPE = { n: 2, c: 3, z: 6, y: 7, x: 21 };
const image = noise(SHAPE, 1);
const row = noise({ x: 21 }, 2);
const column = noise({ c: 3, z: 6, y: 7 }, 3);
const bytes = new HostVolume({
  shape: SHAPE,
  dtype: 'u8',
  data: Uint8Array.from(image.data, (_, at) => (37 * at) % 256),
});

/** Element-wise nodes: with inputs of every kind of broadcast, and rounded as they are stored. */
const SEEN: Record<string, () => Node> = {
  f32: () => multiply(sin(image), 1.7),
  broadcast: () => add(multiply(image, row), divide(column, 3)),
  u8: () => cast(multiply(image, 77.7), { dtype: 'u8' }),
  i16: () => cast(multiply(image, 7777.7), { dtype: 'i16' }),
  f16: () => cast(multiply(image, 0.3333), { dtype: 'f16' }),
  'seen through a view before': () =>
    multiply(crop(flip(sin(add(image, column)), { axes: 'zy' }), { start: { y: 1 } }), row),
  'from u8': () => multiply(bytes, 0.1),
};

const VIEWS: Record<string, (node: Node) => Node> = {
  crop: (node) => crop(node, { start: { x: 8, y: 2, z: 1, c: 1, n: 1 }, size: { x: 9, y: 4 } }),
  'crop to one column': (node) => crop(node, { start: { x: 12 }, size: { x: 1 } }),
  'crop at odd x': (node) => crop(node, { start: { x: 3, y: 1 } }),
  flip: (node) => flip(node, { axes: 'nczy' }),
  'flip with x': (node) => flip(node, { axes: 'yx' }),
  select: (node) => select(node, { axis: 'z', index: 3 }),
  channel: (node) => channel(node, { index: 1 }),
  splitPart: (node) => splitPart(node, { axis: 'z', parts: 3, part: 1 }),
  transpose: (node) => transpose(node, { from: { y: 'z', z: 'c', c: 'y' } }),
  'transpose with x': (node) => transpose(node, { from: { y: 'x', x: 'y' } }),
  rot90: (node) => rot90(node, { axes: 'zy' }),
  roll: (node) => roll(node, { shift: { y: 2 } }),
  tile: (node) => tile(select(node, { axis: 'y', index: 2 }), { repeats: { y: 4 } }),
  'views of views': (node) =>
    flip(transpose(crop(node, { start: { x: 4, y: 1 } }), { from: { y: 'z', z: 'y' } }), { axes: 'y' }),
};

/** What reads: a voxel, a neighbourhood, everything. */
const READERS: Record<string, (node: Node) => Node> = {
  pointwise: (node) => add(node, 1),
  gaussian: (node) => gaussian(node, { sigma: { x: 0.7, y: 0.5, z: 0 } }),
  gradientMagnitude: (node) => gradientMagnitude(node),
  reductions: (node) => add(mean(node, { axes: 'zy' }), cumulativeSum(node, { axis: 'z' })),
};

describe.each(Object.entries(VIEWS))('%s', (name, view) => {
  const readers = Object.values(READERS);
  const at = Object.keys(VIEWS).indexOf(name);
  test.each(Object.entries(SEEN))('%s', async (kind, seen) => {
    const reader = readers[(at + Object.keys(SEEN).indexOf(kind)) % readers.length] as (node: Node) => Node;
    await expectSameUnfused(reader(view(seen())));
    const sum = add(view(seen()), 1);
    const [fused, stored] = [new Engine(sharedContext()), new Engine(sharedContext(), false)];
    // what a view repeats is computed before it
    if (name !== 'tile') expect(await dispatches(fused, sum)).toBeLessThan(await dispatches(stored, sum));
  });
});

test('in the body of a loop, whose state is read where it is written and elsewhere', async () => {
  const body = ({ u }: { readonly u: Node }) => {
    const across = flip(sin(multiply(u, 0.7)), { axes: 'zy' });
    return { u: add(multiply(u, 0.5), crop(multiply(across, row), { start: { x: 0 }, size: { x: 21 } })) };
  };
  const loop = repeat({ state: { u: image }, body, max: 6, check: 2 }).state.u;
  await expectSameUnfused(loop);
  const parts = ({ u }: { readonly u: Node }) => ({ u: add(u, select(abs(u), { axis: 'z', index: 3 })) });
  await expectSameUnfused(repeat({ state: { u: image }, body: parts, max: 4, check: 2 }).state.u);
});

test('a line behind a view, which fits only where nothing is fused into it', async () => {
  const turned = add(transpose(noise({ z: 60, y: 9, x: 16 }, 4), { from: { z: 'y', y: 'z' } }), 1);
  const node = convolveAxis(turned, { axis: 'y', weights: Array.from({ length: 40 }, (_, at) => at + 1) });
  const whole = await computed(new Engine(sharedContext()), node);
  const narrow = new Engine(sharedContext(), true, { maxBinding: 1024 });
  expectSameBits(await computed(narrow, node), whole, 'in windows');
});
