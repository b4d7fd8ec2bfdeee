/** PNG and JPEG: what was written comes back, what they cannot hold is refused. The values of others' files are in golden.test.ts. */
import { describe, expect, it } from 'vitest';
import { DTYPE_NAMES } from '../../../src/core/dtype.js';
import { ArgumentError } from '../../../src/core/errors.js';
import { decodeJpeg } from '../../../src/io/jpeg.js';
import { decodePng, encodePng } from '../../../src/io/png.js';
import { goldenFiles } from './golden.js';
import { noise } from './noise.js';

describe('png', () => {
  it.each(['u8', 'u16'] as const)('keeps %s of one to four channels', (dtype) => {
    for (const c of [1, 2, 3, 4]) {
      const volume = noise(dtype, { c, y: 5, x: 7 });
      const back = decodePng(encodePng(volume));
      expect(back).toMatchObject({ dtype, shape: volume.shape, layout: c === 1 ? 'yx' : 'yxc', spacing: {}, unit: '' });
      expect(back.data).toEqual(volume.data);
    }
  });

  it('keeps spacing and unit exactly', () => {
    const volume = noise('u8', { y: 2, x: 3 }, { spacing: { x: 0.65, y: 1 / 3 }, unit: 'µm' });
    expect(decodePng(encodePng(volume))).toMatchObject({ spacing: { x: 0.65, y: 1 / 3 }, unit: 'µm' });
    const strange = noise('u8', { y: 2, x: 3 }, { unit: '光年 "\\' });
    expect(decodePng(encodePng(strange)).unit).toBe(strange.unit);
  });

  it('refuses what it cannot hold', () => {
    for (const dtype of DTYPE_NAMES.filter((name) => name !== 'u8' && name !== 'u16'))
      expect(() => encodePng(noise(dtype, { y: 2, x: 2 })), dtype).toThrow(ArgumentError);
    expect(() => encodePng(noise('u8', { z: 2, y: 2, x: 2 }))).toThrow('must be one image');
    expect(() => encodePng(noise('u8', { c: 5, y: 2, x: 2 }))).toThrow('1 to 4 channels');
    expect(() => decodePng(encodePng(noise('u8', { y: 2, x: 2 })), { layout: 'zyx' })).toThrow(ArgumentError);
  });
});

describe('jpeg', () => {
  it('is read with one layout only', () => {
    const { bytes } = goldenFiles()['gray.jpg'] ?? { bytes: new Uint8Array() };
    expect(decodeJpeg(bytes, { layout: 'yx' }).shape).toMatchObject({ y: 19, x: 27 });
    expect(() => decodeJpeg(bytes, { layout: 'yxc' })).toThrow(ArgumentError);
  });
});
