import { expect, test } from 'vitest';
import { medianInterval, pairedRatio, summarise } from '../../../src/core/statistics.js';

test('median, minimum and spread do not see one round of a busy machine', () => {
  expect(summarise([3, 1, 2, 1000, 4])).toEqual({ median: 3, minimum: 1, spread: 1.4826 });
  expect(summarise([2, 4]).median).toBe(3);
});

test('the interval of a median is that of the tables of the sign test', () => {
  const numbers = (n: number): number[] => Array.from({ length: n }, (_, at) => at + 1);
  // ranks and probabilities of the 95 % interval: n = 11 is 2nd to 10th, n = 15 is 4th to 12th, n = 20 is 6th to 15th
  expect(medianInterval(numbers(11))).toMatchObject({ median: 6, low: 2, high: 10, rounds: 11 });
  expect(medianInterval(numbers(11)).confidence).toBeCloseTo(0.98828, 5);
  expect(medianInterval(numbers(15))).toMatchObject({ low: 4, high: 12 });
  expect(medianInterval(numbers(15)).confidence).toBeCloseTo(0.96484, 5);
  expect(medianInterval(numbers(20))).toMatchObject({ low: 6, high: 15 });
  // of five rounds even the whole range is no 95 %, and says so
  expect(medianInterval(numbers(5))).toMatchObject({ low: 1, high: 5, confidence: 0.9375 });
});

test('ratios are of turns side by side, for the rounds that both took part in', () => {
  const busy = [1, 1, 9, 1, 1, 1];
  const ratio = pairedRatio(
    busy.map((time) => 2 * time),
    busy,
  );
  expect(ratio).toMatchObject({ median: 2, low: 2, high: 2 });
  expect(pairedRatio([4, 4], busy).rounds).toBe(2);
});
