/** Arrays: lists, dense numbers, or volumes in memory. */
import { expect, test } from 'vitest';
import { arrayOf } from '../../../src/core/arrayParams.js';
import { HostVolume } from '../../../src/core/hostVolume.js';
import { parseParams } from '../../../src/core/paramSpec.js';
import { array } from '../../../src/core/params.js';
import { convolve } from '../../../src/ops/filter/convolve.js';
import { toDocument } from '../../../src/pipeline.js';

const read = (given: unknown, maxRank = 3) =>
  parseParams('op', { weights: array('doc', { maxRank }) }, { weights: given as number[] }).weights;

const square = new HostVolume({ shape: { y: 2, x: 3 }, data: Float32Array.of(1, 2, 3, 4, 5, 6) });

test('a volume in memory is an array without its leading axes of one voxel', () => {
  expect(read(square)).toEqual(
    read([
      [1, 2, 3],
      [4, 5, 6],
    ]),
  );
  expect(arrayOf(new HostVolume({ shape: {} })).shape).toEqual([1]);
  expect(arrayOf(new HostVolume({ shape: { z: 2, y: 1, x: 1 } })).shape).toEqual([2, 1, 1]);
});

test('one of too many axes, or with numbers that are none, is refused', () => {
  expect(() => read(square, 1)).toThrow(/in a list, or in a volume in memory, got an array of shape 2x3$/);
  expect(() => read(new HostVolume({ shape: { x: 1 }, data: Float32Array.of(Number.NaN) }))).toThrow(/every item/);
});

test('documents hold its numbers', () => {
  const { nodes } = toDocument({ out: convolve(square, { weights: square }) });
  expect(JSON.parse(JSON.stringify(nodes[0]))).toMatchObject({
    params: { weights: { shape: [2, 3], data: [1, 2, 3, 4, 5, 6] } },
  });
});
