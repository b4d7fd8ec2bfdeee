/** Accelerated proximal gradients. */

import type { Pipeline } from '../adjoint/adjoint.js';
import { constant, type Expr, float, numeric, select, test } from '../graph/expr.js';
import type { Node } from '../graph/node.js';
import type { Input } from '../graph/operation.js';
import { filled, pointwise, within } from '../graph/primitive.js';
import { repeat } from '../graph/repeat.js';
import { descent, type GradientOptions } from './gradientSteps.js';
import { EACH, type Iterated, iterated } from './iterative.js';
import { difference, dot, stepped } from './vectors.js';

const NAME = 'fista';

/**
 * The volume x that minimises `½ Σ |A(x) - f|² + g(x)`, for any linear pipeline `A` (a function from a node to one or more; it may add a constant) and a penalty or constraint g that its
 * proximal operator `prox` stands for: `proxL1` for few voxels that are not 0, `proxBox` for an interval, `proxL21`, `proxSquare`, or your own function. `f` is a volume for each
 * result of A, `like` what x is to be like where that is not the data. f32 like `like`.
 *
 * Beck and Teboulle 2009, A fast iterative shrinkage-thresholding algorithm; the momentum begins anew where it points uphill (O'Donoghue and Candès 2015, §3.2, gradient scheme). ‖A‖ is
 * `norm`, or found by `operatorNorm`. It ends when the last step, `‖A‖² |x - y| / |A* f|`, is below `tolerance`: without a penalty the residual of `cgls`. `residual` is that
 * number at the end and `converged` says whether it is below, within `maxIterations`, with a norm that has converged, too. Memory beside the data, of a blur: five volumes in 2-D, five in 3-D.
 *
 * Throws `ArgumentError` for a pipeline that has no gradient or is not linear, for data that are not of the shape that A makes, for parameters out of range.
 * @example
 * import { fista, gaussian, HostVolume, openEngine, proxL1 } from 'brightfield';
 * const blurred = new HostVolume({ shape: { x: 6 }, data: Float32Array.of(0, 0.2, 0.5, 0.2, 0, 0) });
 * using engine = await openEngine();
 * const { result, converged } = fista((x) => gaussian(x, { sigma: 0.8 }), blurred, { prox: proxL1(0.01) });
 * const answer = await engine.run({ result, converged });
 * (await answer.result.read()).data; // little but the third voxel
 */
export function fista(A: Pipeline, f: Input | readonly Input[], given: GradientOptions = {}): Iterated {
  return within(NAME, () => {
    const { problem, next, left, sure } = descent(NAME, A, f, given);
    const { state, ...end } = repeat({
      state: { x: problem.start, y: problem.start, t: filled(1) },
      body({ x, y, t }) {
        const nearer = next(y);
        const way = difference([nearer], [x]);
        const uphill = dot(difference([y], [nearer]), way);
        const later = pointwise([t, uphill], ([a, up]) =>
          select(test('greater', up as Expr, constant(0)), constant(1), grown(a as Expr)),
        );
        const momentum = pointwise([t, uphill], ([a, up]) =>
          select(
            test('greater', up as Expr, constant(0)),
            constant(0),
            float('divide', numeric('subtract', a as Expr, constant(1)), grown(a as Expr)),
          ),
        );
        return { x: nearer, y: stepped([nearer], momentum, way)[0] as Node, t: later };
      },
      measure: (after, before) => left(after.x, before.y),
      below: problem.tolerance,
      promised: 'residual',
      check: EACH,
      max: problem.maxIterations,
    });
    return iterated(state.x, end, problem.tolerance, sure);
  });
}

/** (1 + √(1 + 4 t²)) / 2. */
function grown(t: Expr): Expr {
  const square = numeric('multiply', constant(4), numeric('multiply', t, t));
  return numeric(
    'multiply',
    constant(0.5),
    numeric('add', constant(1), float('sqrt', numeric('add', constant(1), square))),
  );
}
