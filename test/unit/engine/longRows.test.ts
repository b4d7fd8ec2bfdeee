import { expect, test } from 'vitest';
import type { Shape } from '../../../src/core/axes.js';
import { type Leaf, wholeLeaf } from '../../../src/engine/leaf.js';
import { withLongRows } from '../../../src/engine/longRows.js';

const BINDING = 2 ** 27;
const shapeOf = (shape: Partial<Shape>): Shape => ({ n: 1, c: 1, z: 1, y: 1, x: 1, ...shape });
const leafOf = (shape: Partial<Shape>): Leaf => wholeLeaf({ item: 0, output: 0 }, shapeOf(shape), 'f32');
const walked = (shape: Partial<Shape>, ...leaves: Leaf[]): Partial<Shape> => {
  const { z, y, x } = withLongRows(shapeOf(shape), [leafOf(shape), ...leaves], BINDING).domain;
  return { z, y, x };
};

test.each<[string, Partial<Shape>, Partial<Shape>]>([
  ['joins rows until they are long', { z: 128, y: 128, x: 128 }, { z: 1, y: 2048, x: 1024 }],
  ['counts the pad lanes between rows', { z: 64, y: 64, x: 126 }, { z: 1, y: 512, x: 1024 }],
  ['joins as many as divide the rows', { z: 127, y: 127, x: 127 }, { z: 1, y: 127, x: 128 * 127 }],
  ['leaves long rows', { y: 2048, x: 1024 }, { z: 1, y: 2048, x: 1024 }],
  ['leaves what the cache holds', { z: 32, y: 32, x: 32 }, { z: 32, y: 32, x: 32 }],
  ['leaves what only a huge row would divide', { y: 2 * 1_000_003, x: 3 }, { z: 1, y: 2 * 1_000_003, x: 3 }],
  ['leaves what would be one row, which no window could split', { y: 16127, x: 300 }, { z: 1, y: 16127, x: 300 }],
])('%s', (_, from, to) => {
  expect(walked(from)).toEqual(to);
});

test('volumes that do not lie alike are walked as they are', () => {
  const shape = { z: 128, y: 128, x: 128 };
  const whole = leafOf(shape);
  const column = leafOf({ ...shape, x: 1 });
  const flipped: Leaf = { ...whole, strides: { ...whole.strides, y: -whole.strides.y } };
  for (const other of [column, flipped, leafOf({ ...shape, z: 1 })]) expect(walked(shape, other)).toEqual(shape);
});

test('one value for all, or one a channel, is no hindrance', () => {
  const shape = { c: 3, z: 64, y: 64, x: 64 };
  const { domain, leaves } = withLongRows(shapeOf(shape), [leafOf(shape), leafOf({ c: 3 }), leafOf({})], BINDING);
  expect(domain).toEqual(shapeOf({ c: 3, y: 256, x: 1024 }));
  expect(leaves.map(({ strides }) => strides.c)).toEqual([64 * 64 * 16, 1, 1]);
});

test('a row stays well within a binding', () => {
  const shape = shapeOf({ z: 128, y: 128, x: 64 });
  expect(withLongRows(shape, [leafOf(shape)], 65536).domain.x).toBe(1024);
  expect(withLongRows(shape, [leafOf(shape)], 32768).domain).toEqual(shape);
});
