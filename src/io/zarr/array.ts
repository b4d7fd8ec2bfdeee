/** An array of Zarr: chunks by their coordinates, each in a key of its own or in a shard with others. */
import type { TypedArray } from '../../core/dtype.js';
import { FormatError } from '../../core/errors.js';
import { crc32c } from '../crc32.js';
import { hostElements, STORED, swapBytes } from '../elements.js';
import { decompress } from './compressors.js';
import { type ArrayForm, isObject, jsonObject, parseV2, parseV3 } from './metadata.js';
import { keyBelow, type ZarrReadable } from './store.js';

/** Chunks that one shard may have. */
const MAX_IN_SHARD = 2 ** 20;
/** Stands in an index for a chunk that is not there. */
const NONE = 0xffffffffffffffffn;

/** A node of a hierarchy: its attributes, and its form where it is an array. */
export interface ZarrNode {
  readonly version: 2 | 3;
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly array?: ArrayForm;
}

/** The node at a key, of either version, the newer first; undefined where there is none. */
export async function openNode(store: ZarrReadable, key: string, signal?: AbortSignal): Promise<ZarrNode | undefined> {
  const json = async (file: string) => {
    const path = keyBelow(key, file);
    const bytes = await store.get(path, undefined, signal);
    return bytes && { path: keyBelow(store.name, path), value: jsonObject(bytes, keyBelow(store.name, path)) };
  };
  const third = await json('zarr.json');
  if (third) {
    const { attributes, node_type } = third.value;
    const own = isObject(attributes) ? attributes : {};
    return { version: 3, attributes: own, ...(node_type === 'array' && { array: parseV3(third.value, third.path) }) };
  }
  const [array, group, attributes] = await Promise.all([json('.zarray'), json('.zgroup'), json('.zattrs')]);
  if (!array && !group && !attributes) return undefined;
  return { version: 2, attributes: attributes?.value ?? {}, ...(array && { array: parseV2(array.value, array.path) }) };
}

/** A chunk by its coordinates, in the order of its form; undefined where it is not there and the fill value stands. */
export type ChunkRead = (coordinates: readonly number[]) => Promise<TypedArray | undefined>;

/** Reads chunks as host elements. */
export function chunkReader(store: ZarrReadable, key: string, form: ArrayForm, signal?: AbortSignal): ChunkRead {
  const { chunk, stored, shard } = form;
  const length = chunk.shape.reduce((product, each) => product * each, STORED[stored].bytes);
  const elements = async (packed: Uint8Array, name: string): Promise<TypedArray> => {
    const body = chunk.checksum ? checked(packed, name) : packed;
    const bytes = await decompress(chunk.compression, body, length, name);
    if (!chunk.littleEndian) swapBytes(bytes, STORED[stored].word);
    return hostElements(bytes, stored, name);
  };
  const shards = shard && shardReader(store, key, form, signal);
  return async (coordinates: readonly number[]): Promise<TypedArray | undefined> => {
    if (shards) {
      const found = await shards(coordinates);
      return found && elements(found.packed, found.name);
    }
    const path = keyBelow(key, form.keyOf(coordinates));
    const packed = await store.get(path, undefined, signal);
    return packed && elements(packed, keyBelow(store.name, path));
  };
}

/** The compressed bytes of chunks in shards. An index is read once. */
function shardReader(store: ZarrReadable, key: string, { shard, chunk, keyOf }: ArrayForm, signal?: AbortSignal) {
  const { shape, indexAtEnd, indexChecksum } = shard as NonNullable<ArrayForm['shard']>;
  const counts = shape.map((length, axis) => length / (chunk.shape[axis] as number));
  const total = counts.reduce((product, count) => product * count, 1);
  if (total > MAX_IN_SHARD)
    throw new FormatError(keyBelow(store.name, key), `shards of ${total} chunks are not read, ${MAX_IN_SHARD} at most`);
  const bytes = 16 * total + (indexChecksum ? 4 : 0);
  const indices = new Map<string, Promise<DataView | undefined>>();
  const indexOf = async (path: string): Promise<DataView | undefined> => {
    const found = await store.get(path, indexAtEnd ? { last: bytes } : { offset: 0, length: bytes }, signal);
    if (!found) return undefined;
    const index = indexChecksum ? checked(found, keyBelow(store.name, path)) : found;
    return new DataView(index.buffer, index.byteOffset, index.length);
  };
  return async (coordinates: readonly number[]): Promise<{ packed: Uint8Array; name: string } | undefined> => {
    const path = keyBelow(key, keyOf(coordinates.map((at, axis) => Math.floor(at / (counts[axis] as number)))));
    const pending = indices.get(path) ?? indexOf(path);
    indices.set(path, pending);
    const index = await pending;
    if (!index) return undefined;
    const place = coordinates.reduce(
      (sum, at, axis) => sum * (counts[axis] as number) + (at % (counts[axis] as number)),
      0,
    );
    const [offset, length] = [index.getBigUint64(16 * place, true), index.getBigUint64(16 * place + 8, true)];
    if (offset === NONE && length === NONE) return undefined;
    const packed = await store.get(path, { offset: Number(offset), length: Number(length) }, signal);
    return packed && { packed, name: keyBelow(store.name, path) };
  };
}

/** The bytes before their CRC-32C. */
function checked(bytes: Uint8Array, name: string): Uint8Array {
  const end = bytes.length - 4;
  if (
    end < 0 ||
    new DataView(bytes.buffer, bytes.byteOffset, bytes.length).getUint32(end, true) !== crc32c(bytes.subarray(0, end))
  )
    throw new FormatError(name, 'is damaged: its checksum does not agree');
  return bytes.subarray(0, end);
}
