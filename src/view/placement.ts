/** Where a slice lies on its canvas: as large as fits, its proportions those of the voxels' physical size. Pure arithmetic. */
import type { SpatialAxis } from '../core/axes.js';
import type { Description } from '../core/hostVolume.js';

/** The axes that a slice across an axis shows: to the right, and down. */
export const PLANES: Readonly<Record<SpatialAxis, { readonly right: SpatialAxis; readonly down: SpatialAxis }>> = {
  z: { right: 'x', down: 'y' },
  y: { right: 'x', down: 'z' },
  x: { right: 'y', down: 'z' },
};

/** A rectangle of whole device pixels, and how many voxels one of them is. */
export interface Placement {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  readonly columns: number;
  readonly rows: number;
  /** Voxels a pixel, to the right and down. */
  readonly step: readonly [number, number];
}

/** Places the slice across `axis` in the middle of a canvas of so many device pixels. */
export function placeSlice(
  { shape, spacing }: Pick<Description, 'shape' | 'spacing'>,
  axis: SpatialAxis,
  canvas: { readonly width: number; readonly height: number },
): Placement {
  const { right, down } = PLANES[axis];
  const [columns, rows] = [shape[right], shape[down]];
  const [across, along] = [spacing[right], spacing[down]];
  // without both sizes nothing is known of the proportions
  const aspect = across && along ? across / along : 1;
  const scale = Math.min(canvas.width / (columns * aspect), canvas.height / rows);
  const width = Math.max(1, Math.round(columns * aspect * scale));
  const height = Math.max(1, Math.round(rows * scale));
  const left = Math.floor((canvas.width - width) / 2);
  const top = Math.floor((canvas.height - height) / 2);
  return { left, top, width, height, columns, rows, step: [columns / width, rows / height] };
}

/** The column and row under a device pixel's centre, or undefined beside the picture. */
export function voxelUnder(placement: Placement, x: number, y: number): readonly [number, number] | undefined {
  const column = Math.floor((x + 0.5 - placement.left) * placement.step[0]);
  const row = Math.floor((y + 0.5 - placement.top) * placement.step[1]);
  const inside = column >= 0 && row >= 0 && column < placement.columns && row < placement.rows;
  return inside ? [column, row] : undefined;
}
