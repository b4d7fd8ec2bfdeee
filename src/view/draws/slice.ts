/** The draws of a slice: its images, and over them masks, labels and level lines. */
import type { SpatialAxis } from '../../core/axes.js';
import { packParams } from '../../engine/params.js';
import type { Volume } from '../../engine/volume.js';
import type { Draw } from '../draw.js';
import { type Palette, paletteOf } from '../palette.js';
import { PLANES, type Placement, type Rect } from '../placement.js';
import { channelOf, type ImageLayer, type LineLayer, MOST_LEVELS, type Scene, shownImages } from '../scene.js';
import { along } from '../vector.js';
import { type BoundVoxels, boundVoxels, type Channel, sliceEnds } from '../voxels.js';

const KINDS = { image: 0, mask: 1, labels: 2 } as const;

/** A slice of a scene at a place of the canvas. */
export interface SliceDraw {
  readonly scene: Scene;
  readonly axis: SpatialAxis;
  readonly position: number;
  readonly placement: Placement;
  /** The pixels that it may touch. */
  readonly clip: Rect;
  /** Values between the centres of voxels are linear; each voxel is a rectangle where left out. */
  readonly smooth?: boolean;
  readonly maxBinding: number;
}

/** The draws of a checked scene, lowest first. */
export function drawSlice(slice: SliceDraw): Draw[] {
  const { masks = [], labels = [], lines = [], at = {} } = slice.scene;
  return [
    ...shownImages(slice.scene).flatMap((image, k) => drawImage(slice, image, k === 0 ? 'over' : 'add')),
    ...labels.flatMap((layer) => drawOver(slice, 'labels', layer.labels, 'labels', layer.opacity)),
    ...masks.flatMap(({ volume, colour, opacity }) => drawOver(slice, 'mask', volume, colour, opacity)),
    ...lines.flatMap((layer) => drawLines(slice, layer, at)),
  ];
}

function drawImage(slice: SliceDraw, image: ImageLayer, light: 'over' | 'add'): Draw[] {
  const { volume, window } = image;
  const numbers = { kind: KINDS.image, smooth: slice.smooth === true, window, opacity: 1 };
  const at = channelOf(slice.scene, image);
  return drawsOf(slice, volume, at, (voxels) => paint(slice, voxels, numbers, paletteOf(image), light));
}

function drawOver(
  slice: SliceDraw,
  kind: 'mask' | 'labels',
  volume: Volume,
  palette: Palette,
  opacity: number,
): Draw[] {
  const numbers = { kind: KINDS[kind], smooth: false, window: [0, 1] as const, opacity };
  return drawsOf(slice, volume, slice.scene.at ?? {}, (voxels) => paint(slice, voxels, numbers, palette, 'over'));
}

function drawsOf(slice: SliceDraw, volume: Volume, at: Channel, draw: (voxels: BoundVoxels) => Draw): Draw[] {
  const { axis, position, maxBinding } = slice;
  return boundVoxels(volume, at, sliceEnds(volume, axis, position), maxBinding).map(draw);
}

interface Numbers {
  readonly kind: number;
  readonly smooth: boolean;
  readonly window: readonly [number, number];
  readonly opacity: number;
}

function paint(slice: SliceDraw, voxels: BoundVoxels, numbers: Numbers, palette: Palette, light: Draw['light']): Draw {
  const { kind, smooth, window, opacity } = numbers;
  const params = packParams('view/slice', {
    ...planeParams(slice),
    kind,
    smooth_values: smooth ? 1 : 0,
    low: window[0],
    high: window[1],
    opacity,
  });
  return { kernel: 'view/slice', params, voxels, palette, clip: slice.clip, light };
}

function drawLines(slice: SliceDraw, layer: LineLayer, at: Channel): Draw[] {
  const { linesOf, levels, colour, width = 1.5, opacity = 1 } = layer;
  const params = packParams('view/levelLines', {
    ...planeParams(slice),
    count: levels.length,
    width,
    opacity,
    colour: [...colour, 1],
    levels: [...levels, ...new Array<number>(MOST_LEVELS - levels.length).fill(0)],
  });
  return drawsOf(slice, linesOf, at, (voxels) => ({
    kernel: 'view/levelLines',
    params,
    voxels,
    clip: slice.clip,
    light: 'over',
  }));
}

/** What both shaders know of where the slice is. */
function planeParams({ axis, position, placement }: SliceDraw) {
  const { right, down } = PLANES[axis];
  return {
    origin: [placement.left, placement.top],
    step: placement.step,
    corner: along(axis, position),
    right: along(right, 1),
    down: along(down, 1),
    extent: [placement.columns, placement.rows],
  } as const;
}
