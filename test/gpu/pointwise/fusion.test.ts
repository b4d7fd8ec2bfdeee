/** Chains of pointwise operations: what is one dispatch, that fusing changes no bit, and what happens where it cannot. */
import { expect, test } from 'vitest';
import { HostVolume } from '../../../src/core/hostVolume.js';
import { Engine } from '../../../src/engine/engine.js';
import { flatten } from '../../../src/engine/flatten.js';
import type { Node } from '../../../src/graph/node.js';
import { add, multiply, subtract } from '../../../src/ops/pointwise/arithmetic.js';
import { clamp } from '../../../src/ops/pointwise/clamp.js';
import { equal, greater, less } from '../../../src/ops/pointwise/compare.js';
import { abs, exp, sin } from '../../../src/ops/pointwise/elementary.js';
import { expression } from '../../../src/ops/pointwise/expression.js';
import { invert } from '../../../src/ops/pointwise/invert.js';
import { randomField, toHost } from '../../oracle/index.js';
import { expectSameBits } from '../checkOp.js';
import { sharedContext } from '../shared.js';
import { SPECIAL } from './rows.js';

const noise = (seed: number): HostVolume => toHost(randomField({ y: 19, x: 37 }, seed, -1, 1));

async function computed(engine: Engine, node: Node): Promise<HostVolume> {
  using volume = await engine.run(node);
  return volume.read();
}

/** The same graph fused, and with every node stored. */
async function expectSameUnfused(node: Node, engine = new Engine(sharedContext())): Promise<void> {
  const stored = await computed(new Engine(sharedContext(), false), node);
  expectSameBits(await computed(engine, node), stored, 'fused and stored');
}

const dispatches = async (engine: Engine, node: Node): Promise<number> =>
  Number(/(\d+) dispatch(?:es)?,/.exec(await engine.explain(node))?.[1]);

const image = noise(1);
const other = noise(2);
const chain = (factor: number): Node =>
  clamp(abs(add(multiply(invert(image), factor), other)), { min: 0.25, max: 1.5 });

test('a chain of five is one dispatch with the same bits', async () => {
  expect(await dispatches(new Engine(sharedContext()), chain(1.7))).toBe(1);
  expect(await dispatches(new Engine(sharedContext(), false), chain(1.7))).toBe(5);
  await expectSameUnfused(chain(1.7));
});

test('other numbers compile nothing and find the same plan', async () => {
  const engine = new Engine(sharedContext());
  const first = await computed(engine, chain(1.7));
  const before = engine.report();
  const second = await computed(engine, chain(-0.3));
  const after = engine.report();
  expect(after.compiled).toBe(before.compiled);
  expect(flatten([chain(-0.3)]).key).toBe(flatten([chain(1.7)]).key);
  expect(second.data).not.toEqual(first.data);
  expectSameBits(second, await computed(new Engine(sharedContext(), false), chain(-0.3)), 'other numbers');
});

test('more volumes than a kernel may bind: part is stored', async () => {
  const volumes = Array.from({ length: 12 }, (_, at) => noise(at));
  const sum = volumes.slice(1).reduce<Node>((total, volume) => add(total, volume), add(volumes[0] as HostVolume, 1));
  const few = new Engine(sharedContext(), true, { maxStorageBuffers: 4 });
  const needed = await dispatches(few, sum);
  // each dispatch reads three volumes at most: the sum so far and two more, or three at first
  expect(needed).toBeGreaterThanOrEqual(6);
  expect(needed).toBeLessThan(12);
  await expectSameUnfused(sum, few);
});

test('a formula of eight volumes fits eight bindings in two dispatches', async () => {
  const volumes = Array.from({ length: 8 }, (_, at) => noise(at));
  const node = expression(volumes, { text: 'a * b + c * d + f * g + max(h, i)' });
  const eight = new Engine(sharedContext(), true, { maxStorageBuffers: 8 });
  expect(await dispatches(eight, node)).toBe(2);
  await expectSameUnfused(node, eight);
});

test('a diamond has the same bits however it is shared', async () => {
  const shared = sin(exp(image));
  await expectSameUnfused(subtract(multiply(shared, shared), add(shared, multiply(other, shared))));
  const engine = new Engine(sharedContext());
  const both = { left: add(shared, other), right: multiply(shared, other), middle: shared };
  const fused = await engine.run(both);
  const stored = await new Engine(sharedContext(), false).run(both);
  for (const name of ['left', 'right', 'middle'] as const) {
    expectSameBits(await fused[name].read(), await stored[name].read(), name);
    fused[name].dispose();
    stored[name].dispose();
  }
});

test('doubling thirty times is not computed a billion times', async () => {
  let node: Node = add(image, 0);
  for (let k = 0; k < 30; k++) node = add(node, node);
  const engine = new Engine(sharedContext());
  expect((await engine.explain(node)).length).toBeLessThan(10_000);
  await expectSameUnfused(node, engine);
});

test('a chain of 1500 operations runs', async () => {
  let node: Node = add(image, 0);
  for (let k = 0; k < 1500; k++) node = k % 2 ? add(node, 1 + (k % 7)) : subtract(node, 1 + ((k + 1) % 7));
  const result = await computed(new Engine(sharedContext()), node);
  expect(Math.abs(result.at({}) - image.at({}))).toBeLessThan(1e-3);
});

test('every two numbers are less, equal or greater, and subnormals are numbers', async () => {
  const numbers = Float32Array.from(
    [...SPECIAL, 1e-40, 2e-40, -1e-40, 2 ** -126, 2 ** -149].filter((x) => !Number.isNaN(x)),
  );
  const length = numbers.length;
  const a = new HostVolume({ shape: { x: length }, data: numbers });
  const b = new HostVolume({ shape: { y: length }, data: numbers });
  const engine = new Engine(sharedContext());
  const isLess = await computed(engine, less(a, b));
  const isGreater = await computed(engine, greater(a, b));
  const isEqual = await computed(engine, equal(a, b));
  for (const [y, second] of numbers.entries())
    for (const [x, first] of numbers.entries()) {
      const said = [isLess, isEqual, isGreater].map((volume) => volume.at({ y, x }));
      expect(said, `${first} and ${second}`).toEqual([first < second, first === second, first > second].map(Number));
    }
});
