/**
 * Expression trees to WGSL: the one place where element-wise code is written. Everything is four voxels wide. NaN is kept by
 * bits (lib/finite), since drivers assume it away in comparisons, min and max. The costs are nanoseconds a lane-operation on
 * the software driver; fusion weighs them against a load and a store.
 */
import type { ComputeType } from '../core/dtype.js';
import type { Expr, FloatFunction, NumericFunction, TestFunction } from '../graph/expr.js';

const VECTOR = { f32: 'vec4f', i32: 'vec4i', u32: 'vec4u' } as const;

/** The WGSL name of four voxels of a compute type. */
export function vectorType(type: ComputeType): string {
  return VECTOR[type];
}

/** Names a library function, which the access module then imports. */
type Use = (name: string) => string;

interface Form {
  readonly cost: number;
  readonly text: (args: readonly string[], type: ComputeType, use: Use) => string;
}

const infix = (symbol: string, cost: number): Form => ({ cost, text: ([a, b]) => `(${a} ${symbol} ${b})` });
const call = (name: string, cost: number): Form => ({ cost, text: (args) => `${name}(${args.join(', ')})` });
const library = (name: string, cost: number): Form => ({
  cost,
  text: (args, _type, use) => `${use(name)}(${args.join(', ')})`,
});
const keepingNaN = (name: 'min' | 'max'): Form => ({
  cost: 0.15,
  text: (args, type, use) => `${type === 'f32' ? use(`${name}_nan4`) : name}(${args.join(', ')})`,
});

const NUMERIC: Record<NumericFunction, Form> = {
  add: infix('+', 0.03),
  subtract: infix('-', 0.03),
  multiply: infix('*', 0.03),
  minimum: keepingNaN('min'),
  maximum: keepingNaN('max'),
  abs: call('abs', 0.03),
  negate: { cost: 0.03, text: ([a], type) => (type === 'u32' ? `(vec4u() - ${a})` : `(-${a})`) },
};

const FLOAT: Record<FloatFunction, Form> = {
  divide: infix('/', 0.17),
  power: library('power4', 2.2),
  sqrt: library('sqrt4', 0.2),
  exp: library('exp4', 0.3),
  expm1: library('expm1_4', 0.4),
  log: library('log4', 0.5),
  log1p: library('log1p_4', 0.7),
  sin: library('sin4', 0.9),
  cos: library('cos4', 0.9),
  tan: library('tan4', 0.9),
  atan2: library('atan2_4', 0.9),
  tanh: library('tanh4', 0.9),
  sigmoid: library('sigmoid4', 0.5),
  erf: library('erf4', 0.8),
  floor: call('floor', 0.06),
  ceil: call('ceil', 0.06),
  round: call('round', 0.06),
  fmod: library('fmod4', 2.2),
  sign: library('sign4', 0.15),
};

const asBits = (test: string): string => `select(vec4u(0u), vec4u(1u), ${test})`;
const comparing = (name: string, symbol: string): Form => ({
  cost: 0.15,
  text: ([a, b], type, use) => (type === 'f32' ? `${use(name)}(${a}, ${b})` : asBits(`${a} ${symbol} ${b}`)),
});
/** Anything but zero is true, NaN included. */
const truth = (text: string, type: ComputeType, use: Use): string =>
  type === 'f32' ? `${use('is_true4')}(${text})` : `(${text} != ${VECTOR[type]}())`;
const logic = (symbol: string): Form => ({
  cost: 0.12,
  text: ([a = '', b = ''], type, use) => asBits(`${truth(a, type, use)} ${symbol} ${truth(b, type, use)}`),
});

const TEST: Record<TestFunction, Form> = {
  greater: comparing('greater4', '>'),
  greaterEqual: comparing('greater_equal4', '>='),
  less: comparing('less4', '<'),
  lessEqual: comparing('less_equal4', '<='),
  equal: comparing('equal4', '=='),
  notEqual: comparing('not_equal4', '!='),
  and: logic('&'),
  or: logic('|'),
  xor: logic('!='),
  not: { cost: 0.08, text: ([a = ''], type, use) => asBits(`!${truth(a, type, use)}`) },
  isFinite: {
    cost: 0.08,
    text: ([a], type, use) => (type === 'f32' ? asBits(`${use('is_finite4')}(${a})`) : 'vec4u(1u)'),
  },
  isNaN: { cost: 0.08, text: ([a], type, use) => (type === 'f32' ? asBits(`${use('is_nan4')}(${a})`) : 'vec4u(0u)') },
};

const CONVERT: Record<ComputeType, Partial<Record<ComputeType, Form>>> = {
  // drivers know a truth turned number when they see it, and a product with it becomes a choice that drops NaN
  f32: { i32: call('vec4f', 0.03), u32: { cost: 0.06, text: ([a]) => `vec4f(${a} ^ vec4u(${NOUGHT}))` } },
  i32: { f32: library('saturate_i32', 0.3), u32: library('u32_to_i32', 0.06) },
  u32: { f32: library('saturate_u32', 0.3), i32: library('i32_to_u32', 0.06) },
};

const STORE = {
  u8: library('round_u8', 0.2),
  i8: library('round_i8', 0.2),
  u16: library('round_u16', 0.2),
  i16: library('round_i16', 0.2),
  f16: library('round_f16', 0.3),
} as const;

/** A zero that the driver does not know, and another than that of seals: two with the same one undo each other. */
const NOUGHT = '(u32(views.y_end) >> 31u)';

/** Any number of the views that is never negative will do: lib/sealed says why. */
const SEAL: Form = { cost: 0.03, text: ([a], _type, use) => `${use('sealed4')}(${a}, views.x_end)` };

function formOf(expr: Expr): Form | undefined {
  switch (expr.kind) {
    case 'numeric':
      return NUMERIC[expr.name];
    case 'float':
      return FLOAT[expr.name];
    case 'test':
      return TEST[expr.name];
    case 'select':
      return { cost: 0.08, text: ([test, then, otherwise]) => `select(${otherwise}, ${then}, ${test} != vec4u(0u))` };
    case 'convert':
      return CONVERT[expr.type][expr.args[0].type];
    case 'seal':
      return SEAL;
    case 'store':
      return STORE[expr.dtype];
    default:
      return undefined;
  }
}

/** Nanoseconds a voxel for the arithmetic of a tree, without its loads. */
export function costOf(expr: Expr): number {
  if (!('args' in expr)) return 0;
  return expr.args.reduce((sum, arg) => sum + costOf(arg), formOf(expr)?.cost ?? 0);
}

/** What a tree's leaves read as in WGSL. */
export interface LeafText {
  readonly input: (index: number) => string;
  readonly value: (index: number, type: ComputeType) => string;
}

/** The WGSL expression of a tree; the library functions it calls are added to `needs`. */
export function emit(expr: Expr, leaves: LeafText, needs: Set<string>): string {
  if (expr.kind === 'input') return leaves.input(expr.index);
  if (expr.kind === 'value') return leaves.value(expr.index, expr.type);
  if (expr.kind === 'constant') return `${VECTOR[expr.type]}(${constantText(expr.value, expr.type)})`;
  const form = formOf(expr);
  if (!form) throw new Error(`no WGSL for ${expr.kind} to ${expr.type}`);
  const use: Use = (name) => {
    needs.add(name);
    return name;
  };
  const argType = expr.args[0]?.type ?? expr.type;
  return form.text(
    expr.args.map((arg, at) => {
      const text = emit(arg, leaves, needs);
      // sums and differences by zeros of their own, for b - a + a
      const zero = expr.kind === 'numeric' && expr.name === 'add' ? 'views.z_end' : 'views.y_end';
      return at === 1 && mayMeetItself(expr, arg) ? `${use('sealed4')}(${text}, ${zero})` : text;
    }),
    expr.kind === 'test' ? argType : expr.type,
    use,
  );
}

/**
 * Whether the second of two terms could be known to be, or to hold, the first: drivers take x - x for 0 and a + b - a for b,
 * NaN and infinity or not. Uploaded numbers are known to nobody.
 */
function mayMeetItself(expr: Expr, term: Expr): boolean {
  const sum = expr.kind === 'numeric' && (expr.name === 'add' || expr.name === 'subtract');
  return sum && expr.type === 'f32' && term.kind !== 'value' && term.kind !== 'constant';
}

function constantText(number: number, type: ComputeType): string {
  if (!Number.isFinite(number)) throw new Error('constants of expressions are finite');
  // without a suffix: the least i32 has none
  if (type === 'i32') return `${number}`;
  if (type === 'u32') return `${number}u`;
  const text = `${number}`;
  return /[.e]/.test(text) ? `${text}f` : `${text}.0f`;
}
