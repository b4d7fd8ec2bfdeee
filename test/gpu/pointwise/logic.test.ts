import { expect, test } from 'vitest';
import { Engine } from '../../../src/engine/engine.js';
import { greater } from '../../../src/ops/pointwise/compare.js';
import { and, not, or } from '../../../src/ops/pointwise/logic.js';
import { where } from '../../../src/ops/pointwise/where.js';
import { fieldOf, pointwise, randomField, randomIntegers, toHost } from '../../oracle/index.js';
import { checkOp } from '../checkOp.js';
import { sharedContext } from '../shared.js';
import { BINARY_ROWS, integerRows, MISFITS, SPECIAL, special } from './rows.js';

const tolerance = { abs: 0, rel: 0, why: 'nothing is computed' };

for (const [operation, expected] of [
  [and, pointwise.and],
  [or, pointwise.or],
] as const)
  checkOp(operation, {
    oracle: ([a = 0, b = 0]) => expected(a, b),
    tolerance,
    rows: [...BINARY_ROWS.slice(0, 4), ...integerRows('i32').slice(0, 1)],
    refuses: [MISFITS],
  });

checkOp(not, {
  oracle: ([x = 0]) => pointwise.not(x),
  tolerance,
  rows: [
    { name: 'special numbers', inputs: [special] },
    { name: 'bytes', inputs: [randomIntegers({ z: 2, y: 3, x: 5 }, 1, 0, 2)], dtype: 'u8' },
    { name: 'labels', inputs: [randomIntegers({ y: 3, x: 257 }, 1, -1, 1)], dtype: 'i32' },
  ],
});

checkOp(where, {
  oracle: ([condition = 0, a = 0, b = 0]) => pointwise.where(condition, a, b),
  tolerance,
  rows: [
    { name: 'special numbers', inputs: [special, 1, fieldOf({ y: SPECIAL.length }, SPECIAL)] },
    {
      name: 'broadcast',
      inputs: [randomIntegers({ y: 5, x: 7 }, 1, 0, 1), randomField({ n: 2, c: 2, x: 7 }, 2), randomField({ z: 3 }, 3)],
    },
    { name: 'numbers only in the branches', inputs: [randomIntegers({ x: 257 }, 1, 0, 1), 2.5, -1] },
    {
      name: 'labels beside a whole number',
      inputs: [randomIntegers({ y: 2, x: 9 }, 1, 0, 1), randomIntegers({ y: 2, x: 9 }, 2, 1e9, 1e9 + 9), 7],
      dtype: 'u32',
    },
  ],
  refuses: [
    [
      [randomField({ x: 2 }, 1), randomField({ x: 3 }, 1), 0],
      {},
      /^where: lengths must agree .* got y=1 x=2 and y=1 x=3/,
    ],
  ],
});

test('labels chosen by a mask stay whole numbers, beside a number too', async () => {
  const image = toHost(fieldOf({ x: 3 }, [0, 1, Number.NaN]));
  const labels = toHost(fieldOf({ x: 3 }, [16777217, 16777219, 16777221]), 'u32');
  const engine = new Engine(sharedContext());
  for (const [node, expected] of [
    [where(greater(image, 0.5), labels, 7), [7, 16777219, 7]],
    [where(image, 16777223, labels), [16777217, 16777223, 16777223]],
  ] as const) {
    using volume = await engine.run(node);
    expect(node.dtype).toBe('u32');
    expect([...(await volume.read()).data]).toEqual(expected);
  }
});
