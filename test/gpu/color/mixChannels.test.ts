import { combineStains } from '../../../src/ops/color/combineStains.js';
import { mixChannels } from '../../../src/ops/color/mixChannels.js';
import { separateStains } from '../../../src/ops/color/separateStains.js';
import { color, type Field, fieldOf, randomField, randomIntegers } from '../../oracle/index.js';
import { checkOp } from '../checkOp.js';

const square = [
  [0.5, 0.25, 0.25],
  [-1, 2, 0],
  [0, 0, 1],
];
const wide = Array.from({ length: 9 }, (_, row) => Array.from({ length: 5 }, (_, k) => ((row * 5 + k) % 7) / 8 - 0.4));
const broken = fieldOf({ c: 3, x: 2 }, [Number.NaN, 1, 2, 3, 4, Number.POSITIVE_INFINITY]);

checkOp(mixChannels, {
  oracle: ([x], params) => color.mixChannels(x as Field, params as never),
  tolerance: { abs: 1e-6, rel: 1e-6, why: 'a few f32 products' },
  rows: [
    { name: 'images', inputs: [randomField({ n: 6, c: 3, y: 3, x: 13 }, 1)], params: { matrix: square } },
    {
      name: 'more channels than one invocation makes',
      inputs: [randomField({ c: 5, z: 2, y: 5, x: 6 }, 2)],
      params: { matrix: wide, offset: wide.map((_, row) => row) },
    },
    {
      name: 'one channel',
      inputs: [randomField({ y: 5, x: 7 }, 3)],
      params: { matrix: [[2]], offset: [1] },
      without: ['batch'],
    },
    { name: 'to one', inputs: [randomField({ c: 3, x: 5 }, 4)], params: { matrix: [[1, 2, 3]] } },
    { name: 'not finite', inputs: [broken], params: { matrix: square } },
  ],
  refuses: [
    [[randomField({ c: 2, x: 3 }, 1)], { matrix: square }, /^mixChannels: matrix must have rows of 2 weights.*got 3$/],
    [[broken], { matrix: square, offset: [1] }, /^mixChannels: offset must have 3 numbers, .* got 1$/],
  ],
});

const tissue = randomField({ n: 6, c: 3, y: 3, x: 13 }, 5);
const stained = randomField({ n: 6, c: 3, y: 3, x: 13 }, 6, -0.1, 0.4);
const three = [
  [0.2, 0.85, 0.5],
  [0.75, 0.6, 0.3],
  [0.3, 0.6, 0.8],
];
const dark = fieldOf({ c: 3, x: 3 }, [0, -1, Number.NaN, 1, 0.5, 1, 1, 0, 2]);
const refuses = [
  [[randomField({ c: 4, x: 3 }, 1)], {}, /must have 3 channels along c;/],
  [[tissue], { matrix: [[1, 2, 3]] }, /: matrix must have 2 or 3 rows of 3 numbers, got 1 x 3$/],
  [[tissue], { matrix: [[1, 2, 3], [2, 4, 6]] }, /: the colours of the stains must differ, got a determinant of 0$/], // biome-ignore format: two rows
] as const;

checkOp(separateStains, {
  oracle: ([x], params) => color.separateStains(x as Field, params as never),
  tolerance: { abs: 1e-6, rel: 2e-6, why: 'logarithms of relative error 1e-7, solved' },
  without: { u8: 'bytes have a range of their own: the row of levels' },
  rows: [
    { name: 'images', inputs: [tissue] },
    { name: 'other stains', inputs: [tissue], params: { matrix: three } },
    { name: 'dark', inputs: [dark] },
    {
      name: 'levels',
      inputs: [randomIntegers({ c: 3, y: 3, x: 5 }, 7, 0, 255)],
      dtype: 'u8',
      params: { dataRange: 255 },
    },
  ],
  refuses,
});

checkOp(combineStains, {
  oracle: ([x], params) => color.combineStains(x as Field, params as never),
  tolerance: { abs: 4e-6, rel: 4e-6, why: 'powers of e to 10' },
  rows: [
    { name: 'images', inputs: [stained] },
    { name: 'other stains', inputs: [stained], params: { matrix: three } },
    { name: 'dark', inputs: [dark] },
    { name: 'one voxel', inputs: [fieldOf({ c: 3 }, [0.1, 0.2, 0])] },
  ],
  refuses,
});
