import { add, divide, maximum, minimum, multiply, power, subtract } from '../../../src/ops/pointwise/arithmetic.js';
import type { Field } from '../../oracle/index.js';
import { pointwise } from '../../oracle/index.js';
import { checkOp } from '../checkOp.js';
import { BINARY_ROWS, inFloat, integerRows, MISFITS } from './rows.js';

type Two = (a: Field | number, b: Field | number) => Field;
const oracle =
  (f: Two) =>
  ([a = 0, b = 0]: (Field | number)[]): Field =>
    inFloat(f(a, b));
const exact = { abs: 2 ** -126, rel: 2 ** -24, why: 'one rounding to f32, and subnormals may be zero' };

for (const [operation, expected] of [
  [add, pointwise.add],
  [subtract, pointwise.subtract],
  [multiply, pointwise.multiply],
] as const)
  checkOp(operation, {
    oracle: oracle(expected),
    tolerance: exact,
    rows: BINARY_ROWS,
    refuses: [
      MISFITS,
      [[1], {}, /must be 2 inputs, got 1$/],
      [['a', 1], {}, /: a must be a volume, a node or a number, got 'a'$/],
    ],
  });

for (const [operation, expected] of [
  [minimum, pointwise.minimum],
  [maximum, pointwise.maximum],
] as const)
  checkOp(operation, {
    oracle: ([a = 0, b = 0]) => expected(a, b),
    tolerance: { abs: 0, rel: 0, why: 'nothing is computed' },
    rows: [...BINARY_ROWS, ...integerRows('i32'), ...integerRows('u32')],
    refuses: [MISFITS],
  });

for (const operation of [add, subtract])
  checkOp(operation, {
    oracle: ([a = 0, b = 0]) => (operation === add ? pointwise.add : pointwise.subtract)(a, b),
    tolerance: { abs: 0, rel: 0, why: '32-bit integers are exact' },
    rows: [...integerRows('i32'), ...integerRows('u32')],
  });

checkOp(divide, {
  oracle: oracle(pointwise.divide),
  tolerance: { abs: 2 ** -149, rel: 2 ** -22, why: 'WGSL divides within 2.5 ulp' },
  rows: BINARY_ROWS,
  refuses: [MISFITS],
});

checkOp(power, {
  oracle: oracle(pointwise.power),
  tolerance: { abs: 2 ** -126, rel: 2 ** -22, why: 'power4 is within 2 ulp' },
  rows: BINARY_ROWS,
  refuses: [MISFITS],
});
