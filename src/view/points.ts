/** From pixels of a canvas to voxels of the slice that a pane shows. Pure arithmetic. */
import type { SlicePane } from './layout.js';
import { PLANES, placeUnder, voxelUnder } from './placement.js';
import type { Place } from './voxels.js';

export type Pixel = readonly [x: number, y: number];

/** A place on a slice: 0.5 is the middle of the first column, and of the first row. It may be beside the picture. */
export interface PlaceOnSlice {
  readonly column: number;
  readonly row: number;
  readonly place: Place;
}

/** The voxel at a pixel, or undefined beside the picture. */
export function voxelAt(pane: SlicePane, [x, y]: Pixel): Place | undefined {
  const voxel = voxelUnder(pane.placement, Math.floor(x), Math.floor(y));
  return voxel && placeOf(pane, voxel);
}

/** The place at a pixel, also beside the picture. */
export function placeAt(pane: SlicePane, [x, y]: Pixel): PlaceOnSlice {
  const [column, row] = placeUnder(pane.placement, x, y);
  return { column, row, place: placeOf(pane, [Math.floor(column), Math.floor(row)]) };
}

function placeOf({ axis, position }: SlicePane, [column, row]: readonly [number, number]): Place {
  const { right, down } = PLANES[axis];
  return { z: 0, y: 0, x: 0, [axis]: position, [right]: column, [down]: row };
}
