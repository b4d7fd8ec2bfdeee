/**
 * Arrays by name in one file: what models are kept in. The format is eight bytes that say how long a header in JSON is, the header, and the numbers
 * (https://huggingface.co/docs/safetensors).
 */
import { type Layout, shapeOf } from '../core/axes.js';
import { DTYPES } from '../core/dtype.js';
import { ArgumentError, FormatError } from '../core/errors.js';
import { HostVolume } from '../core/hostVolume.js';
import { hostElements, STORED, type Stored } from './elements.js';
import { CANONICAL, completeLayout, layoutAxes, reorder } from './order.js';

export interface Tensors {
  readonly tensors: Readonly<Record<string, HostVolume>>;
  /** What else the file says, text by name. */
  readonly metadata: Readonly<Record<string, string>>;
}

const MOST_HEADER = 100_000_000;
/** The axes of arrays of each number of dimensions. */
const LAYOUTS = ['', 'x', 'yx', 'cyx', 'ncyx', 'nczyx'] as const;

/** The format's names of types, and what they are here. */
const KINDS: Readonly<Record<string, Stored | 'bf16'>> = {
  F64: 'f64',
  F32: 'f32',
  F16: 'f16',
  BF16: 'bf16',
  I64: 'i64',
  U64: 'u64',
  I32: 'i32',
  U32: 'u32',
  I16: 'i16',
  U16: 'u16',
  I8: 'i8',
  U8: 'u8',
  BOOL: 'bool',
};

/** bfloat16 is the upper half of f32. */
function widened(bytes: Uint8Array): Float32Array<ArrayBuffer> {
  const words = new Uint32Array(bytes.length / 2);
  for (let at = 0; at < words.length; at++)
    words[at] = (((bytes[2 * at + 1] as number) << 24) | ((bytes[2 * at] as number) << 16)) >>> 0;
  return new Float32Array(words.buffer);
}

/**
 * The arrays of a safetensors file. Of 64-bit numbers floats become f32 and whole numbers i32, where they fit; bfloat16 becomes f32, booleans u8. An array's axes are the last of
 * `n c z y x`, `cyx` for three and `ncyx` for four dimensions. Throws `FormatError` for a file that is cut off, whose header is none, or whose arrays overlap, leave gaps or are not as large as they say.
 * @example
 * import { decodeSafetensors, encodeSafetensors } from 'brightfield/io';
 * import { HostVolume } from 'brightfield';
 * const weight = new HostVolume({ shape: { y: 2, x: 3 } });
 * const { tensors } = decodeSafetensors(encodeSafetensors({ weight }));
 * tensors.weight.shape; // the same
 */
export function decodeSafetensors(bytes: Uint8Array, options: { readonly name?: string } = {}): Tensors {
  const { name = 'safetensors' } = options;
  const refuse = (problem: string): never => {
    throw new FormatError(name, problem);
  };
  if (bytes.length < 8) refuse(`must begin with the length of its header, has ${bytes.length} bytes`);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const length = Number(view.getBigUint64(0, true));
  if (length > MOST_HEADER || 8 + length > bytes.length)
    refuse(`the header must lie in the file's ${bytes.length} bytes, is ${length} long`);
  const header = parsed(new TextDecoder().decode(bytes.subarray(8, 8 + length)), refuse);
  const { __metadata__: metadata = {}, ...entries } = header;
  if (!isRecord(metadata) || !Object.values(metadata).every((text) => typeof text === 'string'))
    refuse('__metadata__ must be text by name');
  const tensors: Record<string, HostVolume> = {};
  let end = 0;
  const found = Object.entries(entries).map(([key, entry]) => ({ key, ...checkedEntry(key, entry, refuse) }));
  for (const { key, kind, dims, from, to } of found.sort((a, b) => a.from - b.from || a.to - b.to)) {
    if (from !== end)
      refuse(`${key} must begin at byte ${end} of the data, where the array before it ends, begins at ${from}`);
    if (8 + length + to > bytes.length)
      refuse(`${key} must lie in the file, which ends ${8 + length + to - bytes.length} bytes before it does`);
    end = to;
    const layout = LAYOUTS[dims.length] as Layout;
    const shape = shapeOf(Object.fromEntries([...layout].map((axis, at) => [axis, dims[at]])));
    const own = new Uint8Array(bytes.subarray(8 + length + from, 8 + length + to));
    const data = kind === 'bf16' ? widened(own) : hostElements(own, kind, `${name}: ${key}`);
    const dtype = kind === 'bf16' ? 'f32' : STORED[kind].dtype;
    const volume = new HostVolume({ shape, dtype, data, layout });
    tensors[key] = volume;
  }
  if (8 + length + end !== bytes.length)
    refuse(`must end after its arrays, has ${bytes.length - 8 - length - end} bytes more`);
  return { tensors, metadata: metadata as Record<string, string> };
}

type Refuse = (problem: string) => never;

function isRecord(thing: unknown): thing is Record<string, unknown> {
  return typeof thing === 'object' && thing !== null && !Array.isArray(thing);
}

function parsed(text: string, refuse: Refuse): Record<string, unknown> {
  let header: unknown;
  try {
    header = JSON.parse(text);
  } catch {
    return refuse('the header must be JSON');
  }
  return isRecord(header) ? header : refuse('the header must be arrays by name');
}

function checkedEntry(key: string, entry: unknown, refuse: Refuse) {
  const isCount = (item: unknown): item is number => Number.isSafeInteger(item) && (item as number) >= 0;
  if (!isRecord(entry)) return refuse(`${key} must have a dtype, a shape and data_offsets`);
  const { dtype, shape, data_offsets: offsets } = entry;
  const kind = typeof dtype === 'string' ? KINDS[dtype] : undefined;
  if (!kind) return refuse(`${key} must be of a type among ${Object.keys(KINDS).join(', ')}, is ${String(dtype)}`);
  if (!Array.isArray(shape) || !shape.every(isCount) || shape.length > 5 || shape.includes(0))
    return refuse(`${key} must have up to five dimensions of at least 1`);
  if (!Array.isArray(offsets) || offsets.length !== 2 || !offsets.every(isCount))
    return refuse(`${key} must have two data_offsets`);
  const [from, to] = offsets as [number, number];
  const size = kind === 'bf16' ? 2 : STORED[kind].bytes;
  const items = shape.reduce((product: number, length: number) => product * length, 1);
  if (to - from !== items * size)
    return refuse(`${key} must take the ${items * size} bytes of its shape, takes ${to - from}`);
  return { kind, dims: shape as number[], from, to };
}

/**
 * Arrays as a safetensors file: their dimensions are the axes of their layouts. Throws `ArgumentError` for complex numbers, metadata that
 * are no text, and an array that is named `__metadata__`.
 * @example
 * import { encodeSafetensors } from 'brightfield/io';
 * import { HostVolume } from 'brightfield';
 * const bytes = encodeSafetensors({ bias: new HostVolume({ shape: { c: 8 }, layout: 'c' }) }, { made: 'here' });
 */
export function encodeSafetensors(
  tensors: Readonly<Record<string, HostVolume>>,
  metadata: Readonly<Record<string, string>> = {},
): Uint8Array<ArrayBuffer> {
  const refuse = (mustHold: string, got: string): never => {
    throw new ArgumentError('encodeSafetensors', mustHold, got);
  };
  for (const [key, text] of Object.entries(metadata))
    if (typeof text !== 'string') refuse(`metadata must be text, ${key} too`, typeof text);
  if (Object.hasOwn(tensors, '__metadata__')) refuse('no array may have the name of the metadata', '__metadata__');
  const header: Record<string, unknown> = Object.keys(metadata).length ? { __metadata__: metadata } : {};
  let end = 0;
  // widest first, so that every array begins where its items may
  const sorted = Object.entries(tensors).sort(([, a], [, b]) => DTYPES[b.dtype].bytes - DTYPES[a.dtype].bytes);
  const arrays = sorted.map(([key, { dtype, shape, layout, data }]) => {
    const named = Object.keys(KINDS).find((each) => KINDS[each] === dtype);
    if (!named) refuse(`${key} must be of real numbers`, dtype);
    const whole = completeLayout(layout, shape);
    const from = end;
    end += data.byteLength;
    header[key] = { dtype: named, shape: layoutAxes(whole).map((axis) => shape[axis]), data_offsets: [from, end] };
    return reorder(data, dtype, shape, CANONICAL, whole);
  });
  const text = new TextEncoder().encode(JSON.stringify(header));
  const padded = Math.ceil(text.length / 8) * 8;
  const bytes = new Uint8Array(8 + padded + end).fill(0x20, 8 + text.length, 8 + padded);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(padded), true);
  bytes.set(text, 8);
  let at = 8 + padded;
  for (const data of arrays) {
    bytes.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), at);
    at += data.byteLength;
  }
  return bytes;
}
