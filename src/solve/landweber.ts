/** Landweber's iteration. */

import type { Pipeline } from '../adjoint/adjoint.js';
import type { Input } from '../graph/operation.js';
import { within } from '../graph/primitive.js';
import { repeat } from '../graph/repeat.js';
import { descent, type GradientOptions } from './gradientSteps.js';
import { EACH, type Iterated, iterated } from './iterative.js';

const NAME = 'landweber';

/**
 * The volume x that minimises `½ Σ |A(x) - f|² + g(x)`, for any linear pipeline `A` (a function from a node to one or more; it may add a constant) and a penalty or constraint g that its
 * proximal operator `prox` stands for: nothing, `proxBox`, `proxL1`, or your own function. `f` is a volume for each result of A, `like` what x is to be like where that is not
 * the data. f32 like `like`. Slow and robust; stopped early, it keeps noise out. `fista` and, without a penalty, `cgls` are faster.
 *
 * x ← prox(x + A*(f - A x) / ‖A‖²): Landweber 1951, with a penalty Daubechies, Defrise and De Mol 2004. ‖A‖ is `norm`, or found by `operatorNorm`. It ends when the last step,
 * `‖A‖² |Δx| / |A* f|`, is below `tolerance`: without a penalty the residual of `cgls`. `residual` is that number at the end and `converged` says whether it is below, within
 * `maxIterations`, with a norm that has converged, too. Memory beside the data, of a blur: five volumes in 2-D, five in 3-D.
 *
 * Throws `ArgumentError` for a pipeline that has no gradient or is not linear, for data that are not of the shape that A makes, for parameters out of range.
 * @example
 * import { gaussian, HostVolume, landweber, openEngine, proxBox } from 'brightfield';
 * const blurred = new HostVolume({ shape: { x: 6 }, data: Float32Array.of(0, 0.1, 0.4, 0.4, 0.1, 0) });
 * using engine = await openEngine();
 * const { result, converged } = landweber((x) => gaussian(x, { sigma: 0.8 }), blurred, { prox: proxBox(0, 1), norm: 1, maxIterations: 100 });
 * const answer = await engine.run({ result, converged });
 * (await answer.result.read()).data; // about 0 0 0.53 0.53 0 0
 */
export function landweber(A: Pipeline, f: Input | readonly Input[], given: GradientOptions = {}): Iterated {
  return within(NAME, () => {
    const { problem, next, left, sure } = descent(NAME, A, f, given);
    const { state, ...end } = repeat({
      state: { x: problem.start },
      body: ({ x }) => ({ x: next(x) }),
      measure: (after, before) => left(after.x, before.x),
      below: problem.tolerance,
      promised: 'residual',
      check: EACH,
      max: problem.maxIterations,
    });
    return iterated(state.x, end, problem.tolerance, sure);
  });
}
