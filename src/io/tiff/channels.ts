/**
 * What ImageJ keeps of channels beside its description: private tags with a label for each page and a table of colours for each channel. `IJMetadata`
 * begins with `IJIJ` and pairs of a kind and a count, as words in the file's byte order; then come the parts, whose lengths are `IJMetadataByteCounts`, the
 * head's first. Labels are UTF-16; tables are 256 bytes each of red, green and blue.
 */
import type { Channel, Stated } from '../../core/acquired.js';
import type { Directory } from './directory.js';
import type { Metadata } from './imagej.js';

const MAGIC = 0x494a494a;
/** `labl` and `luts`. */
const [LABELS, TABLES] = [0x6c61626c, 0x6c757473];
const TABLE_BYTES = 768;
/** More are overlays and regions, which are not read. */
const MAX_BYTES = 2 ** 26;
const MAX_PARTS = 2 ** 20;

/** The names and colours of channels that ImageJ's tags tell. */
export async function readImageJChannels(directory: Directory, metadata: Metadata): Promise<Stated['channels']> {
  const bytes = await directory.bytes('IJMetadata', MAX_BYTES);
  if (!bytes) return undefined;
  const counts = await directory.numbers('IJMetadataByteCounts', MAX_PARTS);
  const parts = partsOf(bytes, counts, directory.littleEndian);
  const channels = metadata.pages.find(([axis]) => axis === 'c')?.[1] ?? 1;
  const pages = metadata.pages.reduce((product, [, length]) => product * length, 1);
  const decoder = new TextDecoder(directory.littleEndian ? 'utf-16le' : 'utf-16be');
  const labels = (parts.get(LABELS) ?? []).map((part) => decoder.decode(part));
  const names = namesOf(labels.length === pages ? labels : [], channels, metadata.labelsChannels ?? false);
  const tables = parts.get(TABLES) ?? [];
  const colors = tables.length === channels ? tables.map(colorOf) : [];
  return Array.from({ length: channels }, (_, at) => ({ name: names[at], color: colors[at] }));
}

/** The parts by their kind; none where the head does not fit. */
function partsOf(bytes: Uint8Array, counts: readonly number[], littleEndian: boolean): Map<number, Uint8Array[]> {
  const parts = new Map<number, Uint8Array[]>();
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const [head = 0, ...lengths] = counts;
  const total = counts.reduce((sum, length) => sum + length, 0);
  if (head < 12 || total > bytes.length || view.getUint32(0, littleEndian) !== MAGIC) return parts;
  let [offset, next] = [head, 0];
  for (let at = 4; at + 8 <= head; at += 8) {
    const [kind, count] = [view.getUint32(at, littleEndian), view.getUint32(at + 4, littleEndian)];
    const found: Uint8Array[] = [];
    for (const length of lengths.slice(next, next + count)) {
      found.push(bytes.subarray(offset, offset + length));
      offset += length;
    }
    next += count;
    parts.set(kind, found);
  }
  return parts;
}

/** Labels are of pages: they name channels where all pages of each have the same, and there are several or it is said so. Channels are fastest. */
function namesOf(labels: readonly string[], channels: number, said: boolean): readonly string[] {
  const names = labels.slice(0, channels);
  return (channels > 1 || said) && labels.every((label, page) => label === names[page % channels]) ? names : [];
}

/** The colour that a table ends in, where it runs there evenly from black; other tables are no colour of a channel. */
function colorOf(table: Uint8Array): string | undefined {
  if (table.length !== TABLE_BYTES) return undefined;
  const ends = [255, 511, 767].map((at) => table[at] as number);
  const even = table.every((value, at) => Math.abs(value - ((at % 256) * (ends[at >> 8] as number)) / 255) <= 1);
  return even ? `#${ends.map((end) => end.toString(16).padStart(2, '0')).join('')}` : undefined;
}

/** The tags for channels, by the number of pages behind each other: lengths of the parts, and their bytes. Little-endian. */
export function formatImageJChannels(
  channels: readonly Channel[],
  pages: number,
): { readonly counts: readonly number[]; readonly bytes: Uint8Array } {
  const named = channels.some(({ name }) => name !== undefined);
  const coloured = channels.some(({ color }) => color !== undefined);
  const labels = named ? Array.from({ length: pages }, (_, page) => channels[page % channels.length]?.name ?? '') : [];
  const kinds = [
    ...(named ? [[LABELS, pages] as const] : []),
    ...(coloured ? [[TABLES, channels.length] as const] : []),
  ];
  const head = 4 + 8 * kinds.length;
  const counts = [
    head,
    ...labels.map((label) => 2 * label.length),
    ...(coloured ? channels.map(() => TABLE_BYTES) : []),
  ];
  const bytes = new Uint8Array(counts.reduce((sum, length) => sum + length, 0));
  const view = new DataView(bytes.buffer);
  view.setUint32(0, MAGIC, true);
  for (const [at, [kind, count]] of kinds.entries()) {
    view.setUint32(4 + 8 * at, kind, true);
    view.setUint32(8 + 8 * at, count, true);
  }
  let offset = head;
  for (const label of labels)
    for (let at = 0; at < label.length; at++, offset += 2) view.setUint16(offset, label.charCodeAt(at), true);
  if (coloured)
    for (const { color = '#FFFFFF' } of channels)
      for (const start of [1, 3, 5]) {
        const end = Number.parseInt(color.slice(start, start + 2), 16);
        for (let level = 0; level < 256; level++) bytes[offset++] = Math.round((level * end) / 255);
      }
  return { counts, bytes };
}
