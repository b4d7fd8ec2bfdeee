/** OME-Zarr by parts: boxes from the chunks that they touch, files of shards, and coarser levels made without the whole. */
import { describe, expect, test } from 'vitest';
import { shapeOf } from '../../../src/core/axes.js';
import { HostVolume } from '../../../src/core/hostVolume.js';
import { decodeNpy, encodeNpy, openNpy } from '../../../src/io/npy.js';
import { bytesSource } from '../../../src/io/source.js';
import type { PlaneReader, RowBox } from '../../../src/io/stack.js';
import { openOmeZarr } from '../../../src/io/zarr/read.js';
import { memoryStore, type ZarrReadable } from '../../../src/io/zarr/store.js';
import { writeOmeZarr, type ZarrWriteOptions } from '../../../src/io/zarr/write.js';
import { boxData } from '../../../src/stream/boxData.js';
import { zarrSink } from '../../../src/stream/zarrSink.js';
import { noise } from './noise.js';

const volume = noise('u16', { n: 2, z: 9, y: 21, x: 13 }, { spacing: { z: 2, y: 1, x: 1 }, unit: 'µm' });
const whole: RowBox = { n: [0, 2], c: [0, 1], z: [0, 9], y: [0, 21] };
const boxes: RowBox[] = [whole, { ...whole, n: [1, 2], z: [3, 8], y: [4, 17] }, { ...whole, z: [8, 9], y: [20, 21] }];

async function expectBoxes(reader: PlaneReader): Promise<void> {
  for (const box of boxes) expect(await reader.boxes?.readBox(box)).toEqual(boxData(volume, whole, box));
  await expect(reader.boxes?.readBox({ ...whole, y: [0, 22] })).rejects.toThrow('a box must lie in 0 to 21 along y');
}

/** A store that counts the keys that are read. */
function counted(store: ZarrReadable): ZarrReadable & { readonly keys: string[] } {
  const keys: string[] = [];
  return {
    name: store.name,
    keys,
    get(key, ...more) {
      keys.push(key);
      return store.get(key, ...more);
    },
  };
}

const forms: readonly ZarrWriteOptions[] = [
  { version: '0.4', chunk: { z: 4, y: 8, x: 5 } },
  { version: '0.5', compression: 'gzip', chunk: { z: 2, y: 4, x: 5 }, shard: { n: 2, z: 4, y: 8, x: 13 } },
];

describe('boxes', () => {
  test.each(forms)('of an OME-Zarr: %o', async (form) => {
    const store = memoryStore('a.zarr');
    await writeOmeZarr(store, volume, form);
    // none, all and a few chunks are kept
    for (const cacheBytes of [0, 1 << 20, 1000]) await expectBoxes(await openOmeZarr(store, { cacheBytes }));
    const reading = counted(store);
    const reader = await openOmeZarr(reading, { cacheBytes: 1 << 20 });
    expect(reader.boxes?.grain).toEqual({ n: 1, c: 1, z: form.chunk?.z, y: form.chunk?.y });
    reading.keys.length = 0;
    await reader.boxes?.readBox({ n: [0, 1], c: [0, 1], z: [0, 2], y: [0, 4] });
    const once = reading.keys.length;
    // three chunks along x; of a shard its index, too
    expect(once).toBe(form.shard ? 4 : 3);
    await reader.boxes?.readBox({ n: [0, 1], c: [0, 1], z: [1, 2], y: [1, 3] });
    expect(reading.keys.length).toBe(once);
  });

  test('of an npy, and none of one whose rows are scattered', async () => {
    const npy = { ...volume, spacing: {}, unit: '' };
    const layout = { layout: volume.layout };
    const reader = await openNpy(bytesSource(encodeNpy(volume), 'a.npy'), layout);
    for (const box of boxes) expect(await reader.boxes?.readBox(box)).toEqual(boxData(new HostVolume(npy), whole, box));
    const colour = encodeNpy(noise('u8', { c: 3, y: 4, x: 5 }, { layout: 'yxc' }));
    expect(decodeNpy(colour, { layout: 'yxc' }).shape.c).toBe(3);
    expect((await openNpy(bytesSource(colour, 'a.npy'), { layout: 'yxc' })).boxes).toBeUndefined();
  });
});

describe('shards', () => {
  test('leave out what lies behind the array, and are refused where they cannot be', async () => {
    const store = memoryStore('a.zarr');
    await writeOmeZarr(store, volume, { version: '0.5', compression: 'none', chunk: { z: 2, y: 4 }, shard: { z: 8 } });
    // of the second shard along z one chunk of four lies in the array
    expect(store.entries.get('0/c/0/1/0/0')?.length).toBe(2 * 4 * 13 * 2 + 4 * 16 + 4);
    const write = (options: ZarrWriteOptions) => writeOmeZarr(memoryStore('b.zarr'), volume, options);
    await expect(write({ shard: { z: 8 } })).rejects.toThrow('shards need version 0.5, got 0.4');
    await expect(write({ version: '0.5', chunk: { z: 4 }, shard: { z: 6 } })).rejects.toThrow(
      'a shard must be whole chunks of z=4, got z=6',
    );
  });
});

describe('a sink of blocks', { timeout: 30_000 }, () => {
  const large = [
    noise('f32', { z: 6, y: 530, x: 300 }),
    noise('i32', { z: 300, y: 5, x: 7 }),
    noise('u8', { c: 2, z: 3, y: 270, x: 301 }),
  ];
  test.each(large)('makes what is written at once, with its coarser levels', async (image) => {
    for (const form of [{}, { version: '0.5', chunk: { z: 4, y: 64, x: 64 }, shard: { y: 128, x: 256 } }] as const) {
      const once = memoryStore('a.zarr');
      await writeOmeZarr(once, image, form);
      const store = memoryStore('a.zarr');
      const asked: string[] = [];
      const has = async (key: string) => {
        asked.push(key);
        return store.entries.has(key);
      };
      const sink = zarrSink({ ...store, has }, image, form);
      const { shape } = image;
      const [stepZ, stepY] = [sink.grain.z ?? 1, sink.grain.y ?? 1];
      const all: RowBox = { n: [0, 1], c: [0, shape.c], z: [0, shape.z], y: [0, shape.y] };
      for (let z = 0; z < shape.z; z += stepZ)
        for (let y = 0; y < shape.y; y += stepY) {
          const box: RowBox = {
            ...all,
            z: [z, Math.min(shape.z, z + stepZ)],
            y: [y, Math.min(shape.y, y + stepY)],
          };
          await sink.write(box, boxData(image, all, box));
        }
      await sink.finish();
      expect([...store.entries.keys()].sort()).toEqual([...once.entries.keys()].sort());
      for (const [key, bytes] of once.entries) expect(Buffer.compare(store.entries.get(key) ?? bytes, bytes)).toBe(0);
      // what is there is not made again: killed while levels were made, it goes on
      const kept = asked.find((key) => key.startsWith('1/')) as string;
      await store.set(kept, Uint8Array.of(1, 2, 3));
      await sink.finish();
      expect(store.entries.get(kept)).toEqual(Uint8Array.of(1, 2, 3));
    }
  });

  test('refuses a block that cuts a chunk', async () => {
    const store = memoryStore('a.zarr');
    const shape = shapeOf({ z: 64, y: 8, x: 8 });
    const sink = zarrSink({ ...store, has: async () => false }, new HostVolume({ shape }));
    const box: RowBox = { n: [0, 1], c: [0, 1], z: [0, 16], y: [0, 8] };
    await expect(sink.write(box, new HostVolume({ shape: { ...shape, z: 16 } }))).rejects.toThrow(
      'a block must be whole files of z=32, got 0 to 16',
    );
  });
});
