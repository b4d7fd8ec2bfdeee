/** That random numbers are distributed as they should be: tests that a right generator fails once in ten thousand seeds; the seeds here are fixed. */
import { expect, test } from 'vitest';
import { Engine } from '../../../src/engine/engine.js';
import { Context } from '../../../src/gpu/context.js';
import type { Node } from '../../../src/graph/node.js';
import { full } from '../../../src/ops/generate/full.js';
import { randomBits } from '../../../src/ops/generate/randomBits.js';
import { randomNormal } from '../../../src/ops/generate/randomNormal.js';
import { poissonNoise } from '../../../src/ops/noise/poissonNoise.js';

const shape = { y: 500, x: 1000 };
const COUNT = shape.y * shape.x;
const context = await Context.open();
const engine = new Engine(context);
/** What a standard normal number leaves by chance once in ten thousand. */
const FAR = 3.9;

async function numbers(node: Node): Promise<Float64Array> {
  using volume = await engine.run(node);
  return Float64Array.from((await volume.read()).data);
}

/** Pearson's statistic of counts, as a standard normal number (Wilson and Hilferty 1931). */
function excess(observed: readonly number[], chances: readonly number[], total: number): number {
  const chi = observed.reduce(
    (sum, o, i) => sum + (o - total * (chances[i] ?? 0)) ** 2 / (total * (chances[i] ?? 0)),
    0,
  );
  const freedom = observed.length - 1;
  return (Math.cbrt(chi / freedom) - (1 - 2 / (9 * freedom))) / Math.sqrt(2 / (9 * freedom));
}

function correlation(a: Float64Array, b: Float64Array): number {
  const mean = (v: Float64Array): number => v.reduce((s, x) => s + x, 0) / v.length;
  const [ma, mb] = [mean(a), mean(b)];
  let [ab, aa, bb] = [0, 0, 0];
  for (let i = 0; i < a.length; i++) {
    const [p, q] = [(a[i] ?? 0) - ma, (b[i] ?? 0) - mb];
    [ab, aa, bb] = [ab + p * q, aa + p * p, bb + q * q];
  }
  return (ab / Math.sqrt(aa * bb)) * Math.sqrt(a.length);
}

test('every byte of the words is evenly spread', async () => {
  const words = await numbers(randomBits({ shape, seed: 11 }));
  for (const place of [0, 8, 16, 24]) {
    const counts = new Array<number>(256).fill(0);
    for (const word of words) counts[(word / 2 ** place) & 255] = (counts[(word / 2 ** place) & 255] ?? 0) + 1;
    expect(Math.abs(excess(counts, new Array<number>(256).fill(1 / 256), COUNT))).toBeLessThan(FAR);
  }
});

test('normal numbers have the moments and the distribution of a bell curve', async () => {
  const v = await numbers(randomNormal({ shape, seed: 12 }));
  const moment = (power: number): number => v.reduce((s, x) => s + x ** power, 0) / COUNT;
  // the variances of sample moments of a normal distribution
  const wanted = [0, 1, 0, 3];
  const spread = [1, 2, 15, 96];
  wanted.forEach((w, i) => {
    expect(Math.abs(moment(i + 1) - w) / Math.sqrt((spread[i] ?? 1) / COUNT)).toBeLessThan(FAR);
  });
  const largest = kolmogorov(v, (x) => 0.5 * erfc(-x / Math.SQRT2));
  expect(largest * Math.sqrt(COUNT)).toBeLessThan(2.2);
});

/** The greatest distance between what share lies below a number and what should. */
function kolmogorov(v: Float64Array, distribution: (x: number) => number): number {
  let most = 0;
  v.slice()
    .sort()
    .forEach((x, i) => {
      const wanted = distribution(x);
      most = Math.max(most, Math.abs(wanted - i / v.length), Math.abs(wanted - (i + 1) / v.length));
    });
  return most;
}

/** The complementary error function, within 1.2e-7 (Press et al., Numerical Recipes, 6.2: a Chebyshev fit). */
function erfc(x: number): number {
  const t = 2 / (2 + Math.abs(x));
  const p = [
    -1.26551223, 1.00002368, 0.37409196, 0.09678418, -0.18628806, 0.27886807, -1.13520398, 1.48851587, -0.82215223,
    0.17087277,
  ];
  const r = t * Math.exp(-x * x + p.reduceRight((value, c) => value * t + c, 0));
  return x >= 0 ? r : 2 - r;
}

test.each([0.01, 0.7, 6, 9.99, 10, 40, 3000])('Poisson numbers of mean %d are distributed so', async (mean) => {
  // so many that none being one in twenty thousand is noticed
  const many = { y: 2000, x: 1000 };
  const total = many.y * many.x;
  const v = await numbers(poissonNoise(full({ shape: many, value: mean }), { seed: 13 }));
  const width = Math.ceil(5 * Math.sqrt(mean) + 8);
  const first = Math.max(0, Math.floor(mean) - width);
  const chances: number[] = [];
  let log = -mean;
  for (let n = 0; n <= mean + width; n++) {
    if (n > 0) log += Math.log(mean / n);
    if (n >= first) chances.push(Math.exp(log));
  }
  const counts = new Array<number>(chances.length).fill(0);
  for (const n of v) counts[n - first] = (counts[n - first] ?? 0) + 1;
  // what is rare counts as one
  const bins: [number, number][] = [[0, 0]];
  chances.forEach((chance, i) => {
    const last = bins.at(-1) as [number, number];
    last[0] += counts[i] ?? 0;
    last[1] += chance;
    if (last[1] * total > 20) bins.push([0, 0]);
  });
  const rest = bins.pop() as [number, number];
  const last = bins.at(-1) as [number, number];
  last[0] = total - bins.slice(0, -1).reduce((s, [o]) => s + o, 0);
  last[1] = 1 - bins.slice(0, -1).reduce((s, [, p]) => s + p, 0);
  expect(rest[0]).toBeLessThan(100);
  const value = excess(
    bins.map(([o]) => o),
    bins.map(([, p]) => p),
    total,
  );
  expect(Math.abs(value)).toBeLessThan(FAR);
});

test('streams, seeds and neighbours tell nothing of one another', async () => {
  const one = await numbers(randomNormal({ shape, seed: 14 }));
  const others = [
    await numbers(randomNormal({ shape, seed: 14, stream: 1 })),
    await numbers(randomNormal({ shape, seed: 15 })),
  ];
  for (const other of others) expect(Math.abs(correlation(one, other))).toBeLessThan(FAR);
  for (const lag of [1, 2, 4, 8, shape.x, shape.x + 4]) {
    expect(Math.abs(correlation(one.slice(lag), one.slice(0, -lag)))).toBeLessThan(FAR);
    const squares = one.map((x) => x * x);
    expect(Math.abs(correlation(squares.slice(lag), squares.slice(0, -lag)))).toBeLessThan(FAR);
  }
});
