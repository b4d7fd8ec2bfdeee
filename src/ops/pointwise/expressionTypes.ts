/**
 * Formulas to element-wise expressions. i32 and u32 stay whole among their own kind, and a whole number beside them is of their
 * type; truths count as 0 and 1 in arithmetic.
 */
import { constant, convert, type Expr, float, numeric, select, test } from '../../graph/expr.js';
import { fits, type Upload } from '../../graph/primitive.js';
import type { Syntax } from './expressionSyntax.js';
import type { FormulaFunction } from './expressionTable.js';

const isTruth = (expr: Expr): boolean => expr.kind === 'test';
const asNumber = (expr: Expr): Expr => (isTruth(expr) ? convert(expr, 'f32') : expr);
const asTruth = (expr: Expr): Expr => (isTruth(expr) ? expr : test('notEqual', expr, constant(0, expr.type)));
/** Whole numbers are their own floor. */
const rounding =
  (name: 'floor' | 'ceil' | 'round') =>
  (x: Expr): Expr =>
    x.type === 'f32' ? float(name, x) : x;

type Build = (a: Expr, b: Expr, c: Expr) => Expr;

/** Over numbers: truths are made 0 and 1 before. */
const NUMBERS: Partial<Record<FormulaFunction, Build>> = {
  add: (a, b) => numeric('add', a, b),
  subtract: (a, b) => numeric('subtract', a, b),
  multiply: (a, b) => numeric('multiply', a, b),
  divide: (a, b) => float('divide', a, b),
  remainder: (a, b) => float('fmod', a, b),
  negate: (a) => numeric('negate', a),
  equal: (a, b) => test('equal', a, b),
  notEqual: (a, b) => test('notEqual', a, b),
  less: (a, b) => test('less', a, b),
  lessEqual: (a, b) => test('lessEqual', a, b),
  greater: (a, b) => test('greater', a, b),
  greaterEqual: (a, b) => test('greaterEqual', a, b),
  min: (a, b) => numeric('minimum', a, b),
  max: (a, b) => numeric('maximum', a, b),
  clamp: (x, low, high) => numeric('minimum', numeric('maximum', x, low), high),
  abs: (x) => numeric('abs', x),
  sqrt: (x) => float('sqrt', x),
  exp: (x) => float('exp', x),
  expm1: (x) => float('expm1', x),
  log: (x) => float('log', x),
  log1p: (x) => float('log1p', x),
  sin: (x) => float('sin', x),
  cos: (x) => float('cos', x),
  tan: (x) => float('tan', x),
  tanh: (x) => float('tanh', x),
  sigmoid: (x) => float('sigmoid', x),
  erf: (x) => float('erf', x),
  atan2: (y, x) => float('atan2', y, x),
  pow: (a, b) => float('power', a, b),
  floor: rounding('floor'),
  ceil: rounding('ceil'),
  round: rounding('round'),
  sign: (x) => float('sign', x),
  isnan: (x) => test('isNaN', x),
  isfinite: (x) => test('isFinite', x),
};

/** Over truths. */
const TRUTHS: Partial<Record<FormulaFunction, Build>> = {
  and: (a, b) => test('and', a, b),
  or: (a, b) => test('or', a, b),
  not: (a) => test('not', a),
};

/** The expression of a formula over the expressions of its variables. */
export function expressionOf(syntax: Syntax, variables: readonly Expr[], upload: Upload): Expr {
  /** The arguments, with numbers of the type of the others where they are whole. */
  const typed = (args: readonly Syntax[]): Expr[] => {
    const types = new Set<Expr['type']>();
    const built = args.map((arg) => {
      if (arg.kind === 'number') return arg.value;
      const expr = walk(arg);
      types.add(asNumber(expr).type);
      return expr;
    });
    const [common = 'f32'] = types;
    const whole = types.size === 1 && common !== 'f32';
    return built.map((item) =>
      typeof item === 'number' ? upload(item, whole && fits(item, common) ? common : 'f32') : item,
    );
  };

  const walk = (at: Syntax): Expr => {
    if (at.kind === 'number') return upload(at.value);
    if (at.kind === 'constant') return constant(at.value);
    if (at.kind === 'variable') return variables[at.index] ?? unreachable();
    if (at.name === 'where') {
      const [condition, ...branches] = at.args;
      const [then = unreachable(), otherwise = unreachable()] = typed(branches);
      const chosen = asTruth(condition ? walk(condition) : unreachable());
      if (isTruth(then) && isTruth(otherwise))
        return test('or', test('and', chosen, then), test('and', test('not', chosen), otherwise));
      return select(chosen, asNumber(then), asNumber(otherwise));
    }
    const truths = TRUTHS[at.name];
    const args = truths ? at.args.map((arg) => asTruth(walk(arg))) : typed(at.args).map(asNumber);
    const build = truths ?? NUMBERS[at.name] ?? unreachable();
    const [a = unreachable(), b = a, c = a] = args;
    return build(a, b, c);
  };
  return walk(syntax);
}

function unreachable(): never {
  throw new Error('the parser lets no such formula through');
}
