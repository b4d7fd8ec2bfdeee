/**
 * Where bytes come from and where they go, so that a codec needs neither a file system nor the whole file in memory.
 * The rule kept here: nothing is allocated for a range that the source does not have.
 */
import { FormatError } from '../core/errors.js';

/** Bytes that can be read at any place: a file, a `Blob`, an array. */
export interface ByteSource {
  /** The file's name, for messages. */
  readonly name: string;
  /** Bytes in all. */
  readonly size: number;
  /** Fills `target` with the bytes from `offset` on. The range lies inside the source: `readBytes` and the codecs see to that. */
  readInto(target: Uint8Array, offset: number): Promise<void>;
}

/** Bytes that can be written at any place; gaps are zero. */
export interface ByteSink {
  write(bytes: Uint8Array, offset: number): Promise<void>;
}

/** Throws `FormatError` unless the source has this range. */
export function checkRange(source: ByteSource, offset: number, length: number, what: string): void {
  if (offset >= 0 && length >= 0 && offset + length <= source.size) return;
  throw new FormatError(
    source.name,
    `${what} should be bytes ${offset} to ${offset + length}, but the file has ${source.size}`,
  );
}

/**
 * A fresh copy of a range of a source. Throws `FormatError` when the source ends before it; nothing is allocated then.
 * @example
 * const three = bytesSource(new Uint8Array([1, 2, 3]), 'three.bin');
 * await readBytes(three, 0, 2, 'the header'); // 1 2
 */
export async function readBytes(
  source: ByteSource,
  offset: number,
  length: number,
  what: string,
): Promise<Uint8Array<ArrayBuffer>> {
  checkRange(source, offset, length, what);
  const bytes = new Uint8Array(length);
  await source.readInto(bytes, offset);
  return bytes;
}

/**
 * A source over bytes in memory.
 * @example
 * const source = bytesSource(new Uint8Array([1, 2, 3]), 'three.bin');
 */
export function bytesSource(bytes: Uint8Array, name: string): ByteSource {
  return {
    name,
    size: bytes.length,
    async readInto(target, offset) {
      target.set(bytes.subarray(offset, offset + target.length));
    },
  };
}

/**
 * A source over a `Blob` or a `File` of a browser; only what is asked for is read.
 * @example
 * const blob = blobSource(new File(['abc'], 'abc.txt'), 'abc.txt');
 * blob.size; // 3
 */
export function blobSource(blob: Blob, name: string): ByteSource {
  return {
    name,
    size: blob.size,
    async readInto(target, offset) {
      target.set(new Uint8Array(await blob.slice(offset, offset + target.length).arrayBuffer()));
    },
  };
}

/** Bytes of the largest array of Chromium (156, found by halving): a sink that would grow past it by doubling stops there first. */
export const LARGEST_ARRAY = 2 ** 31 - 2 ** 21;

/**
 * A sink that grows in memory; `bytes()` is what was written so far.
 * @example
 * const sink = memorySink();
 */
export function memorySink(): ByteSink & { bytes(): Uint8Array } {
  let buffer = new Uint8Array(65536);
  let length = 0;
  return {
    async write(bytes, offset) {
      const end = offset + bytes.length;
      if (end > buffer.length) {
        const twice = end <= LARGEST_ARRAY ? Math.min(LARGEST_ARRAY, 2 * buffer.length) : 2 * buffer.length;
        const larger = new Uint8Array(Math.max(end, twice));
        larger.set(buffer.subarray(0, length));
        buffer = larger;
      }
      buffer.set(bytes, offset);
      length = Math.max(length, end);
    },
    bytes: () => buffer.subarray(0, length),
  };
}
