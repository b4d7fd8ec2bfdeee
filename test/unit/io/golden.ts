/** The files of other programs, from the JSON that holds them. */
import { readFileSync } from 'node:fs';
import type { DType } from '../../../src/core/dtype.js';

export interface GoldenFile {
  readonly layout: string;
  readonly shape: string;
  readonly dtype: string;
  readonly spacing: string;
  readonly unit: string;
  readonly values: Uint8Array<ArrayBuffer>;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** NumPy's names of types. */
export const DTYPE_OF: Readonly<Record<string, DType>> = {
  ...{ uint8: 'u8', int8: 'i8', uint16: 'u16', int16: 'i16', uint32: 'u32', int32: 'i32' },
  ...{ float16: 'f16', float32: 'f32', complex64: 'complex64' },
};

type Written = Record<keyof GoldenFile, string>;

export function goldenFiles(): Record<string, GoldenFile> {
  const written = (name: string): Record<string, Written> =>
    JSON.parse(readFileSync(new URL(`../../golden/io/${name}`, import.meta.url), 'utf8')).files;
  const files = { ...written('files.json'), ...written('scans.json') };
  const decoded = Object.entries(files).map(
    ([name, file]) => [name, { ...file, values: fromBase64(file.values), bytes: fromBase64(file.bytes) }] as const,
  );
  return Object.fromEntries(decoded);
}

/** What the files `series_*.dcm` are together. */
export function goldenSeries(): GoldenFile {
  const { series } = JSON.parse(readFileSync(new URL('../../golden/io/scans.json', import.meta.url), 'utf8'));
  return { ...series, values: fromBase64(series.values), bytes: new Uint8Array(0) };
}

function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(Buffer.from(text, 'base64'));
}
