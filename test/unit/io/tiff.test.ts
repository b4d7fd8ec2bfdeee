/** TIFF: what was written comes back bit by bit, and geotiff, an independent reader, finds the same. */
import { fromArrayBuffer } from 'geotiff';
import { describe, expect, it } from 'vitest';
import type { Layout } from '../../../src/core/axes.js';
import { DTYPE_NAMES } from '../../../src/core/dtype.js';
import { ArgumentError } from '../../../src/core/errors.js';
import { HostVolume } from '../../../src/core/hostVolume.js';
import { blobSource, bytesSource, memorySink } from '../../../src/io/source.js';
import { readDirectories, readTiffHeader } from '../../../src/io/tiff/directory.js';
import { decodeLzw, encodeLzw } from '../../../src/io/tiff/lzw.js';
import { decodeTiff, openTiff } from '../../../src/io/tiff/read.js';
import { encodeTiff, tiffWriter } from '../../../src/io/tiff/write.js';
import { bits, noise } from './noise.js';

const LAYOUTS: readonly Layout[] = [
  'yx',
  'zyx',
  'nyx',
  'cyx',
  'yxc',
  'zyxc',
  'czyx',
  'zcyx',
  'nzcyx',
  'nczyx',
  'cznyx',
  'nzyxc',
];

describe('tiff', () => {
  for (const compression of ['none', 'deflate', 'lzw'] as const)
    it.each(DTYPE_NAMES)(`keeps every bit of %s, compression ${compression}`, async (dtype) => {
      for (const predictor of [true, false])
        for (const layout of ['zyx', 'yxc']) {
          const volume = noise(dtype, { ...(layout === 'zyx' ? { z: 3 } : { c: 3 }), y: 7, x: 5 }, { layout });
          const back = await decodeTiff(await encodeTiff(volume, { compression, predictor }));
          expect(back).toMatchObject({ dtype, shape: volume.shape, layout });
          expect(bits(back), layout).toEqual(bits(volume));
        }
    });

  it.each(LAYOUTS)('keeps the layout %s', async (layout) => {
    const lengths = { n: 2, c: 3, z: 4, y: 5, x: 6 };
    const shape = Object.fromEntries([...layout].map((axis) => [axis, lengths[axis as 'n']]));
    for (const [dtype, big] of [
      ['u16', false],
      ['i16', true],
    ] as const) {
      const volume = noise(dtype, shape, { layout });
      const back = await decodeTiff(await encodeTiff(volume, { big }));
      expect(back.layout).toBe(layout);
      expect(back.data).toEqual(volume.data);
    }
  });

  it.each([
    ['ImageJ', 'u16'],
    ['OME-XML', 'i16'],
  ] as const)('keeps spacing and unit in %s', async (kind, dtype) => {
    const cases = [
      { spacing: { x: 0.65, y: 1 / 3, z: 2.5 }, unit: 'µm' },
      { spacing: { x: 1, y: 1, z: 1 }, unit: '' },
      { spacing: { z: 3 }, unit: 'mm' },
      { spacing: { x: 1e-7, y: 3e5 }, unit: 'nm' },
      { spacing: {}, unit: 'cm' },
      { spacing: {}, unit: '' },
      { spacing: { x: 2, y: 2 }, unit: '<"光年&">' },
    ];
    for (const known of cases) {
      const bytes = await encodeTiff(noise(dtype, { z: 2, y: 3, x: 4 }, known));
      expect(new TextDecoder('latin1').decode(bytes)).toContain(kind === 'ImageJ' ? 'ImageJ=' : '<OME ');
      const { spacing, unit } = await decodeTiff(bytes);
      expect({ spacing, unit }).toEqual(known);
    }
  });

  it('cuts large compressed pages into strips', async () => {
    const volume = noise('u8', { y: 700, x: 1000 });
    for (const compression of ['deflate', 'lzw'] as const) {
      const bytes = await encodeTiff(volume, { compression });
      const source = bytesSource(bytes, 'a.tif');
      for await (const directory of readDirectories(source, await readTiffHeader(source)))
        expect(await directory.numbers('StripOffsets')).toHaveLength(3);
      expect(Buffer.compare(bits(await decodeTiff(bytes)), bits(volume))).toBe(0);
    }
  });

  it('is read by geotiff', async () => {
    for (const compression of ['none', 'deflate', 'lzw'] as const)
      for (const [dtype, big] of [
        ['u8', true],
        ['u16', false],
        ['i32', false],
        ['f32', true],
        ['u8', false],
      ] as const) {
        const volume = noise(dtype, { z: 2, y: 6, x: 5 });
        const bytes = await encodeTiff(volume, { compression, big });
        const tiff = await fromArrayBuffer(new Uint8Array(bytes).buffer);
        expect(await tiff.getImageCount()).toBe(2);
        const second = await (await tiff.getImage(1)).readRasters({ interleave: true });
        const values = Array.from(second as unknown as number[]);
        expect(values.every((value, at) => Object.is(value, volume.data[30 + at]))).toBe(true);
      }
  });

  it('is read and written in slabs, in any order of pages', async () => {
    for (const layout of ['zyx', 'nzcyx', 'czyx', 'zyxc'])
      for (const compression of ['none', 'deflate'] as const) {
        const shape = { n: layout.includes('n') ? 2 : 1, c: layout.includes('c') ? 3 : 1, z: 5, y: 4, x: 6 };
        const volume = noise('u8', shape, { layout });
        const reader = await openTiff(bytesSource(await encodeTiff(volume), 'a.tif'));
        const sink = memorySink();
        const writer = await tiffWriter(sink, reader.description, { compression });
        for (let from = 0; from < 5; from += 2)
          await writer.writePlanes(await reader.readPlanes(from, Math.min(from + 2, 5)));
        await writer.finish();
        expect((await decodeTiff(sink.bytes())).data, layout).toEqual(volume.data);
        if (compression === 'none') expect(sink.bytes()).toEqual(await encodeTiff(volume));
      }
  });

  it('reads slabs along c of interleaved samples', async () => {
    const volume = noise('u8', { c: 3, y: 4, x: 5 }, { layout: 'yxc' });
    const reader = await openTiff(bytesSource(await encodeTiff(volume), 'a.tif'), { axis: 'c' });
    expect((await reader.readPlanes(1, 3)).data).toEqual(volume.data.subarray(20));
  });

  it('is read from a Blob', async () => {
    const volume = noise('u16', { z: 3, y: 4, x: 5 });
    const blob = new Blob([new Uint8Array(await encodeTiff(volume, { compression: 'deflate' }))]);
    const reader = await openTiff(blobSource(blob, 'a.tif'));
    expect((await reader.readPlanes(1, 3)).data).toEqual(volume.data.subarray(20));
  });

  it('names pages as the caller says', async () => {
    const bytes = await encodeTiff(noise('u8', { z: 4, y: 2, x: 3 }));
    expect((await decodeTiff(bytes, { layout: 'nyx' })).shape).toMatchObject({ n: 4, z: 1 });
    await expect(decodeTiff(bytes, { layout: 'yxc' })).rejects.toThrow(ArgumentError);
    await expect(decodeTiff(bytes, { layout: 'nzyx' })).rejects.toThrow(ArgumentError);
  });

  it('may be written by any layout, and is then read in the natural one', async () => {
    const volume = noise('f32', { z: 2, y: 3, x: 4 }, { layout: 'xyz' });
    const back = await decodeTiff(await encodeTiff(volume));
    expect(back.layout).toBe('zyx');
    expect(bits(back)).toEqual(bits(volume));
    expect((await decodeTiff(await encodeTiff(new HostVolume({ shape: {}, layout: '' })))).layout).toBe('yx');
  });
});

describe('lzw', () => {
  it('comes back at every length around a change of code width and a full table', () => {
    const random = bits(noise('u8', { x: 9000 }));
    const steady = random.map((_, at) => (at % 97) & 3);
    for (const data of [random, steady, new Uint8Array(9000)])
      for (const length of [
        0, 1, 2, 250, 251, 252, 253, 254, 255, 256, 257, 765, 766, 767, 1789, 1790, 3834, 3835, 3836, 3837, 3838, 3839,
        3840, 9000,
      ]) {
        const part = data.subarray(0, length);
        expect(decodeLzw(encodeLzw(part), length), `${length}`).toEqual(part);
      }
  });

  it('clears the table as soon as code 4094 is in it, as the format says', () => {
    expect(codesBetweenClears(encodeLzw(bits(noise('u8', { x: 9000 }))))).toEqual([3837, 3837]);
  });
});

/** Walks a stream by the format's rules for widths alone: how many codes stand between one clear code and the next. */
function codesBetweenClears(bytes: Uint8Array): number[] {
  const counts: number[] = [];
  let count = -1;
  for (let bit = 0; ; ) {
    const next = 258 + Math.max(0, count);
    const width = next >= 2048 ? 12 : next >= 1024 ? 11 : next >= 512 ? 10 : 9;
    let code = 0;
    for (const end = bit + width; bit < end; bit++) code = 2 * code + (((bytes[bit >> 3] ?? 0) >> (7 - (bit & 7))) & 1);
    if (code === 257 || bit > 8 * bytes.length) return counts;
    if (code !== 256) count++;
    else {
      if (count >= 0) counts.push(count);
      count = 0;
    }
  }
}
