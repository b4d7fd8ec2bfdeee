/** The weight of a regulariser at which what is left over is as large as the noise. */
import { ArgumentError, UnfinishedError } from '../core/errors.js';
import { describe } from '../core/params.js';
import type { Engine } from '../engine/engine.js';
import { Node } from '../graph/node.js';
import { type Input, toNode } from '../graph/operation.js';
import { mean } from '../ops/measure/mean.js';
import { multiply, subtract } from '../ops/pointwise/arithmetic.js';

export interface SelectWeightOptions {
  /** What was measured. */
  readonly image: Input;
  /** The standard deviation of its noise, such as `estimateSigma` finds. */
  readonly sigma: number;
  /** The answer with a weight, or the outputs of a solver, `result` and `converged` among them. */
  readonly solve: (weight: number) => Node | Solved;
  /** What would be measured of an answer, such as its blur; the answer itself where left out. */
  readonly model?: (answer: Node) => Node;
  /** Where the search begins; sigma where left out. */
  readonly start?: number;
  /** How close to sigma is close enough, in proportion. */
  readonly tolerance?: number;
  readonly signal?: AbortSignal;
}

interface Solved {
  readonly result: Node;
  /** 1 where the solver came to its tolerance. */
  readonly converged?: Node;
}

export interface SelectedWeight {
  readonly weight: number;
  /** The root mean square of model(answer) - image at that weight. */
  readonly residual: number;
  /** How many times the problem was solved. */
  readonly solved: number;
  /** Whether the solver converged at that weight; undefined where `solve` gives its answer alone. */
  readonly converged: boolean | undefined;
}

/** What a bracket grows by, at most so many times. */
const GROWTH = 8;
const MOST_GROWTHS = 7;
const MOST_STEPS = 40;
/** What less is left over than this part of sigma counts as: a logarithm of 0 would draw no line. */
const LEAST = 1e-4;

/**
 * The discrepancy principle (V. A. Morozov, On the solution of functional equations by the method of regularization, 1966): the weight at which the root mean square of
 * `model(result) - image` is `sigma`, within `tolerance` (1 % unless said). With less, noise is kept; with more, the image is lost. For `denoiseTv`, `deblurTv`, `tikhonov`, `wiener` and whatever else
 * leaves over more the larger its weight. It solves the problem about six times: brackets the weight by factors of 8 about `start`, then draws lines through logarithms (Illinois: M. Dowell, P. Jarratt 1971); weights are uploaded, so it
 * is planned and compiled once. Where noise was estimated too large or too small, so is the weight. It smooths more than
 * the least error would: of the camera image with noise of 0.1 `denoiseTv` gets 0.13, where 0.08 is nearest to the image, by 0.9 dB.
 *
 * Throws `ArgumentError` for a sigma, start or tolerance that is not above 0, for NaN, and where no weight leaves over so much, or so little: sigma must be below the deviation of the image itself. Rejects with
 * `UnfinishedError` where what is left over does not grow with the weight, and with `CancelledError` once `signal` is aborted.
 * @example
 * import { denoiseTv, HostVolume, openEngine, selectWeight } from 'brightfield';
 * const image = new HostVolume({ shape: { x: 4 }, data: Float32Array.of(0, 0, 1, 1) });
 * using engine = await openEngine();
 * const solve = (weight: number) => denoiseTv(image, { weight, tolerance: 1e-6 });
 * const { weight, converged } = await selectWeight(engine, { image, sigma: 0.05, solve }); // about 0.1; true
 */
export async function selectWeight(
  engine: Pick<Engine, 'run'>,
  {
    image,
    sigma,
    solve,
    model = (answer) => answer,
    start = sigma,
    tolerance = 0.01,
    signal,
  } = {} as SelectWeightOptions,
): Promise<SelectedWeight> {
  for (const [name, number] of Object.entries({ sigma, start, tolerance }))
    if (!(Number.isFinite(number) && number > 0))
      throw new ArgumentError('selectWeight', `${name} must be a number above 0`, `${number}`);
  for (const [name, given] of Object.entries({ solve, model }))
    if (typeof given !== 'function')
      throw new ArgumentError('selectWeight', `${name} must be a function`, describe(given));
  const data = toNode(image, 'selectWeight', 'image');
  let solved = 0;
  let converged: boolean | undefined;
  /** How far the logarithm of what is left over lies from that of sigma. */
  const off = async (weight: number): Promise<number> => {
    const answer = solve(weight);
    const given: Solved = answer instanceof Node ? { result: answer } : answer;
    const rest = subtract(model(given.result), data);
    const square = mean(multiply(rest, rest));
    const volumes = await engine.run(
      { square, ...(given.converged && { converged: given.converged }) },
      signal ? { signal } : {},
    );
    solved++;
    try {
      const [size, came] = await Promise.all(
        Object.values(volumes).map(async (volume) => (await volume.read()).at({})),
      );
      converged = came === undefined ? undefined : came !== 0;
      const residual = Math.sqrt(size ?? Number.NaN);
      if (Number.isNaN(residual)) throw new ArgumentError('selectWeight', 'image and answer must be numbers', 'NaN');
      return Math.log(Math.max(residual / sigma, LEAST));
    } finally {
      for (const volume of Object.values(volumes)) volume.dispose();
    }
  };
  const close = Math.log1p(tolerance);
  const found = (at: Point): SelectedWeight => ({
    weight: Math.exp(at.log),
    residual: sigma * Math.exp(at.off),
    solved,
    converged,
  });

  let here: Point = { log: Math.log(start), off: await off(start) };
  if (Math.abs(here.off) <= close) return found(here);
  const way = here.off > 0 ? -1 : 1;
  let other = here;
  for (let step = 0; ; step++) {
    if (step === MOST_GROWTHS)
      throw new ArgumentError(
        'selectWeight',
        `sigma must be ${way > 0 ? 'below' : 'above'} what is left over at a weight of ${Math.exp(other.log).toPrecision(2)}, ${(sigma * Math.exp(other.off)).toPrecision(3)}`,
        `${sigma}`,
      );
    const log = other.log + way * Math.log(GROWTH);
    const next = { log, off: await off(Math.exp(log)) };
    if (Math.abs(next.off) <= close) return found(next);
    here = other;
    other = next;
    if (Math.sign(next.off) !== Math.sign(here.off)) break;
  }
  // `other` is the newer end; the older one counts half when it stays twice
  let share = here.off;
  for (let step = 0; step < MOST_STEPS; step++) {
    const log = other.log - (other.off * (other.log - here.log)) / (other.off - share);
    const next = { log, off: await off(Math.exp(log)) };
    if (Math.abs(next.off) <= close) return found(next);
    if (Math.sign(next.off) === Math.sign(other.off)) share /= 2;
    else {
      here = other;
      share = here.off;
    }
    other = next;
  }
  throw new UnfinishedError(`selectWeight: no weight leaves over ${sigma} after ${solved} solutions`);
}

interface Point {
  readonly log: number;
  readonly off: number;
}
