/** What is made of labels, against every voxel asked by itself. */
import { expandLabels } from '../../../src/ops/segment/expandLabels.js';
import { findBoundaries } from '../../../src/ops/segment/findBoundaries.js';
import { joinSegmentations } from '../../../src/ops/segment/joinSegmentations.js';
import { relabelSequential } from '../../../src/ops/segment/relabelSequential.js';
import { build, type Field, fieldOf, mulberry32, randomField, randomIntegers, segment } from '../../oracle/index.js';
import { checkOp, type Row } from '../checkOp.js';

type Lengths = Parameters<typeof randomIntegers>[0];

/** A neighbour of few bits would hand over floats. */
const typed = (rows: readonly Row[]): readonly Row[] =>
  rows.map((row) => (row.dtype === 'i32' || row.dtype === 'u32' ? row : { ...row, without: ['unfused'] }));

/** A few numbers among zeros. */
function scattered(lengths: Lengths, seed: number, share: number, numbers = [1, 2, 3, 4, 5, 6, 7]): Field {
  const random = mulberry32(seed);
  return build(lengths, () => (random() < share ? (numbers[Math.floor(numbers.length * random())] ?? 0) : 0));
}

const rest = {
  tolerance: { abs: 0, rel: 0, why: 'whole numbers' },
  without: { f16: 'floats are refused', u8: 'a label is no multiple of 255', apart: 'there is no border' },
};
const floats = [
  [randomField({ x: 3 }, 1)],
  {},
  /must be of whole numbers \(compare or cast .* first\), got f32$/,
] as const;

checkOp(expandLabels, {
  ...rest,
  oracle: ([x], params) => segment.expandLabels(x as Field, params),
  rows: typed([
    { name: 'an image', inputs: [scattered({ y: 21, x: 43 }, 1, 0.03)], params: { distance: 3.5 }, dtype: 'i32' },
    // half of all are as near to several
    { name: 'ties', inputs: [scattered({ y: 19, x: 22 }, 2, 0.2)], params: { distance: 9 }, dtype: 'u8' },
    {
      name: 'volumes',
      inputs: [scattered({ n: 2, c: 2, z: 4, y: 6, x: 7 }, 3, 0.03)],
      params: { distance: 2 },
      dtype: 'u16',
    },
    {
      name: 'spacing',
      inputs: [scattered({ z: 5, y: 9, x: 8 }, 4, 0.02, [1, 4294967295])],
      params: { distance: 4, spacing: { z: 2.5, y: 1, x: 0.5 } },
      dtype: 'u32',
    },
    {
      name: 'a row',
      inputs: [fieldOf({ x: 7 }, [0, 0, -3, 0, 2, 0, 0])],
      params: { distance: 0.7, spacing: 0.7 },
      dtype: 'i32',
    },
    { name: 'no label', inputs: [fieldOf({ y: 3, x: 5 })], params: { distance: 1e9 }, dtype: 'u8' },
  ]),
  refuses: [floats, [[fieldOf({ x: 3 })], { distance: -1 }, /distance must be/]],
});

const labels = randomIntegers({ y: 9, x: 37 }, 5, 0, 2);
checkOp(findBoundaries, {
  ...rest,
  oracle: ([x], params) => segment.findBoundaries(x as Field, params),
  without: { ...rest.without, apart: 'interiors are those of `erosion` and `dilation`' },
  rows: typed([
    { name: 'thick', inputs: [scattered({ y: 11, x: 45 }, 6, 0.1)], dtype: 'i32' },
    { name: 'inner', inputs: [labels], params: { mode: 'inner', connectivity: 2, background: 1 }, dtype: 'u8' },
    { name: 'outer', inputs: [scattered({ y: 11, x: 45 }, 7, 0.15)], params: { mode: 'outer' }, dtype: 'u16' },
    { name: 'outer, another background', inputs: [labels], params: { mode: 'outer', background: 1 }, dtype: 'u8' },
    {
      name: 'between, in volumes',
      inputs: [randomIntegers({ n: 2, c: 2, z: 3, y: 4, x: 6 }, 8, 4294967294, 4294967295)],
      params: { mode: 'subpixel' },
      dtype: 'u32',
    },
    { name: 'between, in an image', inputs: [labels], params: { mode: 'subpixel' }, dtype: 'i32' },
    { name: 'one voxel', inputs: [fieldOf({}, [1])], params: { mode: 'outer' }, dtype: 'u8' },
  ]),
  refuses: [floats, [[fieldOf({ x: 3 })], { mode: 'middle' }, /mode must be/]],
});

const large = [1, 16777216, 16777217, 4294967294, 4294967295];
checkOp(relabelSequential, {
  ...rest,
  oracle: ([x], params) => segment.relabelSequential(x as Field, params),
  rows: typed([
    { name: 'beyond f32', inputs: [scattered({ y: 7, x: 33 }, 9, 0.6, large)], params: { most: 7 }, dtype: 'u32' },
    {
      name: 'volumes of negative numbers',
      inputs: [scattered({ n: 2, c: 2, z: 2, y: 5, x: 9 }, 10, 0.5, [-2147483648, -1, 5, 2147483647])],
      params: { offset: 300, most: 5 },
      dtype: 'i32',
    },
    // more than lie in one row of words
    { name: 'many', inputs: [randomIntegers({ y: 12, x: 50 }, 11, 0, 65535)], params: { most: 8 }, dtype: 'u16' },
    { name: 'bytes', inputs: [randomIntegers({ x: 21 }, 12, -9, 9)], params: { offset: 7 }, dtype: 'i8' },
    { name: 'nothing', inputs: [fieldOf({ y: 3, x: 5 })], dtype: 'u8' },
  ]),
  refuses: [floats, [[fieldOf({ x: 3 })], { offset: 0 }, /offset must be/]],
});

checkOp(joinSegmentations, {
  ...rest,
  oracle: ([a, b]) => segment.joinSegmentations(a as Field, b as Field),
  rows: typed([
    {
      name: 'beyond f32',
      inputs: [scattered({ y: 7, x: 33 }, 13, 0.6, large), scattered({ y: 7, x: 33 }, 14, 0.6, large)],
      dtype: 'u32',
    },
    {
      name: 'volumes',
      inputs: [
        scattered({ n: 2, c: 2, z: 2, y: 3, x: 7 }, 15, 0.5),
        scattered({ n: 2, c: 2, z: 2, y: 3, x: 7 }, 16, 0.7),
      ],
      dtype: 'u8',
    },
    { name: 'one voxel', inputs: [fieldOf({}, [0]), fieldOf({}, [2])], dtype: 'u16' },
  ]),
  refuses: [
    [[fieldOf({ x: 3 }), fieldOf({ x: 3 })], {}, /^joinSegmentations: images must be of whole numbers/],
    [
      [fieldOf({ x: 3 }), fieldOf({ x: 4 })],
      {},
      /^joinSegmentations: b must have the shape of a \(.*x=3\), got .*x=4$/,
    ],
  ],
});
