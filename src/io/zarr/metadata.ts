/** What the metadata of a Zarr array say (specification 2, 2021, and 3.0, 2024; sharding ZEP 2), in one form for both. */

import type { DType } from '../../core/dtype.js';
import { FormatError } from '../../core/errors.js';
import { numberToF16 } from '../../core/f16.js';
import { STORED, type Stored } from '../elements.js';
import type { Compression } from './compressors.js';

/** How the elements of a chunk become bytes. */
export interface ChunkForm {
  readonly shape: readonly number[];
  readonly littleEndian: boolean;
  /** The order of the axes in memory, slowest first. */
  readonly order: readonly number[];
  readonly compression: Compression;
  /** A CRC-32C behind the compressed bytes. */
  readonly checksum: boolean;
}

/** An array: what it holds, and how. */
export interface ArrayForm {
  readonly shape: readonly number[];
  readonly stored: Stored;
  readonly fill: number;
  readonly names?: readonly string[];
  readonly chunk: ChunkForm;
  /** Chunks lie together in shards of this shape, with an index at one end. */
  readonly shard?: { readonly shape: readonly number[]; readonly indexAtEnd: boolean; readonly indexChecksum: boolean };
  /** The key of a chunk, or of a shard where there are shards, below that of the array. */
  keyOf(coordinates: readonly number[]): string;
}

type Json = Readonly<Record<string, unknown>>;

/** What metadata may be long; consolidated ones of large hierarchies are. */
const MAX_METADATA = 2 ** 26;
/** A chunk is decoded whole. */
const MAX_CHUNK_BYTES = 2 ** 29;

/** JSON as an object. Throws `FormatError` where it is none. */
export function jsonObject(bytes: Uint8Array, name: string): Json {
  if (bytes.length > MAX_METADATA)
    throw new FormatError(name, `metadata of ${bytes.length} bytes are not read, ${MAX_METADATA} at most`);
  const text = new TextDecoder().decode(bytes);
  const value = parsed(text) ?? parsed(text.replace(/(:\s*)(-?Infinity|NaN)\b/g, '$1"$2"'));
  if (isObject(value)) return value;
  throw new FormatError(name, 'is damaged: it is no JSON object');
}

/** Python writes NaN, which is no JSON. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

export function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const TYPES: Readonly<Record<string, Stored>> = {
  ...{ bool: 'bool', uint8: 'u8', int8: 'i8', uint16: 'u16', int16: 'i16', uint32: 'u32', int32: 'i32', uint64: 'u64' },
  ...{ int64: 'i64', float16: 'f16', float32: 'f32', float64: 'f64' },
};
const CODES: Readonly<Record<string, Stored>> = {
  ...{
    b1: 'bool',
    u1: 'u8',
    i1: 'i8',
    u2: 'u16',
    i2: 'i16',
    u4: 'u32',
    i4: 'i32',
    u8: 'u64',
    i8: 'i64',
    f2: 'f16',
    f4: 'f32',
    f8: 'f64',
  },
};
const COMPRESSIONS: readonly string[] = ['gzip', 'zlib', 'zstd', 'blosc', 'lz4'];

/** The name of a type in version 3, and its code in version 2; undefined for complex numbers, which OME-Zarr has none of. */
export function typeNames(dtype: DType): { readonly name: string; readonly code: string } | undefined {
  const name = Object.keys(TYPES).find((key) => TYPES[key] === dtype);
  const code = Object.keys(CODES).find((key) => CODES[key] === dtype);
  return name === undefined || code === undefined
    ? undefined
    : { name, code: `${STORED[dtype].word === 1 ? '|' : '<'}${code}` };
}

/** An array of version 2, from `.zarray`. */
export function parseV2(json: Json, name: string): ArrayForm {
  const refuse = (problem: string): never => {
    throw new FormatError(name, problem);
  };
  if (json.zarr_format !== 2) refuse(`Zarr of version ${String(json.zarr_format)} is not read here`);
  const [, order, code] = /^([<>|])([a-zA-Z]\d+)$/.exec(String(json.dtype)) ?? [];
  const stored = CODES[code ?? ''] ?? refuse(`element type ${JSON.stringify(json.dtype)} is not read`);
  const shape = lengths(json.shape, 'shape', name);
  const { compressor, filters } = json;
  if (Array.isArray(filters) && filters.length)
    refuse(`filters (${filters.map((each) => isObject(each) && each.id).join(', ')}) are not read`);
  const id = isObject(compressor) ? String(compressor.id) : 'none';
  if (id !== 'none' && !COMPRESSIONS.includes(id)) refuse(`compression ${id} is not read`);
  const separator = json.dimension_separator ?? '.';
  if (separator !== '.' && separator !== '/') refuse(`keys with ${JSON.stringify(separator)} are not read`);
  const axes = shape.map((_, at) => at);
  const chunk = chunkOf(lengths(json.chunks, 'chunks', name), stored, shape, name);
  return {
    shape,
    stored,
    fill: fillOf(json.fill_value ?? 0, stored, name),
    chunk: {
      shape: chunk,
      littleEndian: order !== '>',
      order: json.order === 'F' ? axes.reverse() : axes,
      compression: id as Compression,
      checksum: false,
    },
    keyOf: (coordinates) => (coordinates.length ? coordinates.join(separator as string) : '0'),
  };
}

/** An array of version 3, from `zarr.json`. */
export function parseV3(json: Json, name: string): ArrayForm {
  const refuse = (problem: string): never => {
    throw new FormatError(name, problem);
  };
  const configured = (value: unknown, what: string): { name: string; configuration: Json } => {
    if (typeof value === 'string') return { name: value, configuration: {} };
    if (!isObject(value) || typeof value.name !== 'string') return refuse(`its ${what} is no ${what}`);
    return { name: value.name, configuration: isObject(value.configuration) ? value.configuration : {} };
  };
  const stored = TYPES[String(json.data_type)] ?? refuse(`element type ${JSON.stringify(json.data_type)} is not read`);
  const shape = lengths(json.shape, 'shape', name);
  const grid = configured(json.chunk_grid, 'chunk grid');
  if (grid.name !== 'regular') refuse(`a chunk grid that is ${grid.name} is not read`);
  const outer = lengths(grid.configuration.chunk_shape, 'chunk shape', name);
  const encoding = configured(json.chunk_key_encoding ?? 'default', 'chunk key encoding');
  if (encoding.name !== 'default' && encoding.name !== 'v2')
    refuse(`a chunk key encoding that is ${encoding.name} is not read`);
  const separator = encoding.configuration.separator ?? (encoding.name === 'v2' ? '.' : '/');
  if (separator !== '.' && separator !== '/') refuse(`keys with ${JSON.stringify(separator)} are not read`);
  const codecs = codecsOf(json.codecs, name, configured);
  const [first] = codecs;
  const { shape: inner, ...form } =
    first?.name === 'sharding_indexed'
      ? {
          shape: lengths(first.configuration.chunk_shape, 'chunk shape', name),
          ...chainOf(codecsOf(first.configuration.codecs, name, configured), outer.length, name),
        }
      : { shape: outer, ...chainOf(codecs, outer.length, name) };
  if (inner.some((length, at) => (outer[at] as number) % length !== 0))
    refuse(`shards of ${outer.join(' ')} are not whole chunks of ${inner.join(' ')}`);
  if (first?.name === 'sharding_indexed' && codecs.length > 1)
    refuse('shards that are compressed themselves are not read');
  const names = json.dimension_names;
  return {
    shape,
    stored,
    fill: fillOf(json.fill_value ?? 0, stored, name),
    chunk: { shape: chunkOf(inner, stored, shape, name), ...form },
    ...(Array.isArray(names) && { names: names.map(String) }),
    ...(first?.name === 'sharding_indexed' && { shard: shardOf(first.configuration, outer, name, configured) }),
    keyOf: (coordinates) =>
      [...(encoding.name === 'default' ? ['c'] : []), ...coordinates].join(separator as string) || '0',
  };
}

type Codec = { readonly name: string; readonly configuration: Json };
type Configured = (value: unknown, what: string) => Codec;

function codecsOf(value: unknown, name: string, configured: Configured): Codec[] {
  if (!Array.isArray(value) || value.length > 16) throw new FormatError(name, 'states no codecs');
  return value.map((each) => configured(each, 'codec'));
}

/** A transposition at most, bytes, a compression at most, a checksum at most, in this order. */
function chainOf(codecs: readonly Codec[], rank: number, name: string): Omit<ChunkForm, 'shape'> {
  const rest = codecs.map((codec) => ({ ...codec, name: codec.name.replace(/^numcodecs\./, '') }));
  let order = Array.from({ length: rank }, (_, at) => at);
  if (rest[0]?.name === 'transpose') {
    const stated = rest.shift()?.configuration.order;
    order = stated === 'F' ? order.reverse() : stated === 'C' ? order : (stated as number[]);
    if (!Array.isArray(order) || order.length !== rank || !order.every((_, at) => order.includes(at)))
      throw new FormatError(name, `a transposition by ${JSON.stringify(stated)} is none`);
  }
  const bytes = rest.shift();
  if (bytes?.name !== 'bytes')
    throw new FormatError(name, `codec ${bytes?.name ?? 'none'} is not read where bytes should be`);
  const compression = COMPRESSIONS.includes(rest[0]?.name ?? '') ? (rest.shift()?.name as Compression) : 'none';
  const checksum = rest[0]?.name === 'crc32c';
  const [more] = rest.slice(checksum ? 1 : 0);
  if (more) throw new FormatError(name, `codec ${more.name} is not read there`);
  return { littleEndian: bytes.configuration.endian !== 'big', order, compression, checksum };
}

function shardOf(configuration: Json, shape: readonly number[], name: string, configured: Configured) {
  const codecs = codecsOf(configuration.index_codecs ?? [], name, configured).map((codec) => codec.name);
  if (codecs[0] !== 'bytes' || codecs.length > 2 || (codecs[1] ?? 'crc32c') !== 'crc32c')
    throw new FormatError(name, `an index of shards by ${codecs.join(', ')} is not read`);
  return { shape, indexAtEnd: configuration.index_location !== 'start', indexChecksum: codecs.length === 2 };
}

function lengths(value: unknown, what: string, name: string): number[] {
  if (
    Array.isArray(value) &&
    value.length <= 16 &&
    value.every((each) => Number.isSafeInteger(each) && each >= (what === 'shape' ? 0 : 1))
  )
    return value as number[];
  throw new FormatError(name, `its ${what} is ${JSON.stringify(value)?.slice(0, 60)}`);
}

function chunkOf(chunk: number[], stored: Stored, shape: readonly number[], name: string): number[] {
  if (chunk.length !== shape.length)
    throw new FormatError(name, `chunks of ${chunk.length} axes are not those of an array of ${shape.length}`);
  const bytes = chunk.reduce((product, length) => product * length, STORED[stored].bytes);
  if (bytes > MAX_CHUNK_BYTES)
    throw new FormatError(name, `chunks of ${bytes} bytes are not read, ${MAX_CHUNK_BYTES} at most`);
  return chunk;
}

/** The number that stands where no chunk is, as the host array holds it. */
function fillOf(value: unknown, stored: Stored, name: string): number {
  const word = new DataView(new ArrayBuffer(8));
  const number = (): number => {
    if (typeof value === 'number') return value;
    if (typeof value === 'boolean') return value ? 1 : 0;
    if (value === 'NaN' || value === 'Infinity' || value === '-Infinity') return Number(value);
    if (typeof value === 'string' && /^0x[0-9a-fA-F]{8}$/.test(value) && stored === 'f32') {
      word.setUint32(0, Number(value));
      return word.getFloat32(0);
    }
    throw new FormatError(name, `its fill value is ${JSON.stringify(value)}`);
  };
  return stored === 'f16' ? numberToF16(number()) : number();
}
