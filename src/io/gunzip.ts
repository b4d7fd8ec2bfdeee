/**
 * gzip (RFC 1952) with a limit: fed a little at a time and stopped when more comes out than was promised, so a bomb costs one piece.
 * Members may follow each other, as bgzip writes them; of each the checksum and the length are checked.
 */
import { Gunzip } from 'fflate';
import { FormatError } from '../core/errors.js';
import { crc32 } from './crc32.js';
import { checkCancelled, damaged, type ReadOptions } from './limits.js';

const PIECE = 65536;
/** Deflate makes at most 1032 bytes of one. */
export const MAX_RATIO = 1032;

/** The first bytes that a gzip file holds, as many as `length` at most; nothing is checked. */
export function gunzipHead(bytes: Uint8Array, length: number, name: string): Uint8Array {
  const head = new Uint8Array(length);
  let at = 0;
  const stream = new Gunzip((chunk) => {
    head.set(chunk.subarray(0, length - at), at);
    at += Math.min(chunk.length, length - at);
  });
  try {
    for (let from = 0; from < bytes.length && at < length; from += 4096) stream.push(bytes.subarray(from, from + 4096));
  } catch (error) {
    throw damaged(name, 'compressed data is damaged', error);
  }
  return head.subarray(0, at);
}

/**
 * What a gzip file holds, `length` bytes. Throws `FormatError` where it is damaged, or holds fewer or more.
 * @param length what must be in it; the caller has checked that the file is large enough for that (`MAX_RATIO`)
 */
export function gunzip(bytes: Uint8Array, length: number, options: ReadOptions): Uint8Array<ArrayBuffer> {
  const { name = 'gzip' } = options;
  const out = new Uint8Array(length);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  let [at, member, crc] = [0, 0, 0];
  const stream = new Gunzip((chunk) => {
    if (at + chunk.length > length)
      throw new FormatError(name, `compressed data holds more than the ${length} bytes that it should`);
    out.set(chunk, at);
    at += chunk.length;
    crc = crc32(chunk, crc);
  });
  const closeMember = (end: number): void => {
    if (end < 18 || view.getUint32(end - 8, true) !== crc || view.getUint32(end - 4, true) !== (at - member) % 2 ** 32)
      throw new FormatError(name, 'compressed data is damaged: its checksum does not agree');
    [member, crc] = [at, 0];
  };
  stream.onmember = closeMember;
  try {
    for (let from = 0; from < bytes.length; from += PIECE) {
      checkCancelled(options);
      stream.push(bytes.subarray(from, from + PIECE), from + PIECE >= bytes.length);
      options.progress?.(Math.min(from + PIECE, bytes.length) / bytes.length);
    }
  } catch (error) {
    throw damaged(name, 'compressed data is damaged', error);
  }
  closeMember(bytes.length);
  if (at === length) return out;
  throw new FormatError(name, `compressed data holds ${at} bytes, ${length} are needed`);
}
