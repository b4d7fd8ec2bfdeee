import { equal, greater, greaterEqual, less, lessEqual, notEqual } from '../../../src/ops/pointwise/compare.js';
import { pointwise } from '../../oracle/index.js';
import { checkOp } from '../checkOp.js';
import { BINARY_ROWS, integerRows, MISFITS } from './rows.js';

for (const [operation, expected] of [
  [greater, pointwise.greater],
  [greaterEqual, pointwise.greaterEqual],
  [less, pointwise.less],
  [lessEqual, pointwise.lessEqual],
  [equal, pointwise.equal],
  [notEqual, pointwise.notEqual],
] as const)
  checkOp(operation, {
    oracle: ([a = 0, b = 0]) => expected(a, b),
    tolerance: { abs: 0, rel: 0, why: 'a comparison is right or wrong' },
    rows: [...BINARY_ROWS.slice(0, 4), ...integerRows('i32').slice(0, 1), ...integerRows('u32').slice(1)],
    refuses: [MISFITS],
  });
