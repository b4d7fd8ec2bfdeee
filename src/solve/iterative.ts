/** What the methods of least squares have in common: what they take, where they begin, what they give. */

import type { Pipeline } from '../adjoint/adjoint.js';
import { formatShape, sameShape } from '../core/axes.js';
import { ArgumentError } from '../core/errors.js';
import type { Description } from '../core/hostVolume.js';
import { integer, number, type ParamOptions, parseParams } from '../core/params.js';
import { type Expr, float, numeric, select, test } from '../graph/expr.js';
import type { Node } from '../graph/node.js';
import { type Input, toNode } from '../graph/operation.js';
import { asFloat, literal, pointwise } from '../graph/primitive.js';
import type { RepeatResult } from '../graph/repeat.js';
import { less } from '../ops/pointwise/compare.js';
import { and } from '../ops/pointwise/logic.js';
import { answerOf } from './ended.js';
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

/** The answer of a loop that watched its residual; NaN throughout where a NaN ended it. `sure` is 1 where what its steps follow from is known well enough. */
export function iterated(
  x: Node,
  { iterations, last, reason }: Pick<RepeatResult<string>, 'iterations' | 'last' | 'reason'>,
  tolerance: number,
  sure?: Node,
): Iterated {
  const below = less(last, tolerance);
  return { result: answerOf(x, reason), residual: last, iterations, converged: sure ? and(below, sure) : below };
}

/** Where conjugate gradients find themselves, as recursions have it and as it is: what is left, the way on and the square of the gradient. */
export interface Standing {
  readonly left: Vector;
  readonly way: Node;
  readonly square: Node;
}

/** Recursions that say so many times less than is left have drifted. */
const DRIFTED = 2;

/** Begins anew from what is left for certain, along its gradient, where the recursions have drifted from it (H. A. van der Vorst, Q. Ye, Residual replacement strategies for Krylov subspace iterative methods, 2000). */
export function renewed(told: Standing, real: Standing): Standing {
  const chosen = (a: Node, b: Node): Node =>
    pointwise([real.square, told.square, a, b], ([is, was, own, other], upload) =>
      select(
        test('greater', is as Expr, numeric('multiply', upload(DRIFTED), was as Expr)),
        own as Expr,
        other as Expr,
      ),
    );
  return {
    left: told.left.map((r, k) => chosen(real.left[k] as Node, r)),
    way: chosen(real.way, told.way),
    square: chosen(real.square, told.square),
  };
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

/** 1 / ‖A‖² as one voxel, less a little where the norm is found from below; then, 1 where it was found for certain. */
export function stepOf(
  name: string,
  A: Pipeline,
  like: Description,
  norm: Node | number | undefined,
): { readonly step: Node; readonly sure?: Node } {
  if (typeof norm === 'number') {
    if (!(norm > 0 && Number.isFinite(norm)))
      throw new ArgumentError(name, 'norm must be a finite number above 0', `${norm}`);
    return { step: literal(1 / norm ** 2) };
  }
  if (norm) return { step: ratio(literal(1), dot([norm], [norm])) };
  const { norm: long, converged: sure } = operatorNorm(A, like);
  return { step: ratio(literal(BELOW), dot([long], [long])), sure };
}

/** What 1 / ‖A‖² is multiplied by where the norm was found by iteration, which ends within 0.2 % below it. */
const BELOW = 0.98;
