/** Colormaps by name: 256 colours from the least number to the greatest, in bytes. Whose they are stands in docs/colormaps.md. */
import { FAR_APART, MAPS } from './colormapData.js';

/** Red, green and blue. */
type Bytes = readonly [number, number, number];

/** Two colours, and all on the straight line between them: one colour of light for each dye. */
const RAMPS = {
  gray: [255, 255, 255],
  red: [255, 0, 0],
  green: [0, 255, 0],
  blue: [0, 0, 255],
  cyan: [0, 255, 255],
  magenta: [255, 0, 255],
  yellow: [255, 255, 0],
} as const satisfies Record<string, Bytes>;

export type ColormapName = keyof typeof RAMPS | keyof typeof MAPS | 'glasbey';

export const COLORMAPS: readonly ColormapName[] = [
  'gray',
  ...(Object.keys(MAPS) as (keyof typeof MAPS)[]),
  ...(Object.keys(RAMPS) as (keyof typeof RAMPS)[]).filter((name) => name !== 'gray'),
  'glasbey',
];

/** What stands for a voxel that is no number, in shares: a magenta that no colormap has. */
export const NAN_COLOUR = [0.8, 0, 0.5] as const;

/** The colours of a colormap. */
export function coloursOf(name: ColormapName): readonly Bytes[] {
  if (name === 'glasbey') return read(GLASBEY);
  if (name in MAPS) return read(MAPS[name as keyof typeof MAPS]);
  const bright = RAMPS[name as keyof typeof RAMPS];
  return Array.from({ length: 256 }, (_, level) => bright.map((v) => v && level) as unknown as Bytes);
}

/** Colours for labels: each is far from all before it, and seen on black, white and grey. */
export function labelColours(): readonly Bytes[] {
  return read(FAR_APART);
}

/** Black, and those: a colour for each of 256 numbers. */
const GLASBEY = `000000${FAR_APART}`;

function read(text: string): Bytes[] {
  return Array.from({ length: text.length / 6 }, (_, at) => {
    const number = Number.parseInt(text.slice(6 * at, 6 * at + 6), 16);
    return [number >> 16, (number >> 8) & 255, number & 255];
  });
}
