/** OME-Zarr: what other programs wrote (test/golden/io/make_zarr.py) is read, what is written is read again, and what lies is refused. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { shapeOf } from '../../../src/core/axes.js';
import { hostArray, type TypedArray } from '../../../src/core/dtype.js';
import { ArgumentError, FormatError } from '../../../src/core/errors.js';
import { HostVolume } from '../../../src/core/hostVolume.js';
import { decode, encode } from '../../../src/io/formats.js';
import { CANONICAL, reorder } from '../../../src/io/order.js';
import { openOmeZarr, type ZarrReadOptions } from '../../../src/io/zarr/read.js';
import { memoryStore, type ZarrReadable } from '../../../src/io/zarr/store.js';
import { writeOmeZarr } from '../../../src/io/zarr/write.js';
import { DTYPE_OF } from './golden.js';
import { bits, noise } from './noise.js';

interface Hierarchy extends Readonly<Record<'layout' | 'shape' | 'dtype' | 'spacing' | 'unit' | 'values', string>> {
  readonly keys: Readonly<Record<string, string>>;
  readonly level?: number;
}

const { hierarchies } = JSON.parse(readFileSync(new URL('../../golden/io/zarr.json', import.meta.url), 'utf8')) as {
  hierarchies: Record<string, Hierarchy>;
};

const fromBase64 = (text: string): Uint8Array<ArrayBuffer> => new Uint8Array(Buffer.from(text, 'base64'));

/** A golden hierarchy, with some of its keys told otherwise. */
function storeOf(name: string, lies: Record<string, (bytes: Uint8Array) => Uint8Array | undefined> = {}): ZarrReadable {
  const store = memoryStore('a.zarr');
  for (const [key, text] of Object.entries(hierarchies[name]?.keys ?? {})) {
    const bytes = (lies[key] ?? ((whole) => whole))(fromBase64(text));
    if (bytes) store.set(key, bytes);
  }
  return store;
}

async function whole(store: ZarrReadable, options: ZarrReadOptions = {}): Promise<HostVolume> {
  const reader = await openOmeZarr(store, options);
  return reader.readPlanes(0, reader.description.shape[reader.axis]);
}

describe('hierarchies of other programs', () => {
  it.each(Object.entries(hierarchies))('%s', async (name, wanted) => {
    const volume = await whole(storeOf(name), { level: wanted.level ?? 0 });
    const lengths = wanted.shape.split(' ').map(Number);
    const shape = shapeOf(Object.fromEntries([...wanted.layout].map((axis, at) => [axis, lengths[at]])));
    expect(volume).toMatchObject({ layout: wanted.layout, shape, dtype: DTYPE_OF[wanted.dtype], unit: wanted.unit });
    const spacing = wanted.spacing.split(' ').flatMap((text) => (text ? [text.split('=')] : []));
    expect(volume.spacing).toEqual(
      Object.fromEntries(spacing.map(([axis, size]) => [axis, expect.closeTo(Number(size), 9)])),
    );
    const values = hostArray(volume.dtype, 0).constructor as new (buffer: ArrayBuffer) => TypedArray;
    const found = reorder(volume.data, volume.dtype, shape, CANONICAL, wanted.layout);
    expect(found).toEqual(new values(fromBase64(wanted.values).buffer));
  });

  it.each(['v3_shards', 'v2_fortran', 'ome_0.4_level0'])('%s in slabs', async (name) => {
    const all = await whole(storeOf(name));
    const stack = await openOmeZarr(storeOf(name));
    const slab = await stack.readPlanes(1, 3);
    for (const at of [{}, { n: all.shape.n - 1, c: all.shape.c - 1, y: 4, x: 5 }])
      expect(slab.at({ ...at, z: 1 })).toBe(all.at({ ...at, z: 2 }));
  });
});

describe('what is written', () => {
  const options = (['0.4', '0.5'] as const).flatMap((version) =>
    (['none', 'gzip', 'zstd', 'blosc'] as const).map((compression) => ({ version, compression })),
  );
  it.each(options)('is read again: %o', async (how) => {
    const volume = noise('u16', { n: 2, c: 2, z: 3, y: 5, x: 7 }, { spacing: { z: 2, y: 0.5, x: 0.25 }, unit: 'µm' });
    const store = memoryStore('a.ome.zarr');
    await writeOmeZarr(store, volume, { ...how, chunk: { z: 2, y: 4, x: 4 } });
    expect(await whole(store)).toEqual(volume);
  });

  it.each(['u8', 'i8', 'u16', 'i16', 'u32', 'i32', 'f16', 'f32'] as const)('%s', async (dtype) => {
    for (const version of ['0.4', '0.5'] as const) {
      const volume = noise(dtype, { z: 2, y: 3, x: 4 }, { spacing: { z: 1, y: 1, x: 1 } });
      const store = memoryStore('a.ome.zarr');
      await writeOmeZarr(store, volume, { version });
      expect(bits(await whole(store))).toEqual(bits(volume));
    }
  });

  it('is a pyramid of means, with the size of their voxels and where they lie', async () => {
    const data = Float32Array.from({ length: 3 * 300 * 601 }, (_, at) => at % 601);
    const volume = new HostVolume({
      shape: { z: 3, y: 300, x: 601 },
      data,
      spacing: { z: 1, y: 0.5, x: 0.5 },
      unit: 'µm',
    });
    const store = memoryStore('a.ome.zarr');
    await writeOmeZarr(store, volume, { version: '0.5' });
    const first = await whole(store, { level: 1 });
    expect(first).toMatchObject({ shape: { z: 3, y: 150, x: 301 }, spacing: { z: 1, y: 1, x: 1 }, unit: 'µm' });
    expect([first.at({ x: 0 }), first.at({ x: 7, y: 9 }), first.at({ x: 300 })]).toEqual([0.5, 14.5, 600]);
    const second = await whole(store, { level: 2 });
    expect(second).toMatchObject({ shape: { z: 3, y: 150, x: 151 }, spacing: { z: 1, y: 1, x: 2 } });
    const { attributes } = JSON.parse(new TextDecoder().decode(store.entries.get('zarr.json')));
    expect(attributes.ome.multiscales[0].datasets[2].coordinateTransformations).toEqual([
      { type: 'scale', scale: [1, 1, 2] },
      { type: 'translation', translation: [0, 0.25, 0.75] },
    ]);
    await expect(whole(store, { level: 3 })).rejects.toThrow(
      'a.ome.zarr: level must be a whole number from 0 to 2, got 3',
    );
  });

  it('rounds means of whole numbers, and takes the first of labels', async () => {
    const bytes = new HostVolume({
      shape: { y: 1, x: 300 },
      data: Uint8Array.from({ length: 300 }, (_, at) => (at % 2 ? 255 : 254)),
    });
    const labels = new HostVolume({ shape: { y: 1, x: 300 }, data: Int32Array.from({ length: 300 }, (_, at) => at) });
    for (const [volume, value] of [
      [bytes, 255],
      [labels, 8],
    ] as const) {
      const store = memoryStore('a.ome.zarr');
      await writeOmeZarr(store, volume);
      expect((await whole(store, { level: 1 })).at({ x: 4 })).toBe(value);
      expect(store.entries.has('2/.zarray')).toBe(false);
      await writeOmeZarr(memoryStore('b'), volume, { pyramid: 'none' });
    }
  });

  it('goes into a zip and comes out of it', async () => {
    const volume = noise('u16', { c: 2, y: 30, x: 40 }, { spacing: { y: 1, x: 1 }, unit: 'mm' });
    const bytes = await encode(volume, 'a.ome.zarr.zip', { version: '0.5' });
    expect(await decode(bytes, { name: 'a.ome.zarr.zip' })).toEqual(volume);
    for (let length = 0; length < bytes.length; length += 97) {
      const cut: unknown = await decode(bytes.subarray(0, length), { name: 'a.ome.zarr.zip' }).catch(
        (thrown: unknown) => thrown,
      );
      expect(cut, `cut at ${length}`).toBeInstanceOf(FormatError);
    }
    await expect(encode(volume, 'a.ome.zarr')).rejects.toThrow(
      'a.ome.zarr: ome-zarr is a folder; in one file it is .ome.zarr.zip',
    );
  });

  it('is refused where the standard has no place for it', async () => {
    await expect(
      writeOmeZarr(memoryStore('a'), new HostVolume({ shape: { x: 2 }, dtype: 'complex64' })),
    ).rejects.toThrow('ome-zarr: voxels must be real');
    const volume = noise('u8', { y: 2, x: 2 });
    await expect(encode(volume, 'a.zarr.zip', { compression: 'lzw' })).rejects.toThrow(ArgumentError);
    await expect(encode(volume, 'a.tif', { compression: 'zstd' })).rejects.toThrow(
      'tiff: compression must be none, deflate or lzw, got zstd',
    );
    await expect(writeOmeZarr(memoryStore('a'), volume, { chunk: { x: 0 } })).rejects.toThrow(
      'a chunk must be whole numbers',
    );
  });
});

describe('Zarr that lies', () => {
  const retold = (change: (json: Record<string, unknown>) => unknown) => (bytes: Uint8Array) => {
    const json = JSON.parse(new TextDecoder().decode(bytes));
    return new TextEncoder().encode(JSON.stringify(change(json) ?? json));
  };
  const field = (name: string, value: unknown) => retold((json) => ({ ...json, [name]: value }));
  const grid = (chunk_shape: unknown) => field('chunk_grid', { name: 'regular', configuration: { chunk_shape } });
  const codecs = (...names: string[]) =>
    field(
      'codecs',
      names.map((name) => ({ name })),
    );
  const image = (path: unknown) =>
    retold((json) => {
      (
        (json.multiscales as { datasets: Record<string, unknown>[] }[])[0]?.datasets[0] as Record<string, unknown>
      ).path = path;
    });
  const axes = (names: readonly string[]) =>
    retold((json) => ({ multiscales: [{ ...(json.multiscales as object[])[0], axes: names }] }));
  const last = (bytes: Uint8Array) => Object.assign(bytes, { [bytes.length - 6]: (bytes.at(-6) as number) ^ 1 });

  it.each([
    ['of nothing', 'v3_bytes', { 'zarr.json': () => undefined }, 'not an OME-Zarr'],
    ['no JSON', 'v3_bytes', { 'zarr.json': () => new Uint8Array(9) }, 'a.zarr/zarr.json: is damaged: it is no JSON'],
    ['a huge shape', 'v3_bytes', { 'zarr.json': field('shape', [1e6, 1e6, 1e6]) }, 'more than the limit'],
    [
      'a shape of another rank',
      'v3_bytes',
      { 'zarr.json': field('shape', [3, 5]) },
      'chunks of 3 axes are not those of an array of 2',
    ],
    ['a negative shape', 'v3_bytes', { 'zarr.json': field('shape', [3, 5, -7]) }, 'its shape is [3,5,-7]'],
    ['an empty shape', 'v3_bytes', { 'zarr.json': field('shape', [3, 0, 7]) }, 'is empty'],
    [
      'countless chunks',
      'v3_bytes',
      { 'zarr.json': (bytes: Uint8Array) => grid([1, 1, 1])(field('shape', [1000, 1000, 1000])(bytes)) },
      'is cut into 1000000000 chunks',
    ],
    ['huge chunks', 'v3_bytes', { 'zarr.json': grid([1e5, 1e5, 1]) }, 'chunks of 20000000000 bytes are not read'],
    ['chunks of no length', 'v3_bytes', { 'zarr.json': grid([2, 0, 4]) }, 'its chunk shape is [2,0,4]'],
    [
      'a type that is none',
      'v3_bytes',
      { 'zarr.json': field('data_type', 'complex64') },
      'element type "complex64" is not read',
    ],
    ['a codec that is none', 'v3_bytes', { 'zarr.json': codecs('bytes', 'lzma') }, 'codec lzma is not read there'],
    ['two compressions', 'v3_bytes', { 'zarr.json': codecs('bytes', 'gzip', 'zstd') }, 'codec zstd is not read there'],
    [
      'a chunk that is short',
      'v3_bytes',
      { 'c/0/0/0': (bytes: Uint8Array) => bytes.subarray(1) },
      'a.zarr/c/0/0/0: holds 47 bytes, 48 are needed',
    ],
    ['a checksum', 'v3_blosc_checked', { 'c/0/0/0': last }, 'its checksum does not agree'],
    [
      'the size in blosc',
      'v2_blosc_lz4',
      { '0.0': (bytes: Uint8Array) => Object.assign(bytes, { 6: 255 }) },
      /0\.0: holds \d+ bytes, 256 are needed/,
    ],
    [
      'the size in lz4',
      'v2_lz4',
      { '0.0': (bytes: Uint8Array) => Object.assign(bytes, { 3: 127 }) },
      /0\.0: holds \d+ bytes, 256 are needed/,
    ],
    [
      'what zstd holds',
      'v2_u1',
      { '0.0.0': () => fromBase64(hierarchies.v2_f8?.keys['0.0.0'] ?? '') },
      /0\.0\.0: compressed data holds more than the 24 bytes/,
    ],
    [
      'what gzip holds',
      'v2_gzip',
      { '0.0': (bytes: Uint8Array) => bytes.subarray(0, 30) },
      '0.0: compressed data is damaged',
    ],
    ['an index', 'v3_shards', { 'c/0/0/0': last }, 'its checksum does not agree'],
    [
      'an index beyond the shard',
      'v3_shards',
      { 'c/0/0/0': (bytes: Uint8Array) => bytes.subarray(0, 8) },
      'are not in 8',
    ],
    [
      'shards of broken chunks',
      'v3_shards',
      { 'zarr.json': grid([4, 5, 6]) },
      'shards of 4 5 6 are not whole chunks of 2 3 3',
    ],
    [
      'a path upwards',
      'ome_0.4_level0',
      { '.zattrs': image('../../etc') },
      'states the path "../../etc", which is not below it',
    ],
    ['a path that is a number', 'ome_0.4_level0', { '.zattrs': image(0) }, 'states the path 0'],
    ['an array that is not there', 'ome_0.4_level0', { '.zattrs': image('7') }, 'has no array 7'],
    [
      'its axes',
      'ome_0.4_level0',
      {
        '.zattrs': axes(['y', 'x']),
      },
      'its image has axes y x, its array 5',
    ],
    [
      'strange axes',
      'ome_0.4_level0',
      {
        '.zattrs': axes(['q', 'y']),
      },
      'axes q, y are not read',
    ],
    [
      'a group without an image',
      'ome_0.4_level0',
      { '.zattrs': () => new TextEncoder().encode('{}') },
      'without an image',
    ],
  ] as [
    string,
    string,
    Record<string, (bytes: Uint8Array) => Uint8Array | undefined>,
    string | RegExp,
  ][])('about %s', async (_, name, lies, problem) => {
    const error: unknown = await whole(storeOf(name, lies)).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(FormatError);
    expect((error as FormatError).message).toMatch(problem);
    expect((error as FormatError).message.startsWith('a.zarr')).toBe(true);
  });

  it('any byte changed gives a volume or an error of ours', async () => {
    let state = 3;
    const random = (below: number) => {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
      return Math.floor((state / 2 ** 32) * below);
    };
    for (const name of Object.keys(hierarchies))
      for (let round = 0; round < 12; round++) {
        const keys = Object.keys(hierarchies[name]?.keys ?? {});
        const change = (bytes: Uint8Array) => Object.assign(bytes, { [random(bytes.length)]: random(256) });
        const result: unknown = await whole(storeOf(name, { [keys[random(keys.length)] as string]: change })).catch(
          (thrown: unknown) => thrown,
        );
        if (result instanceof Error && !(result instanceof FormatError))
          expect(result, name).toBeInstanceOf(FormatError);
      }
  });
});
