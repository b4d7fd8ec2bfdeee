/** Denoising, from the definitions, in float64. */
import { type Axis, activeAxes } from '../../src/core/axes.js';
import { at, type Border, type BorderOptions, borderIndex, build, type Field, type Position } from './field.js';
import { uniformFilter } from './filter.js';
import { elementwise } from './pointwise.js';

/** The number at a position that may lie outside along z, y and x. */
function read(x: Field, position: Readonly<Position>, border: Border, value: number): number {
  const inside: Position = { ...position };
  for (const axis of ['z', 'y', 'x'] as const) {
    const i = borderIndex(position[axis], x.shape[axis], border);
    if (i === undefined) return value;
    inside[axis] = i;
  }
  return at(x, inside);
}

/** All steps of up to so many voxels along the axes that are longer than one. */
function steps(x: Field, far: number): Record<'z' | 'y' | 'x', number>[] {
  const axes: readonly Axis[] = activeAxes(x.shape);
  const list: Record<'z' | 'y' | 'x', number>[] = [];
  const ext = (axis: Axis): number => (axes.includes(axis) ? far : 0);
  for (let dz = -ext('z'); dz <= ext('z'); dz++)
    for (let dy = -ext('y'); dy <= ext('y'); dy++)
      for (let dx = -ext('x'); dx <= ext('x'); dx++) list.push({ z: dz, y: dy, x: dx });
  return list;
}

interface BilateralOptions extends BorderOptions {
  readonly sigmaColor?: Field | number;
  readonly sigmaSpatial?: number;
  readonly winSize?: number;
}

/** Weights of distance times weights of difference; what is not finite takes no part, or stays. */
export function denoiseBilateral(x: Field, options: BilateralOptions = {}): Field {
  const { sigmaColor, sigmaSpatial = 1, border = 'reflect', value = 0 } = options;
  const { winSize = Math.max(5, 2 * Math.ceil(3 * sigmaSpatial) + 1) } = options;
  const around = steps(x, (winSize - 1) / 2);
  return build(x.shape, (p) => {
    const own = at(x, p);
    const given =
      typeof sigmaColor === 'number' ? sigmaColor : sigmaColor && at(sigmaColor, { n: 0, c: 0, z: 0, y: 0, x: 0 });
    const sigma = given ?? deviation(x, p);
    if (!Number.isFinite(own) || sigma === 0) return own;
    let sum = 0;
    let weights = 0;
    for (const d of around) {
      const v = read(x, { ...p, z: p.z + d.z, y: p.y + d.y, x: p.x + d.x }, border, value);
      if (!Number.isFinite(v)) continue;
      const near = Math.exp(-(d.z ** 2 + d.y ** 2 + d.x ** 2) / 2 / sigmaSpatial ** 2);
      const weight = near * Math.exp(-((v - own) ** 2) / 2 / sigma ** 2);
      sum += weight * v;
      weights += weight;
    }
    return sum / weights;
  });
}

/** The standard deviation of the finite voxels of one n and c. */
function deviation(x: Field, { n, c }: Readonly<Position>): number {
  const each = x.shape.z * x.shape.y * x.shape.x;
  const first = (n * x.shape.c + c) * each;
  const finite = [...x.data.subarray(first, first + each)].filter(Number.isFinite);
  const mean = finite.reduce((a, b) => a + b, 0) / finite.length;
  return Math.sqrt(finite.reduce((a, b) => a + (b - mean) ** 2, 0) / finite.length);
}

interface NlMeansOptions {
  readonly patchSize?: number;
  readonly patchDistance?: number;
  readonly h?: number;
  readonly sigma?: number;
}

/** N. Schraudolph's exponential of 1999: a straight line between powers of 2. */
function schraudolph(y: number): number {
  const bits = y * Math.LOG2E + 1023 - 60801 / 2 ** 20;
  return 2 ** (Math.floor(bits) - 1023) * (1 + bits - Math.floor(bits));
}

/** The fast mode of scikit-image 0.19; what is not finite is like nothing but what is not finite. */
export function denoiseNlMeans(x: Field, options: NlMeansOptions = {}): Field {
  const { patchSize = 7, patchDistance = 11, h = 0.1, sigma = 0 } = options;
  const half = (patchSize - 1) / 2;
  const axes = activeAxes(x.shape).length;
  const patch = steps(x, half).filter((k) =>
    (['z', 'y', 'x'] as const).every((axis) => x.shape[axis] === 1 || k[axis] > -half),
  );
  const shifts = steps(x, patchDistance);
  const number = (p: Readonly<Position>, ...by: Record<'z' | 'y' | 'x', number>[]): number => {
    const q = { ...p };
    for (const axis of ['z', 'y', 'x'] as const) for (const step of by) q[axis] += step[axis];
    const v = read(x, q, 'mirror', 0);
    return Number.isFinite(v) ? v : 1e15;
  };
  return build(x.shape, (p) => {
    const own = at(x, p);
    if (!Number.isFinite(own) || axes === 0) return own;
    let sum = 0;
    let weights = 0;
    for (const t of shifts) {
      const squares = patch.reduce((s, k) => s + (number(p, k) - number(p, t, k)) ** 2 - 2 * sigma ** 2, 0);
      const d = Math.max(squares, 0) / (h * h * patchSize ** axes);
      if (d > 5) continue;
      sum += schraudolph(-d) * number(p, t);
      weights += schraudolph(-d);
    }
    return sum / weights;
  });
}

/** He, Sun and Tang 2010, with the border `reflect`. */
export function guidedFilter(
  x: Field,
  { guide = x, radius = 2, eps = 0.01 }: { guide?: Field; radius?: number; eps?: number } = {},
): Field {
  const size = 2 * radius + 1;
  const box = (field: Field): Field => uniformFilter(field, { size });
  const product = (a: Field, b: Field): Field => elementwise([a, b], (p, q) => p * q);
  const meanG = box(guide);
  const meanX = box(x);
  const slope = elementwise(
    [box(product(guide, guide)), meanG, box(product(guide, x)), meanX],
    (gg, g, gx, v) => (gx - g * v) / (Math.max(gg - g * g, 0) + eps),
  );
  const offset = elementwise([meanX, slope, meanG], (v, a, g) => v - a * g);
  return elementwise([box(slope), guide, box(offset)], (a, g, b) => a * g + b);
}

interface DiffusionOptions {
  readonly kappa?: number;
  readonly gamma?: number;
  readonly iterations?: number;
  readonly conduction?: 'exponential' | 'reciprocal';
}

/** Perona and Malik 1990; no neighbour, no flow. */
export function anisotropicDiffusion(x: Field, options: DiffusionOptions = {}): Field {
  const { kappa = 0.1, gamma = 0.15, iterations = 10, conduction = 'exponential' } = options;
  const neighbours = steps(x, 1).filter((d) => Math.abs(d.z) + Math.abs(d.y) + Math.abs(d.x) === 1);
  const conducts = (d: number): number =>
    conduction === 'exponential' ? Math.exp(-((d / kappa) ** 2)) : 1 / (1 + (d / kappa) ** 2);
  let u = x;
  for (let step = 0; step < iterations; step++) {
    const now = u;
    u = build(x.shape, (p) => {
      const own = at(now, p);
      return neighbours.reduce((sum, by) => {
        const d = read(now, { ...p, z: p.z + by.z, y: p.y + by.y, x: p.x + by.x }, 'nearest', 0) - own;
        return sum + gamma * conducts(d) * d;
      }, own);
    });
  }
  return u;
}

/** Median of the magnitudes of the finest wavelet coefficients (Daubechies, four taps; at 1, 3, 5 ... along each axis), without zeros, over 0.6745; of each n and c. */
export function estimateSigma(x: Field): Field {
  const root = Math.sqrt(3);
  const taps = [-1 - root, 3 + root, root - 3, 1 - root].map((tap) => tap / (4 * Math.SQRT2));
  const axes = activeAxes(x.shape);
  const fine = axes.reduce((image, axis) => {
    const shape = { ...image.shape, [axis]: Math.floor((image.shape[axis] + 3) / 2) };
    return build(shape, (position) =>
      taps.reduce(
        (sum, tap, j) => sum + tap * read(image, { ...position, [axis]: 2 * position[axis] + 1 - j }, 'reflect', 0),
        0,
      ),
    );
  }, x);
  const count = fine.shape.z * fine.shape.y * fine.shape.x;
  return build({ n: x.shape.n, c: x.shape.c }, ({ n, c }) => {
    const from = (n * x.shape.c + c) * count;
    const sizes = Array.from(fine.data.subarray(from, from + count), Math.abs)
      .filter((d) => !(d <= 1e-13))
      .sort((a, b) => a - b);
    if (sizes.some(Number.isNaN)) return Number.NaN;
    const middle = (sizes.length - 1) / 2;
    return (
      ((sizes[Math.floor(middle)] ?? Number.NaN) + (sizes[Math.ceil(middle)] ?? Number.NaN)) / 2 / 0.6744897501960817
    );
  });
}
