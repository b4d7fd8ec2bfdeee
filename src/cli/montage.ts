/**
 * The picture of a pipeline's results: slices of what went in and of what came out side by side, masks over the slices they
 * belong to, projections beside them. Contrast is by percentiles, for the eye only; files keep their values.
 */
import { numberAt } from '../core/dtype.js';
import type { HostVolume } from '../core/hostVolume.js';
import { type Colour, Picture, type Plane, resampled, textWidth } from './picture.js';

export interface MontageVolume {
  readonly name: string;
  readonly volume: HostVolume;
}

const BACKGROUND: Colour = [18, 20, 24];
const WORDS: Colour = [222, 224, 228];
const FAINT: Colour = [134, 140, 150];
const MASK: Colour = [255, 140, 40];
/** How much of the mask's colour lies over a slice. */
const TINT = 0.3;
/** What is shown black and white: the values below and above which so much lies. */
const PERCENTILES = [0.005, 0.998] as const;
const MOST_SAMPLES = 200_000;

const CELL = 256;
const GAP = 12;
const MARGIN = 28;
const HEAD = 62;
const LABEL = 24;
const SLICES = 3;

/** One column of slices: what is drawn at a depth. */
interface Column {
  readonly name: string;
  draw(z: number, width: number, height: number): (x: number, y: number) => Colour;
}

/** A picture of an input and of what became of it; volumes of other shapes than the input's are left out, flat ones stand beside. */
export function montage(title: string, input: MontageVolume, results: readonly MontageVolume[]): Picture {
  const { shape } = input.volume;
  const alike = results.filter(
    ({ volume }) =>
      !hasColours(volume) && (['z', 'y', 'x'] as const).every((axis) => volume.shape[axis] === shape[axis]),
  );
  const isMask = ({ volume }: MontageVolume): boolean => volume.dtype === 'u8' && input.volume.dtype !== 'u8';
  const columns = [
    greyColumn(input.name, input.volume),
    ...alike.filter((result) => !isMask(result)).map(({ name, volume }) => greyColumn(name, volume)),
    ...alike.filter(isMask).map(({ name, volume }) => maskColumn(name, input.volume, volume)),
  ];
  const flat = results.filter((result) => !alike.includes(result)).flatMap(flatPlane);
  const depths = [...new Set(Array.from({ length: SLICES }, (_, k) => Math.floor(((k + 0.5) * shape.z) / SLICES)))];
  const ratio = aspect(input.volume);
  const [width, height] =
    ratio > 1 ? [Math.max(1, Math.round(CELL / ratio)), CELL] : [CELL, Math.max(1, Math.round(CELL * ratio))];
  const gridHeight = depths.length * (height + GAP) - GAP;
  const sides = flat.map(({ name, planes, ratio: own }) => {
    const tall = Math.min(gridHeight, Math.round(2 * CELL * own));
    return { name, planes, width: Math.max(1, Math.round(tall / own)), height: Math.max(1, tall) };
  });
  const whole =
    2 * MARGIN + columns.length * (width + GAP) - GAP + sides.reduce((sum, side) => sum + side.width + GAP, 0);
  const picture = new Picture(
    Math.max(whole, 2 * MARGIN + textWidth(title, 3)),
    HEAD + LABEL + gridHeight + MARGIN + LABEL,
    BACKGROUND,
  );
  picture.text(MARGIN, MARGIN, title, WORDS, 3);
  const top = HEAD + LABEL + 6;
  columns.forEach((column, at) => {
    const left = MARGIN + at * (width + GAP);
    picture.text(left, HEAD, fitted(column.name, width), FAINT);
    depths.forEach((z, row) => {
      const y = top + row * (height + GAP);
      paint(picture, left, y, width, height, column.draw(z, width, height));
      if (at !== 0 || shape.z === 1) return;
      // a shadow keeps the words legible over bright slices
      for (const shift of [-2, 0, 2]) picture.text(left + 6 + shift, y + height - 20 + 2, `z = ${z}`, BACKGROUND);
      picture.text(left + 6, y + height - 20, `z = ${z}`, WORDS);
    });
  });
  let left = MARGIN + columns.length * (width + GAP);
  for (const side of sides) {
    picture.text(left, HEAD, fitted(side.name, side.width), FAINT);
    const planes = side.planes.map((plane) => resampled(plane, side.width, side.height));
    const [only = { width: 0, height: 0, data: new Float32Array() }] = planes;
    const shown = planes.length === 3 ? coloured(planes) : grey(only, range(side.planes[0]?.data ?? []));
    paint(picture, left, top, side.width, side.height, shown);
    left += side.width + GAP;
  }
  return picture;
}

function paint(
  picture: Picture,
  left: number,
  top: number,
  width: number,
  height: number,
  at: (x: number, y: number) => Colour,
): void {
  for (let y = 0; y < height; y++) for (let x = 0; x < width; x++) picture.dot(left + x, top + y, at(x, y));
}

function fitted(words: string, width: number): string {
  const most = Math.max(1, Math.floor(width / textWidth('a')));
  return words.length > most ? `${words.slice(0, most - 1)}.` : words;
}

/** How much taller than wide a slice is, with its spacing. */
function aspect({ shape, spacing }: HostVolume): number {
  return (shape.y * (spacing.y ?? 1)) / (shape.x * (spacing.x ?? 1));
}

function sliceOf({ shape, dtype, data }: HostVolume, z: number): Plane {
  const { x: width, y: height } = shape;
  const from = Math.min(z, shape.z - 1) * width * height;
  return {
    width,
    height,
    data: Float32Array.from({ length: width * height }, (_, at) => numberAt(dtype, data, from + at)),
  };
}

/** Black and white: percentiles of a sample of the finite values, spread evenly. */
function range(
  data: ArrayLike<number>,
  read: (at: number) => number = (at) => data[at] ?? 0,
): readonly [number, number] {
  const step = Math.max(1, Math.floor(data.length / MOST_SAMPLES));
  const samples = Array.from({ length: Math.floor((data.length - 1) / step) + 1 }, (_, k) => read(k * step));
  const sorted = Float64Array.from(samples.filter(Number.isFinite)).sort();
  const [low = 0, high = 1] = PERCENTILES.map((share) => sorted[Math.round(share * (sorted.length - 1))]);
  return high > low ? [low, high] : [sorted[0] ?? 0, sorted.at(-1) ?? 1];
}

function grey({ width, data }: Plane, [black, white]: readonly [number, number]): (x: number, y: number) => Colour {
  return (x, y) => {
    const share = ((data[y * width + x] ?? 0) - black) / (white - black || 1);
    const level = Math.round(255 * Math.min(1, Math.max(0, Number.isNaN(share) ? 0 : share)));
    return [level, level, level];
  };
}

function greyColumn(name: string, volume: HostVolume): Column {
  const contrast = range(volume.data, (at) => numberAt(volume.dtype, volume.data, at));
  return { name, draw: (z, width, height) => grey(resampled(sliceOf(volume, z), width, height), contrast) };
}

/** The mask as a tint with an outline over what it was made from. */
function maskColumn(name: string, below: HostVolume, mask: HostVolume): Column {
  const base = greyColumn(name, below);
  return {
    name,
    draw(z, width, height) {
      const colour = base.draw(z, width, height);
      const { data } = resampled(
        { ...sliceOf(mask, z), data: sliceOf(mask, z).data.map((v) => (v ? 1 : 0)) },
        width,
        height,
      );
      const inside = (x: number, y: number): boolean =>
        x >= 0 && y >= 0 && x < width && y < height && (data[y * width + x] ?? 0) >= 0.5;
      return (x, y) => {
        const under = colour(x, y);
        if (!inside(x, y)) return under;
        const edge = !inside(x - 1, y) || !inside(x + 1, y) || !inside(x, y - 1) || !inside(x, y + 1);
        const share = edge ? 1 : TINT;
        return under.map((value, k) => Math.round(value * (1 - share) + (MASK[k] ?? 0) * share)) as unknown as Colour;
      };
    },
  };
}

/** Whether a volume is a picture to be looked at as it is. */
function hasColours({ dtype, shape }: HostVolume): boolean {
  return dtype === 'u8' && shape.c === 3;
}

/** Red, green and blue, as they are. */
function coloured(planes: readonly Plane[]): (x: number, y: number) => Colour {
  const at = (k: number, place: number): number => Math.round(planes[k]?.data[place] ?? 0);
  return (x, y) => {
    const place = y * (planes[0]?.width ?? 0) + x;
    return [at(0, place), at(1, place), at(2, place)];
  };
}

/** A result that has two axes longer than one, as a plane, or as three where it has colours in bytes; none where it has others. */
function flatPlane({ name, volume }: MontageVolume): { name: string; planes: Plane[]; ratio: number }[] {
  const { shape, spacing, dtype, data } = volume;
  const isColour = hasColours(volume);
  const long = (['n', 'c', 'z', 'y', 'x'] as const).filter((axis) => shape[axis] > 1 && !(isColour && axis === 'c'));
  const [down, across, ...more] = long;
  if (!down || !across || more.length > 0) return [];
  const [width, height] = [shape[across], shape[down]];
  // channels lie one after the other: n is 1, or there would be more axes
  const planes = Array.from({ length: isColour ? 3 : 1 }, (_, k) => ({
    width,
    height,
    data: Float32Array.from({ length: width * height }, (_, at) => numberAt(dtype, data, k * width * height + at)),
  }));
  return [{ name, planes, ratio: (height * (spacing[down] ?? 1)) / (width * (spacing[across] ?? 1)) }];
}
