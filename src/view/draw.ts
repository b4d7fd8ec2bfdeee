/** What is drawn, as data: a view makes draws of its scene, and `drawer.ts` alone brings them to the GPU. */
import type { Palette } from './palette.js';
import type { Rect } from './placement.js';
import type { BoundVoxels } from './voxels.js';

/** How colours meet what is there: they cover it by their opacity, or their light is added. */
export type Light = 'over' | 'add';

export interface Draw {
  /** A file under shaders/ with the entries `place_vertex` and `paint`. */
  readonly kernel: string;
  /** Its `Params`, packed. */
  readonly params: Uint8Array;
  readonly voxels: BoundVoxels;
  /** Its colours; grey where left out. */
  readonly palette?: Palette;
  /** The pixels that it may touch. */
  readonly clip: Rect;
  readonly light: Light;
  /** How many vertices; a triangle that covers everything where left out. */
  readonly vertices?: number;
  /** Whether what is nearer hides what is behind it. */
  readonly solid?: boolean;
}

/** The part of a canvas that lies in both, in whole pixels; undefined where there is none. */
export function overlap(one: Rect, other: Rect): Rect | undefined {
  const left = Math.max(Math.round(one.left), Math.round(other.left));
  const top = Math.max(Math.round(one.top), Math.round(other.top));
  const right = Math.min(Math.round(one.left + one.width), Math.round(other.left + other.width));
  const bottom = Math.min(Math.round(one.top + one.height), Math.round(other.top + other.height));
  return right > left && bottom > top ? { left, top, width: right - left, height: bottom - top } : undefined;
}
