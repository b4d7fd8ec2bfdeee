/** What a viewer shows, as data, and the check that it can be drawn. */
import { formatShape, SPATIAL_AXES } from '../core/axes.js';
import { COLORMAPS, type ColormapName } from '../core/colormaps.js';
import { ArgumentError } from '../core/errors.js';
import type { Volume } from '../engine/volume.js';
import type { Channel } from './voxels.js';

/** Red, green and blue, 0 to 1. */
export type Colour = readonly [number, number, number];

/** A volume in colours: `window[0]` and below has the first, `window[1]` and above the last, NaN is magenta. */
export interface ImageLayer {
  readonly volume: Volume;
  readonly window: readonly [number, number];
  /** One of the maps of `colormap`; grey where left out. */
  readonly colormap?: ColormapName;
  /** From black to this colour, in a map's place: what a dye glows in. */
  readonly tint?: Colour;
  /** The channel shown; the scene's where left out. */
  readonly c?: number;
  /** False hides it. */
  readonly visible?: boolean;
}

/** A volume that colours what lies beneath wherever it is not zero. */
export interface MaskLayer {
  readonly volume: Volume;
  readonly colour: Colour;
  /** 0 to 1. */
  readonly opacity: number;
}

/** Whole numbers, each in a colour of its own over what lies beneath; 0 has none. */
export interface LabelLayer {
  readonly labels: Volume;
  /** 0 to 1. */
  readonly opacity: number;
}

/** Lines along which a volume has one of up to 32 values; drawn over slices only. */
export interface LineLayer {
  readonly linesOf: Volume;
  readonly levels: readonly number[];
  readonly colour: Colour;
  /** Device pixels; 1.5 where left out. */
  readonly width?: number;
  /** 0 to 1; 1 where left out. */
  readonly opacity?: number;
}

/** Images whose lights add up, and what lies over them. All are as large as the first image. */
export interface Scene {
  readonly images: readonly ImageLayer[];
  readonly masks?: readonly MaskLayer[];
  readonly labels?: readonly LabelLayer[];
  readonly lines?: readonly LineLayer[];
  /** Batch and channel; 0 where left out. */
  readonly at?: Channel;
}

/** Lines of one draw: as many as its uniforms hold. */
export const MOST_LEVELS = 32;

/** The volumes of a scene. */
export function volumesOf({ images, masks = [], labels = [], lines = [] }: Scene): readonly Volume[] {
  return [
    ...images.map(({ volume }) => volume),
    ...masks.map(({ volume }) => volume),
    ...labels.map((layer) => layer.labels),
    ...lines.map(({ linesOf }) => linesOf),
  ];
}

/** The images that are not hidden, lowest first. */
export function shownImages({ images }: Scene): readonly ImageLayer[] {
  return images.filter(({ visible = true }) => visible);
}

/** The batch and channel that an image shows. */
export function channelOf({ at }: Scene, { c }: ImageLayer): Channel {
  return { ...at, ...(c !== undefined && { c }) };
}

/** The first image: the others are as large. Throws `ArgumentError` where there is none. */
export function firstImage({ images: [image] }: Scene): ImageLayer {
  return image ?? refuse('a scene must have an image', 'none');
}

function refuse(mustHold: string, got: unknown): never {
  throw new ArgumentError('view', mustHold, `${got}`);
}

/** Throws `ArgumentError` where a scene cannot be drawn. */
export function checkScene(scene: Scene): void {
  const { images, masks = [], labels = [], lines = [], at = {} } = scene;
  const { shape } = firstImage(scene).volume;
  // a volume of one channel has it for all
  for (const axis of ['n', 'c'] as const)
    checkPlace(axis, at[axis] ?? 0, Math.max(...images.map(({ volume }) => volume.shape[axis])));
  for (const image of images) {
    if (image.c !== undefined) checkPlace('c', image.c, image.volume.shape.c);
    checkColours(image);
  }
  for (const volume of volumesOf(scene)) {
    if (volume.dtype === 'complex64') refuse('volumes must be real', volume.dtype);
    if (SPATIAL_AXES.some((axis) => volume.shape[axis] !== shape[axis]))
      refuse(`all layers must be as large as the image (${formatShape(shape)})`, formatShape(volume.shape));
  }
  for (const { opacity = 1 } of [...masks, ...labels, ...lines])
    if (!(opacity >= 0 && opacity <= 1)) refuse('the opacity must be from 0 to 1', opacity);
  for (const { levels, width = 1 } of lines) {
    if (levels.length > MOST_LEVELS || levels.some((level) => !Number.isFinite(level)))
      refuse(`levels must be at most ${MOST_LEVELS} numbers`, levels.join(', '));
    if (!(width > 0)) refuse('the width of lines must be above 0', width);
  }
}

function checkPlace(axis: 'n' | 'c', place: number, length: number): void {
  if (!Number.isInteger(place) || place < 0 || place >= length)
    refuse(`the position along ${axis} must be a whole number from 0 to ${length - 1}`, place);
}

function checkColours({ window: [low, high], colormap }: ImageLayer): void {
  if (!(low <= high)) refuse('the window must be two numbers, the lower first', `${low} to ${high}`);
  if (colormap !== undefined && !COLORMAPS.includes(colormap))
    refuse(`the colormap must be one of ${COLORMAPS.join(', ')}`, colormap);
}
