/** Philox, bit by bit, and the generators that are made of it. */
import { expect, test } from 'vitest';
import type { Axis } from '../../../src/core/axes.js';
import { shapeOf } from '../../../src/core/axes.js';
import { Engine } from '../../../src/engine/engine.js';
import { randomBits } from '../../../src/ops/generate/randomBits.js';
import { randomNormal } from '../../../src/ops/generate/randomNormal.js';
import { randomUniform } from '../../../src/ops/generate/randomUniform.js';
import { generated, randomLike } from '../../../src/ops/noise/random.js';
import { type Field, noise } from '../../oracle/index.js';
import { checkOp, type OpTest } from '../checkOp.js';
import { sharedContext } from '../shared.js';

/** Counter, key and answer: the known answers that come with Random123, the authors' own code. */
const KNOWN = [
  [
    [0, 0, 0, 0],
    [0, 0],
    [0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8],
  ],
  [
    [0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff],
    [0xffffffff, 0xffffffff],
    [0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd],
  ],
  [
    [0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344],
    [0xa4093822, 0x299f31d0],
    [0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1],
  ],
] as const;

test.each(KNOWN)('of counter %j and key %j the words are those that are published', async (counter, key, words) => {
  expect(noise.philox(counter, key)).toEqual(words);
  const [seed, stream] = key;
  const refuse = (must: string, got: string): never => {
    throw new Error(`${must}: ${got}`);
  };
  const engine = new Engine(sharedContext());
  using found = await engine.run(
    randomLike(generated(shapeOf({ x: 4 })), 'bits', { seed, stream }, refuse, { start: counter }),
  );
  expect([...(await found.read()).data]).toEqual(words);
});

const of =
  <P>(f: (shape: Partial<Record<Axis, number>>, options: P) => Field) =>
  (_inputs: unknown, { shape, ...options }: Record<string, unknown>): Field =>
    f(shape as Partial<Record<Axis, number>>, options as P);
const image = { y: 37, x: 131 };
const volume = { n: 2, c: 3, z: 3, y: 5, x: 13 };
const without: OpTest['without'] = { apart: 'there is no border' };

checkOp(randomBits, {
  oracle: of(noise.randomBits),
  tolerance: { abs: 0, rel: 0, why: 'whole numbers' },
  without,
  rows: [
    { name: 'image', inputs: [], params: { shape: image } },
    { name: 'volume', inputs: [], params: { shape: volume, seed: 2 ** 32 - 1, stream: 7 } },
    { name: 'one voxel', inputs: [], params: { shape: {}, seed: 9 } },
  ],
  refuses: [
    [[], { seed: -1 }, /^randomBits: seed must be a whole number from 0 to 4294967295, got -1/],
    [[], { seed: 0.5 }, /^randomBits: seed must be a whole number/],
    [[], { stream: 2 ** 32 }, /^randomBits: stream must be/],
    [[], { shape: { n: 2 ** 14, c: 2 ** 13 } }, /^randomBits: n times c must be at most 67108864, got 134217728/],
  ],
});

checkOp(randomUniform, {
  oracle: of(noise.randomUniform),
  tolerance: { abs: 1e-6, rel: 0, why: 'two roundings of numbers up to 10' },
  without,
  rows: [
    { name: 'image', inputs: [], params: { shape: image, seed: 3 } },
    { name: 'volume', inputs: [], params: { shape: volume, low: -3, high: 7, stream: 1 } },
  ],
});

checkOp(randomNormal, {
  oracle: of(noise.randomNormal),
  tolerance: { abs: 1e-6, rel: 1e-6, why: 'a logarithm, a root and a sine' },
  without,
  rows: [
    { name: 'image', inputs: [], params: { shape: image, seed: 3 } },
    { name: 'volume', inputs: [], params: { shape: volume, mean: 5, sigma: 0.5, seed: 77 } },
    { name: 'one voxel', inputs: [], params: { shape: {}, sigma: 0 } },
  ],
});

test('another seed compiles nothing, and gives other numbers', async () => {
  const engine = new Engine(sharedContext());
  const run = async (seed: number) => {
    using found = await engine.run(randomNormal({ shape: image, seed }));
    return [...(await found.read()).data];
  };
  const first = await run(1);
  const { compiled } = engine.report();
  expect(await run(2)).not.toEqual(first);
  expect(await run(1)).toEqual(first);
  expect(engine.report().compiled).toBe(compiled);
});
