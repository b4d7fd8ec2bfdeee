/** Parameters that speak of axes: what they take, what they refuse, and what is left out. */
import { expect, test } from 'vitest';
import { alongAxis, axes, axisMap, orderedAxes, perAxis, wholePerAxis } from '../../../src/core/axisParams.js';
import { parseParams } from '../../../src/core/params.js';

const specs = {
  size: wholePerAxis('', { min: 1 }),
  plane: orderedAxes('', { count: 2, default: 'yx' }),
  from: axisMap('', { default: 'xy' }),
  over: axes('', { axes: ['z', 'y', 'x'] }),
  sigma: perAxis('', { default: 1, min: 0 }),
};
const read = (given: Record<string, unknown>) => parseParams('test', specs, given);

test('what is left out stays so', () => {
  expect(read({ size: { x: 3 } }).size).toEqual({ x: 3 });
  expect(read({}).size).toBeUndefined();
});

test('a number holds for the spatial axes that there are', () => {
  const along = (['n', 'c', 'z', 'y', 'x'] as const).map((axis) => alongAxis(7, 'cyx', axis));
  expect(along).toEqual([undefined, undefined, undefined, 7, 7]);
  expect(alongAxis({ c: 2 }, 'yx', 'c')).toBe(2);
});

test('what is left out has the default', () => {
  expect(read({ sigma: { x: 3, y: undefined } }).sigma).toEqual({ z: 1, y: 1, x: 3 });
  expect(read({ sigma: 2 }).sigma).toEqual({ z: 2, y: 2, x: 2 });
  expect(read({}).over).toBeUndefined();
});

test('a set of axes is sorted', () => {
  expect(read({ over: 'xz' }).over).toEqual(['z', 'x']);
  expect(read({ over: ['y'] }).over).toEqual(['y']);
});

test('the order of axes is kept', () => {
  expect(read({ plane: 'xz' }).plane).toEqual(['x', 'z']);
  expect(read({ plane: ['z', 'x'] }).plane).toEqual(['z', 'x']);
});

test('letters and objects mean the same map', () => {
  expect(read({ from: 'xyz' }).from).toEqual(read({ from: { z: 'x', x: 'z' } }).from);
  expect(read({}).from).toEqual({ n: 'n', c: 'c', z: 'z', y: 'x', x: 'y' });
});

test.each([
  [{ size: 0 }, /^test: size must be a finite number of at least 1, got 0$/],
  [{ size: { y: 1.5 } }, /^test: size along y must be a whole number, got 1.5$/],
  [{ size: [1] }, /^test: size must be a number or an object with the axes n, c, z, y, x, got \[1\]$/],
  [{ plane: 'yy' }, /^test: plane must be 2 distinct axes of n, c, z, y, x, got 'yy'$/],
  [{ plane: 3 }, /^test: plane must be 2 distinct axes/],
  [{ plane: 'zyx' }, /^test: plane must be 2 distinct axes/],
  [{ over: 'c' }, /^test: over must be distinct axes of z, y, x, got 'c'$/],
  [{ over: [] }, /^test: over must be distinct axes of z, y, x, got \[\]$/],
  [{ sigma: { c: 1 } }, /^test: sigma may name the axes z, y, x, got 'c'$/],
  [{ sigma: { x: -1 } }, /^test: sigma along x must be a finite number of at least 0, got -1$/],
  [{ sigma: null }, /^test: sigma must be a number or an object with the axes z, y, x, got null$/],
  [{ from: '' }, /^test: from must be distinct axes of n, c, z, y, x, got ''$/],
  [{ from: 4 }, /^test: from must be letters or an object, got 4$/],
  [{ from: { x: 1 } }, /^test: from must map axes of n, c, z, y, x to axes, got \{"x":1\}$/],
])('refuses %j', (given, message) => {
  expect(() => read(given)).toThrow(message);
});
