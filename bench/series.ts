/** Rows of a series: one declaration, and the cost of one thing along an axis (voxels, sigma, radius, iterations) is a line in the report. */
import type { BenchRow } from './row.js';

export interface Series {
  readonly name: string;
  /** What grows: `voxels`, `sigma`. */
  readonly axis: string;
  readonly values: readonly number[];
  /** The row at a value; its name and its place in the series are made of it. */
  readonly at: (value: number) => Omit<BenchRow, 'name' | 'series'>;
}

export function rowsOf({ name, axis, values, at }: Series): BenchRow[] {
  return values.map((value) => {
    const row = at(value);
    const { z, y, x } = row.shape;
    const named = axis === 'voxels' ? [z, y, x].filter((length) => length).join(' x ') : `${axis} ${value}`;
    const place = axis === 'voxels' ? (z ?? 1) * y * x : value;
    return { ...row, name: `${name}, ${named}`, series: { name, axis, value: place } };
  });
}

/** Lengths of an image and of a volume, as far as devices go. */
export const IMAGES = [64, 128, 256, 512, 1024, 2048, 4096, 8192, 16384];
export const VOLUMES = [16, 32, 64, 128, 256, 512, 1024];

type Sized = Omit<BenchRow, 'name' | 'series' | 'shape'>;

/** The same over images and over volumes of growing size. */
export function sizesOf(name: string, row: Sized, { volumes = true } = {}): BenchRow[] {
  return [
    ...rowsOf({
      name: `${name} of images`,
      axis: 'voxels',
      values: IMAGES,
      at: (length) => ({ ...row, shape: { y: length, x: length } }),
    }),
    ...(volumes
      ? rowsOf({
          name: `${name} of volumes`,
          axis: 'voxels',
          values: VOLUMES,
          at: (length) => ({ ...row, shape: { z: length, y: length, x: length } }),
        })
      : []),
  ];
}
