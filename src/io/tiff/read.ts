/**
 * TIFF stacks as volumes, whole or in slabs: classic and BigTIFF, either byte order, strips and tiles, interleaved and planar samples,
 * uncompressed, deflate, LZW, PackBits and zstd, predictors 2 and 3. Values are as stored: no palette, no inversion.
 */
import { acquiredOfShape } from '../../core/acquired.js';
import type { Axis, Shape } from '../../core/axes.js';
import type { TypedArray } from '../../core/dtype.js';
import { FormatError } from '../../core/errors.js';
import { type Description, HostVolume } from '../../core/hostVolume.js';
import { unpackBits } from '../bits.js';
import { hostElements, STORED } from '../elements.js';
import { allocated, type ReadOptions } from '../limits.js';
import { CANONICAL, reorder } from '../order.js';
import { type ByteSource, bytesSource } from '../source.js';
import { checkPlanes, type PlaneReader, planeAxis } from '../stack.js';
import { contiguous, pageBytes, readPageInto } from './blocks.js';
import { type Directory, readDirectories, readTiffHeader } from './directory.js';
import type { Metadata } from './imagej.js';
import { checkPageCount, readMetadata } from './metadata.js';
import { type Page, readPage } from './page.js';

/**
 * A TIFF as a volume. Axes, spacing, unit, time between images, names and colours of channels come from OME-XML, ImageJ's or tifffile's text and tags; pages that
 * nothing is said of lie along z; `options.layout` names them otherwise. 64-bit types are read as 32-bit, as in `decodeNpy`.
 * Throws `FormatError` when the file is truncated, damaged, lies about its size or is of a kind not read.
 * @example
 * const stack = await decodeTiff(bytes, { name: 'stack.tif' });
 */
export async function decodeTiff(bytes: Uint8Array, options: ReadOptions = {}): Promise<HostVolume> {
  const reader = await openTiff(bytesSource(bytes, options.name ?? 'tiff'), options);
  return reader.readPlanes(0, reader.description.shape[reader.axis]);
}

/** Opens a TIFF for reading in slabs along `axis` (z, or n or c where z is one voxel long). Memory: one slab and one page. */
export async function openTiff(source: ByteSource, options: ReadOptions & { axis?: Axis } = {}): Promise<PlaneReader> {
  const { first, pages } = await readPages(readDirectories(source, await readTiffHeader(source)));
  const [page] = pages;
  if (first === undefined || page === undefined) throw new FormatError(source.name, 'has no page');
  const metadata = await readMetadata(first, page, pages.length, options.layout);
  const { description, strides } = describe(metadata, page, source.name);
  const pageAt = locatePages(source, pages, metadata);
  const axis = options.axis ?? planeAxis(description.shape);
  return {
    description,
    axis,
    async readPlanes(from, to) {
      checkPlanes(source.name, description, axis, from, to);
      const shape = { ...description.shape, [axis]: to - from };
      const data = allocated(source.name, shape, description.dtype, options.maxBytes);
      const start = { n: 0, c: 0, z: 0, y: 0, x: 0, [axis]: from };
      const inPage = page.samples > 1 ? shape.c : 1;
      const plane = data.length / (shape.n * shape.c * shape.z);
      for (let n = 0; n < shape.n; n++)
        for (let c = 0; c < shape.c; c += inPage)
          for (let z = 0; z < shape.z; z++) {
            const index = (start.n + n) * strides.n + (start.c + c) * strides.c + (start.z + z) * strides.z;
            const places = Array.from(
              { length: inPage },
              (_, sample) => ((n * shape.c + c + sample) * shape.z + z) * plane,
            );
            await readSamples(source, pageAt(index), data, places, plane, start.c);
          }
      return new HostVolume({ ...description, shape, data });
    },
  };
}

/** The pages of the volume: all of the chain but reduced images and masks, of one size and type. */
async function readPages(directories: AsyncIterable<Directory>): Promise<{ first?: Directory; pages: Page[] }> {
  const pages: Page[] = [];
  let first: Directory | undefined;
  for await (const directory of directories) {
    if (first !== undefined && ((await directory.number('NewSubfileType', 0)) & 5) !== 0) continue;
    first ??= directory;
    const page = await readPage(directory);
    const model = pages[0] ?? page;
    const differs = (['width', 'height', 'samples', 'planar', 'stored', 'bits'] as const).find(
      (key) => page[key] !== model[key],
    );
    if (differs !== undefined)
      throw new FormatError(
        directory.source.name,
        `page ${pages.length} has ${differs} ${page[differs]}, those before ${model[differs]}; such pages are not one volume`,
      );
    pages.push(page);
  }
  return { ...(first && { first }), pages };
}

/** The volume that pages make, and by how many pages a step along an axis moves. */
function describe(metadata: Metadata, page: Page, name: string): { description: Description; strides: Shape } {
  const lengths: Record<Axis, number> = { n: 1, c: 1, z: 1, y: page.height, x: page.width };
  const strides: Record<Axis, number> = { n: 0, c: 0, z: 0, y: 0, x: 0 };
  let stride = 1;
  for (const [axis, length] of [...metadata.pages].reverse()) {
    lengths[axis] = length;
    strides[axis] = stride;
    stride *= length;
  }
  if (page.samples > 1 && lengths.c > 1)
    throw new FormatError(name, `${lengths.c} channels of ${page.samples} samples each are not read`);
  if (page.samples > 1) [lengths.c, strides.c] = [page.samples, 0];
  const before = metadata.pages.flatMap(([axis, length]) => (length > 1 ? [axis] : [])).join('');
  const layout = before + (page.samples === 1 ? 'yx' : page.planar ? 'cyx' : 'yxc');
  const { spacing, unit, acquired } = metadata;
  return {
    description: {
      shape: lengths,
      dtype: STORED[page.stored].dtype,
      spacing,
      unit,
      layout,
      acquired: acquiredOfShape(acquired, lengths),
    },
    strides,
  };
}

/**
 * The page of an index. ImageJ writes only the first directory of a stack over 4 GB, and so does tifffile when asked: the
 * other pages follow the first without a gap.
 */
function locatePages(source: ByteSource, pages: readonly Page[], metadata: Metadata): (index: number) => Page {
  const [page] = pages;
  const needed = metadata.pages.reduce((product, [, length]) => product * length, 1);
  const first = metadata.firstPage ?? 0;
  const start = page?.offsets[0] ?? 0;
  if (
    page !== undefined &&
    pages.length === 1 &&
    needed > 1 &&
    page.compression === 1 &&
    !page.tiled &&
    contiguous(page)
  ) {
    const bytes = pageBytes(page);
    checkPageCount(metadata, Math.floor((source.size - start) / bytes), source.name);
    return (index) => ({ ...page, offsets: page.offsets.map((offset) => offset + index * bytes) });
  }
  checkPageCount(metadata, pages.length, source.name);
  return (index) => pages[first + index] ?? lost(source.name, index);
}

function lost(name: string, index: number): never {
  throw new FormatError(name, `has no page ${index}`);
}

/** Puts a page's samples into the volume: each sample's plane at its place. `skip` samples come before the first one wanted. */
async function readSamples(
  source: ByteSource,
  page: Page,
  data: TypedArray,
  places: readonly number[],
  plane: number,
  skip: number,
): Promise<void> {
  const dtype = STORED[page.stored].dtype;
  const packed = page.bits !== STORED[page.stored].bytes * 8;
  const [place = 0] = places;
  if (page.samples === 1 && page.stored === dtype && !packed) {
    const bytes = new Uint8Array(
      data.buffer as ArrayBuffer,
      place * data.BYTES_PER_ELEMENT,
      plane * data.BYTES_PER_ELEMENT,
    );
    return readPageInto(source, page, bytes);
  }
  const bytes = new Uint8Array(pageBytes(page));
  await readPageInto(source, page, bytes);
  const shape = { n: 1, c: page.samples, z: 1, y: page.height, x: page.width };
  const items = page.planar ? page.width : page.width * page.samples;
  const elements = packed
    ? unpackBits(bytes, page.bits, items, page.planar ? page.height * page.samples : page.height)
    : hostElements(bytes, page.stored, source.name);
  const planes = reorder(elements, dtype, shape, page.planar ? 'cyx' : 'yxc', CANONICAL);
  for (const [at, to] of places.entries()) data.set(planes.subarray((skip + at) * plane, (skip + at + 1) * plane), to);
}
