/** Blocks of compositions, batches and borders, and in the forms that engines take: the bits are those of the whole. */
import { describe, test } from 'vitest';
import { ball } from '../../../src/core/footprint.js';
import { Engine } from '../../../src/engine/engine.js';
import type { Node } from '../../../src/graph/node.js';
import {
  add,
  conv,
  convolveAxis,
  crop,
  flip,
  gaussian,
  greater,
  median,
  pad,
  sobel,
  uniformFilter,
} from '../../../src/registry.js';
import { randomField, toHost } from '../../oracle/index.js';
import { sharedContext } from '../shared.js';
import { withLimits } from '../variants.js';
import { expectSameInBlocks } from './inBlocks.js';

const stack = toHost(randomField({ z: 14, y: 37, x: 45 }, 1));
const series = toHost(randomField({ n: 3, c: 2, z: 6, y: 17, x: 20 }, 2));

const engines: Readonly<Record<string, () => Engine>> = {
  plain: () => new Engine(sharedContext()),
  unfused: () => new Engine(sharedContext(), false),
  'gpu profile': () => new Engine(sharedContext(), true, {}, 'gpu'),
  'edges apart': () => new Engine(sharedContext(), true, {}, 'cpu', 'always'),
  'small bindings': () => new Engine(withLimits(sharedContext(), { maxBinding: 16384 })),
};

const composed = (): Node => {
  const seen = flip(crop(stack, { start: { z: 1, y: 3, x: 4 } }), { axes: 'zy' });
  const padded = pad(sobel(gaussian(seen, { sigma: 0.8 })), { before: 2, after: 2, border: 'reflect' });
  return greater(add(uniformFilter(padded, { size: 3 }), padded), 0.4);
};

describe('whole = blocks', () => {
  for (const [name, engine] of Object.entries(engines))
    test(`views, filters and what is fused, ${name}`, async () => {
      await expectSameInBlocks(engine(), composed(), [stack], { z: 5, y: 13 }, name);
    });

  for (const border of ['reflect', 'mirror', 'nearest', 'constant', 'wrap'] as const)
    test(`border ${border}`, async () => {
      const node = median(gaussian(stack, { sigma: { z: 1, y: 2, x: 1 }, border }), { footprint: ball(1), border });
      await expectSameInBlocks(new Engine(sharedContext()), node, [stack], { z: 4, y: 10 }, border);
    });

  test('tiles stand where those of the whole stand', async () => {
    const tall = toHost(randomField({ y: 150, x: 12 }, 4));
    const mean = uniformFilter(tall, { size: { y: 31 } });
    await expectSameInBlocks(new Engine(sharedContext()), mean, [tall], { y: 13 }, 'a running sum');
  });

  test('images and channels', async () => {
    const engine = new Engine(sharedContext());
    const blurred = gaussian(series, { sigma: 1 });
    await expectSameInBlocks(engine, blurred, [series], { n: 2, z: 4 }, 'n');
    await expectSameInBlocks(engine, blurred, [series], { n: 1, c: 1, y: 9 }, 'n and c');
    const weights = toHost(randomField({ n: 3, c: 2, z: 1, y: 3, x: 3 }, 3));
    await expectSameInBlocks(engine, conv(series, weights), [series], { n: 2, y: 5 }, 'conv');
    const along = convolveAxis(series, { weights: [1, 2, 3], axis: 'n' });
    await expectSameInBlocks(engine, along, [series], { n: 1, y: 5 }, 'along n');
  });
});
