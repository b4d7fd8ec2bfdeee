/**
 * What a gzip file holds, as a source of bytes: inflated as it is asked for, from the beginning on, so that no more than some pieces are in memory. Going
 * back begins anew. Checksums and lengths of members are looked at as in `gunzip`: the last byte is given only when they agree.
 */
import { Gunzip } from 'fflate';
import { FormatError } from '../core/errors.js';
import { crc32 } from './crc32.js';
import { damaged } from './limits.js';
import { type ByteSource, readBytes } from './source.js';

const PIECE = 2 ** 18;
/** Checksum and length at the end of a member. */
const TRAILER = 8;

/** @param size how many bytes are in it, by its header */
export function gunzipSource(source: ByteSource, size: number): ByteSource {
  const { name } = source;
  let pieces: AsyncGenerator<Uint8Array> | undefined;
  let rest: Uint8Array = new Uint8Array(0);
  let at = 0;
  const short = (): FormatError => new FormatError(name, `compressed data holds ${at} bytes, ${size} are needed`);
  return {
    name,
    size,
    async readInto(target, offset) {
      if (!pieces || offset < at) {
        pieces = inflated(source, size);
        [at, rest] = [0, new Uint8Array(0)];
      }
      for (let filled = 0; filled < target.length; ) {
        if (rest.length === 0) {
          const next = await pieces.next();
          if (next.done) throw short();
          rest = next.value;
        }
        const skipped = Math.min(rest.length, offset + filled - at);
        const part = rest.subarray(skipped, skipped + target.length - filled);
        target.set(part, filled);
        filled += part.length;
        at += skipped + part.length;
        rest = rest.subarray(skipped + part.length);
      }
      if (at === size) while (!(await pieces.next()).done);
    },
  };
}

/** Piece after piece, not more than `size` bytes in all. */
async function* inflated(source: ByteSource, size: number): AsyncGenerator<Uint8Array> {
  const { name } = source;
  const out: Uint8Array[] = [];
  let [made, member, crc] = [0, 0, 0];
  /** The piece that is inflated, after the end of the one before. */
  let [bytes, from] = [new Uint8Array(0), 0];
  const close = (end: number): void => {
    const at = end - TRAILER - from;
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    const whole = at >= 0 && end >= 18;
    if (!whole || view.getUint32(at, true) !== crc || view.getUint32(at + 4, true) !== (made - member) % 2 ** 32)
      throw new FormatError(name, 'compressed data is damaged: its checksum does not agree');
    [member, crc] = [made, 0];
  };
  const stream = new Gunzip((chunk) => {
    made += chunk.length;
    if (made > size) throw new FormatError(name, `compressed data holds more than the ${size} bytes that it should`);
    crc = crc32(chunk, crc);
    if (chunk.length > 0) out.push(chunk);
  });
  stream.onmember = close;
  for (let read = 0; read < source.size; read += PIECE) {
    const piece = await readBytes(source, read, Math.min(PIECE, source.size - read), 'compressed data');
    const tail = bytes.subarray(-TRAILER);
    const joined = new Uint8Array(tail.length + piece.length);
    joined.set(tail);
    joined.set(piece, tail.length);
    [bytes, from] = [joined, read - tail.length];
    try {
      stream.push(piece, read + PIECE >= source.size);
    } catch (error) {
      throw damaged(name, 'compressed data is damaged', error);
    }
    yield* out.splice(0);
  }
  close(source.size);
}
