/** What a slice should look like, pixel by pixel, from host volumes: written from the definition, for comparison with a canvas. */
import type { Axis } from '../../src/core/axes.js';
import type { HostVolume } from '../../src/core/hostVolume.js';

export interface HostScene {
  readonly axis: 'z' | 'y' | 'x';
  readonly position: number;
  readonly image: HostVolume;
  readonly window: readonly [number, number];
  /** Colours at equal distances, in bytes, from the lower end of the window to the upper one; grey where left out. */
  readonly colours?: readonly (readonly number[])[];
  readonly mask?: {
    readonly volume: HostVolume;
    readonly colour: readonly [number, number, number];
    readonly opacity: number;
  };
  readonly at?: { readonly n?: number; readonly c?: number };
}

type Colour = readonly [number, number, number];

const NAN_COLOUR: Colour = [0.8, 0, 0.5];
/** Pixels whose centre is so near to the edge of a voxel may show either: f32 places them to about 1e-5 of a voxel. */
const EDGE = 1e-3;
/** An 8-bit level: the compared picture is rounded, here and there, from values that differ in the last bits. */
const LEVEL = 1;

/** The colour of every pixel of a canvas of this size; undefined where the edge of a voxel goes through its centre. */
export function pictureOf(scene: HostScene, width: number, height: number, background: Colour) {
  const { axis, image } = scene;
  const right: Axis = axis === 'x' ? 'y' : 'x';
  const down: Axis = axis === 'z' ? 'y' : 'z';
  const columns = image.shape[right];
  const rows = image.shape[down];
  const aspect = (image.spacing[right] ?? 1) / (image.spacing[down] ?? 1);
  const scale = Math.min(width / (columns * aspect), height / rows);
  const across = Math.round(columns * aspect * scale);
  const along = Math.round(rows * scale);
  const left = Math.floor((width - across) / 2);
  const top = Math.floor((height - along) / 2);

  const known: Colour[] = [];
  const colourAt = (x: number, y: number): Colour | undefined => {
    const column = ((x + 0.5 - left) * columns) / across;
    const row = ((y + 0.5 - top) * rows) / along;
    const inside = column >= 0 && row >= 0 && column < columns && row < rows;
    if (!inside) return background;
    if ([column, row].some((place) => Math.abs(place - Math.round(place)) < EDGE)) return undefined;
    const at = Math.floor(row) * columns + Math.floor(column);
    known[at] ??= voxelColour(scene, { [right]: Math.floor(column), [down]: Math.floor(row), [axis]: scene.position });
    return known[at];
  };

  return {
    /** Where pixels of so many bytes differ by more than one level, and how many could be compared. */
    differences(pixels: Uint8Array, bytes: 3 | 4) {
      const wrong: string[] = [];
      let compared = 0;
      for (let y = 0; y < height; y++)
        for (let x = 0; x < width; x++) {
          const colour = colourAt(x, y);
          if (!colour) continue;
          compared++;
          const at = (y * width + x) * bytes;
          if (colour.every((part, k) => Math.abs((pixels[at + k] ?? -1) - part * 255) <= LEVEL)) continue;
          const want = colour.map((part) => (part * 255).toFixed(1));
          wrong.push(`(${x}, ${y}): ${pixels.subarray(at, at + 3).join(' ')} for ${want.join(' ')}`);
        }
      return { wrong, compared };
    },
  };
}

function voxelColour(
  { image, window: [low, high], colours, mask, at }: HostScene,
  place: Partial<Record<Axis, number>>,
): Colour {
  const value = image.at({ ...at, ...place });
  const grey = value <= low ? 0 : value >= high ? 1 : (value - low) / (high - low);
  const spot = grey * ((colours?.length ?? 0) - 1);
  const [first = [], second = first] = colours?.slice(Math.floor(spot)) ?? [];
  const part = (k: 0 | 1 | 2): number =>
    colours ? ((first[k] ?? 0) + (spot - Math.floor(spot)) * ((second[k] ?? 0) - (first[k] ?? 0))) / 255 : grey;
  const base: Colour = Number.isNaN(value) ? NAN_COLOUR : [part(0), part(1), part(2)];
  if (!mask || mask.volume.at(place) === 0) return base;
  const over = (k: 0 | 1 | 2): number => mask.colour[k] * mask.opacity + base[k] * (1 - mask.opacity);
  return [over(0), over(1), over(2)];
}
