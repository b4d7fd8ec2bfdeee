/** Tokens as mixtures of the values of others. */
import { expect, test } from 'vitest';
import { Engine } from '../../../src/engine/engine.js';
import type { Node } from '../../../src/graph/node.js';
import { attention } from '../../../src/ops/network/attention.js';
import { type Field, fieldOf, losses, randomField, toHost } from '../../oracle/index.js';
import { checkOp } from '../checkOp.js';
import { sharedContext } from '../shared.js';
import { expectGradients } from './gradients.js';

const tokens = (y: number, x: number, seed: number) => randomField({ n: 2, c: 2, y, x }, seed, -2, 2);
// every query sees the first key
const mask = fieldOf(
  { y: 6, x: 9 },
  Array.from({ length: 54 }, (_, k) => (k % 9 === 0 || k % 4 === 1 ? 1 : 0)),
);

checkOp(attention, {
  oracle: ([q, k, v], { heads = 1 }, optional) =>
    losses.attention(q as Field, k as Field, v as Field, heads as number, optional.mask as Field),
  tolerance: { abs: 5e-6, rel: 5e-6, why: 'products of 12 features of up to 8 each, an exponential and a sum of 9' },
  rows: [
    { name: 'three heads', inputs: [tokens(6, 12, 1), tokens(9, 12, 2), tokens(9, 15, 3)], params: { heads: 3 } },
    { name: 'masked', inputs: [tokens(6, 8, 4), tokens(9, 8, 5), tokens(9, 10, 6)], optional: { mask } },
  ],
  // numbers of 255 make all shares 0 or 1, and which by their last digit
  without: { u8: 'scores of 255² are beyond what f32 exponentials tell apart' },
  refuses: [
    [
      [tokens(6, 8, 1), tokens(9, 7, 2), tokens(9, 8, 3)],
      {},
      /^attention: key must have the 8 features of the query along x, got 7$/,
    ],
    [
      [tokens(6, 8, 1), tokens(9, 8, 2), tokens(8, 8, 3)],
      {},
      /^attention: value must have the 9 tokens of the keys along y, got 8$/,
    ],
    [
      [tokens(6, 8, 1), tokens(9, 8, 2), tokens(9, 8, 3)],
      { heads: 3 },
      /^attention: heads must divide the features, 8 and 8, got 3$/,
    ],
  ],
});

test('gradients', () =>
  expectGradients({
    inputs: [tokens(3, 6, 7), tokens(4, 6, 8), tokens(4, 6, 9)],
    gpu: ([q, k, v]) => attention(q as Node, k as Node, v as Node, { heads: 2 }),
    oracle: ([q, k, v]) => losses.attention(q as Field, k as Field, v as Field, 2),
  }));

test('a mask must broadcast to the pairs', async () => {
  const [q, k] = [toHost(tokens(6, 8, 1)), toHost(tokens(9, 8, 2))];
  expect(() => attention(q, k, k, { mask: toHost(fieldOf({ y: 9, x: 6 })) })).toThrow(
    /^attention: mask must broadcast to the pairs/,
  );
  // and a token that sees nothing is no number
  using result = await new Engine(sharedContext()).run(attention(q, k, k, { mask: toHost(fieldOf({ y: 6, x: 9 })) }));
  expect((await result.read()).at({})).toBeNaN();
});
