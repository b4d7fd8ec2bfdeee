/** Fourier transforms from the definition: for every frequency along an axis, a sum over all numbers of the line. */
import type { Axis, Shape } from '../../src/core/axes.js';
import { activeAxes } from '../../src/core/axes.js';
import { at, type BorderOptions, borderIndex, build, type Field, fieldOf, itemAt, modulo, strideOf } from './field.js';

export interface Spectrum {
  readonly real: Field;
  readonly imaginary: Field;
}

/** The parameters of the transforms. */
export interface FourierOptions {
  readonly axes?: string;
  readonly norm?: string;
  readonly length?: number;
}

function axesOf(shape: Shape, { axes }: FourierOptions): readonly Axis[] {
  return axes === undefined ? activeAxes(shape) : ([...axes] as Axis[]);
}

/** One axis; `sign` is that of the exponent, `count` how many frequencies are wanted. */
function line(z: Spectrum, axis: Axis, sign: 1 | -1, count = z.real.shape[axis]): Spectrum {
  const { shape } = z.real;
  const length = shape[axis];
  const stride = strideOf(shape, axis);
  const [real, imaginary] = [fieldOf({ ...shape, [axis]: count }), fieldOf({ ...shape, [axis]: count })];
  for (let to = 0; to < real.data.length; to++) {
    const k = Math.floor(to / stride) % count;
    const from = Math.floor(to / (stride * count)) * stride * length + (to % stride);
    for (let m = 0; m < length; m++) {
      const angle = (sign * 2 * Math.PI * ((k * m) % length)) / length;
      const [c, s] = [Math.cos(angle), Math.sin(angle)];
      const re = itemAt(z.real.data, from + m * stride);
      const im = itemAt(z.imaginary.data, from + m * stride);
      real.data[to] = itemAt(real.data, to) + re * c - im * s;
      imaginary.data[to] = itemAt(imaginary.data, to) + re * s + im * c;
    }
  }
  return { real, imaginary };
}

function scaled(
  { real, imaginary }: Spectrum,
  axes: readonly Axis[],
  shape: Shape,
  norm: string,
  own: string,
): Spectrum {
  const count = axes.reduce((product, axis) => product * shape[axis], 1);
  const factor = norm === 'ortho' ? 1 / Math.sqrt(count) : norm === own ? 1 / count : 1;
  const times = (field: Field): Field => ({ ...field, data: field.data.map((x) => x * factor) });
  return { real: times(real), imaginary: times(imaginary) };
}

function complex(real: Field, imaginary?: Field): Spectrum {
  return { real, imaginary: imaginary ?? fieldOf(real.shape) };
}

export function fftn(real: Field, imaginary: Field | undefined, options: FourierOptions): Spectrum {
  const axes = axesOf(real.shape, options);
  const spectrum = axes.reduce((z, axis) => line(z, axis, -1), complex(real, imaginary));
  return scaled(spectrum, axes, real.shape, options.norm ?? 'backward', 'forward');
}

export function ifftn(real: Field, imaginary: Field | undefined, options: FourierOptions): Spectrum {
  const axes = axesOf(real.shape, options);
  const image = axes.reduce((z, axis) => line(z, axis, 1), complex(real, imaginary));
  return scaled(image, axes, real.shape, options.norm ?? 'backward', 'backward');
}

export function rfftn(image: Field, options: FourierOptions): Spectrum {
  const axes = axesOf(image.shape, options);
  const last = axes.at(-1) ?? 'x';
  const half = line(complex(image), last, -1, Math.floor(image.shape[last] / 2) + 1);
  const spectrum = axes.slice(0, -1).reduce((z, axis) => line(z, axis, -1), half);
  return scaled(spectrum, axes, image.shape, options.norm ?? 'backward', 'forward');
}

/** The real part of what all frequencies together give: those of the other half are conjugates. */
export function irfftn(real: Field, imaginary: Field | undefined, options: FourierOptions): Field {
  const axes = axesOf(real.shape, options);
  const last = axes.at(-1) ?? 'x';
  const length = options.length ?? Math.max(1, 2 * (real.shape[last] - 1));
  const half = axes.slice(0, -1).reduce((z, axis) => line(z, axis, 1), complex(real, imaginary));
  const shape = { ...real.shape, [last]: length };
  const image = fieldOf(shape);
  const stride = strideOf(shape, last);
  for (let to = 0; to < image.data.length; to++) {
    const m = Math.floor(to / stride) % length;
    const from = Math.floor(to / (stride * length)) * stride * half.real.shape[last] + (to % stride);
    for (let k = 0; k < half.real.shape[last]; k++) {
      const angle = (2 * Math.PI * ((k * m) % length)) / length;
      // its conjugate at N - k gives the same real part
      const weight = k === 0 || 2 * k === length ? 1 : 2;
      const re = itemAt(half.real.data, from + k * stride) * Math.cos(angle);
      const im = itemAt(half.imaginary.data, from + k * stride) * Math.sin(angle);
      image.data[to] = itemAt(image.data, to) + weight * (k === 0 ? re : re - (2 * k === length ? 0 : im));
    }
  }
  return scaled({ real: image, imaginary: image }, axes, shape, options.norm ?? 'backward', 'backward').real;
}

/** Frequency k of the result is that of voxel k - floor(N/2), counted round and round; back, k + floor(N/2). */
export function shifted(x: Field, options: FourierOptions, back = false): Field {
  const axes = axesOf(x.shape, options);
  return build(x.shape, (position) => {
    const from = { ...position };
    for (const axis of axes) {
      const half = Math.floor(x.shape[axis] / 2);
      from[axis] = modulo(position[axis] + (back ? half : -half), x.shape[axis]);
    }
    return at(x, from);
  });
}

export function powerSpectrum(
  real: Field,
  imaginary: Field | undefined,
  options: FourierOptions & { readonly scale?: string; readonly shifted?: boolean },
): Field {
  const z = fftn(real, imaginary, options);
  const power = { ...z.real, data: z.real.data.map((re, at) => re ** 2 + itemAt(z.imaginary.data, at) ** 2) };
  const { scale } = options;
  const shown = scale === 'log' ? Math.log1p : scale === 'amplitude' ? Math.sqrt : (p: number) => p;
  const field = { ...power, data: power.data.map(shown) };
  return options.shifted === false ? field : shifted(field, options);
}

/** `out[i] = Σ_k kernel[k] · x[i - k]`, scipy.signal.fftconvolve, from the place on that the mode begins with. */
export function fftConvolve(
  x: Field,
  kernel: Field,
  { mode = 'full', border = 'constant', value = 0 }: BorderOptions & { readonly mode?: string } = {},
): Field {
  const shape = { ...x.shape };
  const start = { z: 0, y: 0, x: 0 };
  for (const axis of ['z', 'y', 'x'] as const) {
    const taps = kernel.shape[axis];
    if (mode === 'full') shape[axis] += taps - 1;
    if (mode === 'valid') shape[axis] -= taps - 1;
    start[axis] = mode === 'valid' ? taps - 1 : mode === 'same' ? Math.floor((taps - 1) / 2) : 0;
  }
  return build(shape, (position) => {
    let sum = 0;
    for (let z = 0; z < kernel.shape.z; z++)
      for (let y = 0; y < kernel.shape.y; y++)
        for (let column = 0; column < kernel.shape.x; column++) {
          const from = {
            z: borderIndex(position.z + start.z - z, x.shape.z, border),
            y: borderIndex(position.y + start.y - y, x.shape.y, border),
            x: borderIndex(position.x + start.x - column, x.shape.x, border),
          };
          const outside = from.z === undefined || from.y === undefined || from.x === undefined;
          const voxel = outside ? value : at(x, { ...position, ...(from as { z: number; y: number; x: number }) });
          sum += at(kernel, { n: 0, c: 0, z, y, x: column }) * voxel;
        }
    return sum;
  });
}
