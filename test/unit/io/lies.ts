/** Files with a part that is not true, for the tests of what is refused. */
import type { Axis } from '../../../src/core/axes.js';
import { encodePng } from '../../../src/io/png.js';
import { TAGS, type TagName } from '../../../src/io/tiff/directory.js';
import { encodeTiff } from '../../../src/io/tiff/write.js';
import { noise } from './noise.js';

/** An npy file with this header and eight bytes of data. */
export function npyOf(header: string): Uint8Array {
  const text = new TextEncoder().encode(`${header}\n`);
  const lengths = [text.length & 255, text.length >> 8];
  return new Uint8Array([0x93, ...new TextEncoder().encode('NUMPY'), 1, 0, ...lengths, ...text, ...new Uint8Array(8)]);
}

/** A gray 8-bit PNG that declares this size and has this pixel data. */
export function pngOf(width: number, height: number, pixels: Uint8Array): Uint8Array {
  const header = new DataView(new ArrayBuffer(13));
  header.setUint32(0, width);
  header.setUint32(4, height);
  header.setUint8(8, 8);
  const signature = encodePng(noise('u8', { x: 1 })).subarray(0, 8);
  const parts = [
    signature,
    chunkOf('IHDR', new Uint8Array(header.buffer)),
    chunkOf('IDAT', pixels),
    chunkOf('IEND', new Uint8Array(0)),
  ];
  return new Uint8Array(parts.flatMap((part) => [...part]));
}

/** A PNG chunk with a true checksum. */
export function chunkOf(type: string, data: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(data.length + 12);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, data.length);
  bytes.set(new TextEncoder().encode(type), 4);
  bytes.set(data, 8);
  let crc = 0xffffffff;
  for (const byte of bytes.subarray(4, data.length + 8)) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? 0xedb88320 ^ (crc >>> 1) : crc >>> 1;
  }
  view.setUint32(data.length + 8, ~crc >>> 0);
  return bytes;
}

/** A true TIFF, in a buffer of its own. */
export async function tiffOf(shape: Partial<Record<Axis, number>>): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await encodeTiff(noise('u8', shape)));
}

/** A TIFF whose first directory says something else. */
export function patchedTiff(
  bytes: Uint8Array<ArrayBuffer>,
  lies: Partial<Record<TagName, number>>,
): Uint8Array<ArrayBuffer> {
  const out = bytes.slice();
  const view = new DataView(out.buffer);
  const first = view.getUint32(4, true);
  for (let entry = first + 2; entry < first + 2 + 12 * view.getUint16(first, true); entry += 12)
    for (const [tag, value] of Object.entries(lies))
      if (view.getUint16(entry, true) === TAGS[tag as TagName]) {
        view.setUint16(entry + 2, 4, true);
        view.setUint32(entry + 8, value, true);
      }
  return out;
}
