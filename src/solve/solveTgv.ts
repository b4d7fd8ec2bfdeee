/** Total generalised variation for any linear pipeline. */
import type { Pipeline } from '../adjoint/adjoint.js';
import { ArgumentError } from '../core/errors.js';
import { type ParamOptions, parseParams } from '../core/params.js';
import type { Node } from '../graph/node.js';
import type { Input } from '../graph/operation.js';
import { filled, within } from '../graph/primitive.js';
import { checkBox, givenBox } from './box.js';
import { minimiseTgv } from './minimiseTgv.js';
import { EXPECTED_MOVE } from './minimiseTv.js';
import { type PosedOptions, posed, posedParams } from './posed.js';
import { tgvParams } from './solverParams.js';
import { variationOf } from './tvSteps.js';

const NAME = 'solveTgv';
const params = {
  ...tgvParams(1e-3),
  ...posedParams,
};

export interface SolveTgvOptions extends PosedOptions, ParamOptions<typeof params> {}

/**
 * The volume u that minimises `½ Σ |A(u) - f|² + alpha1 Σ |∇u - v| + alpha0 Σ |E v|` over u with `low <= u <= high`, which must be given, and over fields of slopes v: as `solveTv` for any linear pipeline `A`, with the total generalised
 * variation of `denoiseTgv`, so that ramps are no stairs. `alpha1` is what `solveTv` calls its weight, `alpha0` twice as much unless there is a reason.
 *
 * The method, its certificate, what it gives and what it refuses are those of `solveTv` and `denoiseTgv`: `gap` is the relative duality gap that was reached, finite by the box.
 * @example
 * import { gaussian, HostVolume, openEngine, solveTgv } from 'brightfield';
 * const seen = new HostVolume({ shape: { x: 8 }, data: Float32Array.of(0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8) });
 * using engine = await openEngine();
 * const { result, gap } = solveTgv((u) => gaussian(u, { sigma: 1 }), seen, { alpha1: 1e-3, alpha0: 1e-2, low: 0, high: 1 });
 * const answer = await engine.run({ result, gap });
 * (await answer.result.read()).data; // near the ramp that it was
 */
export function solveTgv(
  A: Pipeline,
  f: Input | readonly Input[],
  options: SolveTgvOptions = {},
): Readonly<Record<'result' | 'gap' | 'iterations' | 'converged', Node>> {
  const { like, norm, start, ...rest } = options;
  const { alpha1, alpha0, spacing, low, high, tolerance, maxIterations, balance } = parseParams(NAME, params, rest);
  const refuse = (mustHold: string, got: string): never => {
    throw new ArgumentError(NAME, mustHold, got);
  };
  checkBox(low, high, refuse);
  if (alpha1 === 0 || alpha0 === 0)
    refuse('alpha1 and alpha0 must be above 0 (cgls solves without them)', `${alpha1} and ${alpha0}`);
  const box = givenBox(low, high);
  return within(NAME, () => {
    const { axes, data, start: begin, strength } = posed(NAME, A, f, { like, norm, start }, box, refuse);
    const of = variationOf(axes, { weight: alpha1, isotropic: true, huber: 0, spacing });
    return minimiseTgv({
      data: { term: data, box, strength },
      start: begin,
      of,
      alpha0: alpha0 * (of.weight / alpha1) ** 2,
      move: filled(EXPECTED_MOVE * (high - low)),
      balance,
      tolerance,
      maxIterations,
    });
  });
}
