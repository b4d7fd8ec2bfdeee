/** Shares of one along an axis, their logarithms, and the logarithm of what they are shares of. */
import { describe, expect, test } from 'vitest';
import type { Axis } from '../../../src/core/axes.js';
import { Engine } from '../../../src/engine/engine.js';
import type { Node } from '../../../src/graph/node.js';
import { logSoftmax } from '../../../src/ops/network/logSoftmax.js';
import { logSumExp } from '../../../src/ops/network/logSumExp.js';
import { softmax } from '../../../src/ops/network/softmax.js';
import { exponentials, type Field, fieldOf, randomField, toHost } from '../../oracle/index.js';
import { checkOp } from '../checkOp.js';
import { sharedContext } from '../shared.js';
import { expectGradients } from './gradients.js';

const rows = [
  { name: 'over channels', inputs: [randomField({ n: 2, c: 5, y: 3, x: 18 }, 1, -8, 8)] },
  { name: 'along x, of large numbers', inputs: [randomField({ y: 4, x: 21 }, 2, 990, 1010)], params: { axis: 'x' } },
  { name: 'a long line', inputs: [randomField({ c: 1030, x: 2 }, 3, -8, 8)] },
];
const extremes = fieldOf({ c: 2, x: 5 }, [
  1e9,
  -1e9,
  0,
  Number.NaN,
  -1e4,
  -1e9,
  -1e9,
  Number.NEGATIVE_INFINITY,
  1,
  1e4,
]);

const axisOf = ({ axis }: Record<string, unknown>) => axis as Axis | undefined;
checkOp(softmax, {
  oracle: ([x], params) => exponentials.softmax(x as Field, axisOf(params)),
  tolerance: {
    abs: 1e-7,
    rel: 2e-6,
    why: 'an exponential, a sum and a quotient of a few units of the last place each',
  },
  rows: [...rows, { name: 'extremes', inputs: [extremes] }],
});
checkOp(logSoftmax, {
  oracle: ([x], params) => exponentials.logSoftmax(x as Field, axisOf(params)),
  tolerance: { abs: 2e-6, rel: 1e-6, why: 'a logarithm of a sum beside differences of up to 20' },
  rows: [...rows, { name: 'extremes', inputs: [extremes] }],
});
checkOp(logSumExp, {
  oracle: ([x], params) => exponentials.logSumExp(x as Field, axisOf(params)),
  tolerance: { abs: 2e-6, rel: 1e-6, why: 'a logarithm of a sum' },
  rows: [...rows, { name: 'extremes', inputs: [extremes] }],
});

test('of -infinities alone the sum is none', async () => {
  const none = toHost(
    fieldOf(
      { c: 3 },
      [1, 1, 1].map(() => Number.NEGATIVE_INFINITY),
    ),
  );
  using result = await new Engine(sharedContext()).run(logSumExp(none));
  expect((await result.read()).at({})).toBe(Number.NEGATIVE_INFINITY);
});

describe('gradients', () => {
  const inputs = [randomField({ n: 2, c: 3, y: 2, x: 5 }, 3, -2, 2)];
  test.each(['c', 'x'] as const)('along %s', async (axis) => {
    const check = (gpu: (x: Node) => Node, oracle: (x: Field) => Field) =>
      expectGradients({ inputs, gpu: ([x]) => gpu(x as Node), oracle: ([x]) => oracle(x as Field) });
    await check(
      (x) => softmax(x, { axis }),
      (x) => exponentials.softmax(x, axis),
    );
    await check(
      (x) => logSoftmax(x, { axis }),
      (x) => exponentials.logSoftmax(x, axis),
    );
    await check(
      (x) => logSumExp(x, { axis }),
      (x) => exponentials.logSumExp(x, axis),
    );
  });
});
