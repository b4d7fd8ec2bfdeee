/**
 * The largest error of shaders/lib/math, power and trigonometry in units of the last place of f32, against float64, over dense
 * samples. The bounds leave room for devices that divide within 2.5 ulp; what lavapipe reaches stands in the shaders.
 */
import { expect, test } from 'vitest';
import { HostVolume } from '../../../src/core/hostVolume.js';
import { Engine } from '../../../src/engine/engine.js';
import { type FloatFunction, float, input } from '../../../src/graph/expr.js';
import { pointwise, source } from '../../../src/graph/primitive.js';
import { activations, itemAt, mulberry32 } from '../../oracle/index.js';
import { sharedContext } from '../shared.js';
import { SPECIAL } from './rows.js';

const COUNT = 1 << 18;
type Span = readonly [low: number, high: number];

/** Numbers spread evenly over the bits of both ends' magnitudes, with both signs where the span has them. */
function samples([low, high]: Span, seed: number): Float32Array<ArrayBuffer> {
  const random = mulberry32(seed);
  const word = new DataView(new ArrayBuffer(4));
  const bitsOf = (number: number): number => {
    word.setFloat32(0, number);
    return word.getUint32(0);
  };
  const least = low > 0 ? bitsOf(low) : 0;
  const most = bitsOf(high);
  return Float32Array.from({ length: COUNT }, (_, at) => {
    // every other one evenly over the numbers themselves
    if (at % 2) return low + (high - low) * random();
    word.setUint32(0, Math.floor(least + (most - least) * random()));
    return word.getFloat32(0) * (low < 0 && random() < 0.5 ? -1 : 1);
  });
}

/** The distance between neighbours in f32 at a number. */
function ulpAt(number: number): number {
  return 2 ** (Math.max(-126, Math.floor(Math.log2(Math.abs(number)))) - 23);
}

const LEAST_NORMAL = 2 ** -126;

/** A device may take subnormal numbers for zero, and give zero for them. */
const flushed = (number: number): number => (Math.abs(number) < LEAST_NORMAL ? 0 * number : number);

function errorOf(given: number, exact: number): number {
  if (Object.is(given, Math.fround(exact))) return 0.5;
  if (Math.abs(exact) < LEAST_NORMAL) return Math.abs(given) < LEAST_NORMAL ? 0.5 : Number.POSITIVE_INFINITY;
  return Math.abs(given - exact) / ulpAt(exact);
}

type Exact = (...numbers: number[]) => number;

/** The largest error, and where. */
function worst(actual: ArrayLike<number>, args: readonly Float32Array[], exact: Exact): { error: number; at: string } {
  let found = { error: 0, at: '' };
  for (let at = 0; at < COUNT; at++) {
    const numbers = args.map((data) => itemAt(data, at));
    let error = errorOf(itemAt(actual, at), exact(...numbers));
    if (!(error <= 0.5)) {
      const zeros = errorOf(itemAt(actual, at), exact(...numbers.map(flushed)));
      if (!(error <= zeros)) error = zeros;
    }
    if (!(error <= found.error)) found = { error, at: `${numbers} gave ${itemAt(actual, at)}` };
  }
  return found;
}

async function computed(name: FloatFunction, args: readonly Float32Array<ArrayBuffer>[]): Promise<ArrayLike<number>> {
  const nodes = args.map((data) => source(new HostVolume({ shape: { y: COUNT / 256, x: 256 }, data })));
  const node = pointwise(nodes, (given) => float(name, ...given.map((arg) => arg ?? input(0))));
  using volume = await new Engine(sharedContext()).run(node);
  return (await volume.read()).data;
}

const LARGEST = 3.4e38;

const BOUNDS: readonly (readonly [FloatFunction, Exact, Span, number])[] = [
  ['sqrt', Math.sqrt, [0, LARGEST], 0.51],
  ['exp', Math.exp, [-87, 88.7], 1.5],
  ['exp', Math.exp, [-104, -87], 1.5],
  ['log', Math.log, [1e-45, LARGEST], 1],
  ['log', Math.log, [0.5, 2], 1],
  ['expm1', Math.expm1, [-88, 88.7], 3],
  ['expm1', Math.expm1, [-0.5, 0.5], 3],
  ['log1p', Math.log1p, [-0.999, LARGEST], 3],
  ['log1p', Math.log1p, [-0.5, 0.5], 3],
  ['sin', Math.sin, [-100, 100], 3],
  ['sin', Math.sin, [-12867, 12867], 3],
  ['sin', Math.sin, [12867, LARGEST], 3],
  ['cos', Math.cos, [-100, 100], 3],
  ['cos', Math.cos, [-12867, 12867], 3],
  ['cos', Math.cos, [-LARGEST, LARGEST], 3],
  ['tan', Math.tan, [-12867, 12867], 4],
  ['tan', Math.tan, [12867, LARGEST], 4],
  ['tanh', Math.tanh, [-12, 12], 2],
  ['sigmoid', activations.logistic, [-87, 100], 4],
  ['erf', activations.erf, [-4, 4], 3],
  ['erf', activations.erf, [-1, 1], 3],
];

const PAIRS: readonly (readonly [FloatFunction, Exact, Span, Span, number])[] = [
  ['power', (a = 0, b = 0) => a ** b, [0, 100], [-20, 20], 2],
  ['power', (a = 0, b = 0) => a ** b, [0.9, 1.1], [-900, 900], 2],
  ['power', (a = 0, b = 0) => a ** b, [1e-45, LARGEST], [-3, 3], 2],
  ['atan2', Math.atan2, [-10, 10], [-10, 10], 3],
  ['atan2', Math.atan2, [-LARGEST, LARGEST], [-1e-3, LARGEST], 3],
  ['fmod', (a = 0, b = 0) => a % b, [-1e6, 1e6], [-10, 10], 0.5],
  ['fmod', (a = 0, b = 0) => a % b, [-1e-36, 1e-36], [-1e-41, 1e-41], 0.5],
  ['fmod', (a = 0, b = 0) => a % b, [-LARGEST, LARGEST], [-LARGEST, LARGEST], 0.5],
];

const TABLE = [
  ...BOUNDS.map(([name, exact, span, bound]) => [name, exact, [span], bound] as const),
  ...PAIRS.map(([name, exact, a, b, bound]) => [name, exact, [a, b], bound] as const),
];

test.each(
  TABLE.map((row) => [`${row[0]} of ${row[2].map((span) => span.join(' to ')).join(' and ')}`, row] as const),
)('%s', async (_name, [name, exact, spans, bound]) => {
  const args = spans.map((span, at) => samples(span, at + 1));
  const { error, at } = worst(await computed(name, args), args, exact as Exact);
  expect(error, at).toBeLessThanOrEqual(bound);
});

const SINGLES: readonly (readonly [FloatFunction, Exact])[] = [
  ['sqrt', Math.sqrt],
  ['exp', Math.exp],
  ['expm1', Math.expm1],
  ['log', Math.log],
  ['log1p', Math.log1p],
  ['sin', Math.sin],
  ['cos', Math.cos],
  ['tan', Math.tan],
  ['tanh', Math.tanh],
  ['sigmoid', activations.logistic],
  ['erf', activations.erf],
  ['sign', Math.sign],
];

test('special numbers give what C has, to the sign of zero', async () => {
  const [a, b] = [0, 1].map((k) =>
    Float32Array.from({ length: COUNT }, (_, at) =>
      itemAt(SPECIAL, Math.floor(at / SPECIAL.length ** k) % SPECIAL.length),
    ),
  );
  const pairs = SPECIAL.length ** 2;
  for (const [name, exact, args] of [
    ...SINGLES.map(([name, exact]) => [name, exact, [a as Float32Array<ArrayBuffer>]] as const),
    ['atan2', Math.atan2, [a, b] as Float32Array<ArrayBuffer>[]] as const,
    ['fmod', (p = 0, q = 0) => p % q, [a, b] as Float32Array<ArrayBuffer>[]] as const,
  ]) {
    const actual = await computed(name, args);
    for (let at = 0; at < pairs; at++) {
      const numbers = args.map((data) => itemAt(data, at));
      const wanted = (exact as Exact)(...numbers);
      const given = itemAt(actual, at);
      const what = `${name}(${numbers}) gave ${given}, must be ${wanted}`;
      if (wanted === 0 && name !== 'sign') expect(Object.is(given, wanted), what).toBe(true);
      else expect(errorOf(given, wanted), what).toBeLessThanOrEqual(4);
    }
  }
});
