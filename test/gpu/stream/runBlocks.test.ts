/** Runs block by block: the bits of the whole, passes over the sources where a number is made of all of them, memory, and refusals. */
import { describe, expect, test } from 'vitest';
import { HostVolume } from '../../../src/core/hostVolume.js';
import { Engine, openEngine } from '../../../src/engine/engine.js';
import type { Node } from '../../../src/graph/node.js';
import type { Input } from '../../../src/graph/operation.js';
import * as ops from '../../../src/registry.js';
import { explainStream } from '../../../src/stream/explainStream.js';
import { lasting } from '../../../src/stream/lasting.js';
import { planOf, runBlocks } from '../../../src/stream/runBlocks.js';
import { hostSink } from '../../../src/stream/sink.js';
import { hostBlocks } from '../../../src/stream/source.js';
import { randomField, toHost } from '../../oracle/index.js';
import { sharedContext } from '../shared.js';
import { expectSameBits } from '../variants.js';

const stack = toHost(randomField({ z: 60, y: 24, x: 256 }, 1));
const longer = toHost(randomField({ z: 160, y: 24, x: 256 }, 2));
const counts = new HostVolume({
  ...longer,
  dtype: 'u16',
  data: Uint16Array.from(longer.data, (value) => value * 900),
});
const BUDGET = 3 << 20;

/** What is asked, and how many passes over the sources come before the last. */
const cases: readonly (readonly [string, HostVolume, (image: Input) => Node, number, budget?: number])[] = [
  ['a blur', stack, (image) => ops.gaussian(image, { sigma: 1.5 }), 0],
  [
    'a mask by a threshold of f32: its range, then its histogram',
    toHost(randomField({ z: 64, y: 100, x: 64 }, 3)),
    (image) => {
      const edges = ops.gradientMagnitude(ops.gaussian(image, { sigma: 1 }));
      return ops.multiply(edges, ops.greater(edges, ops.thresholdOtsu(edges)));
    },
    2,
    10 << 20,
  ],
  [
    'a mask by a threshold of u16, whose counts add up',
    counts,
    (image) => ops.greater(image, ops.thresholdOtsu(image)),
    2,
  ],
  ['what is left of a mean, with the tree of its sum', stack, (image) => ops.subtract(image, ops.mean(image)), 1],
  ['a range', counts, (image) => ops.rescaleIntensity(image), 1],
  ['a number', stack, (image) => ops.standardDeviation(image), 2],
  [
    'labels, joined across blocks: those of the largest value, and what is made of them',
    toHost(randomField({ n: 2, z: 40, y: 24, x: 256 }, 4)),
    (image) => {
      const smooth = ops.gaussian(image, { sigma: 1 });
      const { labels, count } = ops.label(ops.greater(smooth, ops.mean(smooth)), { connectivity: 1 });
      return ops.add(ops.gaussian(labels, { sigma: { z: 1 } }), count);
    },
    2,
  ],
  [
    'labels themselves',
    counts,
    (image) => ops.label(ops.greater(ops.median(image), 400), { connectivity: 2 }).labels,
    1,
  ],
  ['how many there are', counts, (image) => ops.label(ops.greater(ops.median(image), 400)).count, 1],
];

function refusalOf(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    return (error as Error).message;
  }
  return 'none';
}

describe('runBlocks', () => {
  for (const [name, volume, make, passes, budget = BUDGET] of cases)
    test(name, async () => {
      const engine = new Engine(sharedContext());
      const node = make(hostBlocks(volume));
      const sink = hostSink(node);
      const plan = planOf(engine, node, sink, budget);
      expect(plan.first.length).toBe(passes);
      expect(plan.first.every((pass) => pass.plan.blocks.length > 1)).toBe(true);
      expect(plan.last.plan.bytes).toBeLessThanOrEqual(budget);
      let last = 0;
      const kept = new Map<string, readonly HostVolume[]>();
      await runBlocks(engine, node, sink, {
        plan,
        records: {
          read: async (pass, block) => kept.get(`${pass} ${block}`),
          write: async (pass, block, parts) => void kept.set(`${pass} ${block}`, parts),
        },
        progress: (share) => {
          expect(share).toBeGreaterThan(last);
          last = share;
        },
      });
      expect(last).toBe(1);
      using whole = await engine.run(make(volume));
      expectSameBits(sink.volume, await whole.read(), name);
    });

  test('what needs all of its input is refused by its name', () => {
    const engine = new Engine(sharedContext());
    const all: readonly (readonly [string, Node])[] = [
      ['denoiseTv', ops.denoiseTv(hostBlocks(stack), { weight: 0.1 }).result],
      ['richardsonLucy', ops.richardsonLucy(hostBlocks(stack), { psf: { gaussian: { sigma: 1 } } })],
    ];
    for (const [name, node] of all)
      expect(() => planOf(engine, node, { grain: {} }, BUDGET), name).toThrow(
        new RegExp(`^${name}: .* needs all .*z=60 y=24 x=256 of it`),
      );
    const blurred = ops.gaussian(hostBlocks(stack), { sigma: 1 });
    expect(() => planOf(engine, blurred, { grain: { z: 32, n: 1 } }, 1 << 20)).toThrow(
      'got 1 MiB (they are whole chunks of the result, z=32: smaller chunks need less)',
    );
    expect(() => planOf(engine, blurred, { grain: {} }, 4096)).toThrow(
      /gaussian: the smallest blocks need a budget of \d+KiB, got 4 KiB/,
    );
    // what makes a number of all of it is to blame, not what stands before it; and what it says is enough is enough
    const mask = ops.greater(blurred, ops.thresholdOtsu(blurred));
    const asked = (budget: number) => () => planOf(engine, mask, { grain: {} }, budget, 7 / 8);
    expect(asked(300 << 10)).toThrow(/^thresholdOtsu: .* needs all .*: give it a budget of \d+KiB, got 300 KiB/);
    const [, enough] = /budget of (\d+)KiB/.exec(refusalOf(asked(300 << 10))) ?? [];
    expect(Number(enough)).toBeLessThan(5000);
    expect(asked(Number(enough) << 10)).not.toThrow();
    const [, least] =
      /budget of (\d+)KiB/.exec(refusalOf(() => planOf(engine, blurred, { grain: {} }, 4096, 0.5))) ?? [];
    expect(() => planOf(engine, blurred, { grain: {} }, Number(least) << 10, 0.5)).not.toThrow();
  });

  test('a plan is told in lines', () => {
    const engine = new Engine(sharedContext());
    const image = hostBlocks(stack);
    expect(explainStream(planOf(engine, ops.subtract(image, ops.mean(image)), { grain: { z: 8 } }, BUDGET))).toBe(
      [
        'pass 1: what mean is made of, 2 blocks of z=30 y=24 x=1, 2.13 MiB of memory, every voxel read 1 times',
        'pass 2: subtract, 4 blocks of z=16 y=24 x=256, 2.27 MiB of memory, every voxel read 1 times',
      ].join('\n'),
    );
  });

  test('several are made of one walk, which reads once', async () => {
    const engine = new Engine(sharedContext());
    const reads: string[] = [];
    const image = hostBlocks(stack);
    const counting = {
      ...image,
      readBox(box: Parameters<typeof image.readBox>[0]) {
        reads.push(JSON.stringify(box));
        return image.readBox(box);
      },
    };
    const make = (from: typeof counting | HostVolume): Node[] => {
      const smooth = ops.gaussian(from, { sigma: 1 });
      return [ops.greater(smooth, ops.mean(smooth)), ops.gradientMagnitude(smooth), smooth, smooth];
    };
    const nodes = make(counting);
    const sinks = nodes.map((node, at) => ({ ...hostSink(node), grain: { z: at === 0 ? 4 : 6 } }));
    const plan = planOf(engine, nodes, sinks, BUDGET);
    expect(plan.last.plan.size.z % 12).toBe(0);
    const { blocks } = plan.last.plan;
    expect([plan.first.length, blocks.length > 2]).toEqual([1, true]);
    const made: string[] = [];
    await runBlocks(engine, nodes, sinks, {
      plan,
      // of the second a block is there already
      skips: (block, node) => block === 1 && node === 1,
      written: (block, node) => void made.push(`${block} ${node}`),
    });
    expect(reads.length).toBe((plan.first[0]?.plan.blocks.length ?? 0) + blocks.length);
    expect(new Set(made).size).toBe(blocks.length * 4 - 1);
    const whole = await engine.run(Object.fromEntries(make(stack).map((node, at) => [`${at}`, node])));
    for (const [at, { volume }] of sinks.entries()) {
      const wanted = await whole[at]?.read();
      if (at !== 1) expectSameBits(volume, wanted as HostVolume, `output ${at}`);
      whole[at]?.dispose();
    }
    expect(sinks[1]?.volume.data.some((value) => value > 0)).toBe(true);
    expect(() => planOf(engine, [nodes[0] as Node, ops.crop(counting, { size: { z: 2 } })], [])).toThrow(
      'runBlocks: what is computed together must have the same n, c, z and y, got z=2 y=24 x=256 beside z=60 y=24 x=256',
    );
  });

  test('is begun again with another device, from what was recorded', async () => {
    const reads = new Set<string>();
    const image = hostBlocks(stack);
    const counting = {
      ...image,
      readBox(box: Parameters<typeof image.readBox>[0]) {
        reads.add(JSON.stringify(box));
        return image.readBox(box);
      },
    };
    const node = ops.subtract(counting, ops.mean(counting));
    const kept = new Map<string, readonly HostVolume[]>();
    const records = {
      read: async (pass: number, block: number) => kept.get(`${pass} ${block}`),
      async write(pass: number, block: number, parts: readonly HostVolume[]) {
        kept.set(`${pass} ${block}`, parts);
      },
    };
    const sink = hostSink(node);
    const done = new Set<number>();
    const told: string[] = [];
    let passes = 0;
    await lasting(
      () => openEngine(),
      (engine) => {
        const plan = planOf(engine, node, sink, BUDGET);
        passes = plan.first[0]?.plan.blocks.length ?? 0;
        if (told.length) reads.clear();
        return runBlocks(engine, node, sink, {
          plan,
          records,
          skips: (block) => done.has(block),
          written(block) {
            done.add(block);
            if (done.size === 2 && told.length === 0) engine.context.device.destroy();
          },
        });
      },
      ({ message }) => told.push(message),
    );
    expect(told).toEqual([expect.stringMatching(/^the device was lost/)]);
    expect([...kept.keys()]).toEqual(Array.from({ length: passes }, (_, block) => `0 ${block}`));
    // no box of the pass again, and of the last one those that were not written
    expect(reads.size).toBeLessThan(done.size);
    const engine = new Engine(sharedContext());
    using all = await engine.run(ops.subtract(stack, ops.mean(stack)));
    expectSameBits(sink.volume, await all.read(), 'after a loss');
  });

  test('is given up between two blocks', async () => {
    const engine = new Engine(sharedContext());
    const node = ops.gaussian(hostBlocks(stack), { sigma: 1 });
    const stopping = new AbortController();
    const run = runBlocks(engine, node, hostSink(node), {
      budget: BUDGET,
      signal: stopping.signal,
      written: () => stopping.abort(),
    });
    await expect(run).rejects.toThrow('cancelled');
  });
});
