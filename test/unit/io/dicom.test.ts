/** Series of DICOM files, and files that lie. What single files hold is in the golden test. */
import { describe, expect, it } from 'vitest';
import { FormatError } from '../../../src/core/errors.js';
import { decodeDicom, readDicomSeries } from '../../../src/io/dicom/read.js';
import { type ByteSource, bytesSource } from '../../../src/io/source.js';
import { goldenFiles, goldenSeries } from './golden.js';

const files = goldenFiles();
const bytesOf = (name: string): Uint8Array<ArrayBuffer> =>
  (files[name] as { bytes: Uint8Array<ArrayBuffer> }).bytes.slice();
const slices = [0, 1, 2, 3, 4].map((at) => bytesSource(bytesOf(`series_${at}.dcm`), `series_${at}.dcm`));

/** Where an element begins, little-endian. */
function placeOf(bytes: Uint8Array, group: number, element: number): number {
  const wanted = [group & 255, group >> 8, element & 255, element >> 8];
  // the first 132 bytes may be anything
  for (let at = 132; at < bytes.length; at++) if (wanted.every((byte, each) => bytes[at + each] === byte)) return at;
  throw new Error('no such element');
}

/** A file with another text in an element, of the same length. */
function retold(name: string, group: number, element: number, text: string): Uint8Array<ArrayBuffer> {
  const bytes = bytesOf(name);
  const at = placeOf(bytes, group, element);
  const length = (bytes[at + 6] as number) + 256 * (bytes[at + 7] as number);
  bytes.set(new TextEncoder().encode(text.padEnd(length).slice(0, length)), at + 8);
  return bytes;
}

/** A file with another 16-bit number in an element, or another length of it. */
function renumbered(name: string, group: number, element: number, value: number, offset = 8): Uint8Array<ArrayBuffer> {
  const bytes = bytesOf(name);
  new DataView(bytes.buffer).setUint16(placeOf(bytes, group, element) + offset, value, true);
  return bytes;
}

describe('a series', () => {
  it('is in the order of its places, whatever the order and the numbers of its files', async () => {
    const wanted = goldenSeries();
    const volume = await readDicomSeries(slices);
    expect(volume.shape).toMatchObject({ z: 5, y: 4, x: 6 });
    expect(volume).toMatchObject({ dtype: 'f32', unit: 'mm', layout: 'zyx' });
    expect(volume.data).toEqual(new Float32Array(wanted.values.buffer));
    expect(volume.spacing).toEqual({ y: 0.9, x: 0.9, z: 1.25 });
    expect((await readDicomSeries([...slices].reverse())).data).toEqual(volume.data);
  });

  it('without a slice has no spacing along z', async () => {
    const volume = await readDicomSeries(slices.filter((_, at) => at !== 3));
    expect(volume.shape.z).toBe(4);
    expect(volume.spacing).toEqual({ y: 0.9, x: 0.9 });
  });

  it('with every place twice is two moments, in the order of the numbers', async () => {
    const later = slices.map(({ name }) => bytesSource(retold(name, 0x20, 0x13, '99'), `later_${name}`));
    const volume = await readDicomSeries([...later, ...slices]);
    expect(volume.shape).toMatchObject({ n: 2, z: 5 });
    const [before = Number.NaN] = volume.data;
    expect(before).toBe((await readDicomSeries(slices)).data[0]);
  });

  it('without places is in the order of the numbers', async () => {
    // the names of both elements are changed to ones that nobody knows
    const placeless = slices.map(({ name }) => {
      const bytes = renumbered(name, 0x20, 0x32, 0x33, 2);
      return bytesSource(bytes, name);
    });
    const volume = await readDicomSeries(placeless);
    const placed = await readDicomSeries(slices);
    expect(volume.at({ z: 0, x: 1 })).toBe(placed.at({ z: 4, x: 1 }));
    expect(volume.at({ z: 4, x: 1 })).toBe(placed.at({ z: 0, x: 1 }));
  });

  it.each([
    [
      'another series',
      bytesSource(retold('series_1.dcm', 0x20, 0xe, '1.2.4'), 'other.dcm'),
      'other.dcm: belongs to another series than series_0.dcm',
    ],
    [
      'another size',
      bytesSource(renumbered('series_1.dcm', 0x28, 0x10, 3), 'other.dcm'),
      'other.dcm: has height 3, series_0.dcm has 4',
    ],
    [
      'another direction',
      bytesSource(retold('series_1.dcm', 0x20, 0x37, '1\\0\\0\\0\\1\\0'), 'other.dcm'),
      'other.dcm: lies in another direction',
    ],
    ['the place of another', bytesSource(bytesOf('series_2.dcm'), 'other.dcm'), 'is in the same place as'],
  ])('refuses a file of %s by its name', async (_, other: ByteSource, problem) => {
    await expect(readDicomSeries([...slices, other])).rejects.toThrow(problem);
    await expect(readDicomSeries([...slices, other])).rejects.toThrow(FormatError);
  });
});

it('compressed files are decoded one after the other, also behind a damaged one', async () => {
  for (const name of ['MR_small_jp2klossless.dcm', 'MR_small_jpeg_ls_lossless.dcm', 'MR_lossless.dcm']) {
    const wanted = new Int16Array(goldenFiles()['MR_small.dcm']?.values.buffer ?? new ArrayBuffer(0));
    const damaged = bytesOf(name);
    damaged.fill(0x55, damaged.length - 2500, damaged.length - 300);
    await decodeDicom(damaged, { name }).catch((error: unknown) => expect(error).toBeInstanceOf(FormatError));
    for (let round = 0; round < 2; round++) expect((await decodeDicom(bytesOf(name), { name })).data).toEqual(wanted);
  }
});

describe('DICOM that lies', () => {
  it.each([
    ['its rows', renumbered('rescaled.dcm', 0x28, 0x10, 60000), /frames of 7 by 60000 need \d+ bytes, 70 are there/],
    ['no columns', renumbered('rescaled.dcm', 0x28, 0x11, 0), 'is empty'],
    ['its bits', renumbered('rescaled.dcm', 0x28, 0x100, 12), 'pixels of 12 bits are not read'],
    ['the bits that are stored', renumbered('rescaled.dcm', 0x28, 0x101, 17), '17 bits below bit 15'],
    ['its samples', renumbered('rescaled.dcm', 0x28, 0x2, 4), 'pixels of 4 samples of MONOCHROME2'],
    ['the length of an element', renumbered('rescaled.dcm', 0x28, 0x30, 9999, 6), /ends within \(0028,0030\)/],
    [
      'the number of its frames',
      retold('enhanced.dcm', 0x28, 8, '9'),
      /9 frames of 5 by 4 need 360 bytes, 120 are there/,
    ],
    ['having frames', retold('enhanced.dcm', 0x28, 8, 'x'), 'number of frames is none'],
    ['the size of a JPEG 2000 frame', renumbered('MR_small_jp2klossless.dcm', 0x28, 0x10, 65), 'a frame is 64 by 64'],
    ['the size of a JPEG-LS frame', renumbered('MR_small_jpeg_ls_lossless.dcm', 0x28, 0x11, 63), 'a frame is 64 by 64'],
    ['the size of a lossless JPEG frame', renumbered('MR_lossless.dcm', 0x28, 0x10, 4096), 'a frame is 64 by 64'],
    ['the size of an RLE frame', renumbered('MR_small_RLE.dcm', 0x28, 0x10, 60000), 'cannot hold'],
  ])('about %s', async (_, bytes, problem) => {
    const error: unknown = await decodeDicom(bytes, { name: 'a.dcm' }).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(FormatError);
    expect((error as FormatError).message).toMatch(problem);
    expect((error as FormatError).file).toBe('a.dcm');
  });

  it('by sequences in sequences without end', async () => {
    const head = bytesOf('rescaled.dcm');
    const start = head.subarray(0, placeOf(head, 0x28, 2));
    // an item of undefined length with a sequence of undefined length in it, and so on
    const nest = [0x28, 0, 0x10, 0x91, 0x53, 0x51, 0, 0, 255, 255, 255, 255, 0xfe, 0xff, 0, 0xe0, 255, 255, 255, 255];
    const deep = new Uint8Array([...start, ...Array.from({ length: 5000 }, () => nest).flat()]);
    await expect(decodeDicom(deep, { name: 'a.dcm' })).rejects.toThrow(
      'a.dcm: sequences more than 16 deep are not read',
    );
  });

  it('is told from what is no DICOM', async () => {
    await expect(decodeDicom(new Uint8Array(500), { name: 'a.dcm' })).rejects.toThrow('a.dcm: not a DICOM file');
  });
});
