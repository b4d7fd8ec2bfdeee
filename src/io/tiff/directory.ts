/**
 * The directories of a TIFF or BigTIFF (TIFF 6.0, section 2), one a page. Every offset and count is checked against the file
 * before anything is allocated, and a chain of directories that bites its tail is refused.
 *
 * geotiff 3.0.5 would read directories too, but not safely: it allocates what a count says, follows loops for ever, and reads
 * deferred arrays of big-endian files as little-endian.
 */
import { FormatError } from '../../core/errors.js';
import { type ByteSource, checkRange, readBytes } from '../source.js';

/** The tags that are read or written, by name. */
export const TAGS = {
  NewSubfileType: 254,
  ImageWidth: 256,
  ImageLength: 257,
  BitsPerSample: 258,
  Compression: 259,
  Photometric: 262,
  FillOrder: 266,
  ImageDescription: 270,
  StripOffsets: 273,
  SamplesPerPixel: 277,
  RowsPerStrip: 278,
  StripByteCounts: 279,
  XResolution: 282,
  YResolution: 283,
  PlanarConfiguration: 284,
  ResolutionUnit: 296,
  Software: 305,
  Predictor: 317,
  TileWidth: 322,
  TileLength: 323,
  TileOffsets: 324,
  TileByteCounts: 325,
  ExtraSamples: 338,
  SampleFormat: 339,
  IJMetadataByteCounts: 50838,
  IJMetadata: 50839,
} as const;
/** The name of a tag that is read or written. */
export type TagName = keyof typeof TAGS;

/** Bytes of a value by field type; a rational is two numbers. */
const TYPE_BYTES: Readonly<Record<number, number>> = {
  ...{ 1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4 },
  ...{ 10: 8, 11: 4, 12: 8, 13: 4, 16: 8, 17: 8, 18: 8 },
};
const NUMBERS = new Set(Object.values(TAGS) as number[]);

interface Entry {
  readonly type: number;
  readonly count: number;
  /** Where the values are in the file, or the values themselves where they are few. */
  readonly at: number | Uint8Array<ArrayBuffer>;
}

/** What the values of all directories may take together, so that directories that share long lists cost no more than the file. */
interface Budget {
  left: number;
}

/** Byte order and variant of a TIFF, and where its first directory is. */
export interface TiffHeader {
  readonly littleEndian: boolean;
  readonly big: boolean;
  readonly first: number;
}

/** Whether these are the first bytes of a TIFF or BigTIFF. */
export function isTiff(head: Uint8Array): boolean {
  const [a, b, c, d] = head;
  if (a === 0x49 && b === 0x49) return (c === 42 || c === 43) && d === 0;
  return a === 0x4d && b === 0x4d && c === 0 && (d === 42 || d === 43);
}

/** Reads the first bytes of a TIFF. Throws `FormatError` where they are not. */
export async function readTiffHeader(source: ByteSource): Promise<TiffHeader> {
  const bytes = await readBytes(source, 0, Math.min(16, source.size), 'the TIFF header');
  if (!isTiff(bytes)) throw new FormatError(source.name, 'not a TIFF file');
  const littleEndian = bytes[0] === 0x49;
  const big = bytes[2] === 43 || bytes[3] === 43;
  if (bytes.length < (big ? 16 : 8)) throw new FormatError(source.name, 'ends within the TIFF header');
  const view = new DataView(bytes.buffer);
  if (!big) return { littleEndian, big, first: view.getUint32(4, littleEndian) };
  if (view.getUint16(4, littleEndian) !== 8) throw new FormatError(source.name, 'not a BigTIFF of 8-byte offsets');
  return { littleEndian, big, first: Number(view.getBigUint64(8, littleEndian)) };
}

/** One directory: its entries, whose values are read when they are asked for. */
export class Directory {
  constructor(
    readonly source: ByteSource,
    readonly littleEndian: boolean,
    private readonly entries: ReadonlyMap<number, Entry>,
    private readonly budget: Budget,
  ) {}

  has(tag: TagName): boolean {
    return this.entries.has(TAGS[tag]);
  }

  /** The numbers of a tag, rationals as quotients; none where the directory lacks it. At most `limit` of them are accepted. */
  async numbers(tag: TagName, limit = 65536): Promise<number[]> {
    const entry = this.entries.get(TAGS[tag]);
    if (entry === undefined) return [];
    if (entry.count > limit)
      throw new FormatError(this.source.name, `its ${tag} has ${entry.count} values, ${limit} at most are possible`);
    const size = TYPE_BYTES[entry.type] ?? 1;
    const bytes = await this.#values(entry, entry.count * size, tag);
    const view = new DataView(bytes.buffer);
    return Array.from({ length: entry.count }, (_, at) => valueAt(view, at * size, entry.type, this.littleEndian));
  }

  /** The only or first number of a tag, or `otherwise`. */
  async number(tag: TagName, otherwise: number): Promise<number> {
    return (await this.numbers(tag))[0] ?? otherwise;
  }

  /** The text of a tag without its closing zero; empty where the directory lacks it. */
  async text(tag: TagName): Promise<string> {
    const entry = this.entries.get(TAGS[tag]);
    if (entry === undefined || entry.type !== 2) return '';
    const bytes = await this.#values(entry, entry.count, tag);
    const end = bytes.indexOf(0);
    const text = end < 0 ? bytes : bytes.subarray(0, end);
    try {
      return new TextDecoder('utf-8', { fatal: true }).decode(text);
    } catch {
      return new TextDecoder('latin1').decode(text);
    }
  }

  /** The bytes of a tag; undefined where the directory lacks it, or has more of them than are of use. */
  async bytes(tag: TagName, limit: number): Promise<Uint8Array<ArrayBuffer> | undefined> {
    const entry = this.entries.get(TAGS[tag]);
    if (entry === undefined || TYPE_BYTES[entry.type] !== 1 || entry.count > limit) return undefined;
    return this.#values(entry, entry.count, tag);
  }

  async #values(entry: Entry, length: number, tag: TagName): Promise<Uint8Array<ArrayBuffer>> {
    if (typeof entry.at !== 'number') return entry.at;
    this.budget.left -= length;
    if (this.budget.left < 0) throw new FormatError(this.source.name, 'its directories share more values than it has');
    return readBytes(this.source, entry.at, length, `its ${tag}`);
  }
}

function valueAt(view: DataView, at: number, type: number, littleEndian: boolean): number {
  switch (type) {
    case 3:
      return view.getUint16(at, littleEndian);
    case 4:
    case 13:
      return view.getUint32(at, littleEndian);
    case 5:
      return view.getUint32(at, littleEndian) / view.getUint32(at + 4, littleEndian);
    case 6:
      return view.getInt8(at);
    case 8:
      return view.getInt16(at, littleEndian);
    case 9:
      return view.getInt32(at, littleEndian);
    case 10:
      return view.getInt32(at, littleEndian) / view.getInt32(at + 4, littleEndian);
    case 11:
      return view.getFloat32(at, littleEndian);
    case 12:
      return view.getFloat64(at, littleEndian);
    case 16:
    case 18:
      return Number(view.getBigUint64(at, littleEndian));
    case 17:
      return Number(view.getBigInt64(at, littleEndian));
    default:
      return view.getUint8(at);
  }
}

/**
 * The directories of the main chain, in order and one at a time, so that a file of nothing but directories is left at the first
 * that makes no page. Throws `FormatError` where there is none, one lies outside the file, they overlap or they loop.
 */
export async function* readDirectories(source: ByteSource, header: TiffHeader): AsyncGenerator<Directory> {
  const { littleEndian, big } = header;
  const [countBytes, entryBytes, nextBytes, inline] = big ? [8, 20, 8, 8] : [2, 12, 4, 4];
  let number = 0;
  const seen = new Set<number>();
  const budget: Budget = { left: source.size };
  let room = source.size;
  for (let offset = header.first; offset !== 0; ) {
    if (seen.has(offset)) throw new FormatError(source.name, `its directories loop at byte ${offset}`);
    seen.add(offset);
    checkRange(source, offset, countBytes, `directory ${number}`);
    // most directories fit the first read
    const guess = await readBytes(source, offset, Math.min(source.size - offset, 512), 'a directory');
    const count = big ? Number(viewOf(guess).getBigUint64(0, littleEndian)) : viewOf(guess).getUint16(0, littleEndian);
    const length = countBytes + count * entryBytes + nextBytes;
    checkRange(source, offset, length, `directory ${number}`);
    room -= length;
    if (room < 0) throw new FormatError(source.name, 'its directories overlap');
    const view = viewOf(length <= guess.length ? guess : await readBytes(source, offset, length, 'a directory'));
    const word = (at: number) => (big ? Number(view.getBigUint64(at, littleEndian)) : view.getUint32(at, littleEndian));
    const entries = new Map<number, Entry>();
    for (let at = countBytes; at < length - nextBytes; at += entryBytes) {
      const tag = view.getUint16(at, littleEndian);
      if (!NUMBERS.has(tag)) continue;
      const type = view.getUint16(at + 2, littleEndian);
      const count = word(at + 4);
      const values = at + entryBytes - inline;
      const bytes = count * (TYPE_BYTES[type] ?? 0);
      if (bytes === 0) throw new FormatError(source.name, `tag ${tag} has ${count} values of type ${type}`);
      if (bytes > inline) checkRange(source, word(values), bytes, `the values of tag ${tag}`);
      const here = () => new Uint8Array(view.buffer.slice(values, values + bytes));
      entries.set(tag, { type, count, at: bytes <= inline ? here() : word(values) });
    }
    yield new Directory(source, littleEndian, entries, budget);
    number++;
    offset = word(length - nextBytes);
  }
  if (number === 0) throw new FormatError(source.name, 'has no TIFF directory');
}

function viewOf(bytes: Uint8Array<ArrayBuffer>): DataView<ArrayBuffer> {
  return new DataView(bytes.buffer);
}
