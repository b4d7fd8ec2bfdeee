/** How a volume is seen through and an image as a landscape, as data that can be kept, linked and set. */
import { SPATIAL_AXES, type SpatialAxis } from '../core/axes.js';
import { ArgumentError } from '../core/errors.js';
import type { Box } from './box.js';
import type { Colour } from './scene.js';
import type { Place } from './voxels.js';

/** The greatest value along a ray; their mean; a lit cloud; a lit surface where values reach a level. */
export const METHODS = ['mip', 'mean', 'alpha', 'isosurface'] as const;
export type Method = (typeof METHODS)[number];

/** While something moves, and at rest: voxels as they are, a step for each; values linear between them, two steps for each. */
export const QUALITIES = ['fast', 'fine'] as const;
export type Quality = (typeof QUALITIES)[number];

/** From where to where along some axes, in voxels from the first one's edge: all of it where left out. */
export type Crop = Readonly<Partial<Record<SpatialAxis, readonly [number, number]>>>;

export interface Rendering {
  readonly method: Method;
  readonly quality: Quality;
  /** Where values reach this is the surface; the middle of each image's window where left out. */
  readonly level?: number | undefined;
  /** The surface's colour; where left out, what the level has in the image's palette. */
  readonly colour?: Colour | undefined;
  /** How opaque a cloud is: exp(-density) of what is behind would be seen through a whole diagonal of the upper end of the window. */
  readonly density: number;
  /** How much of the light is that of the lamps: 0 none, 1 all. */
  readonly shading: number;
  readonly crop?: Crop | undefined;
  /** How high a landscape is, from the lower to the upper end of the window, in longer sides of the image. */
  readonly exaggeration: number;
}

export const FIRST_RENDERING: Rendering = {
  method: 'mip',
  quality: 'fine',
  density: 200,
  shading: 1,
  exaggeration: 0.1,
};

/** Throws `ArgumentError` for a rendering that is none. */
export function checkRendering(rendering: Rendering): void {
  const { method, quality, level, density, shading, crop = {}, exaggeration, colour = [] } = rendering;
  const refuse = (mustHold: string, got: unknown): never => {
    throw new ArgumentError('view', mustHold, `${got}`);
  };
  if (!METHODS.includes(method)) refuse(`the method must be one of ${METHODS.join(', ')}`, method);
  if (!QUALITIES.includes(quality)) refuse(`the quality must be one of ${QUALITIES.join(', ')}`, quality);
  if (level !== undefined && !Number.isFinite(level)) refuse('the level must be a finite number', level);
  if (!(density > 0 && density < Number.POSITIVE_INFINITY)) refuse('the density must be above 0', density);
  if (!(shading >= 0 && shading <= 1)) refuse('the shading must be from 0 to 1', shading);
  if (!(exaggeration > 0 && exaggeration <= 10))
    refuse('the exaggeration must be above 0 and at most 10', exaggeration);
  if (colour.some((share) => !(share >= 0 && share <= 1)))
    refuse('a colour must be three shares from 0 to 1', colour.join(' '));
  for (const [axis, [low, high]] of Object.entries(crop))
    if (!(low < high)) refuse(`the crop along ${axis} must be two numbers, the lower first`, `${low} to ${high}`);
}

/** The part of a box that a crop leaves, in voxels; undefined where nothing is left. */
export function croppedBox({ size }: Pick<Box, 'size'>, crop: Crop = {}): { low: Place; high: Place } | undefined {
  const low = { z: 0, y: 0, x: 0 };
  const high = { ...size };
  for (const axis of SPATIAL_AXES) {
    const [first, last] = crop[axis] ?? [0, size[axis]];
    low[axis] = Math.max(0, first);
    high[axis] = Math.min(size[axis], last);
    if (!(high[axis] > low[axis])) return undefined;
  }
  return { low, high };
}
