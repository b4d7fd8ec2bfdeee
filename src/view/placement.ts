/**
 * Where a slice lies on its canvas: as large as fits, its proportions those of the voxels' physical size; or nearer, around a
 * place of the slice. Pure arithmetic, in device pixels.
 */
import type { SpatialAxis } from '../core/axes.js';
import type { Description } from '../core/hostVolume.js';

/** The axes that a slice across an axis shows: to the right, and down. */
export const PLANES: Readonly<Record<SpatialAxis, { readonly right: SpatialAxis; readonly down: SpatialAxis }>> = {
  z: { right: 'x', down: 'y' },
  y: { right: 'x', down: 'z' },
  x: { right: 'y', down: 'z' },
};

/** A part of a canvas. */
export interface Rect {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** How near one looks. */
export interface Look {
  /** 1 where the whole slice fits, 2 for twice as near. */
  readonly zoom: number;
  /** The column and row in the middle, in voxels: 0 is the first one's edge. The slice's middle where left out. */
  readonly centre?: readonly [number, number] | undefined;
}

/** Where the picture of a slice is, and how many voxels one pixel is. */
export interface Placement extends Rect {
  readonly columns: number;
  readonly rows: number;
  /** Voxels a pixel, to the right and down. */
  readonly step: readonly [number, number];
}

const WHOLE: Look = { zoom: 1 };

/** Places the slice across `axis` in a part of a canvas. */
export function placeSlice(
  { shape, spacing }: Pick<Description, 'shape' | 'spacing'>,
  axis: SpatialAxis,
  room: Partial<Pick<Rect, 'left' | 'top'>> & Pick<Rect, 'width' | 'height'>,
  { zoom, centre }: Look = WHOLE,
): Placement {
  const { right, down } = PLANES[axis];
  const [columns, rows] = [shape[right], shape[down]];
  const [across, along] = [spacing[right], spacing[down]];
  // without both sizes nothing is known of the proportions
  const aspect = across && along ? across / along : 1;
  const scale = Math.min(room.width / (columns * aspect), room.height / rows);
  // whole pixels where all of it is seen, so that its edges are sharp
  const fitted = [Math.max(1, Math.round(columns * aspect * scale)), Math.max(1, Math.round(rows * scale))] as const;
  const [x, y] = [room.left ?? 0, room.top ?? 0];
  if (zoom === 1 && !centre) {
    const left = x + Math.floor((room.width - fitted[0]) / 2);
    const top = y + Math.floor((room.height - fitted[1]) / 2);
    const step = [columns / fitted[0], rows / fitted[1]] as const;
    return { left, top, width: fitted[0], height: fitted[1], columns, rows, step };
  }
  const step = [columns / fitted[0] / zoom, rows / fitted[1] / zoom] as const;
  const [column, row] = centre ?? [columns / 2, rows / 2];
  const left = x + room.width / 2 - column / step[0];
  const top = y + room.height / 2 - row / step[1];
  return { left, top, width: columns / step[0], height: rows / step[1], columns, rows, step };
}

/** The column and row at a pixel, in voxels: 0.5 is the middle of the first. */
export function placeUnder(placement: Placement, x: number, y: number): readonly [number, number] {
  return [(x - placement.left) * placement.step[0], (y - placement.top) * placement.step[1]];
}

/** The column and row under a device pixel's centre, or undefined beside the picture. */
export function voxelUnder(placement: Placement, x: number, y: number): readonly [number, number] | undefined {
  const [column, row] = placeUnder(placement, x + 0.5, y + 0.5).map(Math.floor) as [number, number];
  const inside = column >= 0 && row >= 0 && column < placement.columns && row < placement.rows;
  return inside ? [column, row] : undefined;
}
