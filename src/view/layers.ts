/** What a slice view shows, checked, and the numbers that its shader needs for each layer. */
import { type Axis, formatShape, SPATIAL_AXES, type SpatialAxis } from '../core/axes.js';
import { COLORMAPS, type ColormapName } from '../core/colormaps.js';
import { DTYPES } from '../core/dtype.js';
import { ArgumentError } from '../core/errors.js';
import type { Volume } from '../engine/volume.js';
import { PLANES, type Placement } from './placement.js';

/** A volume in the colours of a map: `window[0]` and below has the first, `window[1]` and above the last, NaN is magenta. */
export interface ImageLayer {
  readonly volume: Volume;
  readonly window: readonly [number, number];
  /** One of the maps of `colormap`; grey where left out. */
  readonly colormap?: ColormapName;
}

/** A volume that colours what lies beneath wherever it is not zero. */
export interface MaskLayer {
  readonly volume: Volume;
  /** Red, green and blue, 0 to 1. */
  readonly colour: readonly [number, number, number];
  /** 0 to 1. */
  readonly opacity: number;
}

/** One slice across an axis of an image, with any number of masks of the same size over it. */
export interface SliceScene {
  readonly axis: SpatialAxis;
  readonly position: number;
  readonly image: ImageLayer;
  readonly masks?: readonly MaskLayer[];
  /** Batch and channel; 0 where left out. */
  readonly at?: { readonly n?: number; readonly c?: number };
}

export type Layer = ImageLayer | MaskLayer;

/** A scene's layers, lowest first. */
export function layersOf(scene: SliceScene): readonly Layer[] {
  return [scene.image, ...(scene.masks ?? [])];
}

/** Throws `ArgumentError` where a scene cannot be drawn. */
export function checkScene(scene: SliceScene): void {
  const refuse = (mustHold: string, got: unknown): never => {
    throw new ArgumentError('slice view', mustHold, `${got}`);
  };
  const { axis, position, image, masks = [], at = {} } = scene;
  if (!SPATIAL_AXES.includes(axis)) refuse('axis must be z, y or x', axis);
  const { shape } = image.volume;
  const whole = (what: string, value: number, length: number): void => {
    if (!Number.isInteger(value) || value < 0 || value >= length)
      refuse(`${what} must be a whole number from 0 to ${length - 1}`, value);
  };
  whole(`the position along ${axis}`, position, shape[axis]);
  whole('the position along n', at.n ?? 0, shape.n);
  whole('the position along c', at.c ?? 0, shape.c);
  const [low, high] = image.window;
  if (!(low <= high)) refuse('the window must be two numbers, the lower first', `${low} to ${high}`);
  const { colormap } = image;
  if (colormap !== undefined && !COLORMAPS.includes(colormap))
    refuse(`the colormap must be one of ${COLORMAPS.join(', ')}`, colormap);
  for (const { volume } of layersOf(scene))
    if (volume.dtype === 'complex64') refuse('volumes must be real', volume.dtype);
  for (const { volume, opacity } of masks) {
    if (SPATIAL_AXES.some((each) => volume.shape[each] !== shape[each]))
      refuse(`a mask must be as large as the image (${formatShape(shape)})`, formatShape(volume.shape));
    if (!(opacity >= 0 && opacity <= 1)) refuse('the opacity must be from 0 to 1', opacity);
  }
}

/** A range of groups of four voxels, as one binding holds it. */
export interface Range {
  readonly start: number;
  readonly groups: number;
}

/** The groups from the first to the last that a layer's slice touches. */
export function touchedBy({ axis, position, at = {} }: SliceScene, { volume }: Layer): Range {
  const { strides, pitch } = volume.storage.geometry;
  const { shape } = volume;
  const base = channelBase(volume, at);
  const low = { z: 0, y: 0, x: 0, [axis]: position };
  const high = { z: shape.z - 1, y: shape.y - 1, x: shape.x - 1, [axis]: position };
  const group = (voxel: typeof low): number => base + voxel.z * strides.z + voxel.y * pitch + Math.floor(voxel.x / 4);
  return { start: group(low), groups: group(high) - group(low) + 1 };
}

const KINDS = { unsigned: 0, signed: 1, float: 2, complex: 2 } as const;

/** The shader's `Params` for one layer over one binding. */
export function layerParams(scene: SliceScene, layer: Layer, placement: Placement, binding: Range) {
  const { axis, position, at = {} } = scene;
  const { volume } = layer;
  const { right, down } = PLANES[axis];
  const { bytes, kind } = DTYPES[volume.dtype];
  const { pitch, strides } = volume.storage.geometry;
  const along = (which: SpatialAxis, length: number) =>
    [which === 'x' ? length : 0, which === 'y' ? length : 0, which === 'z' ? length : 0] as const;
  const mask = 'colour' in layer;
  const [low, high] = mask ? [0, 1] : layer.window;
  return {
    origin: [placement.left, placement.top],
    step: placement.step,
    columns: placement.columns,
    rows: placement.rows,
    start: binding.start,
    groups: binding.groups,
    corner: along(axis, position),
    base: channelBase(volume, at),
    right: along(right, 1),
    pitch,
    down: along(down, 1),
    z_pitch: strides.z,
    bits: 8 * bytes,
    kind: KINDS[kind],
    low,
    high,
    colour: mask ? [...layer.colour, layer.opacity] : [0, 0, 0, 1],
    mask: mask ? 1 : 0,
  };
}

/** Masks may lack the image's channels or batch: then they hold for all. */
function channelBase({ shape, storage }: Volume, at: Partial<Record<Axis, number>>): number {
  const { strides } = storage.geometry;
  const channel = shape.c > 1 ? (at.c ?? 0) : 0;
  const batch = shape.n > 1 ? (at.n ?? 0) : 0;
  return channel * strides.c + batch * strides.n;
}
