/** Conversions of colours, pixel by pixel in float64: the formulas of scikit-image. */
import { build, type Field, indexOf, itemAt, type Position } from './field.js';

type Pixel = readonly number[];

/** A pixel of so many channels made of each pixel. */
function pixelwise(x: Field, channels: number, convert: (pixel: Pixel) => Pixel): Field {
  return build({ ...x.shape, c: channels }, (at) => {
    const pixel = Array.from({ length: x.shape.c }, (_, c) => itemAt(x.data, indexOf(x.shape, { ...at, c })));
    return itemAt(convert(pixel), at.c);
  });
}

const dot = (matrix: readonly Pixel[], v: Pixel): number[] =>
  matrix.map((row) => row.reduce((sum, weight, k) => (weight === 0 ? sum : sum + weight * itemAt(v, k)), 0));

/** x of matrix · x = v, by Cramer's rule. */
function solve(matrix: readonly Pixel[], v: Pixel): number[] {
  const det = (m: readonly Pixel[]): number =>
    [0, 1, 2].reduce((sum, i) => {
      const at = (r: number, c: number): number => itemAt(m[r] ?? [], c % 3);
      return sum + at(0, i) * (at(1, i + 1) * at(2, i + 2) - at(1, i + 2) * at(2, i + 1));
    }, 0);
  return [0, 1, 2].map((column) => {
    const swapped = matrix.map((row, r) => row.map((item, c) => (c === column ? itemAt(v, r) : item)));
    return det(swapped) / det(matrix);
  });
}

const unit = (v: number): number => Math.min(Math.max(v, 0), 1);
const XYZ = [
  [0.412453, 0.35758, 0.180423],
  [0.212671, 0.71516, 0.072169],
  [0.019334, 0.119193, 0.950227],
];
const WHITE = [0.95047, 1, 1.08883];
const decoded = (v: number): number => (v > 0.04045 ? ((v + 0.055) / 1.055) ** 2.4 : v / 12.92);
const encoded = (v: number): number => (v > 0.0031308 ? 1.055 * v ** (1 / 2.4) - 0.055 : v * 12.92);

export const mixChannels = (x: Field, { matrix = [] as Pixel[], offset = [] as Pixel }): Field =>
  pixelwise(x, matrix.length, (v) => dot(matrix, v).map((sum, c) => sum + (offset[c] ?? 0)));

export const rgbToGray = (x: Field): Field => pixelwise(x, 1, (v) => dot([[0.2125, 0.7154, 0.0721]], v));

const xyzOf = (v: Pixel, dataRange: number): number[] =>
  dot(
    XYZ,
    v.map((share) => decoded(share / dataRange)),
  );
const rgbOf = (v: Pixel): number[] => solve(XYZ, v).map((share) => unit(encoded(share)));

export const rgbToXyz = (x: Field, { dataRange = 1 } = {}): Field => pixelwise(x, 3, (v) => xyzOf(v, dataRange));
export const xyzToRgb = (x: Field): Field => pixelwise(x, 3, rgbOf);

export const rgbToLab = (x: Field, { dataRange = 1 } = {}): Field =>
  pixelwise(x, 3, (pixel) => {
    const [fx = 0, fy = 0, fz = 0] = xyzOf(pixel, dataRange).map((number, at) => {
      const t = number / itemAt(WHITE, at);
      return t > 0.008856 ? Math.cbrt(t) : 7.787 * t + 16 / 116;
    });
    return [116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)];
  });

export const labToRgb = (x: Field): Field =>
  pixelwise(x, 3, ([l = 0, a = 0, b = 0]) => {
    const y = (l + 16) / 116;
    const curves = [y + a / 500, y, Math.max(y - b / 200, 0)];
    return rgbOf(curves.map((f, at) => (f > 0.2068966 ? f ** 3 : (f - 16 / 116) / 7.787) * itemAt(WHITE, at)));
  });

export const rgbToHsv = (x: Field, { dataRange = 1 } = {}): Field =>
  pixelwise(x, 3, (pixel) => {
    const [r = 0, g = 0, b = 0] = pixel.map((v) => v / dataRange);
    const most = Math.max(r, g, b);
    const span = most - Math.min(r, g, b);
    if (span === 0) return [0, 0, most];
    const hue = b === most ? 4 + (r - g) / span : g === most ? 2 + (b - r) / span : (g - b) / span;
    return [hue / 6 - Math.floor(hue / 6), span / most, most];
  });

export const hsvToRgb = (x: Field): Field =>
  pixelwise(x, 3, ([h = 0, s = 0, v = 0]) => {
    if (![h, s, v].every(Number.isFinite)) return [Number.NaN, Number.NaN, Number.NaN];
    const sixth = Math.floor(h * 6);
    const f = h * 6 - sixth;
    const [p, q, t] = [v * (1 - s), v * (1 - f * s), v * (1 - (1 - f) * s)];
    const colours = [
      [v, t, p],
      [q, v, p],
      [p, v, t],
      [p, q, v],
      [t, p, v],
      [v, p, q],
    ];
    return colours[((sixth % 6) + 6) % 6] ?? [Number.NaN, Number.NaN, Number.NaN];
  });

const YCBCR = [
  [65.481, 128.553, 24.966],
  [-37.797, -74.203, 112],
  [112, -93.786, -18.214],
];
const shift = [16, 128, 128];

export const rgbToYcbcr = (x: Field, { dataRange = 1 } = {}): Field =>
  pixelwise(x, 3, (v) => dot(YCBCR, v).map((sum, c) => sum / dataRange + itemAt(shift, c)));

export const ycbcrToRgb = (x: Field): Field =>
  pixelwise(x, 3, (v) =>
    solve(
      YCBCR,
      v.map((item, c) => item - itemAt(shift, c)),
    ),
  );

const HED = [
  [0.65, 0.7, 0.29],
  [0.07, 0.99, 0.11],
  [0.27, 0.57, 0.78],
];
const transposed = (m: readonly Pixel[]): number[][] => [0, 1, 2].map((c) => m.map((row) => itemAt(row, c)));

/** Of three stains. */
export const separateStains = (x: Field, { matrix = HED as readonly Pixel[], dataRange = 1 } = {}): Field =>
  pixelwise(x, 3, (pixel) => {
    const densities = pixel.map((v) => Math.log(Math.max(v / dataRange, 1e-6)) / Math.log(1e-6));
    return solve(transposed(matrix), densities).map((amount) => Math.max(amount, 0));
  });

export const combineStains = (x: Field, { matrix = HED as readonly Pixel[] } = {}): Field =>
  pixelwise(x, 3, (amounts) => dot(transposed(matrix), amounts).map((d) => unit(Math.exp(d * Math.log(1e-6)))));

/** Grey values in colours at equal distances; NaN, and all where an end is not finite, in `nan`. */
export const colormap = (
  x: Field,
  {
    colors,
    min = Math.min(...x.data.filter(Number.isFinite)),
    max = Math.max(...x.data.filter(Number.isFinite)),
    nan = [0.8, 0, 0.5],
    reversed = false,
  }: { colors: readonly Pixel[]; min?: number; max?: number; nan?: Pixel; reversed?: boolean },
): Field =>
  pixelwise(x, 3, ([v = 0]) => {
    if (Number.isNaN(v) || !Number.isFinite(min) || !Number.isFinite(max)) return nan;
    const last = colors.length - 1;
    const place = v <= min ? 0 : v >= max ? last : ((v - min) / (max - min)) * last;
    const low = Math.min(Math.floor(place), last - 1);
    const at = (k: number): Pixel => colors[reversed ? last - k : k] ?? [];
    return [0, 1, 2].map((c) => itemAt(at(low), c) + (place - low) * (itemAt(at(low + 1), c) - itemAt(at(low), c)));
  });

/** Labels in colours over an image of shares, each pixel by itself. */
export const labelToRgb = (
  labels: Field,
  image: Field | undefined,
  {
    colors = [] as readonly Pixel[],
    alpha = 0.3,
    bgLabel = 0,
    bgColor = undefined as Pixel | undefined,
    imageAlpha = 1,
    saturation = 0,
  },
): Field => {
  const at = (field: Field, pixel: { [axis in 'n' | 'z' | 'y' | 'x']: number }, c: number): number =>
    itemAt(field.data, indexOf(field.shape, { ...pixel, c: Math.min(c, field.shape.c - 1) }));
  return build({ ...labels.shape, c: 3 }, (pixel) => {
    const label = at(labels, pixel, 0);
    const isGround = label === bgLabel;
    const turn = (((label - 1) % colors.length) + colors.length) % colors.length;
    const paint = itemAt(isGround ? (bgColor ?? [0, 0, 0]) : (colors[turn] ?? []), pixel.c);
    if (!image) return paint;
    const most = Math.max(at(image, pixel, 0), at(image, pixel, 1), at(image, pixel, 2));
    const left = most - saturation * (most - at(image, pixel, pixel.c));
    const below = left * imageAlpha + 1 - imageAlpha;
    return isGround && !bgColor ? below : alpha * paint + (1 - alpha) * below;
  });
};

/** Every label as the mean of the image there; the background in a colour. */
export const averaged = (labels: Field, image: Field, bgLabel: number, bgColor: Pixel): Field => {
  const at = (field: Field, pixel: { [axis in 'n' | 'z' | 'y' | 'x']: number }, c: number): number =>
    itemAt(field.data, indexOf(field.shape, { ...pixel, c: Math.min(c, field.shape.c - 1) }));
  const seen = new Map<string, number[]>();
  const name = (pixel: Position): string => `${pixel.n} ${pixel.c} ${at(labels, pixel, 0)}`;
  build({ ...labels.shape, c: 3 }, (pixel) => {
    seen.set(name(pixel), [...(seen.get(name(pixel)) ?? []), at(image, pixel, pixel.c)]);
    return 0;
  });
  return build({ ...labels.shape, c: 3 }, (pixel) => {
    const own = seen.get(name(pixel)) ?? [];
    if (at(labels, pixel, 0) === bgLabel) return itemAt(bgColor, pixel.c);
    return own.reduce((a, b) => a + b, 0) / own.length;
  });
};

/** An image of shares with a colour where a mask is not 0, and another around that. */
export const marked = (image: Field, mask: Field, color: Pixel, outline: Pixel | undefined): Field =>
  build({ ...image.shape, c: 3 }, (at) => {
    const is = (z: number, y: number, x: number): boolean => {
      const { shape } = mask;
      const inside = z >= 0 && y >= 0 && x >= 0 && z < shape.z && y < shape.y && x < shape.x;
      return inside && itemAt(mask.data, indexOf(shape, { n: at.n, c: 0, z, y, x })) !== 0;
    };
    const near = [-1, 0, 1];
    if (is(at.z, at.y, at.x)) return itemAt(color, at.c);
    if (outline && near.some((z) => near.some((y) => near.some((x) => is(at.z + z, at.y + y, at.x + x)))))
      return itemAt(outline, at.c);
    return itemAt(image.data, indexOf(image.shape, { ...at, c: Math.min(at.c, image.shape.c - 1) }));
  });
