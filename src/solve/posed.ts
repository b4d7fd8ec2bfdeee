/** What solvers of any linear pipeline in a box check and find before they begin. */
import type { Pipeline } from '../adjoint/adjoint.js';
import { activeAxes, formatShape, type SpatialAxis, sameShape } from '../core/axes.js';
import type { Description } from '../core/hostVolume.js';
import { number } from '../core/params.js';
import { constant, type Expr, select, test } from '../graph/expr.js';
import type { Node } from '../graph/node.js';
import { type Input, type RefuseCall, toNode } from '../graph/operation.js';
import { asFloat, pointwise } from '../graph/primitive.js';
import { BALANCE } from './balance.js';
import { type Box, clipped, givenBoxParams } from './box.js';
import { type DataTerm, pipelineData } from './dataTerm.js';
import { dataOf, type Linear, linearOf } from './linear.js';
import { operatorNorm } from './operatorNorm.js';
import { endParams } from './solverParams.js';
import { difference, dot, ratio, stepped, type Vector, zeros } from './vectors.js';

/** What is asked beside the penalty, of any pipeline. */
export const posedParams = {
  ...givenBoxParams,
  ...endParams,
  balance: number('The ratio of primal to dual steps over that of what u and its dual move.', {
    default: BALANCE,
    min: 1e-3,
    max: 1e3,
  }),
};

export interface PosedOptions {
  /** A volume, or the description of one, as the answer is to be: what A takes. That of the data where it is left out. */
  readonly like?: Description | undefined;
  /** ‖A‖, or what is a little more; `operatorNorm` finds it where it is left out. */
  readonly norm?: Node | number | undefined;
  /** Where to begin; it is put into the box. The first step of steepest descent where it is left out. */
  readonly start?: Input | undefined;
}

interface Posed {
  readonly data: DataTerm;
  readonly start: Node;
  /** ‖A‖². */
  readonly strength: number | Node;
  readonly axes: readonly SpatialAxis[];
}

export function posed(
  name: string,
  A: Pipeline,
  f: Input | readonly Input[],
  { like, norm, start }: PosedOptions,
  box: Box,
  refuse: RefuseCall,
): Posed {
  if (typeof norm === 'number' && !(norm > 0 && Number.isFinite(norm)))
    refuse('norm must be a finite number above 0', `${norm}`);
  const shaped = like ?? toNode([f].flat()[0], name, 'f');
  const axes = activeAxes(shaped.shape);
  if (axes.length === 0) refuse('the answer must be longer than one voxel', 'one voxel');
  const operator = linearOf(name, A, shaped);
  const data = dataOf(name, operator, f);
  const given = start === undefined ? undefined : asFloat(toNode(start, name, 'start'));
  if (given && !sameShape(given.shape, shaped.shape))
    refuse(`start must have the shape of the answer, ${formatShape(shaped.shape)}`, formatShape(given.shape));
  const long = norm ?? operatorNorm(A, shaped).norm;
  return {
    data: pipelineData(operator, data),
    start: clipped(given ?? steepest(operator, data, shaped), box),
    strength: typeof long === 'number' ? long ** 2 : positive(dot([long], [long])),
    axes,
  };
}

/** The square of a norm; where A makes 0 of everything steps are those of a norm of 1. */
function positive(square: Node): Node {
  return pointwise([square], ([s]) => select(test('equal', s as Expr, constant(0)), constant(1), s as Expr));
}

/** From 0 as far along A* (f - A 0) as brings A u nearest to f. */
function steepest(A: Linear, f: Vector, like: Description): Node {
  const nothing = zeros(like);
  const back = A.back(difference(f, A.forward(nothing)));
  const seen = A.linear(back);
  return stepped([nothing], ratio(dot([back], [back]), dot(seen, seen)), [back])[0] as Node;
}
