/** What all pages of a TIFF being written have in common, decided from the volume's description before the first byte. */
import { type Axis, type Layout, type Shape, voxels } from '../../core/axes.js';
import { DTYPES } from '../../core/dtype.js';
import type { Description } from '../../core/hostVolume.js';
import { completeLayout, longAxes } from '../order.js';
import { IMAGEJ_ORDER } from './imagej.js';
import { type Predictor, predictorFor } from './predictor.js';

/** How a TIFF is written. */
export interface TiffWriteOptions {
  /** `none` by default. */
  readonly compression?: 'none' | 'deflate' | 'lzw';
  /** Whether compressed data is of differences along rows, as it is by default; never for complex64. */
  readonly predictor?: boolean;
  /** BigTIFF: by default only where a classic TIFF might not hold the volume. */
  readonly big?: boolean;
}

/** The form of a file's pages. */
export interface PageForm {
  readonly description: Description;
  /** The axes of the pages, slowest first. */
  readonly order: Layout;
  /** Samples a pixel: channels inside the pages. */
  readonly samples: number;
  readonly compression: 'none' | 'deflate' | 'lzw';
  readonly predictor: Predictor;
  readonly rowsPerStrip: number;
  readonly big: boolean;
  /** Whether ImageJ would read the file right, so that its description is written; OME-XML elsewhere. */
  readonly imageJ: boolean;
}

/** Compressed strips are of about so many bytes, so that a reader needs no whole page. */
const STRIP_BYTES = 2 ** 18;
const CLASSIC_BYTES = 2 ** 32 - 2 ** 20;

/** The form in which a volume is written. Channels are in the pages where the layout ends in `c`, else pages of their own. */
export function pageForm(description: Description, options: TiffWriteOptions): PageForm {
  const { shape, dtype, layout } = description;
  const axes = completeLayout(layout, shape);
  const samples = axes.endsWith('c') ? shape.c : 1;
  const inPage = samples > 1 ? 'cyx' : 'yx';
  const order = [...longAxes(axes, shape)].filter((axis) => !inPage.includes(axis)).join('');
  const compression = options.compression ?? 'none';
  const predictor = compression === 'none' || options.predictor === false ? 1 : predictorFor(dtype);
  const rowBytes = shape.x * samples * DTYPES[dtype].bytes;
  const rows = Math.max(1, Math.floor(STRIP_BYTES / rowBytes));
  const rowsPerStrip = compression === 'none' ? shape.y : Math.min(shape.y, rows);
  const big = options.big ?? largestSize(description, samples, rowsPerStrip) > CLASSIC_BYTES;
  const ordered = [...IMAGEJ_ORDER].filter((axis) => order.includes(axis)).join('') === order;
  const known = samples === 1 ? ['u8', 'u16', 'f32'].includes(dtype) : samples === 3 && dtype === 'u8';
  return { description, order, samples, compression, predictor, rowsPerStrip, big, imageJ: ordered && known && !big };
}

/** More than the file can be: LZW makes noise half as large again, and a directory is under 512 bytes without its strips. */
function largestSize({ shape, dtype, acquired }: Description, samples: number, rowsPerStrip: number): number {
  const pages = voxels(shape) / (shape.y * shape.x * samples);
  const strips = Math.ceil(shape.y / rowsPerStrip);
  const data = voxels(shape) * DTYPES[dtype].bytes;
  // a label a page, and its length
  const label = 4 + 2 * Math.max(0, ...(acquired?.channels ?? []).map(({ name = '' }) => name.length));
  return (rowsPerStrip === shape.y ? data : data * 1.5) + pages * (512 + 16 * strips + 4 * samples + label);
}

/** Which pages of the whole volume the pages of a slab are, in the slab's order. */
export function pageIndices(order: Layout, whole: Shape, slab: Shape, axis: Axis, first: number): number[] {
  let indices = [0];
  for (const letter of order) {
    const each = letter as Axis;
    const start = each === axis ? first : 0;
    indices = indices.flatMap((index) =>
      Array.from({ length: slab[each] }, (_, at) => index * whole[each] + start + at),
    );
  }
  return indices;
}
