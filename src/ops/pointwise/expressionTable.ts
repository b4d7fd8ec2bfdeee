/** The words and signs that formulas are made of. */

/** Functions by name, with how many arguments they take. */
export const ARITY = {
  min: 2,
  max: 2,
  abs: 1,
  sqrt: 1,
  exp: 1,
  expm1: 1,
  log: 1,
  log1p: 1,
  sin: 1,
  cos: 1,
  tan: 1,
  atan2: 2,
  tanh: 1,
  sigmoid: 1,
  erf: 1,
  floor: 1,
  ceil: 1,
  round: 1,
  sign: 1,
  where: 3,
  clamp: 3,
  pow: 2,
  isnan: 1,
  isfinite: 1,
} as const;

/** What operators stand for besides functions of the table. */
type OperatorName =
  | 'add'
  | 'subtract'
  | 'multiply'
  | 'divide'
  | 'remainder'
  | 'negate'
  | 'equal'
  | 'notEqual'
  | 'less'
  | 'lessEqual'
  | 'greater'
  | 'greaterEqual'
  | 'and'
  | 'or'
  | 'not';
export type FormulaFunction = keyof typeof ARITY | OperatorName;

/** The names of the inputs by position: `e` is Euler's number. */
export const VARIABLES = ['a', 'b', 'c', 'd', 'f', 'g', 'h', 'i'] as const;
export const CONSTANTS: Readonly<Record<string, number>> = { pi: Math.PI, e: Math.E };

/** Binding powers: an operator takes what binds more tightly on its right. */
export const INFIX: Readonly<
  Record<string, { readonly left: number; readonly right: number; readonly name: FormulaFunction }>
> = {
  '||': { left: 3, right: 4, name: 'or' },
  '&&': { left: 5, right: 6, name: 'and' },
  '==': { left: 7, right: 8, name: 'equal' },
  '!=': { left: 7, right: 8, name: 'notEqual' },
  '<': { left: 9, right: 10, name: 'less' },
  '<=': { left: 9, right: 10, name: 'lessEqual' },
  '>': { left: 9, right: 10, name: 'greater' },
  '>=': { left: 9, right: 10, name: 'greaterEqual' },
  '+': { left: 11, right: 12, name: 'add' },
  '-': { left: 11, right: 12, name: 'subtract' },
  '*': { left: 13, right: 14, name: 'multiply' },
  '/': { left: 13, right: 14, name: 'divide' },
  '%': { left: 13, right: 14, name: 'remainder' },
  // to the right: 2^3^2 is 2^(3^2); above the signs on its left: -a^2 is -(a^2)
  '^': { left: 18, right: 17, name: 'pow' },
  '**': { left: 18, right: 17, name: 'pow' },
};
export const CONDITIONAL = 2;
export const PREFIX = 16;
