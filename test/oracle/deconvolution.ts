/** Deconvolution in float64, from its definitions: transforms and convolutions are sums over all voxels. */
import { AXES, type Axis, activeAxes, type Shape, type SpatialAxis } from '../../src/core/axes.js';
import { gammaOf, mulberry32 } from '../../src/core/seededRandom.js';
import { build, type Field, fieldOf, itemAt, positionOf, strideOf } from './field.js';
import { fftn, ifftn, type Spectrum } from './fourier.js';
import { randomNormal } from './noise.js';

type Edge = 'wrap' | 'constant' | 'reflect';

const along = (index: number, length: number, edge: Edge): number => {
  if (edge === 'constant') return index < 0 || index >= length ? -1 : index;
  const period = edge === 'wrap' ? length : 2 * length;
  const at = ((index % period) + period) % period;
  return at < length ? at : period - 1 - at;
};

function indexOf(shape: Shape, at: Readonly<Record<Axis, number>>): number {
  return AXES.reduce((index, axis) => index * shape[axis] + at[axis], 0);
}

const spatial = ['z', 'y', 'x'] as const;

/** Σ_k psf[k] u[i - k] (or + k, the adjoint), k counted from the centre. */
function blurred(u: Field, psf: Field, sign: 1 | -1, edge: Edge): Field {
  return build(u.shape, (at) => {
    let sum = 0;
    for (let k = 0; k < psf.data.length; k++) {
      const by = positionOf(psf.shape, k);
      const from = { ...at };
      for (const axis of spatial)
        from[axis] = along(at[axis] - sign * (by[axis] - (psf.shape[axis] >> 1)), u.shape[axis], edge);
      if (spatial.every((axis) => from[axis] >= 0)) sum += itemAt(psf.data, k) * itemAt(u.data, indexOf(u.shape, from));
    }
    return sum;
  });
}

/** The image in a frame, or (with negative lengths) without one. */
function framed(u: Field, by: Readonly<Record<SpatialAxis, number>>, edge: Edge): Field {
  const shape = { ...u.shape };
  for (const axis of spatial) shape[axis] += 2 * by[axis];
  return build(shape, (at) => {
    const from = { ...at };
    for (const axis of spatial) from[axis] = along(at[axis] - by[axis], u.shape[axis], edge);
    return spatial.every((axis) => from[axis] >= 0) ? itemAt(u.data, indexOf(u.shape, from)) : 0;
  });
}

const mapped = (field: Field, of: (value: number, i: number) => number): Field => ({
  ...field,
  data: field.data.map(of),
});

const axesText = (shape: Shape): string => activeAxes(shape).join('');

function spectrumOf(image: Field): Spectrum {
  return fftn(image, undefined, { axes: axesText(image.shape) });
}

/** The transform of what is small and centred in its middle, at the lengths of an image. */
function transferOf(psf: Field, shape: Shape): Spectrum {
  const one = fieldOf({ ...shape, n: 1, c: 1 });
  for (let k = 0; k < psf.data.length; k++) {
    const at = positionOf(psf.shape, k);
    for (const axis of spatial) at[axis] = along(at[axis] - (psf.shape[axis] >> 1), shape[axis], 'wrap');
    const to = indexOf(one.shape, at);
    one.data[to] = itemAt(one.data, to) + itemAt(psf.data, k);
  }
  return fftn(one, undefined, { axes: axesText(shape) });
}

/** Σ over axes of |1 - e^(-2πik/N)|², to the power that an operator squared has it to. */
function costOf(shape: Shape, operator: string): Field {
  return build({ ...shape, n: 1, c: 1 }, (at) => {
    const sum = activeAxes(shape).reduce(
      (so, axis) => so + 2 - 2 * Math.cos((2 * Math.PI * at[axis]) / shape[axis]),
      0,
    );
    return operator === 'identity' ? 1 : operator === 'gradient' ? sum : sum * sum;
  });
}

export interface TikhonovOptions {
  readonly weight: number;
  readonly operator?: string;
  readonly border?: string;
}

/** What solves the normal equations, (HᵀH + weight DᵀD) u = Hᵀ f. */
export function tikhonov(
  f: Field,
  psf: Field,
  { weight, operator = 'gradient', border = 'reflect' }: TikhonovOptions,
): Field {
  if (border === 'reflect') {
    const by = { z: psf.shape.z - 1, y: psf.shape.y - 1, x: psf.shape.x - 1 };
    // as many more voxels as make lengths quick to transform follow the frame: tests choose images that need none
    const wide = framed(f, by, 'reflect');
    const answer = tikhonov(wide, psf, { weight, operator, border: 'wrap' });
    return build(f.shape, (at) => {
      const from = { ...at };
      for (const axis of spatial) from[axis] += by[axis];
      return itemAt(answer.data, indexOf(answer.shape, from));
    });
  }
  const [h, seen, cost] = [transferOf(psf, f.shape), spectrumOf(f), costOf(f.shape, operator)];
  const count = cost.data.length;
  const part = (of: (re: number, im: number, a: number, b: number) => number): Field =>
    mapped(f, (_, i) => {
      const [re, im] = [itemAt(h.real.data, i % count), itemAt(h.imaginary.data, i % count)];
      const divisor = re * re + im * im + weight * itemAt(cost.data, i % count);
      return of(re, im, itemAt(seen.real.data, i), itemAt(seen.imaginary.data, i)) / divisor;
    });
  const real = part((re, im, a, b) => re * a + im * b);
  const imaginary = part((re, im, a, b) => re * b - im * a);
  return ifftn(real, imaginary, { axes: axesText(f.shape) }).real;
}

const clipped = (field: Field): Field => mapped(field, (v) => Math.min(1, Math.max(-1, v)));

export interface WienerOptions {
  readonly balance: number;
  readonly clip?: boolean;
  readonly border?: string;
}

export function wiener(f: Field, psf: Field, { balance, clip = false, border = 'reflect' }: WienerOptions): Field {
  const answer = tikhonov(f, psf, { weight: balance, operator: 'laplacian', border });
  return clip ? clipped(answer) : answer;
}

export interface LucyOptions {
  readonly numIter: number;
  readonly clip?: boolean;
  readonly filterEpsilon?: number;
  readonly tv?: number;
  readonly accelerated?: boolean;
  readonly border?: string;
}

/** div(∇u / √(|∇u|² + (u / 1000)²)). */
function curvature(u: Field): Float64Array {
  const axes = activeAxes(u.shape);
  const slopes = axes.map((axis) =>
    u.data.map((here, i) =>
      positionOf(u.shape, i)[axis] + 1 < u.shape[axis] ? itemAt(u.data, i + strideOf(u.shape, axis)) - here : 0,
    ),
  );
  const directions = slopes.map((slope) =>
    slope.map((d, i) => {
      const length = Math.hypot((u.data[i] as number) / 1000, ...slopes.map((each) => itemAt(each, i)));
      return length === 0 ? 0 : d / length;
    }),
  );
  return u.data.map((_, i) =>
    axes.reduce((sum, axis, k) => {
      const p = directions[k] as Float64Array;
      return sum + itemAt(p, i) - (positionOf(u.shape, i)[axis] > 0 ? itemAt(p, i - strideOf(u.shape, axis)) : 0);
    }, 0),
  );
}

const dot = (a: Float64Array, b: Float64Array): number => a.reduce((sum, v, i) => sum + v * itemAt(b, i), 0);

/** One image, without batch. */
function lucy(f: Field, psf: Field, options: LucyOptions): Field {
  const { numIter, filterEpsilon = 0, tv = 0, accelerated = false, border = 'unknown' } = options;
  const isUnknown = border === 'unknown';
  const edge: Edge = border === 'wrap' ? 'wrap' : 'constant';
  const by = { z: psf.shape.z >> 1, y: psf.shape.y >> 1, x: psf.shape.x >> 1 };
  const out = { z: -by.z, y: -by.y, x: -by.x };
  const widen = (u: Field): Field => (isUnknown ? framed(u, by, 'constant') : u);
  const cut = (u: Field): Field => (isUnknown ? framed(u, out, 'constant') : u);
  const seenOf = isUnknown ? blurred(widen(mapped(f, () => 1)), psf, -1, 'constant') : undefined;
  const step = (u: Field): Field => {
    const seen = cut(blurred(u, psf, 1, edge));
    const ratio = mapped(f, (v, i) => {
      const divisor = itemAt(seen.data, i) + 1e-12;
      return divisor < filterEpsilon ? 0 : v / divisor;
    });
    const back = blurred(widen(ratio), psf, -1, edge);
    const bent = tv > 0 ? curvature(u) : undefined;
    return mapped(u, (v, i) => {
      const part = seenOf ? itemAt(seenOf.data, i) : 1;
      return (v * itemAt(back.data, i) * (part < 0.01 ? 0 : 1 / part)) / (1 - (bent ? tv * itemAt(bent, i) : 0));
    });
  };
  let u = widen(mapped(f, () => 0.5));
  if (isUnknown) u = mapped(u, () => 0.5);
  let before = u;
  let g: Float64Array = new Float64Array(u.data.length);
  let alpha = 0;
  for (let k = 0; k < numIter; k++) {
    const from = accelerated ? mapped(u, (v, i) => Math.max(0, v + alpha * (v - itemAt(before.data, i)))) : u;
    const next = step(from);
    const change = next.data.map((v, i) => v - itemAt(from.data, i));
    const size = dot(g, g);
    alpha = size > 0 ? Math.min(1, Math.max(0, dot(change, g) / size)) : 0;
    g = change;
    before = u;
    u = next;
  }
  return cut(u);
}

export function richardsonLucy(f: Field, psf: Field, options: LucyOptions): Field {
  const { n, c } = f.shape;
  const size = f.data.length / n / c;
  const result = fieldOf(f.shape);
  for (let image = 0; image < n * c; image++) {
    const one = fieldOf({ ...f.shape, n: 1, c: 1 }, f.data.subarray(image * size, (image + 1) * size));
    result.data.set(lucy(one, psf, options).data, image * size);
  }
  return options.clip ? clipped(result) : result;
}

export interface GibbsOptions {
  readonly threshold?: number;
  readonly burnin?: number;
  readonly minNumIter?: number;
  readonly maxNumIter?: number;
  readonly clip?: boolean;
  readonly seed?: number;
  readonly stream?: number;
}

/** Orieux et al. 2010 with the operation's random numbers, over whole spectra; images of a batch end together. */
export function unsupervisedWiener(f: Field, psf: Field, options: GibbsOptions) {
  const { threshold = 1e-4, burnin = 15, minNumIter = 30, maxNumIter = 200, clip, seed = 0, stream = 0 } = options;
  const [h, seen, cost] = [transferOf(psf, f.shape), spectrumOf(f), costOf(f.shape, 'laplacian')];
  const last = activeAxes(f.shape).at(-1) as Axis;
  const { n, c } = f.shape;
  const images = n * c;
  const voxels = f.data.length / images;
  const random = mulberry32((seed ^ Math.imul(stream + 1, 0x9e3779b1)) >>> 0);
  const ones = (): number[] => new Array(images).fill(1);
  let [gn, gx] = [ones(), ones()];
  const [noise, prior] = [fieldOf({ n, c, x: maxNumIter }), fieldOf({ n, c, x: maxNumIter })];
  const sum = { real: fieldOf(f.shape), imaginary: fieldOf(f.shape) };
  let [k, moved] = [0, 1e30];
  for (; k < maxNumIter; k++) {
    const before = { real: sum.real.data.slice(), imaginary: sum.imaginary.data.slice() };
    const white = spectrumOf(randomNormal(f.shape, { seed, stream: ((stream ^ 0x47494242) >>> 0) + k }));
    const [residual, rough] = [ones().fill(0), ones().fill(0)];
    let [change, size] = [0, 0];
    for (let i = 0; i < f.data.length; i++) {
      const image = Math.floor(i / voxels);
      const at = (field: Field): number => itemAt(field.data, field.data.length === f.data.length ? i : i % voxels);
      const [re, im, a, b] = [at(h.real), at(h.imaginary), at(seen.real), at(seen.imaginary)];
      const [n, q] = [itemAt(gn, image), itemAt(gx, image)];
      const p = n * (re * re + im * im) + q * at(cost);
      const x = (n * (re * a + im * b)) / p + at(white.real) / Math.sqrt(p);
      const y = (n * (re * b - im * a)) / p + at(white.imaginary) / Math.sqrt(p);
      residual[image] = itemAt(residual, image) + ((a - re * x + im * y) ** 2 + (b - re * y - im * x) ** 2) / voxels;
      rough[image] = itemAt(rough, image) + (at(cost) * (x * x + y * y)) / voxels;
      if (k > burnin) {
        sum.real.data[i] = at(sum.real) + x;
        sum.imaginary.data[i] = at(sum.imaginary) + y;
      }
      // half a spectrum is what the operation keeps
      if (positionOf(f.shape, i)[last] > f.shape[last] / 2) continue;
      const m = k - burnin;
      const of = (now: Field, then: Float64Array): number => at(now) / m - itemAt(then, i) / (m - 1);
      change += Math.hypot(of(sum.real, before.real), of(sum.imaginary, before.imaginary));
      size += Math.hypot(at(sum.real), at(sum.imaginary));
    }
    const [g, h2] = [gammaOf(voxels / 2, random), gammaOf((voxels - 1) / 2, random)];
    gn = residual.map((squares) => (2 * g) / squares);
    gx = rough.map((squares) => (2 * h2) / squares);
    for (let image = 0; image < images; image++) {
      noise.data[image * maxNumIter + k] = itemAt(gn, image);
      prior.data[image * maxNumIter + k] = itemAt(gx, image);
    }
    moved = k - burnin > 1 && k > minNumIter ? change / size / (k - burnin) : 1e30;
    if (k % 2 === 1 && moved < threshold) {
      k++;
      break;
    }
  }
  const mean = (part: Field): Field => mapped(part, (v) => v / (k - 1 - burnin));
  const result = ifftn(mean(sum.real), mean(sum.imaginary), { axes: axesText(f.shape) }).real;
  return {
    result: clip ? clipped(result) : result,
    noise,
    prior,
    iterations: fieldOf({}, [k]),
    converged: fieldOf({}, [moved < threshold ? 1 : 0]),
  };
}
