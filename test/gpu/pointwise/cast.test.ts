import { expect, test } from 'vitest';
import type { DType } from '../../../src/core/dtype.js';
import { DTYPE_NAMES, DTYPES } from '../../../src/core/dtype.js';
import { f16ToNumber, numberToF16 } from '../../../src/core/f16.js';
import { Engine } from '../../../src/engine/engine.js';
import { divide } from '../../../src/ops/pointwise/arithmetic.js';
import { cast } from '../../../src/ops/pointwise/cast.js';
import { type Field, fieldOf, pointwise, randomField, randomIntegers, toHost } from '../../oracle/index.js';
import { checkOp } from '../checkOp.js';
import { sharedContext } from '../shared.js';
import { special } from './rows.js';

/** What a type holds of a number: half to even and saturated; f32 and f16 the nearest. */
function expected(x: Field | number, dtype: DType): Field {
  const { min, max, kind } = DTYPES[dtype];
  return pointwise.elementwise([x], (number) => {
    if (dtype === 'f16') return f16ToNumber(numberToF16(number));
    if (kind === 'float') return Math.fround(number);
    if (Number.isNaN(number)) return 0;
    const below = Math.floor(number);
    const even = number - below === 0.5 ? below + (below & 1) : Math.round(number);
    return Math.min(Math.max(even, min), max);
  });
}

const halves = fieldOf(
  { y: 3, x: 5 },
  [0.5, 1.5, 2.5, -0.5, -1.5, 254.5, 255.5, 127.5, -128.5, 300, -300, 65534.5, 7e4, -4e4, 3e9],
);
const extremes = fieldOf({ x: 8 }, [-(2 ** 31), 2 ** 31 - 128, 2 ** 31, 2 ** 32 - 256, 2 ** 32, -5e9, 65519.9, 1e-7]);

checkOp(cast, {
  oracle: ([x = 0], { dtype }) => expected(x, dtype as DType),
  tolerance: { abs: 0, rel: 0, why: 'rounding is exact' },
  rows: [
    ...DTYPE_NAMES.filter((dtype) => dtype !== 'complex64').flatMap((dtype) => [
      { name: `halves to ${dtype}`, inputs: [halves], params: { dtype } },
    ]),
    { name: 'extremes to i32', inputs: [extremes], params: { dtype: 'i32' } },
    { name: 'extremes to u32', inputs: [extremes], params: { dtype: 'u32' } },
    { name: 'extremes to f16', inputs: [extremes], params: { dtype: 'f16' } },
    { name: 'special numbers to f16', inputs: [special], params: { dtype: 'f16' } },
    { name: 'special numbers to u8', inputs: [special], params: { dtype: 'u8' } },
    { name: 'noise to f16', inputs: [randomField({ z: 2, y: 3, x: 257 }, 1, -1e-4, 1e-4)], params: { dtype: 'f16' } },
    {
      name: 'i32 to u32',
      inputs: [randomIntegers({ y: 3, x: 7 }, 1, -(2 ** 31), 2 ** 31 - 1)],
      params: { dtype: 'u32' },
      dtype: 'i32',
    },
    {
      name: 'u32 to i32',
      inputs: [randomIntegers({ y: 3, x: 7 }, 1, 0, 2 ** 32 - 1)],
      params: { dtype: 'i32' },
      dtype: 'u32',
    },
    {
      name: 'u32 to f32',
      inputs: [randomIntegers({ y: 3, x: 7 }, 1, 0, 2 ** 32 - 1)],
      params: { dtype: 'f32' },
      dtype: 'u32',
    },
    ...(['u8', 'u16', 'i8', 'f16'] as const).map((dtype) => ({
      name: `u32 to ${dtype}`,
      inputs: [randomIntegers({ y: 3, x: 7 }, 1, 0, 70_000)],
      params: { dtype },
      dtype: 'u32' as const,
    })),
    {
      name: 'i32 to i16',
      inputs: [randomIntegers({ y: 3, x: 7 }, 1, -70_000, 70_000)],
      params: { dtype: 'i16' },
      dtype: 'i32',
    },
    {
      name: 'i16 to i8',
      inputs: [randomIntegers({ y: 3, x: 7 }, 1, -300, 300)],
      params: { dtype: 'i8' },
      dtype: 'i16',
    },
  ],
  refuses: [
    [[special], {}, /^cast: dtype must be given, got nothing$/],
    [[special], { dtype: 'complex64' }, /^cast: dtype must be one of u8, .* got 'complex64'$/],
  ],
});

test.each([
  'i8',
  'i16',
  'u8',
  'u16',
] as const)('whole numbers of %s have no negative zero, fused or stored', async (dtype) => {
  const image = toHost(fieldOf({ x: 4 }, [-0.3, -0, 0.3, -0.5]));
  for (const fusion of [true, false]) {
    using volume = await new Engine(sharedContext(), fusion).run(divide(1, cast(image, { dtype })));
    expect([...(await volume.read()).data]).toEqual(Array(4).fill(Number.POSITIVE_INFINITY));
  }
});
