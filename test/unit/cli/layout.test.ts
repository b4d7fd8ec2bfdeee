/** Which word is the order of axes in the files, and which the operation's own parameter. */
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { findOperation } from '../../../src/catalogue.js';
import { axesAreLayout, layoutOption } from '../../../src/cli/layout.js';
import { HostVolume } from '../../../src/core/hostVolume.js';
import type { Operation } from '../../../src/graph/operation.js';
import { writeVolume } from '../../../src/io/files.js';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'brightfield-'));
  const shapes = {
    'image.npy': { y: 2, x: 3 },
    'stack.npy': { z: 2, y: 2, x: 3 },
    'colours.npy': { c: 2, z: 2, y: 2, x: 3 },
  };
  for (const [name, shape] of Object.entries(shapes)) await writeVolume(join(folder, name), new HostVolume({ shape }));
  await writeVolume(join(folder, 'stack.tif'), new HostVolume({ shape: { z: 2, y: 2, x: 3 } }));
});

const isLayout = (operation: string, axes: string, files: readonly string[], more: Record<string, string> = {}) =>
  axesAreLayout(
    findOperation(operation) as Operation,
    new Map(Object.entries({ axes, ...more })),
    files.map((name) => (name.includes('.') ? join(folder, name) : name)),
  );

test.each([
  ['an operation without such a parameter', 'gaussian', 'zyx', ['stack.npy'], true],
  ['a channel that a stack has not', 'mean', 'yxc', ['stack.npy'], true],
  ['a channel first', 'mean', 'cyx', ['stack.npy'], true],
  ['the same for image and mask', 'mean', 'yxc', ['stack.npy', 'stack.npy'], true],
  ['three axes where the parameter wants two', 'rot90', 'yxc', ['stack.tif'], true],
  ['axes that the stack has', 'mean', 'xyz', ['stack.npy'], false],
  ['fewer axes than the stack', 'mean', 'yx', ['stack.npy'], false],
  ['more axes than the stack', 'mean', 'zyxc', ['stack.npy'], false],
  ['fewer axes than the array', 'mean', 'yxc', ['colours.npy'], false],
  ['an axis that an image has not', 'mean', 'zy', ['image.npy'], false],
  ['a mask of another rank', 'mean', 'yxc', ['stack.npy', 'image.npy'], false],
  ['a file that says its axes itself', 'mean', 'yxc', ['stack.tif'], false],
  ['a number', 'mean', 'yxc', ['7'], false],
  ['letters that are no order', 'mean', 'yxq', ['stack.npy'], false],
  ['two axes that the parameter takes', 'rot90', 'zy', ['stack.npy'], false],
])('%s', async (_name, operation, axes, files, expected) => {
  expect(await isLayout(operation, axes, files)).toBe(expected);
});

test('--layout settles that --axes is the parameter', async () => {
  expect(await isLayout('mean', 'yxc', ['stack.npy'], { layout: 'yxc' })).toBe(false);
});

test('a file that is not there is told by its name', async () => {
  await expect(isLayout('mean', 'yxc', ['none.npy'])).rejects.toThrow(/none\.npy: no such file/);
});

test('the option by either name, once', () => {
  const option = (given: Record<string, string>) => layoutOption('info', new Map(Object.entries(given)));
  expect(option({})).toBeUndefined();
  expect(option({ axes: 'yxc' })).toBe('yxc');
  expect(option({ layout: 'yxc' })).toBe('yxc');
  expect(() => option({ axes: 'yyx' })).toThrow(/^info: --axes must be an order of distinct axes .*, got 'yyx'$/);
  expect(() => option({ layout: 'q' })).toThrow(/^info: --layout must be/);
  expect(() => option({ layout: 'yx', axes: 'yx' })).toThrow(/^info: --layout and --axes are one option here/);
});
