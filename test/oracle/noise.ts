/**
 * Random numbers by counting, in exact whole numbers and float64: Philox-4x32-10 as Salmon et al. 2011 define it, and what is made of its words. The words of
 * four voxels that begin at a multiple of four along x come of one counter: x / 4, y, z and n · channels + c, with the draw above bit 26.
 */
import type { Axis } from '../../src/core/axes.js';
import { build, type Field, itemAt, type Position } from './field.js';

export type Words = readonly [number, number, number, number];

export interface SeedOptions {
  readonly seed?: number;
  readonly stream?: number;
}

/** High and low word of a product. */
function product(a: number, b: number): [number, number] {
  const whole = BigInt(a) * BigInt(b);
  return [Number(whole >> 32n), Number(whole & 0xffffffffn)];
}

export function philox(counter: Words, key: readonly [number, number]): Words {
  let [c0, c1, c2, c3] = counter;
  let [k0, k1] = key;
  for (let round = 0; round < 10; round++) {
    const [high0, low0] = product(0xd2511f53, c0);
    const [high1, low1] = product(0xcd9e8d57, c2);
    [c0, c1, c2, c3] = [(high1 ^ c1 ^ k0) >>> 0, low1, (high0 ^ c3 ^ k1) >>> 0, low0];
    [k0, k1] = [(k0 + 0x9e3779b9) % 2 ** 32, (k1 + 0xbb67ae85) % 2 ** 32];
  }
  return [c0, c1, c2, c3];
}

/** The word of a voxel; `group` in the place of its own group of four. */
function wordAt(
  shape: Field['shape'],
  at: Readonly<Position>,
  { seed = 0, stream = 0 }: SeedOptions,
  draw = 0,
  group = at.x >> 2,
) {
  const batch = at.n * shape.c + at.c + draw * 2 ** 26;
  return itemAt(philox([group, at.y, at.z, batch], [seed, stream]), at.x & 3);
}

type Lengths = Partial<Record<Axis, number>>;

export function randomBits(shape: Lengths, options: SeedOptions = {}): Field {
  const field = build(shape, () => 0);
  return build(shape, (at) => wordAt(field.shape, at, options));
}

/** low + (high - low) · k 2^-24. */
export function randomUniform(
  shape: Lengths,
  { low = 0, high = 1, ...seed }: SeedOptions & { low?: number; high?: number } = {},
): Field {
  const bits = randomBits(shape, seed);
  return { ...bits, data: bits.data.map((word) => low + (high - low) * (Math.floor(word / 256) / 2 ** 24)) };
}

/** Box and Muller: the radius from an even group's word, the angle from the odd one's; the even group has the cosine. */
export function randomNormal(
  shape: Lengths,
  { mean = 0, sigma = 1, ...seed }: SeedOptions & { mean?: number; sigma?: number } = {},
): Field {
  const field = build(shape, () => 0);
  return build(shape, (at) => {
    const even = 2 * (at.x >> 3);
    const u = (wordAt(field.shape, at, seed, 0, even) + 0.5) / 2 ** 32;
    const angle = (2 * Math.PI * wordAt(field.shape, at, seed, 0, even + 1)) / 2 ** 32;
    const side = (at.x >> 2) % 2 === 0 ? Math.cos(angle) : Math.sin(angle);
    return mean + sigma * Math.sqrt(-2 * Math.log(u)) * side;
  });
}

const plus = (a: Field, b: Field): Field => ({ ...a, data: a.data.map((v, i) => v + itemAt(b.data, i)) });

export function gaussianNoise(x: Field, options: SeedOptions & { mean?: number; sigma?: number } = {}): Field {
  return plus(x, randomNormal(x.shape, { sigma: 0.1, ...options }));
}

export function uniformNoise(x: Field, options: SeedOptions & { low?: number; high?: number } = {}): Field {
  return plus(x, randomUniform(x.shape, { low: -0.1, high: 0.1, ...options }));
}

export function speckleNoise(x: Field, options: SeedOptions & { mean?: number; sigma?: number } = {}): Field {
  const noise = randomNormal(x.shape, { sigma: 0.1, ...options });
  return { ...x, data: x.data.map((v, i) => v + v * itemAt(noise.data, i)) };
}

export function saltAndPepper(
  x: Field,
  {
    amount = 0.05,
    saltVsPepper = 0.5,
    salt = 1,
    pepper = 0,
    ...seed
  }: SeedOptions & { readonly [name: string]: number } = {},
): Field {
  const u = randomUniform(x.shape, seed).data;
  const chosen = (v: number, i: number): number =>
    itemAt(u, i) >= Math.fround(amount) ? v : itemAt(u, i) < Math.fround(amount * saltVsPepper) ? salt : pepper;
  return { ...x, data: x.data.map(chosen) };
}

/** log n!, by Stirling's series from 10 on. */
function logFactorial(n: number): number {
  if (n < 10) return Math.log(Array.from({ length: n }, (_, k) => k + 1).reduce((a, b) => a * b, 1));
  return (
    n * Math.log(n) - n + 0.5 * Math.log(2 * Math.PI * n) + 1 / (12 * n) - 1 / (360 * n ** 3) + 1 / (1260 * n ** 5)
  );
}

/** Poisson numbers of a mean from words: a search among the probabilities of 1, 2, 3 ..., or Hörmann's PTRS from 10 on. */
function poisson(mean: number, word: (draw: number) => number): number {
  if (!(mean >= 0 && mean < Number.POSITIVE_INFINITY)) return Number.NaN;
  if (mean < 10) {
    let left = word(0) / 2 ** 32;
    for (let n = 1; n < 100; n++) {
      const chance = Math.exp(n * Math.log(mean) - mean - logFactorial(n));
      if (left < chance) return n;
      left -= chance;
    }
    return 0;
  }
  const b = 0.931 + 2.53 * Math.sqrt(mean);
  const a = -0.059 + 0.02483 * b;
  const inside = (w: number): number => (Math.floor(w / 512) + 0.5) / 2 ** 23;
  for (let draw = 0; ; draw += 2) {
    const u = inside(word(draw)) - 0.5;
    const v = inside(word(draw + 1));
    const s = 0.5 - Math.abs(u);
    const n = Math.floor(((2 * a) / s + b) * u + mean + 0.43);
    if (s >= 0.07 && v <= 0.9277 - 3.6224 / (b - 2)) return n;
    if (n < 0 || (s < 0.013 && v > s)) continue;
    const chance = n * Math.log(mean) - mean - logFactorial(n);
    if (Math.log((v * (1.1239 + 1.1328 / (b - 3.4))) / (a / (s * s) + b)) <= chance) return n;
  }
}

export function poissonNoise(x: Field, { scale = 1, ...seed }: SeedOptions & { readonly scale?: number } = {}): Field {
  return build(x.shape, (at, i) => {
    const mean = Math.fround(itemAt(x.data, i) * Math.fround(scale));
    return poisson(mean, (draw) => wordAt(x.shape, at, seed, draw)) / scale;
  });
}

export function poissonGaussianNoise(
  x: Field,
  { gain = 1, sigma = 1, mean = 0, ...seed }: SeedOptions & { gain?: number; sigma?: number; mean?: number } = {},
): Field {
  const photons = poissonNoise(x, { ...seed, scale: 1 / gain });
  return gaussianNoise(photons, { sigma, mean, ...seed, stream: ((seed.stream ?? 0) ^ 0x52454144) >>> 0 });
}
