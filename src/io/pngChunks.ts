/**
 * The chunks of a PNG (W3C PNG, third edition), checked before anything is decoded: order, lengths, CRC, and that the
 * pixels are exactly as many bytes as the header says. Only what decides pixel values is kept.
 */
import { zlibSync } from 'fflate';
import { FormatError } from '../core/errors.js';
import { crc32 } from './crc32.js';
import { inflate } from './inflate.js';

const SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
/** Samples a pixel by colour type: gray, colour, palette, gray and alpha, colour and alpha. */
const SAMPLES: Readonly<Record<number, number>> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 };
const KEPT = ['IHDR', 'PLTE', 'tRNS', 'pHYs'];

/** The keyword of the text chunk that keeps spacing and unit exactly; other text is left out of account. */
export const KEYWORD = 'brightfield';

/** A PNG's header. */
export interface PngHeader {
  readonly width: number;
  readonly height: number;
  readonly bits: number;
  readonly samples: number;
  readonly palette: boolean;
  readonly interlaced: boolean;
}

/** Whether these are a PNG's first bytes. */
export function isPng(head: Uint8Array): boolean {
  return SIGNATURE.every((byte, at) => head[at] === byte);
}

/** The header, and a PNG of the same pixels that a decoder can trust: its pixel data is stored, not compressed. */
export function checkedPng(
  bytes: Uint8Array,
  name: string,
  maxBytes: number,
): { header: PngHeader; png: Uint8Array<ArrayBuffer> } {
  if (!isPng(bytes)) throw new FormatError(name, 'not a PNG file');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const kept: Uint8Array[] = [bytes.subarray(0, 8)];
  const pixels: Uint8Array[] = [];
  let header: PngHeader | undefined;
  for (let at = 8, type = ''; type !== 'IEND'; ) {
    if (at + 12 > bytes.length) throw new FormatError(name, 'ends within a PNG chunk');
    const length = view.getUint32(at);
    const end = at + 12 + length;
    type = String.fromCharCode(...bytes.subarray(at + 4, at + 8));
    if (end > bytes.length) throw new FormatError(name, `ends within its ${type} chunk`);
    if (crc32(bytes.subarray(at + 4, end - 4)) !== view.getUint32(end - 4))
      throw new FormatError(name, `its ${type} chunk is damaged: the checksum does not agree`);
    if ((header === undefined) !== (type === 'IHDR'))
      throw new FormatError(name, 'its PNG header is not first, or not alone');
    header ??= parseHeader(view, at + 8, length, name, maxBytes);
    if (type === 'IDAT') pixels.push(bytes.subarray(at + 8, end - 4));
    else if (KEPT.includes(type) || isOurText(type, bytes.subarray(at + 8, end - 4)))
      kept.push(bytes.subarray(at, end));
    at = end;
  }
  if (header === undefined) throw new FormatError(name, 'has no pixels');
  const expected = filteredBytes(header);
  const filtered = inflate(pixels, expected, name);
  if (filtered.length !== expected)
    throw new FormatError(name, `has ${filtered.length} bytes of pixels, ${expected} are needed`);
  kept.push(chunk('IDAT', zlibSync(filtered, { level: 0 })), chunk('IEND', new Uint8Array(0)));
  const png = new Uint8Array(kept.reduce((sum, part) => sum + part.length, 0));
  let offset = 0;
  for (const part of kept) {
    png.set(part, offset);
    offset += part.length;
  }
  return { header, png };
}

function isOurText(type: string, data: Uint8Array): boolean {
  return type === 'tEXt' && [...`${KEYWORD}\0`].every((letter, at) => letter.charCodeAt(0) === data[at]);
}

function parseHeader(view: DataView, at: number, length: number, name: string, maxBytes: number): PngHeader {
  if (length !== 13) throw new FormatError(name, `has a PNG header of ${length} bytes, 13 are needed`);
  const [width, height, bits, colour] = [
    view.getUint32(at),
    view.getUint32(at + 4),
    view.getUint8(at + 8),
    view.getUint8(at + 9),
  ];
  const samples = SAMPLES[colour];
  const interlaced = view.getUint8(at + 12) === 1;
  const palette = colour === 3;
  const depths = palette ? [1, 2, 4, 8] : colour === 0 ? [1, 2, 4, 8, 16] : [8, 16];
  if (samples === undefined || !depths.includes(bits))
    throw new FormatError(name, `colour type ${colour} of ${bits} bits is not a PNG`);
  if (width === 0 || height === 0) throw new FormatError(name, `an image of ${width} by ${height} pixels is empty`);
  if (interlaced && bits < 8) throw new FormatError(name, `interlaced images of ${bits} bits are not read`);
  if (width * height * samples * 2 > maxBytes)
    throw new FormatError(name, `an image of ${width} by ${height} pixels is over the limit of ${maxBytes} bytes`);
  return { width, height, bits, samples, palette, interlaced };
}

/** Bytes of the filtered rows, each with its filter byte; seven reduced images where interlaced (Adam7). */
function filteredBytes({ width, height, bits, samples, interlaced }: PngHeader): number {
  const rows = (w: number, h: number) => (w > 0 && h > 0 ? h * (1 + Math.ceil((w * samples * bits) / 8)) : 0);
  if (!interlaced) return rows(width, height);
  const passes = [
    [0, 0, 8, 8],
    [4, 0, 8, 8],
    [0, 4, 4, 8],
    [2, 0, 4, 4],
    [0, 2, 2, 4],
    [1, 0, 2, 2],
    [0, 1, 1, 2],
  ] as const;
  return passes.reduce(
    (sum, [x, y, dx, dy]) => sum + rows(Math.ceil((width - x) / dx), Math.ceil((height - y) / dy)),
    0,
  );
}

function chunk(type: string, data: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(data.length + 12);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, data.length);
  bytes.set(new TextEncoder().encode(type), 4);
  bytes.set(data, 8);
  view.setUint32(data.length + 8, crc32(bytes.subarray(4, data.length + 8)));
  return bytes;
}
