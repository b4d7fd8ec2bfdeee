/** The comparison that all results go through must itself not be fooled. */
import { expect, it } from 'vitest';
import { HostVolume } from '../../../src/core/hostVolume.js';
import { compare, fieldOf } from '../../oracle/index.js';

const one = (number: number) => new HostVolume({ shape: {}, data: Float32Array.of(number) });
const check = (actual: number, expected: number, tolerance = { abs: 1e-3, rel: 0 }) =>
  compare(one(actual), fieldOf({}, [expected]), tolerance);

it('passes within abs + rel · |expected|', () => {
  expect(check(1, 1, { abs: 0, rel: 0 })).toBeUndefined();
  expect(check(1.0005, 1)).toBeUndefined();
  expect(check(1.002, 1)).toBeDefined();
  expect(check(100.5, 100, { abs: 0, rel: 1e-2 })).toBeUndefined();
  expect(check(102, 100, { abs: 0, rel: 1e-2 })).toBeDefined();
  expect(check(1e-9, 0, { abs: 0, rel: 1 })).toBeDefined();
});

it('NaN meets only NaN, an infinity only itself, at any tolerance', () => {
  const generous = { abs: 1e30, rel: 1e30 };
  const special = [Number.NaN, Infinity, -Infinity, 0];
  for (const actual of special)
    for (const expected of special)
      expect(check(actual, expected, generous) === undefined, `${actual} for ${expected}`).toBe(
        Object.is(actual, expected),
      );
  expect(check(1, 1, { abs: Number.NaN, rel: 0 })).toBeUndefined();
  expect(check(2, 1, { abs: Number.NaN, rel: 0 })).toBeDefined();
});

it('names the worst voxel and counts those out', () => {
  const actual = new HostVolume({ shape: { c: 2, y: 1, x: 3 }, data: Float32Array.of(0, 1.5, 0, 0, 0, 3) });
  const expected = fieldOf({ c: 2, x: 3 }, [0, 1, 0, 0, 0, 1]);
  expect(compare(actual, expected, { abs: 0.1, rel: 0 })).toBe(
    '2 of 6 voxels (c=2 y=1 x=3) are out of tolerance (abs 0.1, rel 0); ' +
      'the worst is at c=1 y=0 x=2: actual 3, expected 1, difference 2',
  );
});

it('a NaN is worse than any difference, and shapes must agree', () => {
  const actual = new HostVolume({ shape: { x: 2 }, data: Float32Array.of(1e9, Number.NaN) });
  expect(compare(actual, fieldOf({ x: 2 }), {})).toContain('x=0'); // with no tolerance every difference is infinite: the first
  expect(compare(actual, fieldOf({ x: 2 }), { abs: 1 })).toContain('x=1: actual NaN');
  expect(compare(actual, fieldOf({ y: 2 }), {})).toBe('the shape is y=1 x=2, expected y=2 x=1');
});

it('f16 and integers are compared by their value', () => {
  expect(
    compare(new HostVolume({ shape: {}, dtype: 'f16', data: Uint16Array.of(0x3c00) }), fieldOf({}, [1]), {}),
  ).toBeUndefined();
  expect(compare(new HostVolume({ shape: {}, data: Uint8Array.of(255) }), fieldOf({}, [255]), {})).toBeUndefined();
});
