import { expect, test } from 'vitest';
import { HostVolume } from '../../../src/core/hostVolume.js';
import { Engine } from '../../../src/engine/engine.js';
import { peakLocalMax } from '../../../src/ops/features/peakLocalMax.js';
import { label } from '../../../src/ops/segment/label.js';
import { type Field, fieldOf, randomField, randomIntegers } from '../../oracle/index.js';
import { peakLocalMax as oracle } from '../../oracle/peaks.js';
import { checkOp } from '../checkOp.js';
import { sharedContext } from '../shared.js';

const CAPACITY = 1024;

checkOp(peakLocalMax, {
  oracle: ([x], { minDistance = 1, ...others }, { labels }) =>
    oracle(x as Field, {
      minDistance: minDistance as number,
      ...others,
      labels: labels as Field | undefined,
      capacity: CAPACITY,
    }),
  tolerance: { abs: 0, rel: 0, why: 'voxels and places, no arithmetic' },
  without: { apart: 'there is no border', f16: 'equal voxels are other ones once they are rounded' },
  rows: [
    {
      name: 'image',
      inputs: [randomField({ y: 17, x: 43 }, 1)],
      params: { minDistance: 2, capacity: CAPACITY },
      binding: 8192,
    },
    {
      name: 'plateaus',
      inputs: [randomIntegers({ y: 13, x: 37 }, 2, 0, 3)],
      params: { minDistance: 3, thresholdAbs: 0, excludeBorder: 0, capacity: CAPACITY },
      dtype: 'u8',
    },
    {
      name: 'volume, n and c',
      inputs: [randomField({ n: 2, c: 2, z: 5, y: 6, x: 7 }, 3)],
      params: { thresholdRel: 0.6, capacity: CAPACITY },
    },
    {
      name: 'one value',
      inputs: [
        fieldOf(
          { y: 3, x: 5 },
          Array.from({ length: 15 }, () => -2),
        ),
      ],
      params: { excludeBorder: 0, capacity: CAPACITY },
    },
    {
      name: 'the greatest few of equal ones, of n and c',
      inputs: [randomIntegers({ n: 2, c: 2, y: 9, x: 13 }, 5, -4, 4)],
      params: { minDistance: 2, excludeBorder: 0, numPeaks: 5, capacity: CAPACITY },
      without: ['u8'],
    },
    {
      name: 'of labels',
      inputs: [randomIntegers({ y: 17, x: 29 }, 6, 0, 40)],
      optional: { labels: randomIntegers({ y: 17, x: 29 }, 7, -1, 3) },
      optionalDtype: 'i32',
      params: { minDistance: 3, numPeaks: 30, excludeBorder: 1, capacity: CAPACITY },
      dtype: 'u8',
    },
    {
      name: 'the greatest few of each label, of n and c',
      inputs: [randomIntegers({ n: 2, c: 2, y: 9, x: 13 }, 8, -4, 4)],
      optional: { labels: randomIntegers({ n: 2, c: 2, y: 9, x: 13 }, 9, -1, 3) },
      optionalDtype: 'i32',
      params: { numPeaksPerLabel: 2, numPeaks: 5, excludeBorder: 0, capacity: CAPACITY },
      without: ['u8'],
    },
    {
      name: 'every voxel above a level',
      inputs: [randomField({ x: 9 }, 4)],
      params: { minDistance: 0, thresholdAbs: 0.5, capacity: CAPACITY },
    },
  ],
  refuses: [
    [
      [randomField({ x: 3 }, 1)],
      { numPeaksPerLabel: 2 },
      /^peakLocalMax: numPeaksPerLabel must come with labels \(numPeaks is for the image\), got 2 and none$/,
    ],
  ],
});

test('a NaN is no peak, and none is near it', async () => {
  const engine = new Engine(sharedContext());
  const line = new HostVolume({ shape: { x: 8 }, data: Float32Array.of(0, 5, NaN, 5, 0, 7, Infinity, 1) });
  const table = await engine.table(peakLocalMax(line, { thresholdAbs: -9, excludeBorder: 0 }).x);
  expect([...table.column('x')]).toEqual([6]);
});

test('a NaN far away changes nothing', async () => {
  const engine = new Engine(sharedContext());
  const line = new HostVolume({ shape: { x: 9 }, data: Float32Array.of(0, 5, 0, 3, 0, 0, NaN, 7, 1) });
  const table = await engine.table(peakLocalMax(line, { thresholdRel: 0.5, excludeBorder: 0 }).x);
  expect([...table.column('x')]).toEqual([1]);
});

test('the mask makes markers, and asks for no room', async () => {
  const engine = new Engine(sharedContext());
  engine.warn = (message) => {
    throw new Error(message);
  };
  const image = new HostVolume({ shape: { x: 9 }, data: Uint8Array.of(0, 3, 0, 0, 4, 0, 0, 2, 0) });
  const { mask } = peakLocalMax(image, { capacity: 1 });
  using labels = await engine.run(label(mask).labels);
  expect([...(await labels.read()).data]).toEqual([0, 1, 0, 0, 2, 0, 0, 3, 0]);
});
