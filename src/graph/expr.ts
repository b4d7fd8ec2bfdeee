/**
 * Element-wise computation as a typed tree: what pointwise operations lower to, what `expression` parses into and what fusion
 * splices together. It is data; the WGSL for it is written in one file of the engine.
 */
import type { ComputeType } from '../core/dtype.js';

/** Functions on whole numbers and f32 alike; the result has the type of the arguments. */
export type NumericFunction = 'add' | 'subtract' | 'multiply' | 'minimum' | 'maximum' | 'abs' | 'negate';
/** Functions of f32 to f32. */
export type FloatFunction =
  | 'divide'
  | 'power'
  | 'sqrt'
  | 'exp'
  | 'expm1'
  | 'log'
  | 'log1p'
  | 'sin'
  | 'cos'
  | 'tan'
  | 'atan2'
  | 'tanh'
  | 'sigmoid'
  | 'erf'
  | 'floor'
  | 'ceil'
  | 'round'
  | 'fmod'
  | 'sign';
/** Functions to 0 or 1, as u32. */
export type TestFunction =
  | 'greater'
  | 'greaterEqual'
  | 'less'
  | 'lessEqual'
  | 'equal'
  | 'notEqual'
  | 'and'
  | 'or'
  | 'not'
  | 'xor'
  | 'isFinite'
  | 'isNaN';

export type Expr =
  /** The voxel of an input. */
  | { readonly kind: 'input'; readonly index: number; readonly type: ComputeType }
  /** A number that is uploaded, not compiled: changing it changes no code. */
  | { readonly kind: 'value'; readonly index: number; readonly type: ComputeType }
  /** A number of the operation's own definition (0, 1, pi): part of the code. Numbers from callers are values. */
  | { readonly kind: 'constant'; readonly value: number; readonly type: ComputeType }
  | {
      readonly kind: 'numeric';
      readonly name: NumericFunction;
      readonly args: readonly Expr[];
      readonly type: ComputeType;
    }
  | { readonly kind: 'float'; readonly name: FloatFunction; readonly args: readonly Expr[]; readonly type: 'f32' }
  | { readonly kind: 'test'; readonly name: TestFunction; readonly args: readonly Expr[]; readonly type: 'u32' }
  /** `where(test, then, else)`. */
  | { readonly kind: 'select'; readonly args: readonly [Expr, Expr, Expr]; readonly type: ComputeType }
  /** A change of compute type: to f32 the nearest; to whole numbers half to even and saturating, NaN to 0. */
  | { readonly kind: 'convert'; readonly args: readonly [Expr]; readonly type: ComputeType }
  /** The value as if it had been stored: drivers cannot reorder arithmetic across it. The engine puts it where nodes meet. */
  | { readonly kind: 'seal'; readonly args: readonly [Expr]; readonly type: 'f32' }
  /** Rounds half to even and saturates to the range of a storage type, so that a fused cast has the bits of a stored one. */
  | { readonly kind: 'store'; readonly args: readonly [Expr]; readonly dtype: StoredType; readonly type: ComputeType };

/** The storage types that are narrower than what kernels compute in. */
export type StoredType = 'u8' | 'i8' | 'u16' | 'i16' | 'f16';

/** The same tree with other arguments. */
export function withArguments(expr: Expr, args: readonly Expr[]): Expr {
  return 'args' in expr ? ({ ...expr, args } as Expr) : expr;
}

/** Reads the voxel of input `index`. */
export function input(index: number, type: ComputeType = 'f32'): Expr {
  return { kind: 'input', index, type };
}

/** Reads the uploaded number `index`. */
export function value(index: number, type: ComputeType = 'f32'): Expr {
  return { kind: 'value', index, type };
}

/** A number that belongs to the definition. */
export function constant(number: number, type: ComputeType = 'f32'): Expr {
  return { kind: 'constant', value: number, type };
}

/** The expression as another compute type; itself where it already is. */
export function convert(expr: Expr, type: ComputeType): Expr {
  return expr.type === type ? expr : { kind: 'convert', args: [expr], type };
}

/** Whole numbers stay so only among their own kind; all else meets in f32. */
function joinTypes(args: readonly Expr[]): ComputeType {
  const first = args[0]?.type ?? 'f32';
  return args.every((arg) => arg.type === first) ? first : 'f32';
}

export function numeric(name: NumericFunction, ...args: readonly Expr[]): Expr {
  const type = joinTypes(args);
  return { kind: 'numeric', name, args: args.map((arg) => convert(arg, type)), type };
}

export function float(name: FloatFunction, ...args: readonly Expr[]): Expr {
  return { kind: 'float', name, args: args.map((arg) => convert(arg, 'f32')), type: 'f32' };
}

export function test(name: TestFunction, ...args: readonly Expr[]): Expr {
  const type = joinTypes(args);
  return { kind: 'test', name, args: args.map((arg) => convert(arg, type)), type: 'u32' };
}

export function select(condition: Expr, then: Expr, otherwise: Expr): Expr {
  const type = joinTypes([then, otherwise]);
  const chosen = condition.kind === 'test' ? condition : test('notEqual', condition, constant(0, condition.type));
  return { kind: 'select', args: [chosen, convert(then, type), convert(otherwise, type)], type };
}

/** The value that a storage type would hold, in the same compute type. */
export function store(expr: Expr, dtype: StoredType): Expr {
  return { kind: 'store', args: [expr], dtype, type: 'f32' };
}
