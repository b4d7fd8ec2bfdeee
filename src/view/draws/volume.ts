/** The draws of a volume that is seen through: a draw for each image, whose rays are cast by its fragments. */
import { SPATIAL_AXES } from '../../core/axes.js';
import { ArgumentError } from '../../core/errors.js';
import { packParams } from '../../engine/params.js';
import type { Volume } from '../../engine/volume.js';
import { boxOf } from '../box.js';
import type { Camera } from '../camera.js';
import type { Draw } from '../draw.js';
import { type Palette, paletteOf } from '../palette.js';
import type { Rect } from '../placement.js';
import { raysOf } from '../projection.js';
import { croppedBox, type Quality, type Rendering } from '../rendering.js';
import { channelOf, type ImageLayer, type Scene, shownImages } from '../scene.js';
import { vectorOf } from '../vector.js';
import { boundVoxels, type Channel, PIECES, type Place } from '../voxels.js';
import { lampsOf } from './lamps.js';

/** Voxels a step at most, and whether values are linear between voxels. */
const STEPS: Readonly<Record<Quality, { readonly step: number; readonly between: 0 | 1 }>> = {
  fast: { step: 1, between: 0 },
  fine: { step: 0.5, between: 1 },
};

/** So far beyond a crop the shaders look: a value before and behind, each between two voxels. */
const AROUND = 2;

/** A scene through a camera at a place of the canvas. */
export interface VolumeDraw {
  readonly scene: Scene;
  readonly camera: Camera;
  readonly rendering: Rendering;
  /** What the camera fills. */
  readonly room: Rect;
  /** The pixels that it may touch. */
  readonly clip: Rect;
  readonly maxBinding: number;
  /** How many times as long as their quality says steps are: for what is slow to draw. */
  readonly stride?: number;
}

/**
 * The draws of a checked scene, lowest first: lights of several images are added, labels and masks are solid. Lines are left out.
 * Throws `ArgumentError` where what is seen of a volume does not fit into four bindings.
 */
export function drawVolume(draw: VolumeDraw): Draw[] {
  const { masks = [], labels = [] } = draw.scene;
  return [
    ...shownImages(draw.scene).flatMap((image, k) => drawImage(draw, image, k === 0)),
    ...labels.flatMap((layer) => drawLabels(draw, layer.labels, 'labels', layer.opacity)),
    ...masks.flatMap(({ volume, colour, opacity }) => drawLabels(draw, volume, colour, opacity)),
  ];
}

function drawImage(draw: VolumeDraw, image: ImageLayer, isFirst: boolean): Draw[] {
  const { volume, window } = image;
  const { method, level = (window[0] + window[1]) / 2, colour } = draw.rendering;
  const isSurface = method === 'isosurface';
  const palette = (isSurface ? colour : undefined) ?? paletteOf(image);
  // a surface in one colour, tints too, has it bright
  const shade = typeof palette === 'string' ? level : window[1];
  const light = isFirst || method === 'alpha' || isSurface ? 'over' : 'add';
  return cast(draw, volume, channelOf(draw.scene, image), `view/${method}`, palette, light, {
    window,
    level,
    shade,
    opacity: 1,
  });
}

function drawLabels(draw: VolumeDraw, volume: Volume, palette: Palette, opacity: number): Draw[] {
  const numbers = { window: [0, 1] as const, level: palette === 'labels' ? 0 : 1, shade: 1, opacity };
  return cast(draw, volume, draw.scene.at ?? {}, 'view/labelSurface', palette, 'over', numbers);
}

interface Numbers {
  readonly window: readonly [number, number];
  readonly level: number;
  readonly shade: number;
  readonly opacity: number;
}

function cast(
  draw: VolumeDraw,
  volume: Volume,
  at: Channel,
  kernel: string,
  palette: Palette,
  light: Draw['light'],
  { window, level, shade, opacity }: Numbers,
): Draw[] {
  const { camera, rendering, room, clip, maxBinding, stride = 1 } = draw;
  const box = boxOf(volume);
  const part = croppedBox(box, rendering.crop);
  if (!part) return [];
  const first = rounded((axis) => Math.max(0, Math.floor(part.low[axis]) - AROUND));
  const last = rounded((axis) => Math.min(box.size[axis], Math.ceil(part.high[axis]) + AROUND) - 1);
  const [voxels, ...more] = boundVoxels(volume, at, [first, last], maxBinding);
  if (!voxels || more.length > 0) refuse(volume, part, maxBinding);
  const rays = raysOf(camera, box, room);
  const { step, between } = STEPS[rendering.quality];
  const params = packParams(kernel, {
    origin: rays.origin,
    origin_right: rays.originRight,
    origin_down: rays.originDown,
    direction: rays.direction,
    direction_right: rays.directionRight,
    direction_down: rays.directionDown,
    step: step * stride,
    between,
    low: window[0],
    high: window[1],
    density: rendering.density,
    shading: rendering.shading,
    level,
    shade,
    opacity,
    box_low: vectorOf(part.low),
    box_high: vectorOf(part.high),
    first: vectorOf(first),
    last: vectorOf(last),
    scale: vectorOf(box.scale),
    ...lampsOf(camera),
  });
  return [{ kernel, params, voxels, palette, clip, light }];
}

const rounded = (of: (axis: 'z' | 'y' | 'x') => number): Place => ({ z: of('z'), y: of('y'), x: of('x') });

function refuse(volume: Volume, { low, high }: { low: Place; high: Place }, maxBinding: number): never {
  const { strides, pitch, bytesPerGroup } = volume.storage.geometry;
  const slice = volume.shape.z > 1 ? strides.z : volume.shape.y * pitch;
  const megabytes = (bytes: number): string => `${(bytes / 2 ** 20).toFixed(1)} MiB`;
  const seen = SPATIAL_AXES.map((axis) => `${axis}=${high[axis] - low[axis]}`).join(' ');
  throw new ArgumentError(
    'view',
    `what is seen of a volume must fit into ${PIECES} bindings of ${megabytes(maxBinding)}: crop it along z, or show a smaller copy`,
    `${seen} in ${volume.dtype}, ${megabytes(Math.ceil(high.z - low.z) * slice * bytesPerGroup)}`,
  );
}
