/** The frame header of a JPEG (ITU-T T.81, annex B), read before decoding, so that a small file cannot ask for a large image. */
import { FormatError } from '../core/errors.js';

/** Pixels a byte at most: one bit for every 8 by 8 block of a progressive gray image. */
const PIXELS_A_BYTE = 512;
/** Real progressive files have about ten scans; every one visits all blocks, however few bytes it has. */
const MAX_SCANS = 100;

/** What a JPEG declares of its image. */
export interface JpegHeader {
  readonly width: number;
  readonly height: number;
  readonly components: number;
}

/** Whether these are a JPEG's first bytes. */
export function isJpeg(head: Uint8Array): boolean {
  return head[0] === 0xff && head[1] === 0xd8 && head[2] === 0xff;
}

/** The frame header. Throws `FormatError` where there is none, or where it cannot be true of a file of this size. */
export function parseJpegHeader(bytes: Uint8Array, name: string): JpegHeader {
  if (!isJpeg(bytes)) throw new FormatError(name, 'not a JPEG file');
  const at = frameOffset(bytes, name);
  const [precision = 0, h1 = 0, h0 = 0, w1 = 0, w0 = 0, components = 0] = bytes.subarray(at + 4, at + 10);
  const width = 256 * w1 + w0;
  const height = 256 * h1 + h0;
  if (precision !== 8) throw new FormatError(name, `JPEG of ${precision} bits is not read, only 8`);
  if (components !== 1 && components !== 3)
    throw new FormatError(name, `JPEG of ${components} components is not read, only gray and YCbCr`);
  if (width === 0 || height === 0) throw new FormatError(name, `an image of ${width} by ${height} pixels is empty`);
  if (width * height > PIXELS_A_BYTE * bytes.length)
    throw new FormatError(name, `${bytes.length} bytes cannot hold the ${width} by ${height} pixels declared`);
  let scans = 0;
  for (let from = 0; from + 1 < bytes.length; from++) if (bytes[from] === 0xff && bytes[from + 1] === 0xda) scans++;
  if (scans > MAX_SCANS) throw new FormatError(name, `JPEG of ${scans} scans is not read, ${MAX_SCANS} at most`);
  return { width, height, components };
}

/** Where the start-of-frame marker is. */
function frameOffset(bytes: Uint8Array, name: string): number {
  let at = 2;
  while (at + 10 <= bytes.length) {
    if (bytes[at] !== 0xff) throw new FormatError(name, `damaged: no JPEG marker at byte ${at}`);
    const marker = bytes[at + 1] ?? 0;
    if (marker === 0xff) {
      at++;
      continue;
    }
    if (marker >= 0xc0 && marker <= 0xc2) return at;
    if (marker > 0xc2 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc)
      throw new FormatError(name, 'JPEG is read only where it is Huffman coded, sequential or progressive');
    if (marker === 0xda || marker === 0xd9) break;
    at += 2 + 256 * (bytes[at + 2] ?? 0) + (bytes[at + 3] ?? 0);
  }
  throw new FormatError(name, 'ends before the JPEG frame header');
}
