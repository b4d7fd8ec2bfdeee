/** What one TIFF page holds and where its blocks (strips or tiles) are: checked against the file, nothing decoded yet. */
import { FormatError } from '../../core/errors.js';
import { STORED, type Stored } from '../elements.js';
import type { Directory } from './directory.js';
import type { Predictor } from './predictor.js';

/** The compressions read, and how many times larger a block can be than its compressed bytes. */
export const COMPRESSIONS: Readonly<Record<number, { name: string; ratio: number }>> = {
  1: { name: 'none', ratio: 1 },
  5: { name: 'lzw', ratio: 4096 },
  8: { name: 'deflate', ratio: 1032 },
  32946: { name: 'deflate', ratio: 1032 },
  32773: { name: 'packbits', ratio: 128 },
  50000: { name: 'zstd', ratio: 2 ** 17 },
};
const FORMATS: Readonly<Record<string, Stored>> = {
  ...{ '1/8': 'u8', '1/16': 'u16', '1/32': 'u32', '1/64': 'u64', '2/8': 'i8', '2/16': 'i16', '2/32': 'i32' },
  ...{ '2/64': 'i64', '3/16': 'f16', '3/32': 'f32', '3/64': 'f64', '6/64': 'complex64', '6/128': 'complex128' },
};

/** A page's geometry. A block is a strip or a tile; where samples are planar every plane has blocks of its own. */
export interface Page {
  readonly width: number;
  readonly height: number;
  readonly samples: number;
  /** Samples lie in planes of their own, not interleaved. */
  readonly planar: boolean;
  readonly stored: Stored;
  /** Bits a sample takes in the file; other than those of `stored` where samples are packed. */
  readonly bits: number;
  readonly littleEndian: boolean;
  readonly compression: number;
  readonly predictor: Predictor;
  readonly blockWidth: number;
  readonly blockHeight: number;
  readonly tiled: boolean;
  readonly offsets: readonly number[];
  readonly counts: readonly number[];
}

/** Bytes of a row of so many pixels of one block. */
export function rowBytes(page: Page, pixels: number): number {
  return Math.ceil((pixels * (page.planar ? 1 : page.samples) * page.bits) / 8);
}

/** Reads a page's geometry. Throws `FormatError` where it is not read here, or is not true of this file. */
export async function readPage(directory: Directory): Promise<Page> {
  const { name, size } = directory.source;
  const refuse = (problem: string): never => {
    throw new FormatError(name, problem);
  };
  const width = await directory.number('ImageWidth', 0);
  const height = await directory.number('ImageLength', 0);
  const samples = await directory.number('SamplesPerPixel', 1);
  if (!(width >= 1 && height >= 1 && samples >= 1))
    refuse(`a page of ${width} by ${height} pixels of ${samples} samples is empty`);
  const compression = await directory.number('Compression', 1);
  const kind = COMPRESSIONS[compression] ?? refuse(`TIFF compression ${compression} is not read`);
  const { stored, bits } = await sampleType(directory, refuse);
  const predictor = await directory.number('Predictor', 1);
  if (predictor !== 1 && (compression === 1 || ![2, 3].includes(predictor)))
    refuse(`predictor ${predictor} with compression ${kind.name} is not read`);
  if (predictor === 3 ? !['f16', 'f32', 'f64'].includes(stored) : predictor === 2 && ![8, 16, 32].includes(bits))
    refuse(`predictor ${predictor} of ${bits} bits is not read`);
  if ((await directory.number('FillOrder', 1)) !== 1) refuse('bits in reverse order (FillOrder) are not read');
  if ((await directory.number('Photometric', 1)) === 6) refuse('YCbCr pixels are not read');
  const tiled = directory.has('TileOffsets');
  const blockWidth = tiled ? await directory.number('TileWidth', 0) : width;
  const blockHeight = tiled
    ? await directory.number('TileLength', 0)
    : Math.min(height, await directory.number('RowsPerStrip', height));
  if (!(blockWidth >= 1 && blockHeight >= 1)) refuse(`blocks of ${blockWidth} by ${blockHeight} pixels are empty`);
  const planar = samples > 1 && (await directory.number('PlanarConfiguration', 1)) === 2;
  const blocks = Math.ceil(width / blockWidth) * Math.ceil(height / blockHeight) * (planar ? samples : 1);
  const offsets = await directory.numbers(tiled ? 'TileOffsets' : 'StripOffsets', blocks);
  if (offsets.length !== blocks) refuse(`a page of ${blocks} strips or tiles has ${offsets.length}`);
  const page = { width, height, samples, planar, stored, bits, compression, tiled, blockWidth, blockHeight, offsets };
  const whole = { ...page, predictor: predictor as Predictor, littleEndian: directory.littleEndian, counts: [] };
  const full = rowBytes(whole, blockWidth) * blockHeight;
  const last = rowBytes(whole, blockWidth) * (height % blockHeight || blockHeight);
  const needed = (at: number) => (!tiled && (at + 1) % Math.ceil(height / blockHeight) === 0 ? last : full);
  let counts = await directory.numbers(tiled ? 'TileByteCounts' : 'StripByteCounts', blocks);
  // some writers say nothing or zero about uncompressed blocks, or pad them: they are as long as they must be, unless said shorter
  if (compression === 1) counts = offsets.map((_, at) => Math.min(counts[at] || needed(at), needed(at)));
  for (const [at, offset] of offsets.entries()) {
    const count = counts[at] ?? 0;
    if (!(offset > 0 && count > 0 && offset + count <= size))
      refuse(`strip or tile ${at} should be bytes ${offset} to ${offset + count}, but the file has ${size}`);
    if (needed(at) > kind.ratio * count)
      refuse(`strip or tile ${at} of ${needed(at)} bytes cannot be in ${count} bytes with compression ${kind.name}`);
  }
  return { ...whole, counts };
}

async function sampleType(directory: Directory, refuse: (problem: string) => never) {
  const bits = [...new Set(await directory.numbers('BitsPerSample'))];
  const formats = [...new Set(await directory.numbers('SampleFormat'))];
  const [each = 1] = bits;
  // 4 is undefined data, which is taken as unsigned
  const format = (formats[0] ?? 1) === 4 ? 1 : (formats[0] ?? 1);
  if (bits.length > 1 || formats.length > 1) refuse(`samples of differing type (${bits.join(', ')} bits) are not read`);
  const packed = format === 1 && each >= 1 && each < 16 && each !== 8;
  const stored = packed ? (each < 8 ? 'u8' : 'u16') : FORMATS[`${format}/${each}`];
  if (stored === undefined) return refuse(`samples of format ${format} and ${each} bits are not read`);
  return { stored, bits: packed ? each : STORED[stored].bytes * 8 };
}
