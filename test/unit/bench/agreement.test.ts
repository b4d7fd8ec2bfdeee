import { HostVolume } from 'brightfield';
import { expect, test } from 'vitest';
import { disagreement } from '../../../bench/agreement.js';

const line = (...data: number[]): HostVolume =>
  new HostVolume({ shape: { y: 1, x: data.length }, data: Float32Array.from(data) });

test('values agree within the tolerance, and a NaN only with a NaN', () => {
  const near = { abs: 0.1, why: 'a test' };
  expect(disagreement(line(1, Number.NaN), line(1.05, Number.NaN), near)).toBeUndefined();
  expect(disagreement(line(1, 2), line(1, 2.2), near)).toContain('1 of 2 values differ; at 1 ours is 2, theirs 2.2');
  expect(disagreement(line(1, Number.NaN), line(1, 2), near)).toContain('at 1');
  expect(disagreement(line(1, 2), line(1), near)).toBe('our result has 2 values, theirs 1');
  expect(disagreement(line(1, 2, 3, 4), line(1, 2, 3, 9), { share: 0.25, why: 'a test' })).toBeUndefined();
});

test('a margin leaves out the edge, and is refused where nothing is left', () => {
  const inside = { margin: 1, why: 'a test' };
  expect(disagreement(line(0, 1, 0), line(5, 1, 5), inside)).toBeUndefined();
  expect(disagreement(line(0, 1, 0), line(5, 2, 5), inside)).toContain('1 of 1');
  expect(disagreement(line(0, 1), line(0, 1), inside)).toBe('no voxel lies inside the margin');
});

test('regions are the same whatever their numbers, but not merged or parted', () => {
  const labels = { of: 'labels', why: 'a test' } as const;
  expect(disagreement(line(0, 1, 1, 2), line(0, 7, 7, 3), labels)).toBeUndefined();
  expect(disagreement(line(0, 1, 1, 2), line(0, 7, 7, 7), labels)).toContain('1 of 4 voxels');
  expect(disagreement(line(0, 1, 1, 1), line(0, 7, 7, 3), labels)).toContain('1 of 4 voxels');
});

test('random numbers agree in mean and deviation', () => {
  const drawn = { of: 'distribution', rel: 0.01, why: 'a test' } as const;
  expect(disagreement(line(0, 1, 2, 3), line(3, 2, 1, 0), drawn)).toBeUndefined();
  expect(disagreement(line(0, 1, 2, 3), line(1, 1, 2, 2), drawn)).toContain('standard deviation');
});
