/** The draws of a pane, whatever it shows. */
import type { Draw } from '../draw.js';
import type { Pane } from '../layout.js';
import type { Rect } from '../placement.js';
import type { Rendering } from '../rendering.js';
import { drawSlice } from './slice.js';
import { drawSurface } from './surface.js';
import { drawVolume } from './volume.js';

export interface PaneOptions {
  /** Whether slices are linear between the centres of voxels. */
  readonly smooth: boolean;
  readonly rendering: Rendering;
  /** How many times as long the steps along rays are; 1 where left out. */
  readonly stride?: number;
  /** The whole canvas. */
  readonly canvas: Pick<Rect, 'width' | 'height'>;
  readonly maxBinding: number;
}

/** The draws of a pane, lowest first. Throws `ArgumentError` where a volume is too large to be drawn so. */
export function drawPane(pane: Pane, { smooth, rendering, stride, canvas, maxBinding }: PaneOptions): Draw[] {
  if (pane.kind === 'slice') return drawSlice({ ...pane, smooth, maxBinding });
  if (pane.kind === 'volume') return drawVolume({ ...pane, rendering, maxBinding, ...(stride && { stride }) });
  return drawSurface({ ...pane, rendering, canvas, maxBinding });
}
