/** Sums along parallel beams and filtered back-projection in float64. */
import { build, type Field, itemAt } from './field.js';

const turn = (degrees: number): readonly [cosine: number, sine: number] => [
  Math.cos((degrees * Math.PI) / 180),
  Math.sin((degrees * Math.PI) / 180),
];

/** The value at a place of a slice, interpolated linearly, 0 outside. */
function between(image: Field, plane: number, y: number, x: number): number {
  const { shape, data } = image;
  const at = (j: number, i: number): number =>
    j >= 0 && i >= 0 && j < shape.y && i < shape.x ? itemAt(data, (plane * shape.y + j) * shape.x + i) : 0;
  const [j, i] = [Math.floor(y), Math.floor(x)];
  const [b, a] = [y - j, x - i];
  return (1 - b) * ((1 - a) * at(j, i) + a * at(j, i + 1)) + b * ((1 - a) * at(j + 1, i) + a * at(j + 1, i + 1));
}

export interface RadonOptions {
  readonly theta?: readonly number[];
  readonly circle?: boolean;
}

/** The image turned about floor(N/2), its columns summed; voxels of the image that its square (or the padded one) does not have count as 0. */
export function radon(image: Field, options: RadonOptions): Field {
  const { theta = Array.from({ length: 180 }, (_, k) => k), circle = true } = options;
  const { n, c, z, y, x } = image.shape;
  const long = Math.SQRT2 * Math.max(y, x);
  const length = circle ? Math.min(y, x) : Math.max(y + Math.ceil(long - y), x + Math.ceil(long - x));
  // the voxel of the image at the first of the square
  const origin = (side: number): number =>
    circle ? Math.ceil((side - length) / 2) : Math.floor(side / 2) - Math.floor(length / 2);
  const square = build({ n, c, z, y: length, x: length }, (at) => {
    const [j, i] = [at.y + origin(y), at.x + origin(x)];
    if (j < 0 || i < 0 || j >= y || i >= x) return 0;
    return itemAt(image.data, (((at.n * c + at.c) * z + at.z) * y + j) * x + i);
  });
  const middle = Math.floor(length / 2);
  return build({ n, c, z, y: length, x: theta.length }, (at) => {
    const [cosine, sine] = turn(theta[at.x] ?? Number.NaN);
    let sum = 0;
    for (let s = -middle; s < length - middle; s++) {
      const t = at.y - middle;
      const plane = (at.n * c + at.c) * z + at.z;
      sum += between(square, plane, middle + cosine * s - sine * t, middle + cosine * t + sine * s);
    }
    return sum;
  });
}

export interface IradonOptions extends RadonOptions {
  readonly filter?: 'ramp' | 'shepp-logan' | 'cosine' | 'hamming' | 'hann' | 'none';
}

/** The weights of projections' neighbours: the inverse transform of the filter, by sums. */
function response(length: number, filter: IradonOptions['filter'] = 'ramp'): Float64Array {
  const ramp = Float64Array.from({ length }, (_, m) => {
    if (m === 0) return 0.25;
    return m % 2 === 0 ? 0 : -1 / (Math.PI * Math.min(m, length - m)) ** 2;
  });
  const spectrum = Float64Array.from({ length }, (_, k) => {
    if (filter === 'none') return 1;
    const whole = 2 * ramp.reduce((sum, v, m) => sum + v * Math.cos((2 * Math.PI * ((k * m) % length)) / length), 0);
    const place = (k + length / 2) % length;
    const omega = (Math.PI * (k < length / 2 ? k : k - length)) / length;
    if (filter === 'shepp-logan') return k === 0 ? whole : (whole * Math.sin(omega)) / omega;
    if (filter === 'cosine') return whole * Math.sin((Math.PI * place) / length);
    const wave = Math.cos((2 * Math.PI * place) / (length - 1));
    if (filter === 'hamming') return whole * (0.54 - 0.46 * wave);
    return filter === 'hann' ? whole * (0.5 - 0.5 * wave) : whole;
  });
  return Float64Array.from(
    { length },
    (_, m) =>
      spectrum.reduce((sum, v, k) => sum + v * Math.cos((2 * Math.PI * ((k * m) % length)) / length), 0) / length,
  );
}

export function iradon(sinogram: Field, options: IradonOptions): Field {
  const { n, c, z, y: beams, x: count } = sinogram.shape;
  const { theta = Array.from({ length: count }, (_, k) => (180 * k) / count), circle = true } = options;
  const wide = circle ? Math.ceil(Math.SQRT2 * beams) : beams;
  const padded = Math.max(64, 2 ** Math.ceil(Math.log2(2 * wide)));
  const weights = response(padded, options.filter);
  const middle = Math.floor(wide / 2);
  const from = middle - Math.floor(beams / 2);
  const filtered = build({ n, c, z, y: wide, x: count }, (at) => {
    const first = ((at.n * c + at.c) * z + at.z) * beams;
    let sum = 0;
    for (let j = 0; j < beams; j++)
      sum += itemAt(weights, (at.y - j - from + padded) % padded) * itemAt(sinogram.data, (first + j) * count + at.x);
    return sum;
  });
  const length = circle ? beams : Math.floor(Math.sqrt(beams ** 2 / 2));
  const radius = Math.floor(length / 2);
  return build({ n, c, z, y: length, x: length }, (at) => {
    const [j, i] = [at.y - radius, at.x - radius];
    if (circle && i * i + j * j > radius * radius) return 0;
    const plane = (at.n * c + at.c) * z + at.z;
    const seen = theta.reduce((sum, angle, k) => {
      const [cosine, sine] = turn(angle);
      const t = middle + cosine * i - sine * j;
      return t >= 0 && t <= wide - 1 ? sum + between(filtered, plane, t, k) : sum;
    }, 0);
    return (seen * Math.PI) / (2 * count);
  });
}
