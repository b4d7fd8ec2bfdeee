import { expect, test } from 'vitest';
import { HostVolume } from '../../../src/core/hostVolume.js';
import { Engine } from '../../../src/engine/engine.js';
import { multiply, subtract } from '../../../src/ops/pointwise/arithmetic.js';
import { greater } from '../../../src/ops/pointwise/compare.js';
import { expression } from '../../../src/ops/pointwise/expression.js';
import { pointwise, randomField, randomIntegers } from '../../oracle/index.js';
import { checkOp } from '../checkOp.js';
import { sharedContext } from '../shared.js';
import { inFloat, special } from './rows.js';

type Formula = (...numbers: number[]) => number;
const truth = (condition: boolean): number => (condition ? 1 : 0);

/** What each text means, written again in JavaScript. */
const MEANINGS: Readonly<Record<string, Formula>> = {
  'sin(6.28*a)+b': (a = 0, b = 0) => Math.sin(Math.fround(6.28) * a) + b,
  '-a^2 + 2**3**0.5 - -b^2^0.5 / (a - 4)': (a = 0, b = 0) => -(a ** 2) + 2 ** (3 ** 0.5) + b ** (2 ** 0.5) / (a - 4),
  'a > 0 && !(a >= 2) || a != a': (a = 0) => truth((a > 0 && !(a >= 2)) || Number.isNaN(a)),
  'a < -1 ? -1 : a <= 1 ? a * pi / e : isnan(a)': (a = 0) =>
    a < -1 ? -1 : a <= 1 ? (a * Math.PI) / Math.E : truth(Number.isNaN(a)),
  'clamp(a % 1.5, -1, 1) + round(a) + floor(a) * ceil(a)': (a = 0) =>
    Math.min(Math.max(a % 1.5, -1), 1) + half(a) + Math.floor(a) * Math.ceil(a),
  'where(isfinite(a), atan2(a, tanh(b)) + tan(b), min(a, sign(b)))': (a = 0, b = 0) =>
    Number.isFinite(a) ? Math.atan2(a, Math.tanh(b)) + Math.tan(b) : Math.min(a, Math.sign(b)),
  '(a == 16777217) ? a + 1 : abs(a) % 7': (a = 0) => (a === 16777217 ? a + 1 : Math.abs(a) % 7),
  'log1p(a * a * 1e-5) - expm1(b * 1e-5)': (a = 0, b = 0) =>
    Math.log1p(a * a * Math.fround(1e-5)) - Math.expm1(b * Math.fround(1e-5)),
  'a * 2 - 3': (a = 0) => a * 2 - 3,
  'max(a, b) - (a > b) + sqrt(exp(log(pow(c, 2))))': (a = 0, b = 0, c = 0) =>
    Math.max(a, b) - truth(a > b) + Math.sqrt(Math.exp(Math.log(c ** 2))),
  'a + b * c - d + f + g * h - i': (a = 0, b = 0, c = 0, d = 0, f = 0, g = 0, h = 0, i = 0) =>
    a + b * c - d + f + g * h - i,
};

function half(number: number): number {
  const below = Math.floor(number);
  return number - below === 0.5 ? below + (below & 1) : Math.round(number);
}

const image = randomField({ z: 3, y: 5, x: 7 }, 1, -3, 3);
const other = randomField({ y: 5, x: 7 }, 2, -1, 1);
const eight = [1, 2, 3, 4, 5, 6, 7, 8].map((seed) => randomField({ y: 9, x: 13 }, seed));
const labels = randomIntegers({ y: 2, x: 9 }, 3, 16777210, 16777220);
const row = (text: string, inputs: (typeof image | number)[]) => ({ name: text, inputs, params: { text } });

checkOp(expression, {
  oracle: (inputs, { text }) => inFloat(pointwise.elementwise(inputs, MEANINGS[`${text}`] as Formula)),
  tolerance: { abs: 2e-6, rel: 2e-6, why: 'a dozen roundings and functions within 4 ulp; sums cancel' },
  rows: [
    // of bytes, sines of thousands of radians would show how 6.28 is rounded
    { ...row('sin(6.28*a)+b', [image, other]), without: ['u8'] },
    row('-a^2 + 2**3**0.5 - -b^2^0.5 / (a - 4)', [image, 2.5]),
    row('a > 0 && !(a >= 2) || a != a', [special]),
    row('a < -1 ? -1 : a <= 1 ? a * pi / e : isnan(a)', [special]),
    { ...row('clamp(a % 1.5, -1, 1) + round(a) + floor(a) * ceil(a)', [image]), without: ['unfused'] },
    row('where(isfinite(a), atan2(a, tanh(b)) + tan(b), min(a, sign(b)))', [special, 0.75]),
    { ...row('a * 2 - 3', [labels]), dtype: 'i32', tolerance: { abs: 0, rel: 0, why: 'whole numbers' } },
    row('max(a, b) - (a > b) + sqrt(exp(log(pow(c, 2))))', [image, other, 0.5]),
    {
      ...row('log1p(a * a * 1e-5) - expm1(b * 1e-5)', [image, other]),
      tolerance: { abs: 1e-11, rel: 2e-6, why: 'numbers of 1e-5, whose digits are all there' },
    },
    row('a + b * c - d + f + g * h - i', eight),
  ],
  refuses: [
    ['', /^expression: a value must stand at column 1, got the end$/],
    ['a +', /^expression: a value must stand at column 4, got the end$/],
    ['a b', /^expression: an operator must stand at column 3, got 'b'$/],
    ['(a', /^expression: '\)' must stand at column 3, got the end$/],
    ['a ? 1', /^expression: ':' must stand at column 6, got the end$/],
    ['a + $', /^expression: a number, a name or an operator must stand at column 5, got '\$'$/],
    ['a = 1', /^expression: a number, a name or an operator must stand at column 3, got '='$/],
    ['a + b', /^expression: the name at column 5 must be an input \(a\), a constant .* got 'b'$/],
    ['constructor(a)', /^expression: the name at column 1 must be .* got 'constructor'$/],
    ['max(a)', /^expression: max at column 1 must have 2 arguments, got 1$/],
    ['sin a', /^expression: '\(' must stand at column 5, got 'a'$/],
    ['a * 1e39', /^expression: the number at column 5 must be within f32, got 1e39$/],
    ['1 + 2', /^expression: the formula must use every input, got none of a$/],
    [
      `${'('.repeat(400)}a${')'.repeat(400)}`,
      /^expression: a formula must be at most 64 levels deep, got more at column/,
    ],
    [`${'-'.repeat(400)}a`, /^expression: a formula must be at most 64 levels deep/],
    [`a${'+a'.repeat(100)}`, /^expression: a formula must be at most 64 levels deep/],
    [`a+${' '.repeat(2000)}1`, /^expression: text must be at most 1000 characters, got 2003$/],
  ].map(([text, message]) => [[special], { text }, message as RegExp] as const),
});

test('expression refuses nine inputs, and shapes that do not broadcast', () => {
  expect(() => expression(Array<number>(9).fill(1), { text: 'a' })).toThrow(
    /^expression: there must be at most 8 inputs, got 9$/,
  );
  const [a, b] = [2, 3].map((x) => new HostVolume({ shape: { x } }));
  expect(() => expression([a as HostVolume, b as HostVolume], { text: 'a + b' })).toThrow(
    /^expression: lengths must agree or be 1 on every axis, got y=1 x=2 and y=1 x=3$/,
  );
});

test('types follow the formula', () => {
  const of = (dtype: 'i32' | 'u8' | 'f32', text: string): string =>
    expression([new HostVolume({ shape: { x: 4 }, dtype })], { text }).dtype;
  expect(of('i32', 'a > 3 ? a : -1')).toBe('i32');
  expect(of('i32', 'a * 0.5')).toBe('f32');
  expect(of('u8', 'a + 1')).toBe('f32');
  expect(of('f32', 'a > 0 ? a < 1 : a > -1')).toBe('u8');
  expect(of('f32', '(a > 0) + (a > 1)')).toBe('f32');
});

test('the deepest formula compiles, and another number in it compiles nothing', async () => {
  const engine = new Engine(sharedContext());
  const image = new HostVolume({ shape: { x: 4 }, data: Float32Array.of(0, 1, 2, 3) });
  const run = async (number: number): Promise<readonly number[]> => {
    using volume = await engine.run(
      expression([image], { text: `${'abs('.repeat(61)}a + ${number}${')'.repeat(61)}` }),
    );
    return [...(await volume.read()).data];
  };
  expect(await run(0.5)).toEqual([0.5, 1.5, 2.5, 3.5]);
  const { compiled } = engine.report();
  expect(await run(-2)).toEqual([2, 1, 0, 1]);
  expect(engine.report().compiled).toBe(compiled);
});

test('what meets itself is computed as IEEE has it, whatever the driver could guess', async () => {
  const numbers = [1, -1, Number.NaN, Number.NEGATIVE_INFINITY, 5, Number.POSITIVE_INFINITY, 0];
  const others = [2, Number.NaN, 3, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 1, 0];
  const [a, b] = [numbers, others].map((data) => new HostVolume({ shape: { x: 7 }, data: Float32Array.from(data) }));
  const texts: Record<string, (a: number, b: number) => number> = {
    'a - a + 0 * b': (a, b) => a - a + 0 * b,
    'a + b - a': (a, b) => a + b - a,
    'b - a + a': (a, b) => b - a + a,
    'a * b - b * a': (a, b) => a * b - b * a,
    'max(a, b) - max(a, b)': (a, b) => Math.max(a, b) - Math.max(a, b),
    '(a > 0.5) * a + 0 * b': (a, b) => truth(a > 0.5) * a + 0 * b,
    'isfinite(a) * b': (a, b) => truth(Number.isFinite(a)) * b,
    'isnan(a - b - (a - b))': (a, b) => truth(Number.isNaN(a - b - (a - b))),
  };
  for (const [text, meaning] of Object.entries(texts)) {
    using volume = await new Engine(sharedContext()).run(expression([a as HostVolume, b as HostVolume], { text }));
    const { data } = await volume.read();
    expect([text, ...[...data].map((number) => number + 0)]).toEqual([
      text,
      ...numbers.map((number, at) => meaning(number, others[at] as number) + 0),
    ]);
  }
  for (const fusion of [true, false]) {
    const engine = new Engine(sharedContext(), fusion);
    const image = a as HostVolume;
    const volumes = await engine.run({
      nothing: subtract(image, image),
      masked: multiply(image, greater(image, 0.5)),
    });
    const [nothing, masked] = await Promise.all([volumes.nothing.read(), volumes.masked.read()]);
    for (const volume of Object.values(volumes)) volume.dispose();
    expect([...nothing.data]).toEqual(numbers.map((number) => number - number));
    expect([...masked.data].map((number) => number + 0)).toEqual(
      numbers.map((number) => truth(number > 0.5) * number + 0),
    );
  }
});
