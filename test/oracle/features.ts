/** Filters that are made of other filters, from their definitions: bands, edges, Hessians, ridges, local statistics, templates. */
import { activeAxes, type SpatialAxis } from '../../src/core/axes.js';
import { type BorderOptions, build, type Field, fieldOf, itemAt, perAxis, strideOf } from './field.js';
import { convolve, type GaussianOptions, gaussian, outerProduct } from './filter.js';

type Sigma = NonNullable<GaussianOptions['sigma']>;

/** scikit-image's difference_of_gaussians. */
export function differenceOfGaussians(
  x: Field,
  options: { lowSigma?: Sigma; highSigma?: Sigma; truncate?: number } & BorderOptions,
): Field {
  const { lowSigma = 1, highSigma, ...rest } = options;
  const wider = Object.fromEntries(activeAxes(x.shape).map((axis) => [axis, 1.6 * perAxis(lowSigma, axis, 1)]));
  const low = gaussian(x, { sigma: lowSigma, ...rest });
  const high = gaussian(x, { sigma: highSigma ?? wider, ...rest });
  return build(x.shape, (_, i) => itemAt(low.data, i) - itemAt(high.data, i));
}

/** scikit-image's unsharp_mask that keeps the range. */
export function unsharpMask(x: Field, options: { radius?: Sigma; amount?: number } & BorderOptions): Field {
  const { radius = 1, amount = 1, ...border } = options;
  const blurred = gaussian(x, { sigma: radius, ...border });
  return build(x.shape, (_, i) => {
    const v = itemAt(x.data, i);
    return v + amount * (v - itemAt(blurred.data, i));
  });
}

function magnitude(parts: readonly Field[], divisor: number): Field {
  const [first] = parts;
  if (!first) throw new RangeError('no component');
  return build(first.shape, (_, i) =>
    Math.sqrt(parts.reduce((sum, part) => sum + itemAt(part.data, i) ** 2, 0) / divisor),
  );
}

/** scikit-image's roberts and its diagonals. */
export function roberts(x: Field, options: { diagonal?: 'positive' | 'negative' } & BorderOptions): Field {
  const { diagonal, ...border } = options;
  if (x.shape.y === 1 && x.shape.x === 1) return fieldOf(x.shape);
  const p = convolve(x, fieldOf({ y: 2, x: 2 }, [1, 0, 0, -1]), border);
  const n = convolve(x, fieldOf({ y: 2, x: 2 }, [0, 1, -1, 0]), border);
  if (diagonal) return diagonal === 'positive' ? p : n;
  return magnitude([p, n], 2);
}

/** scikit-image's farid, as one kernel of all axes. */
export function farid(x: Field, { axis, ...border }: { axis?: SpatialAxis } & BorderOptions): Field {
  const p = [0.0376593171958126, 0.249153396177344, 0.426374573253687, 0.249153396177344, 0.0376593171958126];
  const d = [0.109603762960254, 0.276690988455557, 0, -0.276690988455557, -0.109603762960254];
  const active = activeAxes(x.shape);
  const component = (along: SpatialAxis): Field => {
    const lines = (['z', 'y', 'x'] as const).map((a) => (a === along ? d : active.includes(a) ? p : [1]));
    return convolve(x, outerProduct(lines), border);
  };
  if (axis) return component(axis);
  return active.length ? magnitude(active.map(component), active.length) : fieldOf(x.shape);
}

/** The active axes of an image and the pairs of them that are the upper half of a matrix, row by row. */
function upperHalf(x: Field): readonly (readonly [SpatialAxis, SpatialAxis])[] {
  const axes = activeAxes(x.shape);
  return axes.flatMap((a, at) => axes.slice(at).map((b) => [a, b] as const));
}

/** numpy.gradient along one axis: central differences, one-sided at the ends. */
export function numpyGradient(x: Field, axis: SpatialAxis): Field {
  const last = x.shape[axis] - 1;
  const stride = strideOf(x.shape, axis);
  return build(x.shape, (position, index) => {
    const i = position[axis];
    const [lo, hi] = [Math.max(0, i - 1), Math.min(last, i + 1)];
    return (itemAt(x.data, index + (hi - i) * stride) - itemAt(x.data, index + (lo - i) * stride)) / (hi - lo);
  });
}

/** Fields of one channel as the channels of one. */
export function stackChannels(parts: readonly Field[]): Field {
  const [first] = parts;
  if (!first) throw new RangeError('no channel');
  const { z, y, x } = first.shape;
  return build({ ...first.shape, c: parts.length }, ({ n, c }, index) =>
    itemAt((parts[c] as Field).data, n * z * y * x + (index % (z * y * x))),
  );
}

/** scikit-image 0.19's hessian_matrix, in the order zz zy zx yy yx xx. */
export function hessianMatrix(x: Field, options: Omit<GaussianOptions, 'order'> = {}): Field {
  const smooth = gaussian(x, options);
  const parts = upperHalf(x).map(([a, b]) => numpyGradient(numpyGradient(smooth, a), b));
  return parts.length ? stackChannels(parts) : fieldOf(x.shape);
}

/** Eigenvalues of a symmetric matrix by Jacobi's rotations, descending. */
export function eigenvaluesOf(rows: readonly (readonly number[])[]): number[] {
  const m = rows.map((row) => [...row]);
  const get = (i: number, j: number): number => itemAt(m[i] ?? [], j);
  const count = m.length;
  if (rows.some((row) => row.some((item) => !Number.isFinite(item)))) return rows.map(() => Number.NaN);
  for (let sweep = 0; sweep < 60; sweep++)
    for (let p = 0; p < count; p++)
      for (let q = p + 1; q < count; q++) {
        if (get(p, q) === 0) continue;
        const theta = (get(q, q) - get(p, p)) / (2 * get(p, q));
        const t = (theta < 0 ? -1 : 1) / (Math.abs(theta) + Math.hypot(theta, 1));
        const c = 1 / Math.hypot(t, 1);
        const s = t * c;
        for (const row of m) {
          const [a, b] = [itemAt(row, p), itemAt(row, q)];
          [row[p], row[q]] = [c * a - s * b, s * a + c * b];
        }
        for (let j = 0; j < count; j++) {
          const [a, b] = [get(p, j), get(q, j)];
          (m[p] as number[])[j] = c * a - s * b;
          (m[q] as number[])[j] = s * a + c * b;
        }
      }
  return m.map((_, i) => get(i, i)).sort((a, b) => b - a);
}

/** The eigenvalues of the matrices whose upper halves lie along c. */
export function symmetricEigenvalues(x: Field): Field {
  const count = x.shape.c === 3 ? 2 : 3;
  const block = x.shape.z * x.shape.y * x.shape.x;
  return build({ ...x.shape, c: count }, ({ n, c }, index) => {
    const m = Array.from({ length: x.shape.c }, (_, k) =>
      itemAt(x.data, (n * x.shape.c + k) * block + (index % block)),
    );
    const [a = 0, b = 0, d = 0, e = 0, f = 0, g = 0] = m;
    const rows =
      count === 2
        ? [
            [a, b],
            [b, d],
          ]
        : [
            [a, b, d],
            [b, e, f],
            [d, f, g],
          ];
    return itemAt(eigenvaluesOf(rows), c);
  });
}

/** What the ridge filters take. */
export interface RidgeOptions extends BorderOptions {
  readonly sigmas?: readonly number[];
  readonly blackRidges?: boolean;
  readonly alpha?: number;
  readonly beta?: number;
  readonly gamma?: number;
}

/** The greatest over all scales and of every n and c by itself; `measure` gets the eigenvalues of every voxel, descending. */
function ridges(
  x: Field,
  { sigmas = [1, 3, 5, 7, 9], border = 'reflect', value = 0 }: RidgeOptions,
  sign: number,
  measure: (eigenvalues: readonly (readonly number[])[]) => readonly number[],
): Field {
  const { z, y, x: width } = x.shape;
  const block = z * y * width;
  const result = fieldOf(x.shape);
  for (let image = 0; image < result.data.length; image += block) {
    const one = fieldOf({ z, y, x: width }, x.data.slice(image, image + block));
    const scales = sigmas.map((sigma) => {
      const half = hessianMatrix(one, { sigma, border, value });
      const scaled = build(half.shape, (_, i) => sign * sigma ** 2 * itemAt(half.data, i));
      const found = symmetricEigenvalues(scaled);
      return measure(
        Array.from({ length: block }, (_, i) =>
          Array.from({ length: found.shape.c }, (_, k) => itemAt(found.data, k * block + i)),
        ),
      );
    });
    for (let i = 0; i < block; i++) result.data[image + i] = Math.max(...scales.map((scale) => itemAt(scale, i)));
  }
  return result;
}

const byMagnitude = (l: readonly number[]): number[] => [...l].sort((a, b) => Math.abs(a) - Math.abs(b));
const quotient = (a: number, b: number): number => a / (b === 0 ? 1e-10 : b);

/** scikit-image 0.19's frangi. */
export function frangi(x: Field, options: RidgeOptions): Field {
  const { alpha = 0.5, beta = 0.5, gamma = 15, blackRidges = true } = options;
  return ridges(x, options, blackRidges ? -1 : 1, (voxels) =>
    voxels.map((l) => {
      const [small = 0, ...rest] = byMagnitude(l);
      const [second = 0, third] = rest;
      const plate = third === undefined ? 1 : -Math.expm1(-(quotient(second, third) ** 2) / (2 * alpha ** 2));
      const mean = third === undefined ? Math.abs(second) : Math.sqrt(Math.abs(second * third));
      const structure = l.reduce((sum, item) => sum + item ** 2, 0);
      const made =
        plate * Math.exp(-(quotient(small, mean) ** 2) / (2 * beta ** 2)) * -Math.expm1(-structure / (2 * gamma ** 2));
      return Math.max(...rest) > 0 ? 0 : made;
    }),
  );
}

/** scikit-image 0.19's sato. */
export function sato(x: Field, options: RidgeOptions): Field {
  return ridges(x, options, (options.blackRidges ?? true) ? 1 : -1, (voxels) =>
    voxels.map(([first = 0, second = 0, third]) => {
      const made = third === undefined ? Math.abs(first) : Math.sqrt(Math.abs(first * second));
      return first <= 0 ? 0 : made;
    }),
  );
}

/** scikit-image 0.19's meijering; with alpha the paper's. */
export function meijering(x: Field, options: RidgeOptions): Field {
  const { alpha = 0, blackRidges = true } = options;
  return ridges(x, options, blackRidges ? -1 : 1, (voxels) => {
    const made = voxels.map((l) => {
      const sum = l.reduce((a, b) => a + b);
      return byMagnitude(l.map((item) => item + alpha * (sum - item))).at(-1) ?? 0;
    });
    const least = Math.min(...made);
    return made.map((item) => (item >= 0 ? 0 : item / least));
  });
}

/** scikit-image 0.19's structure_tensor, in the order zz zy zx yy yx xx. */
export function structureTensor(x: Field, options: Omit<GaussianOptions, 'order'> = {}): Field {
  const active = activeAxes(x.shape);
  const { border = 'reflect', value = 0 } = options;
  const slope = (along: SpatialAxis): Field => {
    const lines = (['z', 'y', 'x'] as const).map((a) =>
      a === along ? [1, 0, -1] : active.includes(a) ? [1, 2, 1] : [1],
    );
    return convolve(x, outerProduct(lines), { border, value });
  };
  const slopes = new Map(active.map((axis) => [axis, slope(axis)]));
  const parts = upperHalf(x).map(([a, b]) => {
    const [p, q] = [slopes.get(a), slopes.get(b)];
    if (!p || !q) throw new RangeError('no slope');
    const product = build(x.shape, (_, i) => itemAt(p.data, i) * itemAt(q.data, i));
    return gaussian(product, options);
  });
  return parts.length ? stackChannels(parts) : fieldOf(x.shape);
}

/** What `gabor` takes. */
export interface GaborOptions extends BorderOptions {
  readonly frequency?: number;
  readonly theta?: number;
  readonly bandwidth?: number;
  readonly sigmaX?: number;
  readonly sigmaY?: number;
  readonly stds?: number;
  readonly offset?: number;
}

/** scikit-image's gabor. */
export function gabor(image: Field, options: GaborOptions): Record<'real' | 'imaginary', Field> {
  const { frequency = 0.25, theta = 0, bandwidth = 1, stds = 3, offset = 0, border = 'reflect', value = 0 } = options;
  const octave = 2 ** bandwidth;
  const usual = ((Math.sqrt(Math.log(2) / 2) / Math.PI) * (octave + 1)) / (octave - 1) / frequency;
  const { sigmaX = usual, sigmaY = usual } = options;
  const [c, s] = [Math.cos(theta), Math.sin(theta)];
  const x0 = Math.ceil(Math.max(Math.abs(stds * sigmaX * c), Math.abs(stds * sigmaY * s), 1));
  const y0 = Math.ceil(Math.max(Math.abs(stds * sigmaY * c), Math.abs(stds * sigmaX * s), 1));
  const filtered = (wave: (phase: number) => number): Field => {
    const kernel = build({ y: 2 * y0 + 1, x: 2 * x0 + 1 }, (position) => {
      const [y, x] = [position.y - y0, position.x - x0];
      const along = x * c + y * s;
      const across = -x * s + y * c;
      const bell = Math.exp(-0.5 * (along ** 2 / sigmaX ** 2 + across ** 2 / sigmaY ** 2));
      return (bell * wave(2 * Math.PI * frequency * along + offset)) / (2 * Math.PI * sigmaX * sigmaY);
    });
    return convolve(image, kernel, { border, value });
  };
  return { real: filtered(Math.cos), imaginary: filtered(Math.sin) };
}
