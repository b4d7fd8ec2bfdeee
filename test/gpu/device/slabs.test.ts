/** A volume that comes to the device slab by slab is the volume; what does not come whole is refused, and its memory given back. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { CancelledError } from '../../../src/core/errors.js';
import { HostVolume } from '../../../src/core/hostVolume.js';
import type { Slab, SlabSource } from '../../../src/core/slabs.js';
import type { Engine } from '../../../src/engine/engine.js';
import { openEngine } from '../../../src/index.js';
import { readInSlabs } from '../../../src/io/slabs.js';
import type { PlaneReader } from '../../../src/io/stack.js';
import { noise } from '../../unit/io/noise.js';

let engine: Engine;
beforeAll(async () => {
  engine = await openEngine();
});
afterAll(() => engine.dispose());

// rows that are padded, and slower axes that cut a slab into runs
const whole = noise('u16', { n: 2, c: 3, z: 5, y: 7, x: 9 });

/** Positions `from` to `to` along z. */
function planes({ shape, data }: HostVolume, from: number, to: number): HostVolume {
  const part = noise('u16', { ...shape, z: to - from });
  const plane = shape.y * shape.x;
  for (let run = 0; run < shape.n * shape.c; run++)
    part.data.set(
      data.subarray((run * shape.z + from) * plane, (run * shape.z + to) * plane),
      run * (to - from) * plane,
    );
  return part;
}

function sourceOf(...cuts: readonly [number, number][]): SlabSource {
  return {
    name: 'stack.tif',
    description: whole,
    axis: 'z',
    async *slabs(): AsyncGenerator<Slab> {
      for (const [from, to] of cuts) yield { from, volume: planes(whole, from, to) };
    },
  };
}

test('what comes at once is written in parts, each awaited: a page answers between them', async () => {
  // 40 MiB in rows that are padded
  const large = noise('u8', { y: 40 * 1024, x: 1023 });
  const { device } = engine.context;
  const { queue } = device;
  const [writeBuffer, popErrorScope] = [queue.writeBuffer.bind(queue), device.popErrorScope.bind(device)];
  const parts = [0];
  queue.writeBuffer = (...args: Parameters<typeof writeBuffer>) => {
    parts.push((parts.pop() ?? 0) + (args[4] ?? 0));
    writeBuffer(...args);
  };
  device.popErrorScope = async () => {
    if (parts.at(-1) !== 0) parts.push(0);
    return popErrorScope();
  };
  try {
    using volume = await engine.upload(large);
    expect(parts).toEqual([...Array(5).fill(2 ** 23), 0]);
    expect(Buffer.compare((await volume.read()).data as Uint8Array, large.data as Uint8Array)).toBe(0);
  } finally {
    Object.assign(queue, { writeBuffer });
    Object.assign(device, { popErrorScope });
  }
});

test('slabs become the volume, also where it lies in several buffers', async () => {
  for (const maxBuffer of [engine.limits.maxBuffer, 24 * 7 * 4]) {
    const { limits } = engine.context;
    Object.assign(engine.context, { limits: { ...limits, maxBuffer } });
    const shares: number[] = [];
    using volume = await engine.uploadSlabs(sourceOf([0, 2], [2, 4], [4, 5]), {
      progress: (share) => shares.push(share),
    });
    Object.assign(engine.context, { limits });
    expect(volume.storage.parts.length > 1).toBe(maxBuffer !== limits.maxBuffer);
    expect((await volume.read()).data).toEqual(whole.data);
    expect(shares).toEqual([0.4, 0.8, 1]);
  }
});

test('what does not follow, does not come whole or is stopped gives its memory back', async () => {
  const { inUse } = engine.report();
  await expect(engine.uploadSlabs(sourceOf([0, 2], [3, 5]))).rejects.toThrow(
    'stack.tif: slabs along z must follow each other and be whole parts of n=2 c=3 z=5 y=7 x=9 u16, got n=2 c=3 z=2 y=7 x=9 u16 at 3 after 2',
  );
  await expect(engine.uploadSlabs(sourceOf([0, 2]))).rejects.toThrow('all 5 positions along z must be given, got 2');
  const stop = new AbortController();
  const upload = engine.uploadSlabs(sourceOf([0, 2], [2, 5]), { signal: stop.signal, progress: () => stop.abort() });
  await expect(upload).rejects.toThrow(CancelledError);
  expect(engine.report().inUse).toBe(inUse);
});

test('a reader gives its planes in slabs of some megabytes', async () => {
  const shape = { ...noise('u8', { y: 1, x: 1 }).shape, z: 20, y: 1024, x: 1024 };
  const large = new HostVolume({ shape, data: new Uint8Array(20 * 2 ** 20).map((_, at) => at >> 12) });
  const asked: [number, number][] = [];
  const reader: PlaneReader = {
    description: large,
    axis: 'z',
    async readPlanes(from, to) {
      asked.push([from, to]);
      const data = large.data.slice(from * 2 ** 20, to * 2 ** 20);
      return new HostVolume({ shape: { ...shape, z: to - from }, data });
    },
  };
  const read = await readInSlabs(reader, {});
  expect(asked).toEqual([
    [0, 8],
    [8, 16],
    [16, 20],
  ]);
  expect(Buffer.compare(read.data as Uint8Array, large.data as Uint8Array)).toBe(0);
});
