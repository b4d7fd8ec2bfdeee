/** What the methods of least squares have in common: what they take, where they begin, what they give. */

import type { Pipeline } from '../adjoint/adjoint.js';
import { formatShape, sameShape } from '../core/axes.js';
import { ArgumentError } from '../core/errors.js';
import type { Description } from '../core/hostVolume.js';
import { integer, number, type ParamOptions, parseParams } from '../core/params.js';
import { type Expr, float } from '../graph/expr.js';
import type { Node } from '../graph/node.js';
import { type Input, toNode } from '../graph/operation.js';
import { asFloat, literal, pointwise } from '../graph/primitive.js';
import { less } from '../ops/pointwise/compare.js';
import { dataOf, type Linear, linearOf } from './linear.js';
import { operatorNorm } from './operatorNorm.js';
import { difference, dot, ratio, type Vector, zeros } from './vectors.js';

const iterativeParams = {
  tolerance: number('The relative residual at which it ends.', { default: 1e-5, min: 1e-7, max: 1 }),
  maxIterations: integer('Iterations at most; rounded up to fours.', { default: 500, min: 1, max: 1_000_000 }),
};

export interface IterativeOptions extends ParamOptions<typeof iterativeParams> {
  /** A volume, or the description of one, as the answer is to be: what A takes. That of the data where it is left out. */
  readonly like?: Description | undefined;
  /** Where to begin; 0 where it is left out. */
  readonly start?: Input | undefined;
}

/** `result`, the relative `residual` that it has, `iterations`, and `converged`: 1 where the residual is below the tolerance, else 0. */
export type Iterated = Readonly<Record<'result' | 'residual' | 'iterations' | 'converged', Node>>;

export interface Prepared {
  readonly operator: Linear;
  readonly data: Vector;
  readonly like: Description;
  readonly start: Node;
  readonly tolerance: number;
  readonly maxIterations: number;
}

/** Iterations from one look at the residual to the next. */
export const EACH = 4;

/** Checks what a method was given. */
export function prepared(
  name: string,
  A: Pipeline,
  f: Input | readonly Input[],
  { like, start, ...rest }: IterativeOptions,
): Prepared {
  const { tolerance, maxIterations } = parseParams(name, iterativeParams, rest);
  const shaped = like ?? toNode([f].flat()[0], name, 'f');
  const operator = linearOf(name, A, shaped);
  const data = dataOf(name, operator, f);
  const begin = start === undefined ? zeros(shaped) : asFloat(toNode(start, name, 'start'));
  if (!sameShape(begin.shape, shaped.shape))
    throw new ArgumentError(
      name,
      `start must have the shape of the answer, ${formatShape(shaped.shape)}`,
      formatShape(begin.shape),
    );
  return {
    operator,
    data,
    like: shaped,
    start: begin,
    tolerance,
    maxIterations: EACH * Math.ceil(maxIterations / EACH),
  };
}

/** The answer with its residual: what is left over what there was. Both are summed anew, where iterations go by recursions that drift. */
export function iterated(result: Node, left: Vector, whole: Vector, iterations: Node, tolerance: number): Iterated {
  const residual = relative(dot(left, left), dot(whole, whole));
  return { result, residual, iterations, converged: less(residual, tolerance) };
}

/** √ of a ratio of squares of one voxel each. */
export function relative(square: Node, whole: Node): Node {
  return pointwise([ratio(square, whole)], ([r]) => float('sqrt', r as Expr));
}

/** The adjoint of the data, which residuals of least squares are measured by: A* (f - A 0). */
export function wholeOf({ operator, data, like }: Prepared): Node {
  const nothing = operator.forward(zeros(like));
  return operator.back(difference(data, nothing));
}

/** 1 / ‖A‖² as one voxel, less a little where the norm is found from below. */
export function stepOf(name: string, A: Pipeline, like: Description, norm: Node | number | undefined): Node {
  if (typeof norm === 'number') {
    if (!(norm > 0 && Number.isFinite(norm)))
      throw new ArgumentError(name, 'norm must be a finite number above 0', `${norm}`);
    return literal(1 / norm ** 2);
  }
  const long = norm ?? operatorNorm(A, like).norm;
  return ratio(literal(norm ? 1 : BELOW), dot([long], [long]));
}

/** What 1 / ‖A‖² is multiplied by where the norm was found by iteration, which ends within 0.2 % below it. */
const BELOW = 0.98;
