/**
 * zlib streams with a limit. fflate inflates whatever comes; here it is fed a little at a time and stopped when the output
 * passes what the file's header promised, so a decompression bomb costs one piece (16 kB in, 17 MB out at most).
 */
import { Unzlib } from 'fflate';
import { FormatError } from '../core/errors.js';
import { damaged } from './limits.js';

const PIECE = 16384;

/**
 * The bytes of a zlib stream given in pieces. Throws `FormatError` when it is damaged (Adler-32 is checked), ends early or
 * holds more than `limit` bytes. It may hold fewer.
 * @example
 * import { deflateSync } from 'node:zlib';
 * const bytes = inflate([deflateSync(new Uint8Array(100))], 100, 'zeros.z');
 * bytes.length; // 100
 */
export function inflate(pieces: readonly Uint8Array[], limit: number, name: string): Uint8Array<ArrayBuffer> {
  let out = new Uint8Array(Math.min(limit, 4 * pieces.reduce((sum, piece) => sum + piece.length, 0)));
  let length = 0;
  const stream = new Unzlib((chunk) => {
    if (length + chunk.length > limit)
      throw new FormatError(name, `compressed data holds more than the ${limit} bytes that it should`);
    if (length + chunk.length > out.length) {
      const larger = new Uint8Array(Math.min(limit, Math.max(2 * out.length, length + chunk.length)));
      larger.set(out.subarray(0, length));
      out = larger;
    }
    out.set(chunk, length);
    length += chunk.length;
  });
  try {
    for (const piece of pieces)
      for (let at = 0; at < piece.length; at += PIECE) stream.push(piece.subarray(at, at + PIECE));
    stream.push(new Uint8Array(0), true);
  } catch (error) {
    throw damaged(name, 'compressed data is damaged', error);
  }
  const result = out.subarray(0, length);
  checkAdler(pieces, adler32(result), name);
  return result;
}

/** The checksum is the last four bytes, or stands before up to three of padding. */
function checkAdler(pieces: readonly Uint8Array[], expected: number, name: string): void {
  const tail = pieces
    .slice(-7)
    .flatMap((piece) => [...piece.subarray(-7)])
    .slice(-7);
  for (let at = 0; at + 4 <= tail.length; at++) {
    const [a = 0, b = 0, c = 0, d = 0] = tail.slice(at);
    if (((a << 24) | (b << 16) | (c << 8) | d) >>> 0 === expected) return;
  }
  throw new FormatError(name, 'compressed data is damaged: its checksum does not agree');
}

/** Adler-32 (RFC 1950, section 8.2). */
function adler32(bytes: Uint8Array): number {
  let low = 1;
  let high = 0;
  for (let at = 0; at < bytes.length; ) {
    // 3800 sums stay below 2^31, so one division serves them all
    const end = Math.min(at + 3800, bytes.length);
    for (; at < end; at++) {
      low += bytes[at] as number;
      high += low;
    }
    low %= 65521;
    high %= 65521;
  }
  return high * 65536 + low;
}
