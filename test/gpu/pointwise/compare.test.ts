import { expect, test } from 'vitest';
import { HostVolume } from '../../../src/core/hostVolume.js';
import { Engine } from '../../../src/engine/engine.js';
import { equal, greater, greaterEqual, less, lessEqual, notEqual } from '../../../src/ops/pointwise/compare.js';
import { pointwise } from '../../oracle/index.js';
import { checkOp } from '../checkOp.js';
import { sharedContext } from '../shared.js';
import { BINARY_ROWS, integerRows, MISFITS } from './rows.js';

const COMPARISONS = [
  [greater, pointwise.greater],
  [greaterEqual, pointwise.greaterEqual],
  [less, pointwise.less],
  [lessEqual, pointwise.lessEqual],
  [equal, pointwise.equal],
  [notEqual, pointwise.notEqual],
] as const;

for (const [operation, expected] of COMPARISONS)
  checkOp(operation, {
    oracle: ([a = 0, b = 0]) => expected(a, b),
    tolerance: { abs: 0, rel: 0, why: 'a comparison is right or wrong' },
    rows: [...BINARY_ROWS.slice(0, 4), ...integerRows('i32').slice(0, 1), ...integerRows('u32').slice(1)],
    refuses: [MISFITS],
  });

const WHOLE = {
  u32: Uint32Array.of(0, 1, 16777220, 16777221, 4294967294, 4294967295),
  i32: Int32Array.of(-2147483648, -16777221, -1, 0, 16777221, 2147483647),
};
const NUMBERS = [-Infinity, -2147483648.5, -16777220.5, -0.5, 16777220.5, 2147483647.5, 4294967295.5, 4294967296, NaN];

test.each(
  COMPARISONS.map(([operation, expected]) => [operation.operation, operation, expected] as const),
)('%s of 32-bit whole numbers is exact beside any number, on both sides', async (_name, operation, expected) => {
  const engine = new Engine(sharedContext());
  for (const data of Object.values(WHOLE)) {
    const line = new HostVolume({ shape: { x: data.length }, data });
    for (const number of NUMBERS) {
      using after = await engine.run(operation(line, number));
      using before = await engine.run(operation(number, line));
      const field = { shape: line.shape, data: Float64Array.from(data) };
      expect([...(await after.read()).data], `${number}`).toEqual([...expected(field, number).data]);
      expect([...(await before.read()).data], `${number}`).toEqual([...expected(number, field).data]);
    }
  }
});
