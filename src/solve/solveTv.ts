/** Total variation for any linear pipeline. */
import type { Pipeline } from '../adjoint/adjoint.js';
import { ArgumentError } from '../core/errors.js';
import { number, type ParamOptions, parseParams } from '../core/params.js';
import type { Node } from '../graph/node.js';
import type { Input } from '../graph/operation.js';
import { within } from '../graph/primitive.js';
import { checkBox, givenBox } from './box.js';
import { minimiseTv } from './minimiseTv.js';
import { type PosedOptions, posed, posedParams } from './posed.js';
import { variationParams } from './solverParams.js';
import { variationOf } from './tvSteps.js';

const NAME = 'solveTv';
const params = {
  ...variationParams(1e-3),
  ...posedParams,
  relaxation: number('How much of its way each step goes.', { default: 1, min: 1, max: 1.95 }),
};

export interface SolveTvOptions extends PosedOptions, ParamOptions<typeof params> {}

/**
 * The volume u that minimises `½ Σ |A(u) - f|² + weight · TV(u)` with `low <= u <= high`, which must be given, for any linear pipeline `A`: a function from a node to one or more, of any operations
 * that have a gradient (A may add a constant). `f` is what was measured, a volume for each result of A. TV, `huber` and `spacing` as in `denoiseTv`; `weight` in units of u times the square of what A
 * makes of one: 0.8 times the standard deviation of the noise where A keeps the image's size, less where it blurs. A as a stack of views, a mask, a transform, a projection: its
 * adjoint is found, and so is its norm.
 *
 * Algorithm 1 of Chambolle and Pock 2011, as `deblurTv`, with steps that adapt themselves (`balance` says to what: 0.5 is good for blurs and masks, 2 where A leaves as much open as in `superResolveTv`, 0.02 for projections: `radon` from 16 angles).
 * `relaxation` of 1.8 (Condat 2013) takes a third to a half of the iterations less for blurs, masks and means of noisy data, and is what `deblurTv`, `inpaintTv` and `superResolveTv` have; more where data are met exactly. `result` is f32 like `like`; `gap` is the relative duality gap that was reached, a certificate
 * that the box makes finite: the objective is above the least one by at most so much of itself (or of 1e-6 of ½ Σ |f|², where that is more); `iterations`, and `converged`: whether the gap fell below
 * `tolerance` within `maxIterations`. A NaN in the data ends it at once, unconverged, and makes the whole result NaN; `inpaintTv` leaves voxels out. Memory beside the data, of a blur: eight volumes in 2-D, nine in 3-D.
 *
 * Data that are to be met exactly take a small weight, 1e-7 of the range of u: a spectrum along 22 radial lines then gives back a phantom within 1e-6 (test/gpu/solve/radialLines.test.ts).
 *
 * Throws `ArgumentError` for a pipeline that has no adjoint, data that are not of the shape of what A makes, a weight of 0, a box without room.
 * @example
 * import { downscaleLocalMean, HostVolume, openEngine, solveTv } from 'brightfield';
 * const seen = new HostVolume({ shape: { x: 4 }, data: Float32Array.of(0.2, 0.2, 0.8, 0.8) });
 * const like = new HostVolume({ shape: { x: 8 } });
 * using engine = await openEngine();
 * const { result, gap } = solveTv((u) => downscaleLocalMean(u, { factors: { x: 2 } }), seen, { like, weight: 1e-3, low: 0, high: 1 });
 * const answer = await engine.run({ result, gap });
 * (await answer.result.read()).data; // about 0.2 four times, then 0.8 four times
 */
export function solveTv(
  A: Pipeline,
  f: Input | readonly Input[],
  options: SolveTvOptions = {},
): Readonly<Record<'result' | 'gap' | 'iterations' | 'converged', Node>> {
  const { like, norm, start, ...rest } = options;
  const { weight, isotropic, huber, spacing, low, high, tolerance, maxIterations, balance, relaxation } = parseParams(
    NAME,
    params,
    rest,
  );
  const refuse = (mustHold: string, got: string): never => {
    throw new ArgumentError(NAME, mustHold, got);
  };
  checkBox(low, high, refuse);
  if (weight === 0) refuse('the weight must be above 0 (cgls solves without one)', '0');
  const box = givenBox(low, high);
  return within(NAME, () => {
    const { axes, ...problem } = posed(NAME, A, f, { like, norm, start }, box, refuse);
    return minimiseTv({
      ...problem,
      of: variationOf(axes, { weight, isotropic, huber, spacing }),
      balance,
      relaxation,
      box,
      tolerance,
      maxIterations,
    });
  });
}
