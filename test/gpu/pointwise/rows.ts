/** Inputs that every pointwise operation meets: all special numbers with each other, broadcasting, odd sizes. */
import { type Field, fieldOf, randomField, randomIntegers } from '../../oracle/index.js';
import type { Row } from '../checkOp.js';

const { NaN: nan, POSITIVE_INFINITY: inf } = Number;

/** What arithmetic treats specially, and a few that it does not. */
export const SPECIAL = [nan, inf, -inf, 0, -0, 1, -1, 2, -2, 3, -3, 0.5, -0.5, 2.5, -1.5, 1e30, -1e-30].map(
  Math.fround,
);

/** Every special number, once. */
export const special = fieldOf({ x: SPECIAL.length }, SPECIAL);
const down = fieldOf({ y: SPECIAL.length }, SPECIAL);

/** Rows for two inputs. */
export const BINARY_ROWS: readonly Row[] = [
  { name: 'special numbers with each other', inputs: [special, down] },
  { name: 'one past a workgroup', inputs: [randomField({ x: 257 }, 1, -3, 3), randomField({ x: 257 }, 2, -3, 3)] },
  {
    name: 'broadcast along every axis',
    inputs: [randomField({ n: 2, z: 3, y: 5, x: 7 }, 3), randomField({ c: 2, y: 5 }, 4, -2, 2)],
  },
  { name: 'a number first', inputs: [2.5, randomField({ z: 3, y: 13, x: 11 }, 5, -2, 2)] },
  { name: 'a number second', inputs: [randomField({ y: 37, x: 1 }, 6, -2, 2), -1.5] },
];

/** Rows of 32-bit integers that f32 cannot hold. */
export function integerRows(dtype: 'i32' | 'u32'): readonly Row[] {
  const low = dtype === 'i32' ? -1_000_000_007 : 5;
  const a = randomIntegers({ y: 13, x: 17 }, 7, low, 1_000_000_007);
  return [
    { name: `${dtype} stays exact`, inputs: [a, randomIntegers({ x: 17 }, 8, 1, 5)], dtype },
    { name: `${dtype} and a whole number`, inputs: [a, 3], dtype },
  ];
}

/** Rows for one input; `span` bounds the noise. */
export function unaryRows([low, high]: readonly [number, number]): readonly Row[] {
  return [
    { name: 'special numbers', inputs: [special] },
    { name: 'one past a workgroup', inputs: [randomField({ x: 257 }, 1, low, high)] },
    { name: 'stack', inputs: [randomField({ z: 3, y: 5, x: 7 }, 2, low, high)] },
    { name: 'one voxel', inputs: [randomField({}, 3, low, high)] },
  ];
}

/** Shapes that do not broadcast, and what the refusal must name. */
export const MISFITS = [
  [randomField({ y: 3, x: 4 }, 9), randomField({ y: 3, x: 5 }, 10)],
  {},
  /^\w+: lengths must agree or be 1 on every axis, got y=3 x=4 and y=3 x=5$/,
] as const;

/** An oracle's numbers, but infinity where they are beyond f32. */
export function inFloat({ shape, data }: Field): Field {
  return { shape, data: data.map((number) => (Number.isFinite(Math.fround(number)) ? number : Math.fround(number))) };
}
