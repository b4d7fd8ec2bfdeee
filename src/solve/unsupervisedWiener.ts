/** Wiener's filter that finds its balance itself. */

import { activeAxes, SPATIAL_AXES } from '../core/axes.js';
import { HostVolume } from '../core/hostVolume.js';
import { integer, number } from '../core/params.js';
import { gammaOf, mulberry32 } from '../core/seededRandom.js';
import { constant, convert, type Expr, float, numeric, select, test } from '../graph/expr.js';
import type { Node } from '../graph/node.js';
import { defineOp } from '../graph/operation.js';
import { asFloat, describedAs, filled, literal, pointwise, source } from '../graph/primitive.js';
import { repeat } from '../graph/repeat.js';
import { multiplicities } from '../ops/fourier/fourierParams.js';
import { sum } from '../ops/measure/sum.js';
import { randomLike, SAMPLER, seedParams } from '../ops/noise/random.js';
import { less } from '../ops/pointwise/compare.js';
import { clipParam, clipped } from './box.js';
import { answerOf } from './ended.js';
import { imageOf, spectrumOf } from './periodic.js';
import { checkPsf, psfParam, transferOf } from './psfParam.js';
import { differencesOf, power, squareOf } from './regularised.js';

const minus = (a: Expr | undefined, b: Expr | undefined): Expr => numeric('subtract', a as Expr, b as Expr);
const times = (a: Expr | undefined, b: Expr | undefined): Expr => numeric('multiply', a as Expr, b as Expr);

/**
 * `wiener` where nobody says how much noise there is: image, precision of the noise (one over its variance) and precision of the image's Laplacian are drawn in turn from what the data leave probable of each (Gibbs), and
 * the images of all rounds after `burnin` are averaged: the posterior mean (F. Orieux, J.-F. Giovannelli, T. Rodet, Bayesian estimation of regularization and point spread function parameters for Wiener-Hunt deconvolution, 2010, eqs. 27-31
 * and 44). scikit-image's `unsupervised_wiener`, in 2-D and 3-D, where `clip` is set, but for the random numbers: those of `seed` and `stream`, the same for the same, from real white noise (scikit-image's of half a spectrum is
 * unsymmetric where a column is its own mirror image, and of an even width it counts one twice: its prior may be a third weaker). Borders are periodic, as there.
 *
 * f32 of the shape of the image, in its units; n and c are a batch with precisions of their own. `noise` and `prior` hold the precisions that were drawn, one a round along x, 0 for rounds that did not take place. It ends when the mean
 * changes by less than `threshold` in proportion (as there: the sum of magnitudes of the change of its spectrum, over that of the spectrum, over the rounds averaged), after `minNumIter` rounds at least; `converged` says whether it did before `maxNumIter`.
 * A NaN ends it at once, unconverged, and makes the whole result NaN. Memory beside the image: seven volumes in 2-D, seven in 3-D.
 *
 * Throws `ArgumentError` for a psf that is even, larger than the image, all zeros or not of sum 1, a single voxel, and fewer rounds than `burnin` needs.
 * @example
 * import { HostVolume, openEngine, unsupervisedWiener } from 'brightfield';
 * const data = Float32Array.from({ length: 32 }, (_, x) => Math.sin(x / 2));
 * const blurred = new HostVolume({ shape: { x: 32 }, data });
 * using engine = await openEngine();
 * const { result, noise } = unsupervisedWiener(blurred, { psf: [0.25, 0.5, 0.25], seed: 1 });
 * const answer = await engine.run({ result, noise });
 */
export const unsupervisedWiener = defineOp({
  name: 'unsupervisedWiener',
  summary: 'Undo a known blur in the presence of noise of which nothing is known.',
  inputs: [{ name: 'src', doc: 'The blurred image.' }],
  params: {
    ...psfParam,
    threshold: number('The change of the mean at which it ends.', { default: 1e-4, min: 0, max: 1 }),
    burnin: integer('Rounds that are not averaged.', { default: 15, min: 0, max: 10_000 }),
    minNumIter: integer('Rounds at least.', { default: 30, min: 1, max: 10_000 }),
    maxNumIter: integer('Rounds at most; even.', { default: 200, min: 2, max: 10_000 }),
    ...clipParam,
    ...seedParams,
  },
  outputs: {
    result: 'The posterior mean, f32.',
    noise: 'The precision of the noise in every round, f32.',
    prior: 'That of the Laplacian.',
    iterations: 'How many rounds were done, u32.',
    converged: '1 where the mean had settled, else 0.',
  },
  vjp: 'it is the end of a loop',
  lower([src], { psf, threshold, burnin, minNumIter, maxNumIter, clip, seed, stream }, refuse) {
    checkPsf(psf, src.shape, refuse);
    const axes = activeAxes(src.shape);
    if (axes.length === 0) refuse('the image must be longer than one voxel', 'one voxel');
    if (maxNumIter % 2 !== 0 || maxNumIter < burnin + 3)
      refuse('maxNumIter must be even, and 3 above burnin at least', `${maxNumIter} and ${burnin}`);
    const f = asFloat(src);
    const last = axes.at(-1) ?? 'x';
    const { re, im = literal(0) } = transferOf(psf, f.shape, axes);
    const h = { re, im };
    const data = spectrumOf(f, axes);
    const differences = differencesOf(f, axes);
    const voxels = axes.reduce((count, axis) => count * f.shape[axis], 1);
    const weights = multiplicities(last, f.shape[last], 1);
    const one = describedAs(f, { shape: { ...f.shape, z: 1, y: 1, x: 1 } });
    const draws = drawsOf(maxNumIter, voxels, seed, stream);
    const rows = describedAs(f, { shape: { ...one.shape, x: maxNumIter } });
    const index = source(numbers(maxNumIter, (k) => k));
    const none = filled(0, describedAs(data.re, {}));

    /** |H|² and |L|² times the precisions, from the first inputs. */
    const precision = ([re, im, noise, prior, ...rest]: readonly Expr[]): Expr =>
      numeric('add', times(noise, power(re as Expr, im as Expr)), times(prior, squareOf('laplacian', rest)));
    const known = (noise: Node, prior: Node): Node[] => [h.re, h.im, noise, prior, ...differences];
    const sample = (sign: 'add' | 'subtract', noise: Node, prior: Node, six: readonly Node[]): Node =>
      pointwise([...six, ...known(noise, prior)], ([a, b, c, d, excursion, ...all]) => {
        const p = precision(all);
        const mean = float('divide', times(all[2], numeric(sign, times(a, b), times(c, d))), p);
        return numeric('add', mean, float('divide', excursion as Expr, float('sqrt', p)));
      });
    /** Of half a spectrum's squares, the sum over voxels that they stand for. */
    const total = (squares: Node): Node =>
      sum(
        pointwise([squares, weights], ([a, w], upload) => times(times(a, w), upload(1 / voxels))),
        {
          axes: [...SPATIAL_AXES],
        },
      );
    /** The number of this round. */
    const drawn = (table: Node, k: Node): Node =>
      sum(
        pointwise([table, index, k], ([t, i, at]) =>
          select(test('equal', i as Expr, at as Expr), t as Expr, constant(0)),
        ),
        {
          axes: 'x',
        },
      );
    const kept = (chain: Node, k: Node, value: Node): Node =>
      pointwise([chain, index, k, value], ([c, i, at, v]) =>
        select(test('equal', i as Expr, at as Expr), v as Expr, c as Expr),
      );

    const {
      state,
      iterations,
      last: moved,
      reason,
    } = repeat<string>({
      state: {
        k: filled(0),
        turn: filled(0, { ...filled(0), dtype: 'u32' }),
        gn: filled(1, one),
        gx: filled(1, one),
        re: none,
        im: none,
        noise: filled(0, rows),
        prior: filled(0, rows),
      },
      body(at) {
        const [k, gn, gx] = [at.k as Node, at.gn as Node, at.gx as Node];
        const white = randomLike(f, 'normal', { seed, stream: (stream ^ SAMPLER) >>> 0 }, refuse, { turn: at.turn });
        const excursion = spectrumOf(white, axes);
        const x = {
          re: sample('add', gn, gx, [h.re, data.re, h.im, data.im, excursion.re]),
          im: sample('subtract', gn, gx, [h.re, data.im, h.im, data.re, excursion.im]),
        };
        const residual = pointwise([x.re, x.im, h.re, h.im, data.re, data.im], ([a, b, c, d, e, g]) =>
          power(
            minus(e, numeric('subtract', times(a, c), times(b, d))),
            minus(g, numeric('add', times(a, d), times(b, c))),
          ),
        );
        const roughness = pointwise([x.re, x.im, ...differences], ([a, b, ...rest]) =>
          times(power(a as Expr, b as Expr), squareOf('laplacian', rest)),
        );
        const draw = (table: Node, squares: Node): Node =>
          pointwise([drawn(table, k), total(squares)], ([g, norm]) =>
            float('divide', times(constant(2), g), norm as Expr),
          );
        const noise = draw(draws.noise, residual);
        const prior = draw(draws.prior, roughness);
        const counted = (mean: Node, part: Node): Node =>
          pointwise([mean, part, k], ([m, p, at], upload) =>
            select(test('greater', at as Expr, upload(burnin)), numeric('add', m as Expr, p as Expr), m as Expr),
          );
        return {
          k: pointwise([k], ([a]) => numeric('add', a as Expr, constant(1))),
          turn: pointwise([at.turn as Node], ([a]) => numeric('add', a as Expr, constant(1, 'u32'))),
          gn: noise,
          gx: prior,
          re: counted(at.re as Node, x.re),
          im: counted(at.im as Node, x.im),
          noise: kept(at.noise as Node, k, noise),
          prior: kept(at.prior as Node, k, prior),
        };
      },
      measure: (next, before) => changeOf(next, before, burnin, minNumIter),
      below: threshold,
      promised: 'change of the mean',
      check: 2,
      max: maxNumIter,
    });
    const mean = (part: Node): Node =>
      pointwise([part, iterations], ([v, n], upload) =>
        float('divide', v as Expr, minus(convert(n as Expr, 'f32'), upload(burnin + 1))),
      );
    const image = imageOf({ re: mean(state.re as Node), im: mean(state.im as Node) }, axes, f.shape);
    return {
      result: answerOf(clip ? clipped(image, { low: -1, high: 1 }) : image, reason),
      noise: state.noise as Node,
      prior: state.prior as Node,
      iterations,
      converged: less(moved, threshold),
    };
  },
});

function numbers(count: number, of: (k: number) => number): HostVolume {
  return new HostVolume({ shape: { x: count }, data: Float32Array.from({ length: count }, (_, k) => of(k)) });
}

/** What the precisions are drawn of: gamma numbers whose shapes are known beforehand, half the number of data. */
function drawsOf(rounds: number, voxels: number, seed: number, stream: number) {
  const random = mulberry32((seed ^ Math.imul(stream + 1, 0x9e3779b1)) >>> 0);
  const noise = new Float32Array(rounds);
  const prior = new Float32Array(rounds);
  for (let k = 0; k < rounds; k++) {
    noise[k] = gammaOf(voxels / 2, random);
    prior[k] = gammaOf((voxels - 1) / 2, random);
  }
  const table = (data: Float32Array): Node => source(new HostVolume({ shape: { x: rounds }, data }));
  return { noise: table(noise), prior: table(prior) };
}

/** Σ |mean - mean before| / Σ |sum| / rounds averaged; a great number while too few are. */
function changeOf(
  next: Readonly<Record<string, Node>>,
  before: Readonly<Record<string, Node>>,
  burnin: number,
  least: number,
): Node {
  // the round just done counts from 0: rounds averaged are k - 1 - burnin
  const averaged = pointwise([next.k as Node], ([k], upload) => minus(k, upload(burnin + 1)));
  const apart = (part: string) => [next[part] as Node, before[part] as Node];
  const change = sum(
    pointwise([...apart('re'), ...apart('im'), averaged], ([a, b, c, d, m]) => {
      const less = minus(m, constant(1));
      const of = (now: Expr | undefined, then: Expr | undefined): Expr =>
        minus(float('divide', now as Expr, m as Expr), float('divide', then as Expr, less));
      return float('sqrt', power(of(a, b), of(c, d)));
    }),
  );
  const size = sum(
    pointwise([next.re as Node, next.im as Node], ([a, b]) => float('sqrt', power(a as Expr, b as Expr))),
  );
  return pointwise(
    [change, size, averaged, sum(next.gn as Node), next.k as Node],
    ([c, s, m, precisions, k], upload) => {
      const settled = test(
        'and',
        test('greater', m as Expr, constant(1.5)),
        test('greater', k as Expr, upload(least + 1.5)),
      );
      const moved = float('divide', float('divide', c as Expr, s as Expr), m as Expr);
      return select(test('isNaN', precisions as Expr), upload(Number.NaN), select(settled, moved, constant(1e30)));
    },
  );
}
