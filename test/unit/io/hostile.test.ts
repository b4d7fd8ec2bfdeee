/** Truncated, lying and malicious files: a `FormatError` with the file's name, quickly, whatever the damage. */
import { deflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { FormatError, UserError } from '../../../src/core/errors.js';
import { decode } from '../../../src/io/formats.js';
import { encodeNpy } from '../../../src/io/npy.js';
import { encodePng } from '../../../src/io/png.js';
import { bytesSource } from '../../../src/io/source.js';
import { readDirectories, readTiffHeader } from '../../../src/io/tiff/directory.js';
import { encodeTiff } from '../../../src/io/tiff/write.js';
import { goldenFiles } from './golden.js';
import { chunkOf, npyOf, patchedTiff, pngOf, tiffOf } from './lies.js';
import { bits, noise } from './noise.js';

const files = Object.entries(goldenFiles());

/** Waits for a `FormatError` that names the file and says this. */
async function refused(bytes: Uint8Array, name: string, problem: string | RegExp): Promise<void> {
  const error: unknown = await decode(bytes, { name }).then(
    () => 'nothing was thrown',
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(FormatError);
  expect((error as FormatError).message).toMatch(problem);
  expect((error as FormatError).message.startsWith(`${name}: `)).toBe(true);
}

describe('damage anywhere', () => {
  const small = files.filter(([, { bytes }]) => bytes.length < 1000);

  it.each([
    'npy',
    'png',
    'jpg',
    'tif',
    'nii',
    'nii.gz',
    'dcm',
  ])('a %s cut at any byte is refused', async (extension) => {
    for (const [name, { bytes }] of small.filter(([each]) => each.endsWith(extension))) {
      const whole = await decode(bytes, { name, ...(name === 'colour.npy' && { layout: 'yxc' }) });
      for (let length = 0; length < bytes.length; length += length < 100 ? 1 : 17) {
        const result: unknown = await decode(bytes.subarray(0, length), { name }).catch((thrown: unknown) => thrown);
        if (result instanceof FormatError) continue;
        // some writers end a TIFF with texts that nothing here needs
        expect(extension, `${name} cut at ${length}`).toBe('tif');
        expect(result).toEqual(whole);
      }
    }
  });

  it('a TIFF of ours cut at any byte is refused', async () => {
    for (const compression of ['none', 'deflate', 'lzw'] as const) {
      const bytes = await encodeTiff(noise('u16', { z: 2, y: 3, x: 4 }, { spacing: { x: 1, y: 2 } }), { compression });
      for (let length = 0; length < bytes.length; length++) {
        const result: unknown = await decode(bytes.subarray(0, length), { name: 'a.tif' }).catch(
          (thrown: unknown) => thrown,
        );
        if (!(result instanceof FormatError)) expect(result, `cut at ${length}`).toBeInstanceOf(FormatError);
      }
    }
  });

  it('any byte changed gives a volume or a FormatError', async () => {
    let state = 1;
    const random = (below: number) => {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
      return Math.floor((state / 2 ** 32) * below);
    };
    for (const [name, { bytes }] of files)
      for (let round = 0; round < 15; round++) {
        const changed = bytes.slice();
        for (let edit = random(3); edit >= 0; edit--) {
          const at = random(4) === 0 ? random(bytes.length) : random(Math.min(bytes.length, 400));
          changed[at] = [0, 1, 128, 255, random(256), (bytes[at] ?? 0) ^ (1 << random(8))][random(6)] ?? 0;
        }
        const result: unknown = await decode(changed, { name }).catch((thrown: unknown) => thrown);
        if (result instanceof Error) expect(result).toBeInstanceOf(FormatError);
      }
  });

  it('another format under a known name is told by name', async () => {
    await refused(encodeNpy(noise('u8', { x: 3 })), 'a.png', 'not a png file: its bytes are npy');
    await refused(Uint8Array.of(0x1f, 0x8b, 8, 0, 1, 2, 3), 'a.npy', 'not a npy file: its bytes are gzip');
    await refused(new Uint8Array(0), 'a.tif', /not a tiff file$/);
    await expect(decode(new Uint8Array(9), { name: 'scan.raw' })).rejects.toThrow(UserError);
    await expect(decode(new Uint8Array(9), { name: 'scan.raw' })).rejects.toThrow(
      '.npy .png .jpg .jpeg .tif .tiff .btf',
    );
  });
});

describe('npy that lies', () => {
  it.each([
    ['(1000000000000000000,)', /needs 1e\+18 bytes, 8 are there|needs 1000000000000000000 bytes/],
    ['(1099511627776, 1099511627776)', /needs .* bytes, 8 are there/],
    [`(${'9'.repeat(400)},)`, /needs Infinity bytes/],
    ['(-1,)', 'no valid shape'],
    ['(2.5,)', 'no valid shape'],
    ['(7,)', 'needs 7 bytes, 8 are there'],
    ['(9,)', 'needs 9 bytes, 8 are there'],
    ['(0, 8)', 'empty array of shape (0, 8)'],
    ['(1, 1, 1, 1, 1, 8)', 'arrays of 6 axes are not read'],
  ])('about its shape: %s', async (shape, problem) => {
    await refused(npyOf(`{'descr': '|u1', 'fortran_order': False, 'shape': ${shape}, }`), 'a.npy', problem);
  });

  it.each(['|O', '<U4', '<M8[ns]', '<f3', '|V8'])('about its type: %s', async (descr) => {
    await refused(
      npyOf(`{'descr': '${descr}', 'fortran_order': False, 'shape': (8,), }`),
      'a.npy',
      /element type .* is not read/,
    );
  });

  it('about its version or header', async () => {
    const good = npyOf("{'descr': '|u1', 'fortran_order': False, 'shape': (8,), }");
    await refused(Object.assign(good.slice(), { 6: 9 }), 'a.npy', 'npy version 9.0 is not read');
    await refused(Object.assign(good.slice(), { 8: 255, 9: 255 }), 'a.npy', /the npy header should be|ends within/);
    await refused(Object.assign(good.slice(), { 6: 3, 11: 255 }), 'a.npy', 'is not read, 65536 at most');
  });
});

describe('images that lie', () => {
  const black = deflateSync(new Uint8Array(2e6), { level: 9 });

  it('about their size', async () => {
    await refused(pngOf(10, 10, black), 'a.png', 'holds more than the 110 bytes');
    await refused(
      pngOf(20000, 20000, deflateSync(new Uint8Array(9))),
      'a.png',
      'has 9 bytes of pixels, 400020000 are needed',
    );
    await refused(pngOf(2 ** 31, 2 ** 31, deflateSync(new Uint8Array(9))), 'a.png', 'over the limit');
    await refused(pngOf(0, 3, deflateSync(new Uint8Array(9))), 'a.png', 'is empty');
    await refused(pngOf(4, 2, deflateSync(new Uint8Array(9))), 'a.png', 'has 9 bytes of pixels, 10 are needed');
  });

  it('by a second header, a bomb of a profile, damage', async () => {
    const good = encodePng(noise('u8', { y: 2, x: 2 }));
    const withChunk = (extra: Uint8Array) => new Uint8Array([...good.subarray(0, 33), ...extra, ...good.subarray(33)]);
    await refused(withChunk(good.subarray(8, 33)), 'a.png', 'not first, or not alone');
    const profile = withChunk(chunkOf('iCCP', new Uint8Array([65, 0, 0, ...black])));
    expect((await decode(profile, { name: 'a.png' })).shape).toMatchObject({ y: 2, x: 2 });
    await refused(Object.assign(good.slice(), { 45: 1 }), 'a.png', /IDAT chunk is damaged|ends within/);
  });

  it('about the size of a JPEG', async () => {
    const { bytes } = goldenFiles()['gray.jpg'] ?? { bytes: new Uint8Array() };
    const at = bytes.findIndex((byte, each) => byte === 0xff && bytes[each + 1] === 0xc0);
    const large = Object.assign(bytes.slice(), { [at + 5]: 255, [at + 6]: 255, [at + 7]: 255, [at + 8]: 255 });
    await refused(large, 'a.jpg', 'cannot hold the 65535 by 65535 pixels');
    await refused(Object.assign(bytes.slice(), { [at + 4]: 12 }), 'a.jpg', 'JPEG of 12 bits');
    await refused(Object.assign(bytes.slice(), { [at + 9]: 4 }), 'a.jpg', 'JPEG of 4 components');
    const scans = new Uint8Array([
      ...bytes.subarray(0, -2),
      ...Array.from({ length: 400 }, (_, each) => (each % 2 ? 0xda : 0xff)),
    ]);
    await refused(scans, 'a.jpg', 'scans is not read');
  });
});

describe('TIFF that lies', () => {
  it.each([
    [{ ImageWidth: 2 ** 31 }, /cannot be in|should be bytes|but the file has/],
    [{ ImageWidth: 0 }, 'is empty'],
    [{ ImageLength: 4294967295 }, /strips or tiles has|should be bytes/],
    [{ StripOffsets: 4294967295 }, 'but the file has'],
    [{ StripOffsets: 0 }, 'should be bytes 0'],
    [{ RowsPerStrip: 0 }, 'are empty'],
    [{ SamplesPerPixel: 60000 }, 'cannot be in'],
    [{ BitsPerSample: 24 }, 'format 1 and 24 bits'],
    [{ Compression: 7 }, 'TIFF compression 7 is not read'],
    [{ Compression: 8 }, 'compressed data is damaged'],
    [{ Compression: 5 }, /of lzw is (damaged|\d+ bytes)/],
    [{ Compression: 50000 }, 'zstd data'],
    [{ SampleFormat: 5 }, 'format 5'],
  ] as const)('about %o', async (lies, problem) => {
    await refused(patchedTiff(await tiffOf({ y: 6, x: 5 }), lies), 'a.tif', problem);
  });

  it('by directories that loop, overlap or lie outside', async () => {
    const one = await tiffOf({ y: 6, x: 5 });
    const view = new DataView(one.buffer);
    const first = view.getUint32(4, true);
    const next = first + 2 + 12 * view.getUint16(first, true);
    view.setUint32(next, first, true);
    await refused(one, 'a.tif', `directories loop at byte ${first}`);
    view.setUint32(next, one.length - 1, true);
    await refused(one, 'a.tif', 'directory 1 should be bytes');
    view.setUint32(next, 0, true);
    view.setUint16(first, 65535, true);
    await refused(one, 'a.tif', 'directory 0 should be bytes');
    const chain = new Uint8Array(60000);
    const links = new DataView(chain.buffer);
    chain.set([0x49, 0x49, 42, 0, 8]);
    for (let at = 8; at < 200; at += 4) {
      links.setUint16(at, 512, true);
      links.setUint32(at + 2 + 12 * 512, at + 4, true);
    }
    const source = bytesSource(chain, 'a.tif');
    const all = readDirectories(source, await readTiffHeader(source));
    const walk = async () => {
      for await (const _ of all);
    };
    await expect(walk()).rejects.toThrow('a.tif: its directories overlap');
  });

  it('about the length of a strip', async () => {
    const bytes = await tiffOf({ y: 4, x: 4 });
    await refused(
      patchedTiff(bytes, { StripByteCounts: 4 }),
      'a.tif',
      'strip or tile 0 of 16 bytes cannot be in 4 bytes',
    );
    // nothing said, or a strip that is padded
    for (const StripByteCounts of [0, 20]) {
      const padded = patchedTiff(new Uint8Array([...bytes, 0, 0, 0, 0]), { StripByteCounts });
      expect(await decode(padded, { name: 'a.tif' })).toEqual(await decode(bytes, { name: 'a.tif' }));
    }
  });

  it('by a bomb in a strip', async () => {
    const bomb = deflateSync(new Uint8Array(2e6), { level: 9 });
    const bytes = await tiffOf({ y: 200, x: 200 });
    const longer = new Uint8Array([...bytes, ...bomb]);
    const lies = { Compression: 8, StripOffsets: bytes.length, StripByteCounts: bomb.length };
    await refused(patchedTiff(longer, lies), 'a.tif', 'holds more than the 40000 bytes');
    await refused(
      patchedTiff(longer, { ...lies, ImageLength: 2 ** 20, RowsPerStrip: 2 ** 20 }),
      'a.tif',
      'cannot be in',
    );
  });

  it('by a byte changed in a strip', async () => {
    const bytes = await tiffOf({ y: 20, x: 20 });
    const stored = deflateSync(new Uint8Array(400), { level: 0 });
    stored[50] = 1;
    const lies = { Compression: 8, StripOffsets: bytes.length, StripByteCounts: stored.length };
    await refused(patchedTiff(new Uint8Array([...bytes, ...stored]), lies), 'a.tif', 'its checksum does not agree');
  });

  it('about its pages', async () => {
    const stack = await tiffOf({ z: 3, y: 2, x: 2 });
    const text = (from: string, to: string) => {
      const latin1 = new TextDecoder('latin1').decode(stack).replace(from, to);
      return Uint8Array.from(latin1, (letter) => letter.charCodeAt(0) & 255)
        .fill(0, 4, 4)
        .map((byte, at) => (byte < 128 && (stack[at] ?? 0) < 128 ? byte : (stack[at] ?? 0)));
    };
    await refused(text('slices=3', 'slices=9'), 'a.tif', 'its text declares 9 pages');
    expect((await decode(text('slices=3', 'slices=9'), { name: 'a.tif', layout: 'zyx' })).shape.z).toBe(3);
  });
});

describe('limits', () => {
  it('holds a reader to so many bytes', async () => {
    for (const [name, bytes] of [
      ['a.tif', await tiffOf({ y: 6, x: 5 })],
      ['a.npy', encodeNpy(noise('u8', { y: 6, x: 5 }))],
    ] as const) {
      expect(bits(await decode(bytes, { name, maxBytes: 30 }))).toHaveLength(30);
      await expect(decode(bytes, { name, maxBytes: 29 })).rejects.toThrow('more than the limit of 29');
    }
  });
});
