import { clamp } from '../../../src/ops/pointwise/clamp.js';
import { gamma } from '../../../src/ops/pointwise/gamma.js';
import { invert } from '../../../src/ops/pointwise/invert.js';
import { mapRange } from '../../../src/ops/pointwise/mapRange.js';
import { quantise } from '../../../src/ops/pointwise/quantise.js';
import { type Field, fieldOf, pointwise, randomField, randomIntegers } from '../../oracle/index.js';
import { checkOp } from '../checkOp.js';
import { inFloat, special } from './rows.js';

const image = randomField({ y: 13, x: 257 }, 1, -0.5, 1.5);
const stack = randomField({ z: 3, y: 5, x: 7 }, 2);
const labels = randomIntegers({ y: 3, x: 5 }, 3, 16_777_210, 16_777_300);
const pair = (numbers: unknown): pointwise.Range => numbers as [number, number];
const rounded = { abs: 1e-7, rel: 2 ** -22, why: 'two or three roundings to f32' };

checkOp(clamp, {
  oracle: ([x = 0], _params, limits) => pointwise.clamp(x, limits as { min?: Field }),
  tolerance: { abs: 0, rel: 0, why: 'nothing is computed' },
  rows: [
    { name: 'both bounds', inputs: [image], optional: { min: 0, max: 1 } },
    { name: 'special numbers, no bound above', inputs: [special], optional: { min: -1 } },
    { name: 'no bound below', inputs: [special], optional: { max: 2 } },
    { name: 'no bound', inputs: [special] },
    {
      name: 'crossed volumes',
      inputs: [stack],
      optional: { min: fieldOf({ c: 2 }, [0.25, 0.75]), max: fieldOf({}, [0.5]) },
    },
    { name: 'labels', inputs: [labels], optional: { min: 16_777_219, max: 16_777_277 }, dtype: 'i32' },
  ],
});

checkOp(invert, {
  oracle: ([x = 0], params) => pointwise.invert(x, params),
  tolerance: { abs: 0, rel: 2 ** -24, why: 'one rounding to f32' },
  rows: [
    { name: 'image', inputs: [image] },
    { name: 'special numbers', inputs: [special], params: { max: 2.5 } },
    { name: 'bytes', inputs: [randomIntegers({ z: 3, y: 5, x: 7 }, 3, 0, 255)], params: { max: 255 }, dtype: 'u8' },
    { name: 'labels', inputs: [labels], params: { max: 16_777_301 }, dtype: 'u32' },
  ],
  refuses: [[[image], { max: Number.NaN }, /^invert: max must be a finite number, got NaN$/]],
});

checkOp(gamma, {
  oracle: ([x = 0], params) => inFloat(pointwise.gamma(x, params)),
  tolerance: { abs: 1e-37, rel: 2 ** -21, why: 'power4 is within 2 ulp, and one product' },
  rows: [
    { name: 'image', inputs: [image], params: { gamma: 0.4545 } },
    { name: 'special numbers', inputs: [special], params: { gamma: 2, gain: 3 } },
    { name: 'stack', inputs: [stack], params: { gamma: 2.2 } },
  ],
  refuses: [[[image], { gamma: -1 }, /^gamma: gamma must be a finite number of at least 0, got -1$/]],
});

checkOp(mapRange, {
  oracle: ([x = 0], { from, to = [0, 1] }) => pointwise.mapRange(x, { from: pair(from), to: pair(to) }),
  tolerance: rounded,
  rows: [
    { name: 'image', inputs: [image], params: { from: [0, 1], to: [-1, 1] } },
    { name: 'special numbers', inputs: [special], params: { from: [2, -1], to: [0, 255] } },
    {
      name: 'bytes',
      inputs: [randomIntegers({ z: 3, y: 5, x: 7 }, 3, 0, 255)],
      params: { from: [0, 255] },
      dtype: 'u8',
    },
  ],
  refuses: [
    [[image], {}, /^mapRange: from must be given, got nothing$/],
    [[image], { from: [1, 1] }, /^mapRange: from must be two numbers far enough apart .* got \[1, 1\]$/],
    [[image], { from: [1] }, /^mapRange: from must be two numbers, got 1$/],
    [[image], { from: [0, Number.NaN] }, /^mapRange: from every item must be a finite number, got NaN$/],
  ],
});

checkOp(quantise, {
  oracle: ([x = 0], { levels, range = [0, 1] }) =>
    pointwise.quantise(x, { levels: Number(levels), range: pair(range) }),
  tolerance: rounded,
  rows: [
    { name: 'image', inputs: [image], params: { levels: 7 }, without: ['unfused'] },
    { name: 'special numbers', inputs: [special], params: { levels: 9, range: [-2, 2] } },
    {
      name: 'half-way goes to even',
      inputs: [fieldOf({ x: 5 }, [0.125, 0.375, 0.625, 0.875, 0.25])],
      params: { levels: 5 },
    },
    {
      name: 'bytes',
      inputs: [randomIntegers({ z: 3, y: 5, x: 7 }, 3, 0, 255)],
      params: { levels: 16, range: [0, 255] },
      dtype: 'u8',
    },
  ],
  refuses: [
    [[image], { levels: 1 }, /^quantise: levels must be a whole number from 2 to 16777216, got 1$/],
    [[image], { levels: 4, range: [1, 0] }, /^quantise: range must be two ascending numbers, got \[1, 0\]$/],
  ],
});
