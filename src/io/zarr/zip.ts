/**
 * A hierarchy in a zip file (PKWARE's APPNOTE 6.3.10), so that a page can give it away as one file. Entries are stored as they are, since
 * chunks are compressed already; on reading deflated ones are inflated. Zip64 where it is needed, no encryption, no parts.
 */
import { Inflate } from 'fflate';
import { FormatError } from '../../core/errors.js';
import { crc32 } from '../crc32.js';
import { damaged } from '../limits.js';
import { type ByteSink, type ByteSource, bytesSource, readBytes } from '../source.js';
import { keyBelow, rangeOf, type ZarrReadable, type ZarrWritable } from './store.js';

const [LOCAL, CENTRAL, END, END64, LOCATOR64] = [0x04034b50, 0x02014b50, 0x06054b50, 0x06064b50, 0x07064b50];
const [FULL16, FULL32] = [0xffff, 0xffffffff];
/** Deflate makes at most 1032 bytes of one. */
const MAX_RATIO = 1032;

interface Entry {
  readonly method: number;
  readonly crc: number;
  readonly packed: number;
  readonly size: number;
  readonly offset: number;
}

/**
 * Opens a zip as a hierarchy; a single folder at its root that holds everything is passed over. Only what is asked for is read.
 * Throws `FormatError` where it is truncated, encrypted or compressed otherwise.
 */
export async function zipStore(source: ByteSource): Promise<ZarrReadable> {
  const entries = await directoryOf(source);
  const tops = new Set([...entries.keys()].map((key) => key.split('/')[0] ?? ''));
  const [top = ''] = tops;
  const prefix = tops.size === 1 && !entries.has(top) ? top : '';
  return {
    name: source.name,
    async get(key, range) {
      const entry = entries.get(keyBelow(prefix, key));
      if (!entry) return undefined;
      const name = keyBelow(source.name, key);
      const at = await dataOffset(source, entry, name);
      if (entry.method === 0 && range) return rangeOf(partOf(source, name, at, entry.size), range);
      const packed = await readBytes(source, at, entry.packed, 'an entry');
      const bytes = entry.method === 0 ? packed : inflated(packed, entry.size, name);
      if (bytes.length !== entry.size || crc32(bytes) !== entry.crc)
        throw new FormatError(name, 'is damaged: its checksum does not agree');
      return range ? rangeOf(bytesSource(bytes, name), range) : bytes;
    },
  };
}

function partOf(source: ByteSource, name: string, start: number, size: number): ByteSource {
  return { name, size, readInto: (target, offset) => source.readInto(target, start + offset) };
}

/** Data begins behind a head of its own, whose texts may be longer than the directory's. */
async function dataOffset(source: ByteSource, { offset, packed }: Entry, name: string): Promise<number> {
  const view = viewOf(await readBytes(source, offset, 30, 'an entry of the zip'));
  if (view.getUint32(0, true) !== LOCAL) throw new FormatError(name, 'is damaged: the zip has no such entry');
  const at = offset + 30 + view.getUint16(26, true) + view.getUint16(28, true);
  if (at + packed > source.size) throw new FormatError(name, 'lies outside the zip');
  return at;
}

function inflated(packed: Uint8Array, size: number, name: string): Uint8Array {
  if (size > packed.length * MAX_RATIO + 64)
    throw new FormatError(name, `${size} bytes cannot be in ${packed.length} compressed ones`);
  const out = new Uint8Array(size);
  let at = 0;
  const stream = new Inflate((chunk) => {
    if (at + chunk.length > size) throw new FormatError(name, `holds more than the ${size} bytes that it should`);
    out.set(chunk, at);
    at += chunk.length;
  });
  try {
    for (let from = 0; from < packed.length; from += 65536)
      stream.push(packed.subarray(from, from + 65536), from + 65536 >= packed.length);
  } catch (error) {
    throw damaged(name, 'is damaged', error);
  }
  return out.subarray(0, at);
}

/** The entries by name, from the directory at the end of the file. */
async function directoryOf(source: ByteSource): Promise<Map<string, Entry>> {
  const { name } = source;
  const { offset, length, count } = await endOf(source);
  const bytes = await readBytes(source, offset, length, 'the directory of the zip');
  const view = viewOf(bytes);
  const entries = new Map<string, Entry>();
  const text = new TextDecoder();
  let at = 0;
  for (let each = 0; each < count; each++) {
    if (at + 46 > length || view.getUint32(at, true) !== CENTRAL)
      throw new FormatError(name, 'the directory of the zip is damaged');
    const [method, flags] = [view.getUint16(at + 10, true), view.getUint16(at + 8, true)];
    const [names, extra, comment] = [28, 30, 32].map((place) => view.getUint16(at + place, true)) as [
      number,
      number,
      number,
    ];
    if (at + 46 + names + extra + comment > length) throw new FormatError(name, 'the directory of the zip is damaged');
    const key = text.decode(bytes.subarray(at + 46, at + 46 + names));
    if (flags & 1 || (method !== 0 && method !== 8))
      throw new FormatError(name, `${key} is encrypted or compressed by method ${method}, which is not read`);
    const sizes = {
      packed: view.getUint32(at + 20, true),
      size: view.getUint32(at + 24, true),
      offset: view.getUint32(at + 42, true),
    };
    const wide = wideSizes(new DataView(bytes.buffer, bytes.byteOffset + at + 46 + names, extra), sizes);
    if (method === 0 && wide.packed !== wide.size) throw new FormatError(name, `${key} has two sizes`);
    if (!key.endsWith('/')) entries.set(key, { method, crc: view.getUint32(at + 16, true), ...wide });
    at += 46 + names + extra + comment;
  }
  return entries;
}

/** The sizes that do not fit 32 bits stand in an extra field, in this order. */
function wideSizes(extra: DataView, { packed, size, offset }: Pick<Entry, 'packed' | 'size' | 'offset'>) {
  const found = { size, packed, offset };
  for (let at = 0; at + 4 <= extra.byteLength; at += 4 + extra.getUint16(at + 2, true)) {
    if (extra.getUint16(at, true) !== 1) continue;
    let place = at + 4;
    for (const key of ['size', 'packed', 'offset'] as const)
      if (found[key] === FULL32 && place + 8 <= extra.byteLength) {
        found[key] = Number(extra.getBigUint64(place, true));
        place += 8;
      }
  }
  return found;
}

/** Where the directory is. */
async function endOf(source: ByteSource): Promise<{ offset: number; length: number; count: number }> {
  const tail = await readBytes(
    source,
    Math.max(0, source.size - 65557),
    Math.min(source.size, 65557),
    'the end of the zip',
  );
  const view = viewOf(tail);
  let at = tail.length - 22;
  while (at >= 0 && view.getUint32(at, true) !== END) at--;
  if (at < 0) throw new FormatError(source.name, 'ends before the directory of the zip, or is no zip');
  const [count, length, offset] = [
    view.getUint16(at + 10, true),
    view.getUint32(at + 12, true),
    view.getUint32(at + 16, true),
  ];
  if (count !== FULL16 && length !== FULL32 && offset !== FULL32) return { count, length, offset };
  if (at < 20 || view.getUint32(at - 20, true) !== LOCATOR64) return { count, length, offset };
  const place = Number(view.getBigUint64(at - 12, true));
  const end = viewOf(await readBytes(source, place, 56, 'the end of the zip'));
  if (end.getUint32(0, true) !== END64) throw new FormatError(source.name, 'the end of the zip is damaged');
  const [many, long, far] = [32, 40, 48].map((each) => Number(end.getBigUint64(each, true))) as [
    number,
    number,
    number,
  ];
  return { count: many, length: long, offset: far };
}

const viewOf = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.length);

/** Writes a hierarchy into a zip, entry after entry; `finish` writes the directory. */
export function zipWriter(sink: ByteSink): ZarrWritable & { finish(): Promise<void> } {
  const central: Uint8Array[] = [];
  let at = 0;
  const put = async (bytes: Uint8Array): Promise<void> => {
    await sink.write(bytes, at);
    at += bytes.length;
  };
  return {
    async set(key, bytes) {
      const name = new TextEncoder().encode(key);
      const crc = crc32(bytes);
      const offset = at;
      await put(head(LOCAL, name, crc, bytes.length));
      await put(bytes);
      central.push(head(CENTRAL, name, crc, bytes.length, offset));
    },
    async finish() {
      const offset = at;
      for (const entry of central) await put(entry);
      const length = at - offset;
      const end = new DataView(new ArrayBuffer(98));
      const wide = central.length >= FULL16 || offset >= FULL32 || length >= FULL32;
      const counts = [central.length, central.length, length, offset];
      [END64, 0, 0, 0].forEach((word, each) => {
        end.setUint32(4 * each, word, true);
      });
      end.setBigUint64(4, 44n, true);
      end.setUint16(12, 45, true);
      end.setUint16(14, 45, true);
      counts.forEach((number, each) => {
        end.setBigUint64(24 + 8 * each, BigInt(number), true);
      });
      end.setUint32(56, LOCATOR64, true);
      end.setBigUint64(64, BigInt(at), true);
      end.setUint32(72, 1, true);
      end.setUint32(76, END, true);
      for (const each of [84, 86]) end.setUint16(each, Math.min(central.length, FULL16), true);
      end.setUint32(88, Math.min(length, FULL32), true);
      end.setUint32(92, Math.min(offset, FULL32), true);
      await put(new Uint8Array(end.buffer, wide ? 0 : 76));
    },
  };
}

/** The head of an entry, in its place or in the directory: stored as it is, names in UTF-8, dated as zip dates nothing. */
function head(kind: number, name: Uint8Array, crc: number, size: number, offset?: number): Uint8Array {
  const inDirectory = offset !== undefined;
  const far = inDirectory && offset >= FULL32;
  const fixed = inDirectory ? 46 : 30;
  const out = new Uint8Array(fixed + name.length + (far ? 12 : 0));
  const view = viewOf(out);
  view.setUint32(0, kind, true);
  if (inDirectory) view.setUint16(4, 45, true);
  const at = inDirectory ? 6 : 4;
  view.setUint16(at, far ? 45 : 20, true);
  view.setUint16(at + 2, 0x800, true);
  // 1 January 1980
  view.setUint16(at + 8, 0x21, true);
  view.setUint32(at + 10, crc, true);
  view.setUint32(at + 14, size, true);
  view.setUint32(at + 18, size, true);
  view.setUint16(at + 22, name.length, true);
  view.setUint16(at + 24, far ? 12 : 0, true);
  if (inDirectory) view.setUint32(42, Math.min(offset, FULL32), true);
  out.set(name, fixed);
  if (far) {
    view.setUint16(fixed + name.length, 1, true);
    view.setUint16(fixed + name.length + 2, 8, true);
    view.setBigUint64(fixed + name.length + 4, BigInt(offset), true);
  }
  return out;
}
