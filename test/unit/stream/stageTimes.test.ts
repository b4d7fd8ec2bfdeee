import { expect, test } from 'vitest';
import type { Stage } from '../../../src/stream/runBlocks.js';
import { stageTimes } from '../../../src/stream/stageTimes.js';

const stage = (name: Stage['name'], from: number, to: number): Stage => ({ name, pass: 0, block: 0, from, to });

test('times that overlap count once', () => {
  const stages = [
    stage('read', 10, 20),
    stage('compute', 20, 24),
    // two blocks are read while one is computed
    stage('read', 22, 30),
    stage('read', 26, 28),
    stage('back', 24, 32),
    stage('write', 40, 45),
  ];
  expect(stageTimes(stages)).toEqual({
    all: 35,
    read: 18,
    compute: 4,
    back: 8,
    write: 5,
    device: 12,
    files: 23,
    both: 8,
  });
});

test('nothing took no time', () => {
  expect(Object.values(stageTimes([])).every((time) => time === 0)).toBe(true);
});
