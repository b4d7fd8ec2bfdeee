/** The directories of a TIFF being written, one a page, after all pixel data; the header that leads to them is written last. */
import { DTYPES } from '../../core/dtype.js';
import type { ByteSink } from '../source.js';
import { convertLength } from '../units.js';
import { formatImageJChannels } from './channels.js';
import { TAGS, type TagName } from './directory.js';
import type { PageForm } from './pageForm.js';

/** Where a page's strips are. */
export interface PageData {
  readonly offsets: readonly number[];
  readonly counts: readonly number[];
}

const BYTE = 1;
const SHORT = 3;
const RATIONAL = 5;
const COMPRESSION = { none: 1, lzw: 5, deflate: 8 } as const;
const SAMPLE_FORMAT = { unsigned: 1, signed: 2, float: 3, complex: 6 } as const;
/** Directories are written in pieces of about this size. */
const PIECE = 2 ** 20;

type Field = readonly [tag: TagName, type: number, values: readonly number[] | Uint8Array | string];

/** Writes all directories from `end` on, then the file's header. */
export async function writeDirectories(
  form: PageForm,
  text: string,
  pages: readonly PageData[],
  end: number,
  sink: ByteSink,
): Promise<void> {
  const start = end + (end % 2);
  let piece: Uint8Array[] = [];
  let [from, at] = [start, start];
  for (const [index, page] of pages.entries()) {
    const directory = encoded(
      fieldsOf(form, index === 0 ? text : '', page, pages.length),
      at,
      form.big,
      index === pages.length - 1,
    );
    piece.push(directory);
    at += directory.length;
    if (at - from < PIECE && index < pages.length - 1) continue;
    const bytes = new Uint8Array(at - from);
    let offset = 0;
    for (const each of piece) {
      bytes.set(each, offset);
      offset += each.length;
    }
    await sink.write(bytes, from);
    [piece, from] = [[], at];
  }
  const header = new DataView(new ArrayBuffer(16));
  header.setUint16(0, 0x4949, true);
  header.setUint16(2, form.big ? 43 : 42, true);
  if (form.big) {
    header.setUint16(4, 8, true);
    header.setBigUint64(8, BigInt(start), true);
  } else header.setUint32(4, start, true);
  await sink.write(new Uint8Array(header.buffer), 0);
}

/** The fields of a page, in ascending order of their tags. */
function fieldsOf(form: PageForm, text: string, page: PageData, pages: number): Field[] {
  const { description, samples, predictor, compression, rowsPerStrip, big } = form;
  const { shape, dtype } = description;
  const { bytes, kind } = DTYPES[dtype];
  const rgb = (samples === 3 || samples === 4) && (dtype === 'u8' || dtype === 'u16');
  const extra = samples - (rgb ? 3 : 1);
  const long = big ? 16 : 4;
  const all = (value: number) => Array.from({ length: samples }, () => value);
  const fields: (Field | false)[] = [
    ['NewSubfileType', 4, [0]],
    ['ImageWidth', 4, [shape.x]],
    ['ImageLength', 4, [shape.y]],
    ['BitsPerSample', SHORT, all(bytes * 8)],
    ['Compression', SHORT, [COMPRESSION[compression]]],
    ['Photometric', SHORT, [rgb ? 2 : 1]],
    text !== '' && ['ImageDescription', 2, `${text}\0`],
    ['StripOffsets', long, page.offsets],
    ['SamplesPerPixel', SHORT, [samples]],
    ['RowsPerStrip', 4, [rowsPerStrip]],
    ['StripByteCounts', long, page.counts],
    ...resolution(form),
    ['Software', 2, 'brightfield\0'],
    predictor !== 1 && ['Predictor', SHORT, [predictor]],
    extra > 0 && ['ExtraSamples', SHORT, Array.from({ length: extra }, () => 0)],
    ['SampleFormat', SHORT, all(SAMPLE_FORMAT[kind])],
    ...(text === '' ? [] : channelFields(form, pages)),
  ];
  return fields.filter((field) => field !== false);
}

/** What ImageJ's description has no place for. */
function channelFields({ description, samples, imageJ }: PageForm, pages: number): Field[] {
  const { channels } = description.acquired ?? {};
  if (!imageJ || samples > 1 || !channels) return [];
  const { counts, bytes } = formatImageJChannels(channels, pages);
  return [
    ['IJMetadataByteCounts', 4, counts],
    ['IJMetadata', BYTE, bytes],
  ];
}

/** Pixels a unit as ImageJ counts, with no unit in the tags, or pixels a centimetre where the unit is a known length. */
function resolution({ description, imageJ }: PageForm): Field[] {
  const { spacing, unit } = description;
  if (spacing.x === undefined || spacing.y === undefined) return [];
  const centimetre = imageJ ? undefined : convertLength(1, unit, 'cm');
  const scale = centimetre ?? 1;
  return [
    ['XResolution', RATIONAL, rational(1 / (spacing.x * scale))],
    ['YResolution', RATIONAL, rational(1 / (spacing.y * scale))],
    ['ResolutionUnit', SHORT, [centimetre === undefined ? 1 : 3]],
  ];
}

/** The largest power of ten as denominator that both parts allow. */
function rational(value: number): [number, number] {
  let scale = 1e9;
  while (scale > 1 && value * scale > 0xffffffff) scale /= 10;
  return [Math.min(0xffffffff, Math.round(value * scale)), scale];
}

/** A directory at a place in the file, with its values after it and the place of the next, which follows at once. */
function encoded(fields: readonly Field[], at: number, big: boolean, last: boolean): Uint8Array {
  const [countBytes, entryBytes, inline] = big ? [8, 20, 8] : [2, 12, 4];
  const table = countBytes + fields.length * entryBytes + inline;
  const sizes = fields.map(([, type, values]) => valueBytes(type, values));
  const outside = sizes.map((size) => (size > inline ? size + (size % 2) : 0));
  const total = outside.reduce((sum, size) => sum + size, table + (table % 2));
  const bytes = new Uint8Array(total);
  const view = new DataView(bytes.buffer);
  const word = (offset: number, value: number) =>
    big ? view.setBigUint64(offset, BigInt(value), true) : view.setUint32(offset, value, true);
  if (big) word(0, fields.length);
  else view.setUint16(0, fields.length, true);
  let [entry, place] = [countBytes, table + (table % 2)];
  for (const [index, [tag, type, values]] of fields.entries()) {
    view.setUint16(entry, TAGS[tag], true);
    view.setUint16(entry + 2, type, true);
    word(entry + 4, type === RATIONAL ? 1 : values.length);
    const here = entry + entryBytes - inline;
    if ((sizes[index] ?? 0) > inline) {
      word(here, at + place);
      putValues(view, place, type, values);
      place += outside[index] ?? 0;
    } else putValues(view, here, type, values);
    entry += entryBytes;
  }
  word(entry, last ? 0 : at + total);
  return bytes;
}

function valueBytes(type: number, values: Field[2]): number {
  return values.length * (type === 2 || type === BYTE ? 1 : type === SHORT ? 2 : type === 16 ? 8 : 4);
}

function putValues(view: DataView, offset: number, type: number, values: Field[2]): void {
  for (let at = 0; at < values.length; at++) {
    const value = typeof values === 'string' ? values.charCodeAt(at) : (values[at] ?? 0);
    if (type === 2 || type === BYTE) view.setUint8(offset + at, value);
    else if (type === SHORT) view.setUint16(offset + 2 * at, value, true);
    else if (type === 16) view.setBigUint64(offset + 8 * at, BigInt(value), true);
    else view.setUint32(offset + 4 * at, value, true);
  }
}
