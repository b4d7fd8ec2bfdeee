/** Plans of loops: which states are updated in place, and the order that this asks for. */
import { describe, expect, test } from 'vitest';
import { HostVolume, type HostVolumeOptions } from '../../../src/core/hostVolume.js';
import { explainPlan } from '../../../src/engine/explain.js';
import { flatten } from '../../../src/engine/flatten.js';
import { makePlan } from '../../../src/engine/plan.js';
import type { Limits } from '../../../src/gpu/context.js';
import type { Node } from '../../../src/graph/node.js';
import { kernel, kernelOf, source, view } from '../../../src/graph/primitive.js';
import { repeat } from '../../../src/graph/repeat.js';
import { BODIES, loopOf } from '../../gpu/engine/bodies.js';

const LIMITS: Limits = {
  maxBinding: 2 ** 27,
  maxBuffer: 2 ** 28,
  maxStorageBuffers: 8,
  maxWorkgroups: 65535,
  budget: 2 ** 32,
};
const imagesOf = (shape: HostVolumeOptions['shape']): HostVolume[] => [1, 2].map(() => new HostVolume({ shape }));
const images = imagesOf({ y: 24, x: 31 });

async function planText(result: ReturnType<typeof loopOf>, fusion = true): Promise<string> {
  return explainPlan(await makePlan(flatten(Object.values(result.state)), LIMITS, { fusion, profile: 'cpu' }));
}

describe('what is updated in place', () => {
  test.each(BODIES.map((body) => [body.name, body] as const))('%s', async (_name, body) => {
    for (const shape of [
      { y: 24, x: 31 },
      { z: 16, y: 128, x: 128 },
      { n: 2, c: 3, y: 8, x: 4 },
    ])
      expect(/small, (.*):/.exec(await planText(loopOf(body, imagesOf(shape))))?.[1]).toBe(body.states);
  });

  test('nothing where fusion is off', async () => {
    for (const body of BODIES) expect(await planText(loopOf(body, images), false)).not.toContain('in place');
  });

  test('not what a kernel of several outputs reads: it may load after it has stored', async () => {
    const counts = new HostVolume({ shape: { y: 4, x: 5 }, dtype: 'u32' });
    const result = repeat({
      state: { key: counts, next: counts },
      body: ({ key, next }) => {
        const inputs = { below: { node: next }, rank: { node: next }, threshold: { node: next }, found: { node: key } };
        const [first, second] = kernel({
          kernel: 'measure/narrow',
          inputs,
          outputs: { key, next },
          params: { bit: 1 },
        });
        if (!first || !second) throw new Error('two outputs');
        return { key: first, next: second };
      },
      check: 2,
      max: 2,
    });
    expect(await planText(result)).toContain('key held twice, next held twice');
  });
});

describe('what a kernel changes in place', () => {
  const heap = new HostVolume({ shape: { y: 2, x: 1024 }, dtype: 'u32' });
  const popped = (room: Node, x = 1): Node =>
    kernelOf({
      kernel: 'segment/heapPops',
      inputs: { src: { node: room, reach: { y: 'all', x: 'all' } } },
      outputs: { room },
      changes: ['room'],
      domain: { ...room.shape, y: 1, x },
      constants: { IS_COMPACT: false, HAS_LINES: false, WAITING: 16 },
      tables: { steps: Int32Array.of(13) },
      params: { size: [1, 1, 1], work: 1, neighbours: 1, low: 0, high: 0, exponent: 0 },
    });
  const loop = (body: (room: Node) => Node) =>
    repeat({ state: { room: heap }, body: ({ room }) => ({ room: body(room) }), check: 2, max: 2 });

  test('is one buffer, also where fusion is off', async () => {
    for (const fusion of [true, false]) expect(await planText(loop(popped), fusion)).toContain('room in place');
  });

  test('is refused where something else needs it, or there is no loop', async () => {
    const seen = (room: Node): Node => popped(view(room, room.shape, { y: { start: 1, step: -1 } }));
    await expect(planText(loop(seen))).rejects.toThrow(/^segment\/heapPops: something else needs what it changes/);
    expect(() => loop((room) => popped(room, 2))).toThrow(/must be one cell for each of n and c$/);
    const alone = flatten([popped(source(heap))]);
    await expect(makePlan(alone, LIMITS, { fusion: true, profile: 'cpu' })).rejects.toThrow(
      /must be the state of a loop$/,
    );
  });
});

test('a dispatch that reads a state comes before the one that writes over it', async () => {
  const body = BODIES.find(({ name }) => name.includes('whatever the order'));
  if (!body) throw new Error('no such body');
  const lines = (await planText(loopOf(body, images))).split('\n');
  expect(lines.slice(1, 3).map((line) => /\[(.*?)\]/.exec(line)?.[1])).toEqual([
    'gradient/differences',
    'pointwise/map',
  ]);
});
