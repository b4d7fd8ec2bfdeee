/**
 * Where a Zarr hierarchy lies: keys with slashes, each with bytes behind it. A folder, an address, a zip, the files dropped on a page: all
 * are these two functions, and nothing of Zarr knows which.
 */
import { FormatError } from '../../core/errors.js';
import { type ByteSource, blobSource, readBytes } from '../source.js';

/** A part of what is behind a key. */
export type Range = { readonly offset: number; readonly length: number } | { readonly last: number };

/** Bytes by key, to be read. */
export interface ZarrReadable {
  /** For messages. */
  readonly name: string;
  /** What is behind a key, or a part of it; undefined where there is nothing. Throws `FormatError` where the part lies outside. */
  get(key: string, range?: Range, signal?: AbortSignal): Promise<Uint8Array | undefined>;
}

/** Bytes by key, to be written. */
export interface ZarrWritable {
  set(key: string, bytes: Uint8Array): Promise<void>;
}

/** A key below another, both without a slash at their ends; the empty key is the root. */
export function keyBelow(parent: string, child: string): string {
  return parent === '' ? child : `${parent}/${child}`;
}

/** Throws `FormatError` where a path that a file states leads elsewhere than below it. */
export function checkedPath(path: unknown, name: string): string {
  const parts = typeof path === 'string' ? path.replace(/^\.?\/+|\/+$/g, '').split('/') : [];
  if (parts.length === 0 || parts.some((part) => part === '..' || part === '.' || part === '' || /[\\\0:]/.test(part)))
    throw new FormatError(name, `states the path ${JSON.stringify(path)}, which is not below it`);
  return parts.join('/');
}

/** A part of a source, checked against its size. */
export async function rangeOf(source: ByteSource, range: Range | undefined): Promise<Uint8Array> {
  if (range === undefined) return readBytes(source, 0, source.size, 'the file');
  const { offset, length } = 'last' in range ? { offset: source.size - range.last, length: range.last } : range;
  return readBytes(source, offset, length, 'a part of it');
}

/**
 * A hierarchy over files that are there already: those of a dropped folder, by their path below it.
 * @example
 * const store = filesStore(new Map([['zarr.json', new Blob(['{}'])]]), 'cells.ome.zarr');
 */
export function filesStore(files: ReadonlyMap<string, Blob>, name: string): ZarrReadable {
  return {
    name,
    async get(key, range) {
      const file = files.get(key);
      return file && rangeOf(blobSource(file, keyBelow(name, key)), range);
    },
  };
}

/**
 * A hierarchy in memory, to write and to read.
 * @example
 * const store = memoryStore('cells.ome.zarr');
 */
export function memoryStore(
  name: string,
): ZarrReadable & ZarrWritable & { readonly entries: ReadonlyMap<string, Uint8Array> } {
  const entries = new Map<string, Uint8Array>();
  return {
    name,
    entries,
    async get(key, range) {
      const bytes = entries.get(key);
      if (!bytes || !range) return bytes;
      const [from, to] =
        'last' in range ? [bytes.length - range.last, bytes.length] : [range.offset, range.offset + range.length];
      if (from >= 0 && to <= bytes.length) return bytes.subarray(from, to);
      throw new FormatError(keyBelow(name, key), `bytes ${from} to ${to} are not in ${bytes.length}`);
    },
    async set(key, bytes) {
      entries.set(key, bytes.slice());
    },
  };
}
