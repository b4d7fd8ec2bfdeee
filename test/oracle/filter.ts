/**
 * Linear filters and the magnitudes made of them. They act on the axes among z, y, x that are longer than one voxel (scipy acts on
 * every axis of its array, of length 1 too); a kernel or axis that is given explicitly acts where it says. A tap whose weight
 * is exactly 0 is not read, so NaN and infinities spread over the true support and no further. (scipy's n-dimensional filters
 * skip weights up to 2.2e-16, its 1-D filters read every tap, its uniform_filter is a running sum that NaN spoils to the
 * end of the line.) With several axes, `constant` reads its value outside in every pass, as scipy does.
 */
import { type Axis, activeAxes, type PerAxis, SPATIAL_AXES, type SpatialAxis } from '../../src/core/axes.js';
import { ArgumentError } from '../../src/core/errors.js';
import {
  type BorderOptions,
  borderIndex,
  build,
  type Field,
  fieldOf,
  indexOf,
  itemAt,
  type Position,
  perAxis,
  strideOf,
} from './field.js';

/** What `convolveAxis` takes. */
export interface ConvolveAxisOptions extends BorderOptions {
  readonly axis: SpatialAxis;
  readonly weights: readonly number[];
  /** Shifts the result towards lower indices by so many voxels. */
  readonly origin?: number;
}

/** `out[i] = Σ_k weights[k] · x[i + floor(length/2) + origin - k]`: scipy.ndimage.convolve1d, its centre of even kernels too. */
export function convolveAxis(x: Field, options: ConvolveAxisOptions): Field {
  const { axis, weights, border = 'reflect', value = 0, origin = 0 } = options;
  const stride = strideOf(x.shape, axis);
  const length = x.shape[axis];
  const centre = Math.floor(weights.length / 2) + origin;
  const taps = weights.map((weight, k) => ({ weight, by: centre - k })).filter(({ weight }) => weight !== 0);
  return build(x.shape, (position, index) => {
    const i = position[axis];
    let sum = 0;
    for (const { weight, by } of taps) {
      const wanted = i + by;
      const from = wanted >= 0 && wanted < length ? wanted : borderIndex(wanted, length, border);
      sum += weight * (from === undefined ? value : (x.data[index + (from - i) * stride] ?? Number.NaN));
    }
    return sum;
  });
}

/** What `gaussian` takes; numbers hold for every axis. */
export interface GaussianOptions extends BorderOptions {
  /** Standard deviation in voxels; an axis with 0 is left as it is, whatever its order. */
  readonly sigma?: PerAxis<number>;
  /** Derivative along an axis: 0 to 3. */
  readonly order?: PerAxis<number>;
  /** Half-width of the kernel in sigmas. */
  readonly truncate?: number;
}

/** scipy.ndimage.gaussian_filter: along one axis after the other, z first, radius = floor(truncate·sigma + 0.5). */
export function gaussian(x: Field, options: GaussianOptions = {}): Field {
  const { sigma, order, truncate = 4, ...border } = options;
  return activeAxes(x.shape).reduce((filtered, axis) => {
    const s = perAxis(sigma, axis, 1);
    if (s === 0) return filtered;
    const weights = gaussianWeights(s, perAxis(order, axis, 0), Math.floor(truncate * s + 0.5));
    return convolveAxis(filtered, { axis, weights, ...border });
  }, x);
}

/**
 * `φ(x) = exp(-x²/2σ²)` on -radius … radius, normalised to sum 1, times the polynomial of the derivative of that order:
 * `q₀ = 1, q₁ = -x/σ², q₂ = (x² - σ²)/σ⁴, q₃ = -(x³ - 3σ²x)/σ⁶`. Derivatives of order > 0 are not normalised further (scipy).
 */
export function gaussianWeights(sigma: number, order: number, radius: number): number[] {
  const positions = Array.from({ length: 2 * radius + 1 }, (_, i) => i - radius);
  const bell = positions.map((p) => Math.exp((-0.5 * p * p) / sigma ** 2));
  const norm = bell.reduce((a, b) => a + b);
  return positions.map((p, i) => (hermite(p, sigma, order) * itemAt(bell, i)) / norm);
}

function hermite(p: number, sigma: number, order: number): number {
  if (order === 0) return 1;
  if (order === 1) return -p / sigma ** 2;
  if (order === 2) return (p * p - sigma ** 2) / sigma ** 4;
  if (order === 3) return -(p ** 3 - 3 * sigma ** 2 * p) / sigma ** 6;
  throw new ArgumentError('gaussian', 'the order must be 0 to 3', `${order}`);
}

/** The sum over the active axes of the second Gaussian derivative along each: scipy.ndimage.gaussian_laplace. */
export function gaussianLaplace(x: Field, options: Omit<GaussianOptions, 'order'> = {}): Field {
  return addAll(
    x,
    activeAxes(x.shape).map((axis) => gaussian(x, { ...options, order: { [axis]: 2 } })),
  );
}

/** The root of the sum over the active axes of squared first Gaussian derivatives: scipy.ndimage.gaussian_gradient_magnitude. */
export function gaussianGradientMagnitude(x: Field, options: Omit<GaussianOptions, 'order'> = {}): Field {
  return rootOfSquares(
    x,
    activeAxes(x.shape).map((axis) => gaussian(x, { ...options, order: { [axis]: 1 } })),
    1,
  );
}

/** What the filters of a box take. */
export interface BoxOptions extends BorderOptions {
  readonly size: PerAxis<number>;
  readonly origin?: PerAxis<number>;
}

/** The mean of a box: scipy.ndimage.uniform_filter. An even size reaches one voxel further back than forward. */
export function uniformFilter(x: Field, { size, origin, ...border }: BoxOptions): Field {
  return activeAxes(x.shape).reduce((filtered, axis) => {
    const length = perAxis(size, axis, 1);
    const weights = new Array<number>(length).fill(1 / length);
    // convolution reaches length/2 forward when even; one step of origin turns it back, and its origin has the other sign
    const shift = (length % 2 === 0 ? -1 : 0) - perAxis(origin, axis, 0);
    return convolveAxis(filtered, { axis, weights, origin: shift, ...border });
  }, x);
}

/** The mean squared deviation of the box of `uniformFilter` from its own mean. */
export function localVariance(x: Field, { size, origin, border = 'reflect', value = 0 }: BoxOptions): Field {
  const { shape } = x;
  return build(shape, (here) => {
    let values: { readonly at: Readonly<Position>; readonly inside: boolean }[] = [{ at: here, inside: true }];
    for (const axis of activeAxes(shape)) {
      const length = perAxis(size, axis, 1);
      const first = -Math.floor(length / 2) - perAxis(origin, axis, 0);
      values = values.flatMap(({ at, inside }) =>
        Array.from({ length }, (_, k) => {
          const from = borderIndex(here[axis] + first + k, shape[axis], border);
          return { at: { ...at, [axis]: from ?? 0 }, inside: inside && from !== undefined };
        }),
      );
    }
    const box = values.map(({ at, inside }) => (inside ? itemAt(x.data, indexOf(shape, at)) : value));
    const mean = box.reduce((a, b) => a + b) / box.length;
    return box.reduce((sum, v) => sum + (v - mean) ** 2, 0) / box.length;
  });
}

/** The root of `localVariance`. */
export function localStandardDeviation(x: Field, options: BoxOptions): Field {
  const { shape, data } = localVariance(x, options);
  return { shape, data: data.map(Math.sqrt) };
}

/** What `convolve` and `correlate` take. */
export interface KernelOptions extends BorderOptions {
  /** scipy's origin along an axis. */
  readonly origin?: PerAxis<number>;
}

/** `out[i] = Σ_k kernel[k] · x[i + k - floor(length/2) - origin]`: scipy.ndimage.correlate, for a kernel in z, y, x. */
export function correlate(x: Field, kernel: Field, { origin, ...border }: KernelOptions = {}): Field {
  return sumTaps(x, kernel, border, (axis, k) => k - Math.floor(kernel.shape[axis] / 2) - perAxis(origin, axis, 0));
}

/** `out[i] = Σ_k kernel[k] · x[i - k + floor(length/2) + origin]`: scipy.ndimage.convolve, for a kernel in z, y, x. */
export function convolve(x: Field, kernel: Field, { origin, ...border }: KernelOptions = {}): Field {
  return sumTaps(x, kernel, border, (axis, k) => Math.floor(kernel.shape[axis] / 2) + perAxis(origin, axis, 0) - k);
}

function sumTaps(
  x: Field,
  kernel: Field,
  { border = 'reflect', value = 0 }: BorderOptions,
  offset: (axis: Axis, k: number) => number,
): Field {
  if (kernel.shape.n !== 1 || kernel.shape.c !== 1)
    throw new ArgumentError(
      'convolve',
      'the kernel must have n = 1 and c = 1',
      `n=${kernel.shape.n} c=${kernel.shape.c}`,
    );
  const taps: { weight: number; dz: number; dy: number; dx: number }[] = [];
  build(kernel.shape, ({ z, y, x }, index) => {
    const weight = itemAt(kernel.data, index);
    if (weight !== 0) taps.push({ weight, dz: offset('z', z), dy: offset('y', y), dx: offset('x', x) });
    return weight;
  });
  const { z: depth, y: height, x: width } = x.shape;
  return build(x.shape, (position, index) => {
    const corner = index - (position.z * height + position.y) * width - position.x; // where this block of z y x begins
    let sum = 0;
    for (const { weight, dz, dy, dx } of taps) {
      const z = borderIndex(position.z + dz, depth, border);
      const y = borderIndex(position.y + dy, height, border);
      const column = borderIndex(position.x + dx, width, border);
      const outside = z === undefined || y === undefined || column === undefined;
      sum += weight * (outside ? value : (x.data[corner + (z * height + y) * width + column] ?? Number.NaN));
    }
    return sum;
  });
}

/** The sum over the active axes of `x[i-1] - 2x[i] + x[i+1]`: scipy.ndimage.laplace. 0 where no axis is active. */
export function laplace(x: Field, border: BorderOptions = {}): Field {
  return addAll(
    x,
    activeAxes(x.shape).map((axis) => convolveAxis(x, { axis, weights: [1, -2, 1], ...border })),
  );
}

/** The central difference `(x[i+1] - x[i-1]) / 2` along an axis, in voxel units; np.gradient inside, the border's rule outside. */
export function gradientComponent(
  x: Field,
  { axis, ...border }: BorderOptions & { readonly axis: SpatialAxis },
): Field {
  return convolveAxis(x, { axis, weights: [0.5, 0, -0.5], ...border });
}

/** All components along c, in NumPy's order z, y, x of the active axes; the image has one channel. */
export function gradient(x: Field, border: BorderOptions = {}): Field {
  const parts = activeAxes(x.shape).map((axis) => gradientComponent(x, { axis, ...border }));
  const block = x.shape.z * x.shape.y * x.shape.x;
  return build({ ...x.shape, c: Math.max(1, parts.length) }, ({ n, c }, index) => {
    const part = parts[c];
    return part ? itemAt(part.data, n * block + (index % block)) : 0;
  });
}

/** The root of the sum over the active axes of squared central differences. */
export function gradientMagnitude(x: Field, border: BorderOptions = {}): Field {
  return rootOfSquares(
    x,
    activeAxes(x.shape).map((axis) => gradientComponent(x, { axis, ...border })),
    1,
  );
}

/** What `sobel`, `scharr` and `prewitt` take. */
export interface EdgeOptions extends BorderOptions {
  /** One signed component instead of the magnitude. */
  readonly axis?: SpatialAxis;
}

/** Edges with smoothing [1, 2, 1]/4 across; see `edges` below for the convention. */
export function sobel(x: Field, options: EdgeOptions = {}): Field {
  return edges(x, [1 / 4, 2 / 4, 1 / 4], options);
}

/** Edges with smoothing [3, 10, 3]/16 across; see `edges` below for the convention. */
export function scharr(x: Field, options: EdgeOptions = {}): Field {
  return edges(x, [3 / 16, 10 / 16, 3 / 16], options);
}

/** Edges with smoothing [1, 1, 1]/3 across; see `edges` below for the convention. */
export function prewitt(x: Field, options: EdgeOptions = {}): Field {
  return edges(x, [1 / 3, 1 / 3, 1 / 3], options);
}

/**
 * scikit-image's edge filters: along an axis `x[i+1] - x[i-1]` (not halved: a unit ramp gives 2), smoothed across every other
 * active axis as one n-dimensional kernel; the magnitude is √(Σ s² / number of active axes). Of `constant`, scikit-image 0.19
 * ignores the value (it reads 0); here it counts. On a line scikit-image gives the signed component, here the magnitude is
 * never negative.
 */
function edges(x: Field, smoothing: readonly number[], { axis, ...border }: EdgeOptions): Field {
  const active = activeAxes(x.shape);
  const component = (along: SpatialAxis) => {
    const lines = SPATIAL_AXES.map((a) => {
      if (a === along) return [1, 0, -1];
      return active.includes(a) ? smoothing : [1];
    });
    return convolve(x, outerProduct(lines), border);
  };
  if (axis) return component(axis);
  return rootOfSquares(x, active.map(component), active.length);
}

/** The kernel whose weights are products of one weight from each of three lines, along z, y and x. */
export function outerProduct([alongZ = [1], alongY = [1], alongX = [1]]: readonly (readonly number[])[]): Field {
  return build({ z: alongZ.length, y: alongY.length, x: alongX.length }, ({ z, y, x }) =>
    [itemAt(alongZ, z), itemAt(alongY, y), itemAt(alongX, x)].reduce((a, b) => a * b),
  );
}

function addAll(x: Field, terms: readonly Field[]): Field {
  return build(x.shape, (_, i) => terms.reduce((sum, term) => sum + itemAt(term.data, i), 0));
}

function rootOfSquares(x: Field, terms: readonly Field[], divisor: number): Field {
  if (terms.length === 0) return fieldOf(x.shape);
  return build(x.shape, (_, i) => Math.sqrt(terms.reduce((sum, term) => sum + itemAt(term.data, i) ** 2, 0) / divisor));
}
