/** Linear pipelines as solvers see them: from one volume to a vector, and back. */
import { adjoint, type Pipeline, resultsOf } from '../adjoint/adjoint.js';
import { formatShape, sameShape } from '../core/axes.js';
import { ArgumentError } from '../core/errors.js';
import type { Description } from '../core/hostVolume.js';
import { describe } from '../core/params.js';
import type { Node } from '../graph/node.js';
import { type Input, toNode } from '../graph/operation.js';
import { asFloat, describedAs, filled, placeholder } from '../graph/primitive.js';
import { difference, type Vector } from './vectors.js';

export interface Linear {
  /** A u, with the constant that A may add. */
  forward(u: Node): Vector;
  /** A u - A 0. */
  linear(u: Node): Vector;
  /** A* q. */
  back(q: Vector): Node;
  /** What A gives, described. */
  readonly outputs: readonly Description[];
}

/** Checks a pipeline of volumes like `like`, and takes its adjoint. */
export function linearOf(name: string, A: Pipeline, like: Description): Linear {
  if (typeof A !== 'function')
    throw new ArgumentError(name, 'A must be a function from a node to one or more', describe(A));
  const described = describedAs(like, { dtype: 'f32' });
  const forward = (u: Node): Node[] => resultsOf(name, A, u);
  const outputs = forward(placeholder('u', described));
  const back = adjoint(forward, described);
  // refuses here what has no adjoint, or is not linear
  back(...outputs.map((each, k) => placeholder(`q${k}`, describedAs(each, { dtype: 'f32' }))));
  const nothing = forward(filled(0, described)).map(asFloat);
  return {
    forward,
    linear: (u) => difference(forward(u), nothing),
    back: (q) => back(...q),
    outputs,
  };
}

/** The data as f32, one volume for each result of A and of its shape. */
export function dataOf(name: string, { outputs }: Linear, given: Input | readonly Input[]): Node[] {
  const data = ([given].flat() as Input[]).map((each) => asFloat(toNode(each, name, 'f')));
  if (data.length !== outputs.length)
    throw new ArgumentError(
      name,
      `f must be a volume for each of the ${outputs.length} results of A`,
      `${data.length}`,
    );
  for (const [k, { shape }] of outputs.entries())
    if (!sameShape(shape, (data[k] as Node).shape))
      throw new ArgumentError(
        name,
        `f must have the shape of what A makes of a volume like \`like\`, ${formatShape(shape)}`,
        formatShape((data[k] as Node).shape),
      );
  return data;
}
