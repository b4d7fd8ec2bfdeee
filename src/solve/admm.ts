/** The alternating direction method of multipliers. */

import type { Pipeline } from '../adjoint/adjoint.js';
import { ArgumentError } from '../core/errors.js';
import { integer, number, type ParamOptions, parseParams } from '../core/params.js';
import { constant, type Expr, numeric, select, test } from '../graph/expr.js';
import type { Node } from '../graph/node.js';
import type { Input } from '../graph/operation.js';
import { filled, pointwise, within } from '../graph/primitive.js';
import { repeat } from '../graph/repeat.js';
import { type Iterated, type IterativeOptions, iterated, prepared, relative, wholeOf } from './iterative.js';
import { linearOf } from './linear.js';
import { type Proximal, proximalOf } from './proximal.js';
import { difference, dot, ratio, reduced, stepped, zeros } from './vectors.js';

const NAME = 'admm';
const params = {
  rho: number('The penalty on z - D x to begin with.', { default: 1, min: 1e-12, max: 1e12 }),
  inner: integer('Steps of conjugate gradients for each x.', { default: 4, min: 1, max: 32 }),
};

export interface AdmmOptions extends IterativeOptions, ParamOptions<typeof params> {
  /** What the penalty is of, a pipeline with one result: a gradient, say. x itself where it is left out. */
  readonly D?: Pipeline | undefined;
  /** The proximal operator of the penalty. */
  readonly prox: Proximal;
}

/** The penalty rho is changed where one residual is so many times the other, by this factor (Boyd et al. 2011, §3.4.1). */
const UNEVEN = 10;
const FACTOR = 2;
/** Iterations from one look at the residuals to the next. */
const CHECK = 4;

/**
 * The volume x that minimises `½ Σ |A(x) - f|² + g(D(x))`, for any linear pipelines `A` (a function from a node to one or more; it may add a constant) and `D` (to one; a constant
 * does not count) and a penalty or constraint g that its proximal operator `prox` stands for: `proxL21` of a gradient along c is total variation, `proxL1` of a transform sparsity in it.
 * `f` is a volume for each result of A, `like` what x is to be like where that is not the data. f32 like `like`.
 *
 * Boyd, Parikh, Chu, Peleato and Eckstein 2011, Distributed optimization and statistical learning via ADMM, §3.1 and §6; x by `inner` steps of conjugate gradients from the one before; rho finds its
 * balance. It ends when what is 0 at the optimum is small: `|D x - z|` over the larger of their lengths, and `|A*(f - A x) - D* y|` over `|A* f|`, y from the penalty's subgradients at z.
 * `residual` is the larger of the two at the end, `converged` whether it is below `tolerance`, within `maxIterations`. There is no certificate: for total variation `solveTv` has one. Memory beside the data, of a blur and its
 * gradient in two directions: twenty-four volumes in 2-D, twenty-six in 3-D.
 *
 * Throws `ArgumentError` for pipelines that have no gradient or are not linear, for data that are not of the shape that A makes, for parameters out of range.
 * @example
 * import { admm, convolveAxis, HostVolume, openEngine, proxL1 } from 'brightfield';
 * const noisy = new HostVolume({ shape: { x: 6 }, data: Float32Array.of(0.1, 0, 0.1, 1, 0.9, 1) });
 * const slope = (x) => convolveAxis(x, { weights: [1, -1, 0], axis: 'x', border: 'nearest' });
 * using engine = await openEngine();
 * const { result, residual } = admm((x) => x, noisy, { D: slope, prox: proxL1(0.1) });
 * const answer = await engine.run({ result, residual });
 * (await answer.result.read()).data; // 0.1 three times, 0.933 three times
 */
export function admm(A: Pipeline, f: Input | readonly Input[], given: AdmmOptions): Iterated {
  const { D = (x: Node): Node => x, prox, rho, inner, ...options } = given ?? ({} as AdmmOptions);
  const values = parseParams(NAME, params, { rho, inner });
  const near = proximalOf(NAME, prox);
  return within(NAME, () => {
    const problem = prepared(NAME, A, f, options);
    const { operator, like, start, tolerance } = problem;
    const penalised = linearOf(NAME, D, like);
    if (penalised.outputs.length !== 1)
      throw new ArgumentError(NAME, 'D must have one result', `${penalised.outputs.length}`);
    const whole = wholeOf(problem);
    const slopes = (x: Node): Node => penalised.linear(x)[0] as Node;
    const normal = (x: Node, by: Node): Node =>
      stepped([operator.back(operator.linear(x))], by, [penalised.back([slopes(x)])])[0] as Node;
    const { state, ...end } = repeat({
      state: { x: start, z: slopes(start), u: zeros(penalised.outputs[0] as Node), rho: filled(values.rho) },
      body({ x, z, u, rho: by }) {
        const [from] = difference([z], [u]) as [Node];
        const [right] = stepped([whole], by, [penalised.back([from])]) as [Node];
        const next = conjugated(x, right, (p) => normal(p, by), values.inner);
        const seen = slopes(next);
        const [moved] = stepped([seen], filled(1), [u]) as [Node];
        const apart = near(moved, ratio(filled(1), by));
        return { x: next, z: apart, u: difference([moved], [apart])[0] as Node, rho: by };
      },
      measure: (next) => {
        const { primal, dual } = residuals(next);
        return pointwise([primal, dual], ([a, b]) => numeric('maximum', a as Expr, b as Expr));
      },
      adjust: (next) => {
        const { primal, dual } = residuals(next);
        const factor = pointwise([primal, dual], ([a, b], upload) => {
          const over = (v: Expr, w: Expr): Expr => test('greater', v, numeric('multiply', upload(UNEVEN), w));
          const [up, down] = [upload(FACTOR), upload(1 / FACTOR)];
          return select(over(a as Expr, b as Expr), up, select(over(b as Expr, a as Expr), down, constant(1)));
        });
        const times = pointwise([next.rho, factor], ([a, b]) => numeric('multiply', a as Expr, b as Expr));
        const divided = pointwise([next.u, ratio(filled(1), factor)], ([a, b]) =>
          numeric('multiply', a as Expr, b as Expr),
        );
        return { rho: times, u: divided };
      },
      below: tolerance,
      promised: 'residual',
      check: CHECK,
      max: problem.maxIterations,
    });
    return iterated(state.x, end, tolerance);

    function residuals({ x, z, u, rho: by }: Readonly<Record<'x' | 'z' | 'u' | 'rho', Node>>) {
      const seen = slopes(x);
      const off = difference([seen], [z]);
      const size = pointwise([dot([seen], [seen]), dot([z], [z])], ([a, b]) =>
        numeric('maximum', a as Expr, b as Expr),
      );
      const force = difference([whole], [operator.back(operator.linear(x))]);
      const left = reduced(force, by, [penalised.back([u])]);
      return { primal: relative(dot(off, off), size), dual: relative(dot(left, left), dot([whole], [whole])) };
    }
  });
}

/** So many steps of conjugate gradients from x towards `normal(x) = right`. */
function conjugated(x: Node, right: Node, normal: (p: Node) => Node, steps: number): Node {
  let at = x;
  let [left] = difference([right], [normal(x)]) as [Node];
  let direction = left;
  let square = dot([left], [left]);
  for (let step = 0; step < steps; step++) {
    const image = normal(direction);
    const along = ratio(square, dot([direction], [image]));
    [at] = stepped([at], along, [direction]) as [Node];
    if (step === steps - 1) break;
    [left] = reduced([left], along, [image]) as [Node];
    const after = dot([left], [left]);
    [direction] = stepped([left], ratio(after, square), [direction]) as [Node];
    square = after;
  }
  return at;
}
