/** What tiles look at before they begin: large images on a processor only, and of a window the rows that no tile has read. */
import { expect, test } from 'vitest';
import { type Shape, shapeOf } from '../../../src/core/axes.js';
import { type Look, looksOf, lookText } from '../../../src/engine/ahead.js';
import { flatten } from '../../../src/engine/flatten.js';
import { type Apart, partsOf } from '../../../src/engine/interior.js';
import { type DispatchStep, makePlan } from '../../../src/engine/plan.js';
import type { Node } from '../../../src/graph/node.js';
import { placeholder } from '../../../src/graph/primitive.js';
import { transpose } from '../../../src/ops/geometry/transpose.js';
import { sobel } from '../../../src/ops/gradient/sobel.js';
import { dilation } from '../../../src/ops/morphology/dilation.js';
import { add } from '../../../src/ops/pointwise/arithmetic.js';
import { invert } from '../../../src/ops/pointwise/invert.js';

const LIMITS = {
  maxBinding: 2 ** 27,
  maxBuffer: 2 ** 31,
  maxStorageBuffers: 16,
  maxWorkgroups: 65535,
  budget: 2 ** 42,
};

const image = (shape: Partial<Shape>, name = 'image'): Node =>
  placeholder(name, { shape: shapeOf(shape), dtype: 'f32', spacing: {}, unit: '', layout: '' });

async function looks(
  node: Node,
  { wx = 64, apart = 'large', rows }: { wx?: number; apart?: Apart; rows?: number } = {},
): Promise<Look[]> {
  const plan = await makePlan(flatten([node]), LIMITS, { fusion: true, profile: 'cpu' });
  const { dispatch } = plan.steps[0] as DispatchStep;
  const tile = { ...dispatch.tile, ...(rows && { y: rows }) };
  const [part] = partsOf({ ...dispatch, tile }, apart);
  return part ? looksOf(part, wx, apart) : [];
}

const large = { y: 1024, x: 1024 };

test('a large image is looked at, a small one and one in few columns are not', async () => {
  const both = [
    { leaf: 0, first: 0, slices: [0], lanes: 8 },
    { leaf: 1, first: 0, slices: [0], lanes: 8 },
  ];
  expect(await looks(invert(image(large)))).toEqual(both);
  expect(await looks(invert(image({ y: 64, x: 64 })))).toEqual([]);
  expect(await looks(invert(image({ y: 64, x: 64 })), { apart: 'always' })).toEqual(both);
  expect(await looks(invert(image(large)), { wx: 4 })).toEqual([]);
  expect(await looks(invert(image(large)), { apart: 'never' })).toEqual([]);
  expect(await looks(invert(image(large)), { rows: 64 })).toEqual(both);
  expect(await looks(invert(image(large)), { rows: 128 })).toEqual([]);
});

test('a window is looked at in its last rows and in its slices', async () => {
  const line = dilation(image(large), { footprint: { box: { z: 1, y: 9, x: 1 } } });
  expect((await looks(line)).map(({ first }) => first)).toEqual([4, 0]);
  const [volume] = await looks(sobel(image({ z: 9, y: 512, x: 512 })));
  expect(volume).toMatchObject({ leaf: 0, first: 1, slices: [-1, 0, 1] });
});

test('what is one row or one column is not looked at, nor what is read elsewhere', async () => {
  const row = add(image(large), image({ x: 1024 }, 'row'));
  expect((await looks(row)).map(({ leaf }) => leaf)).toEqual([0, 2]);
  expect(await looks(transpose(image(large), { from: 'xy' }))).toHaveLength(1);
});

test('each of the invocations that run side by side looks at a line of its own', () => {
  const leaves = [{ dtype: 'f32' }] as unknown as Parameters<typeof lookText>[1]['leaves'];
  const text = (lanes: number): string =>
    lookText([{ leaf: 0, first: 0, slices: [0], lanes }], { leaves, tile: { x4: 1, y: 8, z: 1 } }).join('\n');
  expect([text(8), text(16)].map((each) => each.match(/word_leaf0/g)?.length)).toEqual([2, 2]);
  expect(text(16)).toMatch(/id\.x % 16u.*\(lane \+ 16u\) % 8u/s);
});
