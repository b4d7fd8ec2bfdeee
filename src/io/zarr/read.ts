/**
 * OME-Zarr images as volumes, whole or in slabs: OME-NGFF 0.1 to 0.5 on Zarr 2 and 3, with shards, and plain arrays of Zarr. Only the
 * chunks that a slab touches are read; a chunk that is not there has the fill value.
 */
import { type Axis, type Shape, shapeOf } from '../../core/axes.js';
import { ArgumentError, FormatError } from '../../core/errors.js';
import { type Description, HostVolume } from '../../core/hostVolume.js';
import { STORED } from '../elements.js';
import { checkCancelled, checkDecodedSize, type ReadOptions } from '../limits.js';
import { CANONICAL, layoutAxes } from '../order.js';
import { boxShape, checkBox, checkPlanes, type PlaneReader, planeAxis } from '../stack.js';
import { type ChunkRead, chunkReader, openNode, type ZarrNode } from './array.js';
import { keepingChunks } from './chunkCache.js';
import type { ArrayForm } from './metadata.js';
import { axesByRank, axesNamed, type Level, parseMultiscales } from './multiscales.js';
import { copyBox, fillBox, grid, placeOf, stridesOf } from './region.js';
import { keyBelow, type ZarrReadable } from './store.js';

/** Chunks that one read may touch. */
const MAX_CHUNKS = 2 ** 20;
/** Chunks that are read at the same time: what a server needs to answer is most of the time. */
const AT_ONCE = 8;

/** What is read of a hierarchy. */
export interface ZarrReadOptions extends ReadOptions {
  /** The level of the pyramid, 0 (the finest) by default. */
  readonly level?: number;
  readonly axis?: Axis;
  /** Bytes of decoded chunks that are kept for the next read; none by default. */
  readonly cacheBytes?: number;
}

/**
 * Opens the first image of an OME-Zarr hierarchy, or a plain array, for reading in slabs along `axis` (z, or n or c where z is one voxel
 * long). Axes t c z y x become n c z y x; spacing and unit are those of the level, names and colours of channels those of `omero`. Types as in `decodeNpy`.
 * Throws `FormatError` where there is no image, or it is damaged, lies about its size or is of a kind not read; `ArgumentError` where
 * there is no such level.
 * @example
 * const stack = await openOmeZarr(memoryStore('cells.ome.zarr')).catch((error) => error.message);
 */
export async function openOmeZarr(store: ZarrReadable, options: ZarrReadOptions = {}): Promise<PlaneReader> {
  const { key, form, axes, level, unit, acquired } = await imageOf(store, options);
  const name = store.name;
  if (form.shape.some((length) => length === 0))
    throw new FormatError(name, `its image of ${form.shape.join(' ')} is empty`);
  const description: Description = {
    shape: shapeOf(Object.fromEntries(axes.map((axis, at) => [axis, form.shape[at] ?? 1]))),
    dtype: STORED[form.stored].dtype,
    spacing: level?.spacing ?? {},
    unit: Object.keys(level?.spacing ?? {}).length ? unit : '',
    layout: axes.join(''),
    acquired,
  };
  const axis = options.axis ?? planeAxis(description.shape);
  const read = keepingChunks(chunkReader(store, key, form, options.signal), options.cacheBytes ?? 0);
  const along = (each: Axis): number => form.chunk.shape[axes.indexOf(each)] ?? 1;
  return {
    description,
    axis,
    async readPlanes(from, to) {
      checkPlanes(name, description, axis, from, to);
      const shape = { ...description.shape, [axis]: to - from };
      checkDecodedSize(name, shape, description.dtype, options.maxBytes);
      const start = axes.map((each) => (each === axis ? from : 0));
      const volume = new HostVolume({ ...description, shape });
      await fill(volume, { start, axes, form, read, name }, options);
      return volume;
    },
    boxes: {
      grain: { n: along('n'), c: along('c'), z: along('z'), y: along('y') },
      async readBox(box) {
        checkBox(name, description, box);
        const shape = boxShape(description.shape, box);
        checkDecodedSize(name, shape, description.dtype, options.maxBytes);
        const start = axes.map((each) => (each === 'x' ? 0 : box[each][0]));
        const volume = new HostVolume({ ...description, shape });
        await fill(volume, { start, axes, form, read, name }, options);
        return volume;
      },
    },
  };
}

/** The array that is read: that of a level of the first image, or the one that is there. */
async function imageOf(store: ZarrReadable, { level = 0, layout, signal }: ZarrReadOptions) {
  const { name } = store;
  let [key, node] = ['', await openNode(store, '', signal)];
  // one image of several, as bioformats2raw writes them
  if (node && !node.array && node.attributes['bioformats2raw.layout'] !== undefined)
    [key, node] = ['0', await openNode(store, '0', signal)];
  if (!node) throw new FormatError(name, 'not an OME-Zarr: it has neither zarr.json nor .zgroup nor .zarray');
  const image = node.array ? undefined : parseMultiscales(node.attributes, name);
  if (!node.array && !image)
    throw new FormatError(name, 'a Zarr group without an image (multiscales); name an array in it');
  const count = image?.levels.length ?? 1;
  if (!(Number.isInteger(level) && level >= 0 && level < count))
    throw new ArgumentError(name, `level must be a whole number from 0 to ${count - 1}`, `${level}`);
  const found = image?.levels[level];
  const path = found ? keyBelow(key, found.path) : key;
  const array = found ? await openNode(store, path, signal) : node;
  if (!array?.array) throw new FormatError(name, `has no array ${path}`);
  const form = array.array;
  const axes = axesOf(image?.axes, array, form, name, layout);
  if (axes.length !== form.shape.length)
    throw new FormatError(name, `its image has axes ${axes.join(' ')}, its array ${form.shape.length} of them`);
  // where the axes are called otherwise, nothing says what those words are of
  const acquired = layout === undefined ? image?.acquired : undefined;
  return { key: path, form, axes, level: found as Level | undefined, unit: image?.unit ?? '', acquired };
}

function axesOf(
  stated: readonly Axis[] | undefined,
  { attributes }: ZarrNode,
  form: ArrayForm,
  name: string,
  layout: string | undefined,
): readonly Axis[] {
  const rank = form.shape.length;
  if (layout !== undefined) {
    const named = layoutAxes(layout);
    if (named.length !== rank) throw new ArgumentError(name, `the layout must name ${rank} axes`, `'${layout}'`);
    return named;
  }
  if (stated) return stated;
  const names = form.names ?? attributes._ARRAY_DIMENSIONS;
  const known = Array.isArray(names) && names.length === rank && names.every((each) => /^[tczyx]$/i.test(String(each)));
  return known ? axesNamed(names, name) : axesByRank(rank, name);
}

/** What a part of an array is read from. */
export interface PartSource {
  /** Where the volume begins in the array. */
  readonly start: readonly number[];
  readonly axes: readonly Axis[];
  readonly form: ArrayForm;
  readonly read: ChunkRead;
  readonly name: string;
}

/** Reads every chunk that the volume touches and copies its part. */
export async function fill(
  volume: HostVolume,
  { start, axes, form, read, name }: PartSource,
  options: ReadOptions,
): Promise<void> {
  const { shape, data } = volume;
  const sizes = axes.map((axis) => shape[axis]);
  const end = start.map((at, axis) => at + (sizes[axis] as number));
  const { shape: chunk, order } = form.chunk;
  const first = start.map((at, axis) => Math.floor(at / (chunk[axis] as number)));
  const behind = end.map((at, axis) => Math.ceil(at / (chunk[axis] as number)));
  const total = behind.reduce((product, at, axis) => product * (at - (first[axis] as number)), 1);
  if (total > MAX_CHUNKS)
    throw new FormatError(name, `is cut into ${total} chunks, ${MAX_CHUNKS} at most are read at once`);
  // the axis that is fastest in the volume is walked last
  const walk = axes
    .map((_, at) => at)
    .sort((a, b) => CANONICAL.indexOf(axes[a] as Axis) - CANONICAL.indexOf(axes[b] as Axis));
  const inWalk = (numbers: readonly number[]): number[] => walk.map((axis) => numbers[axis] as number);
  const strides = volumeStrides(shape, axes);
  const chunkStrides = stridesOf(chunk, order);
  const coordinates = grid(first, behind);
  let done = 0;
  const work = async (): Promise<void> => {
    for (const at of coordinates) {
      checkCancelled({ ...options, name });
      const corner = at.map((each, axis) => each * (chunk[axis] as number));
      const low = corner.map((each, axis) => Math.max(each, start[axis] as number));
      const lengths = low.map(
        (each, axis) => Math.min((corner[axis] as number) + (chunk[axis] as number), end[axis] as number) - each,
      );
      const numbers = await read(at);
      const target = {
        data,
        start: placeOf(
          low.map((each, axis) => each - (start[axis] as number)),
          strides,
        ),
        strides: inWalk(strides),
      };
      const inside = placeOf(
        low.map((each, axis) => each - (corner[axis] as number)),
        chunkStrides,
      );
      if (numbers) copyBox({ data: numbers, start: inside, strides: inWalk(chunkStrides) }, target, inWalk(lengths));
      else if (form.fill !== 0) fillBox(target, inWalk(lengths), form.fill);
      options.progress?.(++done / total);
    }
  };
  await Promise.all(Array.from({ length: Math.min(AT_ONCE, total) }, work));
}

/** How far each axis of the array steps in the volume. */
function volumeStrides(shape: Shape, axes: readonly Axis[]): number[] {
  const canonical = [...CANONICAL] as Axis[];
  const all = stridesOf(canonical.map((axis) => shape[axis]));
  return axes.map((axis) => all[canonical.indexOf(axis)] as number);
}
