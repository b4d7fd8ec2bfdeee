/** NIfTI read in slabs, and headers that lie. */
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { ArgumentError, CancelledError, FormatError } from '../../../src/core/errors.js';
import { decode } from '../../../src/io/formats.js';
import { decodeNifti, openNifti } from '../../../src/io/nifti.js';
import { bytesSource } from '../../../src/io/source.js';
import { goldenFiles } from './golden.js';

const files = goldenFiles();
const bytesOf = (name: string): Uint8Array<ArrayBuffer> =>
  (files[name] as { bytes: Uint8Array<ArrayBuffer> }).bytes.slice();

/** A file with other numbers in its header: 16-bit ones, floats and 64-bit ones, by place. */
function lying(
  name: string,
  { short = {}, float = {}, long = {} }: Record<string, Record<number, number>>,
): Uint8Array {
  const bytes = bytesOf(name);
  const view = new DataView(bytes.buffer);
  for (const [at, value] of Object.entries(short)) view.setInt16(Number(at), value, true);
  for (const [at, value] of Object.entries(float)) view.setFloat32(Number(at), value, true);
  for (const [at, value] of Object.entries(long)) view.setBigInt64(Number(at), BigInt(value), true);
  return bytes;
}

async function refused(bytes: Uint8Array, name: string, problem: string | RegExp): Promise<void> {
  const error: unknown = await decode(bytes, { name }).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(FormatError);
  expect((error as FormatError).problem).toMatch(problem);
}

it('slabs are parts of the whole, rescaled ones too', async () => {
  for (const name of ['time.nii', 'slope_i2.nii', 'second.nii', 'rgb.nii']) {
    const whole = await decode(bytesOf(name), { name });
    const stack = await openNifti(bytesSource(bytesOf(name), name));
    expect(stack.axis).toBe('z');
    const slab = await stack.readPlanes(1, 2);
    for (const c of whole.shape.c > 1 ? [0, 2] : [0])
      for (const n of [0, whole.shape.n - 1])
        expect(slab.at({ n, c, y: 1, x: 2 })).toBe(whole.at({ n, c, z: 1, y: 1, x: 2 }));
  }
});

it('a layout names the axes', async () => {
  const channels = await decodeNifti(bytesOf('time.nii'), { layout: 'czyx' });
  expect(channels.shape).toEqual({ n: 1, c: 3, z: 2, y: 3, x: 4 });
  await expect(decodeNifti(bytesOf('time.nii'), { name: 'a.nii', layout: 'zyx' })).rejects.toThrow(ArgumentError);
});

it('a slope of nothing, or of 1 and 0, changes no type', async () => {
  for (const [slope, intercept] of [
    [1, 0],
    [0, 7],
    [Number.NaN, 0],
  ] as const) {
    const bytes = lying('nifti_i2_le.nii', { float: { 112: slope, 116: intercept } });
    expect((await decodeNifti(bytes)).dtype).toBe('i16');
  }
  const moved = await decodeNifti(lying('nifti_i2_le.nii', { float: { 112: 1, 116: 7 } }));
  const plain = await decodeNifti(bytesOf('nifti_i2_le.nii'));
  expect(moved.dtype).toBe('f32');
  expect(moved.at({ x: 1 })).toBe(plain.at({ x: 1 }) + 7);
});

describe('NIfTI that lies', () => {
  it.each([
    ['lengths beyond the file', { short: { 42: 32767, 44: 32767 } }, /needs \d+ bytes, \d+ are there/],
    ['an axis of no length', { short: { 44: 0 } }, 'an axis of length 0'],
    ['a negative length', { short: { 44: -3 } }, 'an axis of length -3'],
    ['no axes', { short: { 40: 0 } }, 'has 0 axes'],
    ['eight axes', { short: { 40: 8 } }, 'has 8 axes'],
    ['a sixth axis', { short: { 40: 6, 48: 1, 50: 1, 52: 2 } }, 'five axes at most'],
    ['a type that is none', { short: { 70: 77 } }, 'NIfTI type 77 is not read'],
    ['a type of 128 bits', { short: { 70: 1536 } }, 'NIfTI type 1536 is not read'],
    ['voxels within the header', { float: { 108: 12 } }, 'at byte 12, within itself'],
    ['voxels nowhere', { float: { 108: 1e30 } }, 'needs'],
    ['voxels at a fraction', { float: { 108: 352.5 } }, 'at byte 352.5'],
    ['an infinite intercept', { float: { 112: 2, 116: Number.POSITIVE_INFINITY } }, 'moved by Infinity'],
  ])('%s', async (_, lies, problem) => {
    await refused(lying('nifti_i2_le.nii', lies as never), 'a.nii', problem);
  });

  it('in its second version, of more than any file has', async () => {
    const bytes = bytesOf('second.nii');
    // big-endian: the highest byte of the length of x
    bytes[24] = 0x7f;
    await refused(bytes, 'a.nii', /needs .* bytes/);
  });

  it('about where its voxels are', async () => {
    const pair = bytesOf('nifti_i2_le.nii');
    pair.set([0x6e, 0x69, 0x31], 344);
    await refused(pair, 'a.nii', 'in another file (.img)');
    await refused(bytesOf('nifti_i2_le.nii').fill(0, 344, 348), 'a.nii', 'no NIfTI magic');
  });

  it('by what is compressed', async () => {
    const plain = bytesOf('nifti_i2_le.nii');
    await refused(gzipSync(new Uint8Array([...plain, 1])), 'a.nii.gz', 'more than the');
    await refused(
      gzipSync(plain.subarray(0, -1)),
      'a.nii.gz',
      `holds ${plain.length - 1} bytes, ${plain.length} are needed`,
    );
    const bomb = gzipSync(Buffer.concat([plain, new Uint8Array(5e6)]), { level: 9 });
    await refused(bomb, 'a.nii.gz', 'more than the');
    const huge = gzipSync(lying('nifti_i2_le.nii', { short: { 42: 32767, 44: 3000 } }));
    await refused(huge, 'a.nii.gz', /needs \d+ bytes, which cannot be in \d+ compressed/);
    const changed = gzipSync(plain);
    changed[changed.length - 6] = (changed[changed.length - 6] as number) ^ 1;
    await refused(changed, 'a.nii.gz', 'its checksum does not agree');
    await refused(plain, 'a.nii.gz', 'not a gzipped nifti file: its bytes are nifti');
  });

  it('and can be stopped', async () => {
    const signal = AbortSignal.abort();
    await expect(decode(bytesOf('zooms.nii.gz'), { name: 'zooms.nii.gz', signal })).rejects.toThrow(CancelledError);
  });
});
