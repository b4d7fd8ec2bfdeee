/** Photographs stand upright as their cameras say: all eight orientations, as Pillow's `exif_transpose` turns them. */
import { encode } from 'jpeg-js';
import { expect, it } from 'vitest';
import { decodeJpeg } from '../../../src/io/jpeg.js';

/** Four corners of 8 by 8 pixels and two more: 250 150 0 above 80 0 0. */
const STORED = [250, 150, 0, 80, 0, 0];
/** What Pillow 9.4 makes of it, rows of two or three. */
const UPRIGHT: Readonly<Record<number, readonly number[]>> = {
  1: [250, 150, 0, 80, 0, 0],
  2: [0, 150, 250, 0, 0, 80],
  3: [0, 0, 80, 0, 150, 250],
  4: [80, 0, 0, 250, 150, 0],
  5: [250, 80, 150, 0, 0, 0],
  6: [80, 250, 0, 150, 0, 0],
  7: [0, 0, 0, 150, 80, 250],
  8: [0, 0, 150, 0, 250, 80],
};

function jpeg(): Uint8Array {
  const data = new Uint8Array(4 * 16 * 24).fill(255);
  for (let y = 0; y < 16; y++)
    for (let x = 0; x < 24; x++)
      data.fill(STORED[3 * (y >> 3) + (x >> 3)] ?? 0, 4 * (24 * y + x), 4 * (24 * y + x) + 3);
  return new Uint8Array(encode({ width: 24, height: 16, data }, 95).data);
}

/** The same file with an Exif part behind its first marker. */
function tagged(orientation: number, little: boolean, entries = 1): Uint8Array {
  const tiff = new DataView(new ArrayBuffer(26));
  tiff.setUint16(0, little ? 0x4949 : 0x4d4d);
  tiff.setUint16(2, 42, little);
  tiff.setUint32(4, 8, little);
  tiff.setUint16(8, entries, little);
  tiff.setUint16(10, 0x0112, little);
  tiff.setUint16(12, 3, little);
  tiff.setUint32(14, 1, little);
  tiff.setUint16(18, orientation, little);
  const part = [0xff, 0xe1, 0, 34, ...new TextEncoder().encode('Exif'), 0, 0, ...new Uint8Array(tiff.buffer)];
  const file = jpeg();
  return Uint8Array.from([...file.subarray(0, 2), ...part, ...file.subarray(2)]);
}

/** The value in the middle of each block, of those that there are. */
function blocks(bytes: Uint8Array): number[] {
  const { shape, data } = decodeJpeg(bytes);
  const found: number[] = [];
  for (let y = 4; y < shape.y; y += 8)
    for (let x = 4; x < shape.x; x += 8) {
      const value = Number(data[y * shape.x + x]);
      found.push([0, 80, 150, 250].find((each) => Math.abs(each - value) < 12) ?? Number.NaN);
    }
  return found;
}

it.each(Object.keys(UPRIGHT).map(Number))('orientation %i', (orientation) => {
  expect(blocks(tagged(orientation, orientation % 2 === 0))).toEqual(UPRIGHT[orientation]);
  expect(decodeJpeg(tagged(orientation, true)).shape).toMatchObject(
    orientation >= 5 ? { y: 24, x: 16, c: 3 } : { y: 16, x: 24, c: 3 },
  );
});

it('what makes no sense turns nothing', () => {
  for (const wrong of [tagged(0, true), tagged(9, true), tagged(6, true, 0), jpeg()])
    expect(blocks(wrong)).toEqual(STORED);
  // a directory that says it is longer than the file
  expect(blocks(tagged(6, false, 65535))).toEqual(UPRIGHT[6]);
});
