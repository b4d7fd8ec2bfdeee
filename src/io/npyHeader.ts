/**
 * The header of NumPy's npy format, versions 1 to 3 (numpy.lib.format): magic, version, length, a Python dictionary.
 * A header is believed only where the file is large enough for it.
 */
import { type Axis, type Layout, type Shape, shapeOf, voxels } from '../core/axes.js';
import { ArgumentError, FormatError } from '../core/errors.js';
import type { Description } from '../core/hostVolume.js';
import { STORED, type Stored } from './elements.js';
import { completeLayout, layoutAxes } from './order.js';
import type { RawArray } from './rawArray.js';

const MAGIC = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59];
/** NumPy itself reads no more than 10000 characters unasked. */
const MAX_HEADER = 65536;
/** The layout of an array of so many axes when none is named: three axes are a stack, never colour. */
const LAYOUT_BY_RANK: readonly Layout[] = ['', 'x', 'yx', 'zyx', 'czyx', 'nczyx'];
const TYPE_CODES: Record<Stored, string> = {
  ...{ bool: 'b1', u8: 'u1', i8: 'i1', u16: 'u2', i16: 'i2', u32: 'u4', i32: 'i4', u64: 'u8', i64: 'i8' },
  ...{ f16: 'f2', f32: 'f4', f64: 'f8', complex64: 'c8', complex128: 'c16' },
};

/** Whether these are an npy file's first bytes. */
export function isNpy(head: Uint8Array): boolean {
  return MAGIC.every((byte, at) => head[at] === byte);
}

/** Where the data of an npy file begins, from its first 12 bytes (fewer where the file is shorter). */
export function npyDataOffset(head: Uint8Array, name: string): number {
  if (!isNpy(head)) throw new FormatError(name, 'not an npy file');
  const [version, minor, low, high, third, fourth] = head.subarray(6);
  if (version === undefined || version < 1 || version > 3 || minor !== 0)
    throw new FormatError(name, `npy version ${version}.${minor} is not read, only 1.0, 2.0 and 3.0`);
  if (low === undefined || high === undefined || (version > 1 && fourth === undefined))
    throw new FormatError(name, 'ends within the npy header');
  const length = version === 1 ? low + 256 * high : low + 256 * high + 65536 * (third ?? 0) + 2 ** 24 * (fourth ?? 0);
  if (length > MAX_HEADER)
    throw new FormatError(name, `an npy header of ${length} bytes is not read, ${MAX_HEADER} at most`);
  return (version === 1 ? 10 : 12) + length;
}

/** Reads the header of a file of `size` bytes; `head` holds everything before the data. */
export function parseNpyHeader(head: Uint8Array, size: number, name: string, layout?: Layout): RawArray {
  const dataOffset = npyDataOffset(head, name);
  if (head.length < dataOffset) throw new FormatError(name, 'ends within the npy header');
  const text = new TextDecoder().decode(head.subarray(head[6] === 1 ? 10 : 12, dataOffset));
  const [, byteOrder, code] = /'descr': *'([<>|=])([a-zA-Z]\d+)'/.exec(text) ?? [];
  const stored = (Object.keys(TYPE_CODES) as Stored[]).find((type) => TYPE_CODES[type] === code);
  if (stored === undefined) {
    const got = /'descr': *('[^']{0,40}'|[^ ,]{1,40})/.exec(text)?.[1];
    if (got === undefined) throw new FormatError(name, 'the npy header names no element type');
    throw new FormatError(name, `element type ${got} is not read, only ${Object.values(TYPE_CODES).join(' ')}`);
  }
  const fortran = /'fortran_order': *(True|False)/.exec(text)?.[1];
  const tuple = /'shape': *\(((?: *\d+ *,)*(?: *\d+)?) *\)/.exec(text)?.[1];
  if (fortran === undefined || tuple === undefined) throw new FormatError(name, 'the npy header names no valid shape');
  const lengths = tuple.split(',').flatMap((item) => (item.trim() === '' ? [] : [Number(item)]));
  const axes = layoutAxes(layout ?? LAYOUT_BY_RANK[lengths.length] ?? tooMany(name, lengths.length));
  if (axes.length !== lengths.length)
    throw new ArgumentError(name, `the layout must name ${lengths.length} axes`, `'${layout}'`);
  if (lengths.includes(0)) throw new FormatError(name, `empty array of shape (${lengths.join(', ')})`);
  const shape = shapeOf(Object.fromEntries(axes.map((axis, at) => [axis, lengths[at] ?? 1])));
  const declared = voxels(shape) * STORED[stored].bytes;
  if (declared !== size - dataOffset)
    throw new FormatError(
      name,
      `shape (${lengths.join(', ')}) needs ${declared} bytes, ${size - dataOffset} are there`,
    );
  const order = fortran === 'True' ? [...axes].reverse() : axes;
  return {
    description: { shape, dtype: STORED[stored].dtype, spacing: {}, unit: '', layout: axes.join('') },
    stored,
    littleEndian: byteOrder !== '>',
    order: order.join(''),
    dataOffset,
  };
}

function tooMany(name: string, rank: number): never {
  throw new FormatError(name, `arrays of ${rank} axes are not read, 5 at most`);
}

/** The header that NumPy would write for this volume, padded so that the data begins at a multiple of 64 bytes. */
export function npyHeader(description: Description): Uint8Array<ArrayBuffer> {
  const { dtype, shape } = description;
  const lengths = npyOrder(description.layout, shape).map((axis) => shape[axis]);
  const tuple = lengths.length === 1 ? `${lengths[0]},` : lengths.join(', ');
  const descr = `${STORED[dtype].word === 1 ? '|' : '<'}${TYPE_CODES[dtype]}`;
  const text = `{'descr': '${descr}', 'fortran_order': False, 'shape': (${tuple}), }`;
  const total = Math.ceil((10 + text.length + 1) / 64) * 64;
  const header = new TextEncoder().encode(`${' '.repeat(10)}${text.padEnd(total - 11)}\n`);
  header.set([...MAGIC, 1, 0, (total - 10) % 256, (total - 10) >> 8]);
  return header;
}

/** The axes of the array that a volume is written as. */
export function npyOrder(layout: Layout, shape: Shape): Axis[] {
  return layoutAxes(completeLayout(layout, shape));
}
