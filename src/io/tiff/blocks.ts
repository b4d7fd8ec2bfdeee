/**
 * The bytes of a page: blocks read, decompressed never further than a block is large, brought to little-endian, and put together.
 * deflate is fflate's and zstd geotiff's (loaded when met); LZW and PackBits are written here, since geotiff's have no limit.
 */
import { breathe } from '../../core/breath.js';
import { FormatError } from '../../core/errors.js';
import { STORED, swapBytes } from '../elements.js';
import { inflate } from '../inflate.js';
import { type ByteSource, readBytes } from '../source.js';
import { decodeZstd } from '../zstd.js';
import { decodeLzw } from './lzw.js';
import { COMPRESSIONS, type Page, rowBytes } from './page.js';
import { undoPredictor } from './predictor.js';

/** Bytes of a page with all its samples, rows padded to whole bytes. */
export function pageBytes(page: Page): number {
  return rowBytes(page, page.width) * page.height * (page.planar ? page.samples : 1);
}

/** Fills `target`, `pageBytes` long, with the page's rows as little-endian samples; planar samples follow one another. */
export async function readPageInto(source: ByteSource, page: Page, target: Uint8Array<ArrayBuffer>): Promise<void> {
  if (page.compression === 1 && !page.tiled && contiguous(page)) {
    await source.readInto(target, page.offsets[0] ?? 0);
    if (!page.littleEndian && page.bits >= 16) swapBytes(target, STORED[page.stored].word);
    return;
  }
  const across = Math.ceil(page.width / page.blockWidth);
  const down = Math.ceil(page.height / page.blockHeight);
  const targetRow = rowBytes(page, page.width);
  const blockRow = rowBytes(page, page.blockWidth);
  for (let index = 0; index < page.offsets.length; index++) {
    const column = index % across;
    const row = Math.floor(index / across) % down;
    const plane = Math.floor(index / (across * down));
    const rows = Math.min(page.blockHeight, page.height - row * page.blockHeight);
    const block = await readBlock(source, page, index, blockRow * (page.tiled ? page.blockHeight : rows));
    const left = rowBytes(page, column * page.blockWidth);
    const length = Math.min(blockRow, targetRow - left);
    for (let line = 0; line < rows; line++) {
      const to = (plane * page.height + row * page.blockHeight + line) * targetRow + left;
      target.set(block.subarray(line * blockRow, line * blockRow + length), to);
    }
  }
}

/** Whether uncompressed strips follow one another, so that the page is one read. */
export function contiguous(page: Page): boolean {
  return page.offsets.every(
    (offset, at) => at === 0 || offset === (page.offsets[at - 1] ?? 0) + (page.counts[at - 1] ?? 0),
  );
}

/** One block's rows, `length` bytes of little-endian samples without predictor. */
async function readBlock(
  source: ByteSource,
  page: Page,
  index: number,
  length: number,
): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = await readBytes(source, page.offsets[index] ?? 0, page.counts[index] ?? 0, `strip or tile ${index}`);
  // the last strip may be padded to the height of the others
  const limit = rowBytes(page, page.blockWidth) * page.blockHeight;
  await breathe();
  const decoded = await decompress(bytes, page.compression, limit, source.name);
  if (decoded === undefined || decoded.length < length) {
    const got = decoded === undefined ? 'damaged' : `${decoded.length} bytes`;
    const { name } = COMPRESSIONS[page.compression] ?? { name: 'data' };
    throw new FormatError(source.name, `strip or tile ${index} of ${length} bytes of ${name} is ${got}`);
  }
  // a copy begins at its buffer's start, as words must
  const block = decoded.byteOffset === 0 ? decoded.subarray(0, length) : decoded.slice(0, length);
  if (!page.littleEndian && page.bits >= 16 && page.predictor !== 3) swapBytes(block, STORED[page.stored].word);
  const stride = page.planar ? 1 : page.samples;
  undoPredictor(block, page.predictor, { stored: page.stored, samplesPerRow: page.blockWidth * stride, stride });
  return block;
}

async function decompress(
  bytes: Uint8Array<ArrayBuffer>,
  compression: number,
  limit: number,
  name: string,
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  switch (compression) {
    case 1:
      return bytes;
    case 5:
      return decodeLzw(bytes, limit);
    case 32773:
      return decodePackBits(bytes, limit);
    case 50000:
      return decodeZstd(bytes, limit, name);
    default:
      return inflate([bytes], limit, name);
  }
}

/** PackBits (TIFF 6.0, section 9): runs and literals of up to 128 bytes. */
function decodePackBits(bytes: Uint8Array, limit: number): Uint8Array<ArrayBuffer> {
  const out = new Uint8Array(limit);
  let at = 0;
  for (let from = 0; from + 1 < bytes.length && at < limit; ) {
    const head = bytes[from++] as number;
    if (head === 128) continue;
    const length = head < 128 ? head + 1 : 257 - head;
    const end = Math.min(at + length, limit);
    if (head < 128) {
      out.set(bytes.subarray(from, Math.min(from + end - at, bytes.length)), at);
      if (from + length > bytes.length) return out.subarray(0, at + bytes.length - from);
      from += length;
    } else out.fill(bytes[from++] as number, at, end);
    at = end;
  }
  return out.subarray(0, at);
}
