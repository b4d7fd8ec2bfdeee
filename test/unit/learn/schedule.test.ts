/** Rates by step, and which schedules are none. */
import { expect, test } from 'vitest';
import { cosineSchedule, stepSchedule } from '../../../src/learn/schedule.js';

test('a cosine with warmup', () => {
  const rate = cosineSchedule({ from: 4, to: 2, steps: 12, warmup: 2 });
  expect([0, 1, 2, 7, 12, 100].map(rate)).toEqual([2, 4, 4, 3, 2, 2]);
});

test('a staircase', () => {
  const rate = stepSchedule({ from: 8, factor: 0.5, every: 10 });
  expect([0, 9, 10, 25].map(rate)).toEqual([8, 8, 4, 2]);
});

test.each([
  [
    () => cosineSchedule({ from: -1, steps: 3 }),
    /^cosineSchedule: from must be a finite number of at least 0, got -1$/,
  ],
  [() => cosineSchedule({ from: 1, steps: 0.5 }), /^cosineSchedule: steps must be a whole number from 1 to 2147483647/],
  [() => cosineSchedule({ from: 1, steps: 3, warmup: 4 }), /warmup must be a whole number from 0 to 3, got 4$/],
  [
    () => stepSchedule({ from: 1, factor: 1, steps: 3 } as never),
    /options must be among from, factor, every, got 'steps'/,
  ],
  [() => stepSchedule({ from: 1, factor: Number.NaN, every: 3 }), /^stepSchedule: factor must be a finite number/],
])('%#', (make, message) => expect(make).toThrow(message));
