/** zstd blocks (RFC 8878) through geotiff's decoder, which believes the size that a frame states: so that is checked first. */
import { FormatError } from '../core/errors.js';
import { damaged } from './limits.js';

/** Decodes one frame that states its size. Throws `FormatError` when that is over the limit, or the data is anything else. */
export async function decodeZstd(
  bytes: Uint8Array<ArrayBuffer>,
  limit: number,
  name: string,
): Promise<Uint8Array<ArrayBuffer>> {
  const size = soleFrameSize(bytes);
  if (size === undefined)
    throw new FormatError(name, 'zstd data that is not one frame that states its size is not read');
  if (size > limit) throw new FormatError(name, `compressed data holds more than the ${limit} bytes that it should`);
  const { getDecoder } = await import('geotiff');
  try {
    const unused = { tileWidth: 1, tileHeight: 1, bitsPerSample: 8, planarConfiguration: 1 };
    const decoder = await getDecoder(50000, { ...unused, predictor: 1 });
    return new Uint8Array((await decoder.decode(bytes.buffer)) as ArrayBuffer);
  } catch (error) {
    throw damaged(name, 'compressed data is damaged', error);
  }
}

/** The content size of the only frame; undefined where there are several, none, or one that does not state it. */
function soleFrameSize(bytes: Uint8Array): number | undefined {
  const byte = (at: number) => bytes[at] ?? 0;
  const word = (at: number) => byte(at) + 256 * byte(at + 1) + 65536 * byte(at + 2) + 2 ** 24 * byte(at + 3);
  if (word(0) !== 0xfd2fb528) return undefined;
  const descriptor = byte(4);
  const single = (descriptor & 0x20) !== 0;
  const sizeAt = 5 + (single ? 0 : 1) + ([0, 1, 2, 4][descriptor & 3] ?? 0);
  const sizeBytes = [single ? 1 : 0, 2, 4, 8][descriptor >> 6] ?? 0;
  const sizes: Record<number, number> = {
    1: byte(sizeAt),
    2: byte(sizeAt) + 256 * byte(sizeAt + 1) + 256,
    4: word(sizeAt),
    8: word(sizeAt) + 2 ** 32 * word(sizeAt + 4),
  };
  let at = sizeAt + sizeBytes;
  for (let last = false; !last && at < bytes.length; ) {
    const header = byte(at) + 256 * byte(at + 1) + 65536 * byte(at + 2);
    last = (header & 1) === 1;
    // a run-length block has one byte, whatever its size
    at += 3 + ((header >> 1) % 4 === 1 ? 1 : header >> 3);
  }
  const end = at + (descriptor & 4 ? 4 : 0);
  return end === bytes.length ? sizes[sizeBytes] : undefined;
}
