/**
 * How chunks are compressed. What a chunk becomes is known beforehand, so its own word on its size is compared with that before a
 * decoder sees it.
 */
import { gzipSync, zlibSync } from 'fflate';
import { FormatError } from '../../core/errors.js';
import { gunzip, MAX_RATIO } from '../gunzip.js';
import { inflate } from '../inflate.js';
import { damaged } from '../limits.js';
import { decodeZstd } from '../zstd.js';

/** Compressions that are read. */
export type Compression = 'none' | 'gzip' | 'zlib' | 'zstd' | 'blosc' | 'lz4';

/** The bytes of a chunk, as many as `length`. Throws `FormatError` where it is damaged or of another size. */
export async function decompress(
  compression: Compression,
  packed: Uint8Array,
  length: number,
  name: string,
): Promise<Uint8Array<ArrayBuffer>> {
  try {
    const bytes = await unpacked(compression, packed, length, name);
    if (bytes.length !== length) throw new FormatError(name, `holds ${bytes.length} bytes, ${length} are needed`);
    return bytes;
  } catch (error) {
    throw damaged(name, 'compressed data is damaged', error);
  }
}

async function unpacked(
  compression: Compression,
  packed: Uint8Array,
  length: number,
  name: string,
): Promise<Uint8Array<ArrayBuffer>> {
  const view = new DataView(packed.buffer, packed.byteOffset, packed.length);
  const confirm = (stated: number): void => {
    if (stated !== length) throw new FormatError(name, `holds ${stated} bytes, ${length} are needed`);
  };
  switch (compression) {
    case 'none':
      return packed.slice();
    case 'gzip':
      if (length > packed.length * MAX_RATIO)
        throw new FormatError(name, `${length} bytes cannot be in ${packed.length} compressed ones`);
      return gunzip(packed, length, { name });
    case 'zlib':
      return inflate([packed], length, name);
    case 'zstd':
      return decodeZstd(packed.slice(), length, name);
    case 'blosc': {
      // c-blosc 1: version, flags, type size, then the sizes that it holds, of a block, and of itself
      if (packed.length < 16) throw new FormatError(name, 'ends within the head of its compressed data');
      confirm(view.getUint32(4, true));
      if (view.getUint32(12, true) > packed.length) throw new FormatError(name, 'ends within its compressed data');
      const { default: Blosc } = await import('numcodecs/blosc');
      return owned(await Blosc.fromConfig({ id: 'blosc' }).decode(packed));
    }
    case 'lz4': {
      if (packed.length < 4) throw new FormatError(name, 'ends within the head of its compressed data');
      confirm(view.getUint32(0, true));
      const { default: LZ4 } = await import('numcodecs/lz4');
      return owned(await LZ4.fromConfig({ id: 'lz4' }).decode(packed));
    }
  }
}

const owned = (bytes: Uint8Array): Uint8Array<ArrayBuffer> => bytes.slice() as Uint8Array<ArrayBuffer>;

/** A chunk, compressed: gzip and zlib of level 6, zstd of level 3, blosc of lz4 without shuffling. */
export async function compress(compression: Exclude<Compression, 'lz4'>, bytes: Uint8Array): Promise<Uint8Array> {
  switch (compression) {
    case 'none':
      return bytes;
    case 'gzip':
      // the time in its head would make every file another
      return gzipSync(bytes, { level: 6, mtime: 0 });
    case 'zlib':
      return zlibSync(bytes, { level: 6 });
    case 'zstd': {
      const { default: Zstd } = await import('numcodecs/zstd');
      return Zstd.fromConfig({ id: 'zstd', level: 3 }).encode(bytes);
    }
    case 'blosc': {
      const { default: Blosc } = await import('numcodecs/blosc');
      return Blosc.fromConfig({ id: 'blosc', cname: 'lz4', clevel: 5, shuffle: 0 }).encode(bytes);
    }
  }
}
