/**
 * Stored elements to host elements. Files hold more types than volumes do: 64-bit floats are rounded to f32 (too large gives
 * infinity), complex128 to complex64, 64-bit integers are read as 32-bit when every value fits, booleans as u8 of 0 and 1.
 * Everything else keeps its bits, NaN payloads included.
 */
import type { DType, TypedArray } from '../core/dtype.js';
import { FormatError } from '../core/errors.js';

/** An element type as files hold it. */
export type Stored = DType | 'bool' | 'f64' | 'i64' | 'u64' | 'complex128';

interface StoredFacts {
  /** Bytes an element takes in the file. */
  readonly bytes: number;
  /** Bytes of the number that byte order applies to. */
  readonly word: 1 | 2 | 4 | 8;
  /** The type that it is read as. */
  readonly dtype: DType;
}

/** The facts of every stored type. */
export const STORED: Record<Stored, StoredFacts> = {
  bool: { bytes: 1, word: 1, dtype: 'u8' },
  u8: { bytes: 1, word: 1, dtype: 'u8' },
  i8: { bytes: 1, word: 1, dtype: 'i8' },
  u16: { bytes: 2, word: 2, dtype: 'u16' },
  i16: { bytes: 2, word: 2, dtype: 'i16' },
  u32: { bytes: 4, word: 4, dtype: 'u32' },
  i32: { bytes: 4, word: 4, dtype: 'i32' },
  u64: { bytes: 8, word: 8, dtype: 'u32' },
  i64: { bytes: 8, word: 8, dtype: 'i32' },
  f16: { bytes: 2, word: 2, dtype: 'f16' },
  f32: { bytes: 4, word: 4, dtype: 'f32' },
  f64: { bytes: 8, word: 8, dtype: 'f32' },
  complex64: { bytes: 8, word: 4, dtype: 'complex64' },
  complex128: { bytes: 16, word: 8, dtype: 'complex64' },
};

/** Reverses the bytes of every word, in place. */
export function swapBytes(bytes: Uint8Array, word: 1 | 2 | 4 | 8): void {
  if (word === 1) return;
  for (let start = 0; start + word <= bytes.length; start += word)
    for (let low = start, high = start + word - 1; low < high; low++, high--) {
      const kept = bytes[low] as number;
      bytes[low] = bytes[high] as number;
      bytes[high] = kept;
    }
}

/**
 * The host elements that little-endian bytes hold, at the start of their own buffer: a view where the types agree, so the bytes
 * are given away. Throws `FormatError` with the file's name when a 64-bit integer does not fit 32 bits.
 */
export function hostElements(bytes: Uint8Array<ArrayBuffer>, stored: Stored, name: string): TypedArray {
  const { buffer } = bytes;
  switch (stored) {
    case 'bool':
      for (let at = 0; at < bytes.length; at++) bytes[at] = bytes[at] === 0 ? 0 : 1;
      return bytes;
    case 'u8':
      return bytes;
    case 'i8':
      return new Int8Array(buffer);
    case 'u16':
    case 'f16':
      return new Uint16Array(buffer);
    case 'i16':
      return new Int16Array(buffer);
    case 'u32':
      return new Uint32Array(buffer);
    case 'i32':
      return new Int32Array(buffer);
    case 'f32':
    case 'complex64':
      return new Float32Array(buffer);
    case 'f64':
    case 'complex128':
      return new Float32Array(new Float64Array(buffer));
    case 'i64':
    case 'u64':
      return narrowed(buffer, stored, name);
  }
}

function narrowed(buffer: ArrayBuffer, stored: 'i64' | 'u64', name: string): TypedArray {
  const words = new Int32Array(buffer);
  const count = words.length / 2;
  const out = stored === 'i64' ? new Int32Array(count) : new Uint32Array(count);
  for (let at = 0; at < count; at++) {
    const low = words[2 * at] as number;
    const high = words[2 * at + 1];
    if (high !== (stored === 'i64' ? low >> 31 : 0)) {
      const value = stored === 'i64' ? new BigInt64Array(buffer)[at] : new BigUint64Array(buffer)[at];
      throw new FormatError(
        name,
        `64-bit integers are read as ${STORED[stored].dtype}, and ${value} at element ${at} does not fit`,
      );
    }
    out[at] = low;
  }
  return out;
}

/** A straight line from stored numbers to values: `slope·x + intercept`. */
export interface Rescaling {
  readonly slope: number;
  readonly intercept: number;
}

/** The values that little-endian stored numbers stand for, computed in 64 bits and rounded once; of complex numbers only the real part is moved. */
export function rescaled(
  bytes: Uint8Array<ArrayBuffer>,
  stored: Stored,
  { slope, intercept }: Rescaling,
): Float32Array {
  const { buffer } = bytes;
  const whole =
    stored === 'i64' ? new BigInt64Array(buffer) : stored === 'u64' ? new BigUint64Array(buffer) : undefined;
  const double = stored === 'f64' || stored === 'complex128' ? new Float64Array(buffer) : undefined;
  const numbers = whole ?? double ?? hostElements(bytes, stored, '');
  const parts = stored.startsWith('complex') ? 2 : 1;
  const out = new Float32Array(numbers.length);
  for (let at = 0; at < out.length; at++) out[at] = Number(numbers[at]) * slope + (at % parts === 0 ? intercept : 0);
  return out;
}
