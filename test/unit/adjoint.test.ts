/** Derivatives of expressions against differences of their values in float64. */
import { describe, expect, test } from 'vitest';
import { derivative } from '../../src/adjoint/derivative.js';
import { gradientOf } from '../../src/adjoint/gradientOf.js';
import { OPERATIONS } from '../../src/catalogue.js';
import type { shapeOf } from '../../src/core/axes.js';
import { HostVolume } from '../../src/core/hostVolume.js';
import { test as compared, constant, type Expr, float, input, numeric, select } from '../../src/graph/expr.js';
import type { Node } from '../../src/graph/node.js';
import { source } from '../../src/graph/primitive.js';
import { repeat } from '../../src/graph/repeat.js';
import { add, multiply } from '../../src/ops/pointwise/arithmetic.js';
import { cast } from '../../src/ops/pointwise/cast.js';
import { greater } from '../../src/ops/pointwise/compare.js';
import { thresholdOtsu } from '../../src/ops/threshold/thresholdOtsu.js';
import { activations } from '../oracle/index.js';

const met: string[] = [];
const told = {
  refuse: (what: string): never => {
    throw new Error(what);
  },
  flat: (what: string) => void met.push(what),
};

/** An expression's value, as the definition of its functions says. */
function numberOf(expr: Expr, x: readonly number[]): number {
  const args = 'args' in expr ? expr.args.map((arg) => numberOf(arg, x)) : [];
  const [a = 0, b = 0, c = 0] = args;
  switch (expr.kind) {
    case 'input':
      return x[expr.index] ?? Number.NaN;
    case 'constant':
      return expr.value;
    case 'select':
      return a ? b : c;
    case 'test':
      return Number({ greater: a > b, less: a < b, lessEqual: a <= b, greaterEqual: a >= b }[expr.name as 'less']);
    case 'numeric':
      return {
        add: a + b,
        subtract: a - b,
        multiply: a * b,
        minimum: Math.min(a, b),
        maximum: Math.max(a, b),
        abs: Math.abs(a),
        negate: -a,
      }[expr.name];
    case 'float': {
      const known: Record<string, number> = {
        divide: a / b,
        power: a ** b,
        atan2: Math.atan2(a, b),
        fmod: a % b,
        sigmoid: 1 / (1 + Math.exp(-a)),
        erf: activations.erf(a),
      };
      return known[expr.name] ?? Math[expr.name as 'sqrt'](a);
    }
    default:
      return a;
  }
}

const [x, y] = [input(0), input(1)];
const EXPRESSIONS: Readonly<Record<string, Expr>> = {
  'x + y': numeric('add', x, y),
  'x - y': numeric('subtract', x, y),
  'x y': numeric('multiply', x, y),
  'min(x, y²)': numeric('minimum', x, numeric('multiply', y, y)),
  'max(x, y²)': numeric('maximum', x, numeric('multiply', y, y)),
  '|x - y|': numeric('abs', numeric('subtract', x, y)),
  '-x': numeric('negate', x),
  'x / y': float('divide', x, y),
  'x ^ y': float('power', x, y),
  'sqrt(x y)': float('sqrt', numeric('multiply', x, y)),
  'exp(x y)': float('exp', numeric('multiply', x, y)),
  'expm1(x)': float('expm1', x),
  'log(x + y)': float('log', numeric('add', x, y)),
  'log1p(x)': float('log1p', x),
  'sin(x y)': float('sin', numeric('multiply', x, y)),
  'cos(x)': float('cos', x),
  'tan(x)': float('tan', x),
  'atan2(x, y)': float('atan2', x, y),
  'tanh(x)': float('tanh', x),
  'sigmoid(x y)': float('sigmoid', numeric('multiply', x, y)),
  'erf(x y)': float('erf', numeric('multiply', x, y)),
  'x mod 0.3': float('fmod', x, constant(0.3)),
  'where(x > y, x², 3 y)': select(
    compared('greater', x, y),
    numeric('multiply', x, x),
    numeric('multiply', constant(3), y),
  ),
};

describe('derivatives of expressions', () => {
  test.each(Object.entries(EXPRESSIONS))('%s', (_name, expr) => {
    for (const at of [
      [0.7, 0.4],
      [0.2, 0.9],
    ])
      for (const index of [0, 1]) {
        const moved = (by: number): number =>
          numberOf(
            expr,
            at.map((number, k) => (k === index ? number + by : number)),
          );
        const slope = numberOf(derivative(expr, index, told), at);
        expect(slope).toBeCloseTo((moved(1e-6) - moved(-1e-6)) / 2e-6, 6);
      }
  });

  test('what is constant in pieces is 0, and is told of', () => {
    met.length = 0;
    const names = ['floor', 'ceil', 'round', 'sign'] as const;
    for (const flat of [...names.map((name) => float(name, x)), compared('less', x, y)])
      expect(numberOf(derivative(flat, 0, told), [1, 2])).toBe(0);
    expect(met).toEqual([...names.map((name) => `the function ${name}`), 'the comparison less']);
  });
});

describe('gradientOf refuses', () => {
  const image = source(new HostVolume({ shape: { y: 4, x: 4 } }));
  const unread = source(new HostVolume({ shape: { y: 4, x: 4 } }));

  test('an output of many voxels without a cotangent, and one of another shape', () => {
    expect(() => gradientOf(add(image, 1), [image])).toThrow(
      /^gradientOf: a cotangent must be given where .*, got y=4 x=4$/,
    );
    const other = new HostVolume({ shape: { y: 2, x: 4 } });
    expect(() => gradientOf(add(image, 1), [image], { cotangent: other })).toThrow(
      /must have the shape of its output, y=4 x=4, got y=2 x=4$/,
    );
  });

  test('what it does not depend on', () => {
    expect(() => gradientOf(add(image, 1), [unread], { cotangent: 1 })).toThrow(/the output must depend on/);
  });

  test('operations without a gradient, by name', () => {
    const of =
      (node: typeof image): (() => unknown) =>
      () =>
        gradientOf(node, [image], { cotangent: 1 });
    expect(of(greater(image, 0.5))).toThrow(/got greater: the comparison greater has no gradient$/);
    expect(of(thresholdOtsu(image, {}))).toThrow(/got thresholdOtsu: /);
    const { state } = repeat({ state: { u: image }, body: ({ u }) => ({ u: add(u, 1) }), max: 10 });
    expect(of(state.u)).toThrow(/a loop has no gradient \(unroll it\)$/);
  });
});

/** What operations need besides volumes. */
const GIVEN: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  contours: { level: 0.5 },
  isosurface: { level: 0.5 },
};

test('an operation without a gradient says why', () => {
  const image = (shape: Parameters<typeof shapeOf>[0]): Node => source(new HostVolume({ shape: { ...shape } }));
  const unknown: string[] = [];
  let asked = 0;
  for (const operation of OPERATIONS) {
    const shapes = [
      { y: 12, x: 16 },
      { c: 3, y: 12, x: 16 },
      { z: 4, y: 6, x: 8 },
    ];
    for (const [shape, whole] of shapes.flatMap(
      (each) =>
        [
          [each, false],
          [each, true],
        ] as const,
    )) {
      const count = operation.inputs[0]?.variadic ? 2 : operation.inputs.length;
      const x = image(shape);
      const floats = Array.from({ length: count }, (_, at) => (at === 0 ? x : multiply(x, 0.5)));
      const inputs = whole ? floats.map((each) => cast(each, { dtype: 'u8' })) : floats;
      let results: Node[];
      try {
        results = Object.values(operation.apply(inputs, GIVEN[operation.operation] ?? {}));
      } catch {
        // it takes other volumes, or parameters that have no default
        continue;
      }
      const [first, result] = [inputs[0], results[0]];
      if (!first || !result) continue;
      asked++;
      try {
        gradientOf(result, [first], { cotangent: 1 });
      } catch (cause) {
        if (`${cause}`.includes('its gradient is not known')) unknown.push(`${cause}`);
      }
    }
  }
  expect(unknown).toEqual([]);
  expect(asked).toBeGreaterThan(300);
});

test('what is no node is refused, and a volume is to be wrapped', () => {
  const volume = new HostVolume({ shape: { x: 1 } });
  const x = source(volume);
  const loss = multiply(x, x);
  const volumes = [volume] as unknown as readonly Node[];
  expect(() => gradientOf(multiply(volume, volume), volumes)).toThrow(
    /^gradientOf: .* must be nodes \(wrap a volume once, x = source\(volume\), .*\), got a volume$/,
  );
  expect(() => gradientOf(volume as unknown as Node, [x])).toThrow(/^gradientOf: .*source\(volume\).*got a volume$/);
  expect(() => gradientOf(loss, [3] as unknown as readonly Node[])).toThrow(/^gradientOf: .*got number$/);
  expect(() => gradientOf(loss, x as unknown as readonly Node[])).toThrow(
    /^gradientOf: .* a list of nodes, got a node$/,
  );
});
