/** `median`, `percentileFilter` and `rankFilter`: selections, so every number is exact. */
import { expect } from 'vitest';
import { HostVolume } from '../../../src/core/hostVolume.js';
import { median } from '../../../src/ops/rank/median.js';
import { percentileFilter } from '../../../src/ops/rank/percentileFilter.js';
import { rankFilter } from '../../../src/ops/rank/rankFilter.js';
import { type Field, fieldOf, randomField, randomIntegers } from '../../oracle/index.js';
import * as rank from '../../oracle/rank.js';
import { checkOp, expectSameBits, type Law, type Row } from '../checkOp.js';

const tolerance = { abs: 0, rel: 0, why: 'a selection rounds nothing' };
const image = randomField({ y: 23, x: 37 }, 1, -4, 4);
const broken = randomField({ y: 13, x: 19 }, 2);
broken.data[40] = Number.NaN;
broken.data[150] = Number.POSITIVE_INFINITY;
broken.data[151] = Number.NEGATIVE_INFINITY;

/** median(g(u)) = g(median(u)) to the bit, for an increasing g that f32 computes exactly. */
const contrast: Law = {
  name: 'contrast invariance',
  async check(run, { inputs, dtype, params }: Row) {
    const [given] = inputs as [Field];
    if (dtype || params?.border === 'constant') return;
    const of = (data: ArrayLike<number>) => new HostVolume({ shape: given.shape, data: Float32Array.from(data) });
    const g = (v: number): number => (v < 0 ? v * 0.5 : v * 8);
    const plain = await run([of(given.data)]);
    const changed = await run([of(given.data.map(g))]);
    expectSameBits(changed, of(Float32Array.from(plain.data, g)), 'contrast invariance');
    const constant = await run([of(given.data.map(() => 3.25))]);
    expect(constant.data.every((v) => v === 3.25)).toBe(true);
  },
};

checkOp(median, {
  oracle: ([x], options) => rank.median(x as Field, options),
  tolerance,
  laws: [contrast],
  rows: [
    { name: '3 x 3', inputs: [image] },
    {
      name: '5 x 5, i32',
      inputs: [randomIntegers({ y: 13, x: 16 }, 7, -(2 ** 31), 2 ** 31 - 1)],
      dtype: 'i32',
      params: { footprint: 'box=5' },
    },
    {
      name: '5 x 5, rows of 3',
      inputs: [randomField({ y: 2, x: 3 }, 11)],
      params: { footprint: 'box=5', border: 'mirror' },
    },
    {
      name: 'cross, i8',
      inputs: [randomIntegers({ y: 7, x: 11 }, 21, -128, 127)],
      dtype: 'i8',
      params: { footprint: 'cross=2' },
    },
    {
      name: 'disk, i16',
      inputs: [randomIntegers({ y: 7, x: 11 }, 22, -30000, 30000)],
      dtype: 'i16',
      params: { footprint: 'disk=2' },
    },
    { name: '5 x 5, mirror', inputs: [image], params: { footprint: { box: 5 }, border: 'mirror' } },
    {
      name: 'even, in a volume, constant',
      inputs: [randomField({ z: 5, y: 7, x: 11 }, 3)],
      params: { footprint: { box: { z: 2, y: 3, x: 4 } }, border: 'constant', value: 1 },
    },
    { name: 'not finite, nearest', inputs: [broken], params: { border: 'nearest' } },
    {
      name: '3 x 3 x 3, constant',
      inputs: [randomField({ z: 4, y: 13, x: 19 }, 12, -4, 4)],
      params: { footprint: 'box=3', border: 'constant', value: 2 },
    },
    { name: '5 x 5, not finite', inputs: [broken], params: { footprint: 'box=5', border: 'wrap' } },
    { name: 'tall', inputs: [image], params: { footprint: 'box=1,25' } },
    { name: 'flat', inputs: [image], params: { footprint: 'box=5,3', border: 'nearest' } },
    {
      name: 'wider than the image, wrap',
      inputs: [randomField({ y: 4, x: 5 }, 4)],
      params: { footprint: 'box=13', border: 'wrap' },
    },
    { name: 'wider than the image', inputs: [randomField({ y: 3, x: 2 }, 4)], params: { footprint: { box: 9 } } },
    { name: 'u16', inputs: [randomIntegers({ y: 13, x: 17 }, 5, 0, 65535)], dtype: 'u16' },
    { name: 'i16', inputs: [randomIntegers({ y: 13, x: 17 }, 6, -32768, 32767)], dtype: 'i16' },
    { name: 'i32', inputs: [randomIntegers({ y: 13, x: 17 }, 7, -(2 ** 31), 2 ** 31 - 1)], dtype: 'i32' },
    {
      name: 'u32, constant',
      inputs: [randomIntegers({ y: 13, x: 17 }, 8, 0, 2 ** 32 - 1)],
      dtype: 'u32',
      params: { border: 'constant', value: 4e9 },
    },
    {
      name: '3 x 3, batch, constant',
      inputs: [randomField({ n: 2, c: 2, y: 17, x: 21 }, 10)],
      params: { border: 'constant', value: -1 },
      without: ['u8'],
    },
    { name: '3 x 3, wrap', inputs: [randomField({ y: 31, x: 33 }, 11)], params: { border: 'wrap' } },
    { name: '3 x 3, mirror, rows of 2', inputs: [randomField({ y: 2, x: 2 }, 11)], params: { border: 'mirror' } },
    { name: 'u8', inputs: [randomIntegers({ y: 13, x: 17 }, 5, 0, 255)], dtype: 'u8' },
    {
      name: 'u8 disk',
      inputs: [randomIntegers({ y: 13, x: 17 }, 5, 0, 255)],
      dtype: 'u8',
      params: { footprint: { disk: 2 } },
    },
    {
      name: 'u8, histograms',
      inputs: [randomIntegers({ y: 23, x: 37 }, 13, 0, 255)],
      dtype: 'u8',
      params: { footprint: 'box=9,11' },
    },
    {
      name: 'u8, histograms in a volume, constant',
      inputs: [randomIntegers({ n: 2, z: 6, y: 9, x: 14 }, 14, 100, 140)],
      dtype: 'u8',
      params: { footprint: 'box=6,5,4', border: 'constant', value: 255 },
    },
    {
      name: 'u8, histograms wider than the image, wrap',
      inputs: [randomIntegers({ y: 4, x: 5 }, 15, 0, 255)],
      dtype: 'u8',
      params: { footprint: 'box=13', border: 'wrap' },
    },
    {
      name: 'any array',
      inputs: [image],
      params: {
        footprint: [
          [1, 0, 1, 1],
          [0, 0, 1, 0],
        ],
      },
    },
    { name: 'one voxel', inputs: [fieldOf({}, [3])] },
  ],
  refuses: [
    [[image], { footprint: [[0, 0]] }, /: footprint must hold at least one 1, got none$/],
    [[image], { footprint: { box: 65 } }, /: the footprint must have at most 4096 voxels, got 4225$/],
    // counted, never listed
    [[image], { footprint: { box: 10000 } }, /: the footprint must have at most 4096 voxels, got 100000000$/],
  ],
});

checkOp(percentileFilter, {
  oracle: ([x], options) => rank.percentileFilter(x as Field, options),
  tolerance,
  laws: [contrast],
  rows: [
    { name: '30', inputs: [image], params: { percentile: 30 } },
    { name: '100 is the maximum', inputs: [image], params: { percentile: 100, footprint: { box: { x: 4, y: 2 } } } },
    {
      name: '100, u8, histograms',
      inputs: [randomIntegers({ y: 9, x: 13 }, 16, 0, 255)],
      dtype: 'u8',
      params: { percentile: 100, footprint: 'box=9', border: 'nearest' },
    },
    { name: '-20', inputs: [image], params: { percentile: -20, border: 'wrap' } },
    { name: 'volume', inputs: [randomField({ z: 4, y: 6, x: 9 }, 9)], params: { percentile: 75 } },
  ],
  refuses: [[[image], { percentile: 101 }, /: percentile must be a finite number from -100 to 100, got 101$/]],
});

checkOp(rankFilter, {
  oracle: ([x], options) => rank.rankFilter(x as Field, options as { rank: number }),
  tolerance,
  laws: [contrast],
  rows: [
    { name: '0 is the minimum', inputs: [image], params: { rank: 0 } },
    { name: '-2', inputs: [image], params: { rank: -2, border: 'mirror' } },
    { name: 'volume', inputs: [randomField({ z: 4, y: 6, x: 9 }, 9)], params: { rank: 20 } },
  ],
  refuses: [[[image], { rank: 9 }, /: rank must be from -9 to 8 in this footprint, got 9$/]],
});
