/**
 * Element types: their size, range and host array. Declared once, here.
 * f16 travels as its 16 bits in a Uint16Array (Node 20 has no Float16Array), complex64 as interleaved real and imaginary f32.
 */
import { f16ToNumber } from './f16.js';

export type TypedArray = Uint8Array | Int8Array | Uint16Array | Int16Array | Uint32Array | Int32Array | Float32Array;

interface DTypeFacts {
  /** Bytes an element. */
  readonly bytes: number;
  readonly kind: 'unsigned' | 'signed' | 'float' | 'complex';
  /** Least and greatest finite value. */
  readonly min: number;
  readonly max: number;
  /** The type that kernels compute in: 32-bit integers stay integer, all else is f32. */
  readonly compute: 'f32' | 'i32' | 'u32';
  readonly array: new (length: number) => TypedArray;
}

const F32_MAX = 3.4028234663852886e38;

/** The facts of every element type, by name. */
export const DTYPES = {
  u8: { bytes: 1, kind: 'unsigned', min: 0, max: 255, compute: 'f32', array: Uint8Array },
  i8: { bytes: 1, kind: 'signed', min: -128, max: 127, compute: 'f32', array: Int8Array },
  u16: { bytes: 2, kind: 'unsigned', min: 0, max: 65535, compute: 'f32', array: Uint16Array },
  i16: { bytes: 2, kind: 'signed', min: -32768, max: 32767, compute: 'f32', array: Int16Array },
  u32: { bytes: 4, kind: 'unsigned', min: 0, max: 4294967295, compute: 'u32', array: Uint32Array },
  i32: { bytes: 4, kind: 'signed', min: -2147483648, max: 2147483647, compute: 'i32', array: Int32Array },
  f16: { bytes: 2, kind: 'float', min: -65504, max: 65504, compute: 'f32', array: Uint16Array },
  f32: { bytes: 4, kind: 'float', min: -F32_MAX, max: F32_MAX, compute: 'f32', array: Float32Array },
  complex64: { bytes: 8, kind: 'complex', min: -F32_MAX, max: F32_MAX, compute: 'f32', array: Float32Array },
} as const satisfies Record<string, DTypeFacts>;

export type DType = keyof typeof DTYPES;
export const DTYPE_NAMES = Object.keys(DTYPES) as DType[];

/** What kernels compute in for this type. */
export type ComputeType = 'f32' | 'i32' | 'u32';

const word = new DataView(new ArrayBuffer(4));

/** The 32 bits that stand for a number where kernels compute in this type. */
export function bitsOf(number: number, as: ComputeType): number {
  if (as !== 'f32') return number >>> 0;
  word.setFloat32(0, number);
  return word.getUint32(0);
}

/** Whether the type holds whole numbers only. */
export function isInteger(dtype: DType): boolean {
  const { kind } = DTYPES[dtype];
  return kind === 'unsigned' || kind === 'signed';
}

/** How many host array items an element takes: 2 for complex64, else 1. */
export function itemsPerElement(dtype: DType): number {
  return dtype === 'complex64' ? 2 : 1;
}

/** A zeroed host array for so many elements. */
export function hostArray(dtype: DType, elements: number): TypedArray {
  return new DTYPES[dtype].array(elements * itemsPerElement(dtype));
}

/** The type that a host array holds when nothing else is said. */
export function dtypeOfArray(array: TypedArray): DType {
  if (array instanceof Uint8Array) return 'u8';
  if (array instanceof Int8Array) return 'i8';
  if (array instanceof Uint16Array) return 'u16';
  if (array instanceof Int16Array) return 'i16';
  if (array instanceof Uint32Array) return 'u32';
  if (array instanceof Int32Array) return 'i32';
  return 'f32';
}

/** The number that a host array item stands for: f16 is decoded, all else is read as it is. */
export function numberAt(dtype: DType, data: TypedArray, index: number): number {
  const raw = data[index] ?? Number.NaN;
  return dtype === 'f16' ? f16ToNumber(raw) : raw;
}
