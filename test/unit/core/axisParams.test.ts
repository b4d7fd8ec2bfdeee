/** Parameters that speak of axes: what they take, what they refuse, and what is left out. */
import { expect, test } from 'vitest';
import { alongAxis, axisMap, orderedAxes, wholePerAxis } from '../../../src/core/axisParams.js';
import { parseParams } from '../../../src/core/params.js';

const specs = {
  size: wholePerAxis('', { min: 1 }),
  plane: orderedAxes('', { count: 2, default: 'yx' }),
  from: axisMap('', { default: 'xy' }),
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
  [{ plane: 'yy' }, /^test: plane must be 2 different axes of n, c, z, y, x, got 'yy'$/],
  [{ plane: 3 }, /^test: plane must be 2 different axes/],
  [{ from: '' }, /^test: from must be different axes of n, c, z, y, x, got ''$/],
  [{ from: 4 }, /^test: from must be letters or an object, got 4$/],
  [{ from: { x: 1 } }, /^test: from must map axes of n, c, z, y, x to axes, got \{"x":1\}$/],
])('refuses %j', (given, message) => {
  expect(() => read(given)).toThrow(message);
});
