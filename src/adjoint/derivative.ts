/** Derivatives of expressions, as expressions over the same inputs and numbers. */
import { constant, type Expr, float, numeric, select, test } from '../graph/expr.js';

const ZERO = constant(0);
const ONE = constant(1);

export const isConstant = (expr: Expr, number: number): boolean => expr.kind === 'constant' && expr.value === number;

function plus(a: Expr, b: Expr): Expr {
  return isConstant(a, 0) ? b : isConstant(b, 0) ? a : numeric('add', a, b);
}

export function times(a: Expr, b: Expr): Expr {
  if (isConstant(a, 0) || isConstant(b, 0)) return ZERO;
  return isConstant(a, 1) ? b : isConstant(b, 1) ? a : numeric('multiply', a, b);
}

function negative(a: Expr): Expr {
  return isConstant(a, 0) ? a : numeric('negate', a);
}

function chosen(condition: Expr, then: Expr, otherwise: Expr): Expr {
  return isConstant(then, 0) && isConstant(otherwise, 0) ? ZERO : select(condition, then, otherwise);
}

export interface Told {
  readonly refuse: (what: string) => never;
  readonly flat: (what: string) => void;
}

/** Whether an expression reads an input. */
export function reads(expr: Expr, index: number): boolean {
  return expr.kind === 'input' ? expr.index === index : 'args' in expr && expr.args.some((arg) => reads(arg, index));
}

/**
 * ∂expr/∂input, almost everywhere: where a maximum or a choice has an edge, the derivative of one side, and of what is constant in pieces (a comparison, a floor) 0. `flat` is told of that, since
 * a gradient of 0 everywhere is nobody's wish; `refuse` throws for what stores whole numbers.
 */
export function derivative(expr: Expr, index: number, told: Told): Expr {
  const { refuse, flat } = told;
  const d = (part: Expr | undefined): Expr => (part && reads(part, index) ? derivative(part, index, told) : ZERO);
  switch (expr.kind) {
    case 'input':
      return expr.index === index ? ONE : ZERO;
    case 'value':
    case 'constant':
      return ZERO;
    case 'seal':
    case 'convert':
      return d(expr.args[0]);
    case 'store':
      return expr.dtype === 'f16' ? d(expr.args[0]) : refuse(`rounding to ${expr.dtype}`);
    case 'test':
      flat(`the comparison ${expr.name}`);
      return ZERO;
    case 'select':
      // what decides changes only at an edge
      return chosen(expr.args[0], d(expr.args[1]), d(expr.args[2]));
    case 'numeric': {
      const [a = ZERO, b = ZERO] = expr.args;
      switch (expr.name) {
        case 'add':
          return plus(d(a), d(b));
        case 'subtract':
          return plus(d(a), negative(d(b)));
        case 'multiply':
          return plus(times(d(a), b), times(a, d(b)));
        case 'minimum':
          return chosen(test('lessEqual', a, b), d(a), d(b));
        case 'maximum':
          return chosen(test('greaterEqual', a, b), d(a), d(b));
        case 'abs':
          return times(float('sign', a), d(a));
        case 'negate':
          return negative(d(a));
      }
    }
  }
  const [a = ZERO, b = ZERO] = expr.args;
  const divided = (over: Expr): Expr => float('divide', ONE, over);
  switch (expr.name) {
    case 'divide':
      return plus(times(divided(b), d(a)), negative(times(float('divide', expr, b), d(b))));
    case 'power':
      return plus(
        times(times(b, float('power', a, numeric('subtract', b, ONE))), d(a)),
        times(times(expr, float('log', a)), d(b)),
      );
    case 'sqrt':
      // at 0 too, so that the gradient of a length is one of its subgradients there
      return chosen(test('equal', expr, ZERO), ZERO, times(float('divide', constant(0.5), expr), d(a)));
    case 'exp':
      return times(expr, d(a));
    case 'expm1':
      return times(float('exp', a), d(a));
    case 'log':
      return times(divided(a), d(a));
    case 'log1p':
      return times(divided(numeric('add', ONE, a)), d(a));
    case 'sin':
      return times(float('cos', a), d(a));
    case 'cos':
      return times(numeric('negate', float('sin', a)), d(a));
    case 'tan':
      return times(numeric('add', ONE, numeric('multiply', expr, expr)), d(a));
    case 'tanh':
      return times(numeric('subtract', ONE, numeric('multiply', expr, expr)), d(a));
    case 'sigmoid':
      // of both signs: 1 - sigmoid would lose the digits of what is large
      return times(numeric('multiply', expr, float('sigmoid', numeric('negate', a))), d(a));
    case 'erf':
      return times(
        numeric(
          'multiply',
          constant(2 / Math.sqrt(Math.PI)),
          float('exp', numeric('negate', numeric('multiply', a, a))),
        ),
        d(a),
      );
    case 'atan2': {
      // of y and x
      const squares = numeric('add', numeric('multiply', a, a), numeric('multiply', b, b));
      return plus(times(float('divide', b, squares), d(a)), negative(times(float('divide', a, squares), d(b))));
    }
    case 'fmod':
      return reads(b, index) ? refuse('the divisor of a remainder') : d(a);
    case 'sign':
    case 'floor':
    case 'ceil':
    case 'round':
      flat(`the function ${expr.name}`);
      return ZERO;
  }
}
