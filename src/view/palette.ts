/** Tables of 257 colours for `shaders/lib/palette.wgsl`: 256 from a window's lower end to its upper one, and that of NaN. */
import { type ColormapName, coloursOf, labelColours, NAN_COLOUR } from '../core/colormaps.js';
import type { Colour, ImageLayer } from './scene.js';

/** A colormap by its name, the colour that black goes up to, or the colours of labels. */
export type Palette = ColormapName | Colour | 'labels';

/** The colours of an image. */
export function paletteOf({ tint, colormap = 'gray' }: ImageLayer): Palette {
  return tint ?? colormap;
}

export function paletteKey(palette: Palette): string {
  return typeof palette === 'string' ? palette : palette.join(' ');
}

/** Red, green, blue and 255 for each colour, in bytes. */
export function paletteBytes(palette: Palette): Uint8Array<ArrayBuffer> {
  const nan = NAN_COLOUR.map((share) => Math.round(share * 255));
  return Uint8Array.from([...colours(palette), nan].flatMap((colour) => [...colour, 255]));
}

function colours(palette: Palette): readonly (readonly number[])[] {
  if (palette === 'labels') return [[0, 0, 0], ...labelColours()];
  if (typeof palette === 'string') return coloursOf(palette);
  return Array.from({ length: 256 }, (_, level) => palette.map((share) => Math.round(share * level)));
}
