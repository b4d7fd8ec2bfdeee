/** Deconvolution by Richardson and Lucy's iteration. */
import { activeAxes, SPATIAL_AXES } from '../core/axes.js';
import { choice, flag, integer, number } from '../core/params.js';
import { constant, type Expr, float, numeric, select, test } from '../graph/expr.js';
import type { Node } from '../graph/node.js';
import { defineOp } from '../graph/operation.js';
import { asFloat, describedAs, filled, pointwise } from '../graph/primitive.js';
import { repeat } from '../graph/repeat.js';
import { sum } from '../ops/measure/sum.js';
import { multiply, subtract } from '../ops/pointwise/arithmetic.js';
import { clipParam, clipped } from './box.js';
import { BORDERS, observed } from './observed.js';
import { checkPsf, psfParam } from './psfParam.js';
import { curvatureOf } from './variationFlow.js';

/** What scikit-image keeps divisors from 0 by. */
const TINY = 1e-12;

/**
 * `numIter` steps of u · psfᵀ(src / (psf ∗ u)), which climb the likelihood of an image of photons (W. H. Richardson, Bayesian-based iterative method of image restoration, 1972; L. B. Lucy 1974), from 0.5
 * everywhere: what is not negative stays so, and the light stays the same. Few steps smooth, many sharpen and bring out noise. f32 of the shape of the image, in its units; n and c are a batch. Give data from 0 on, its offset taken off.
 *
 * Outside of the image lies what the method finds itself (`border: 'unknown'`: M. Bertero, P. Boccacci, A simple method for the reduction of boundary effects in the Richardson-Lucy approach to image deconvolution, 2005; u is larger by half
 * the psf to every side, and cut in the end), zeros (`constant`, which darkens a bright border), or the image again (`wrap`). With `constant`, and `clip` set, scikit-image's `richardson_lucy`, in 2-D and 3-D; `filterEpsilon` as there.
 *
 * `tv` above 0 divides each step by 1 - tv div(∇u / |∇u|), total variation (N. Dey et al., Richardson-Lucy algorithm with total variation regularization for 3D confocal microscope deconvolution, 2006, eq. 10;
 * 0.002 there; a gradient below a thousandth of the voxel counts as flat). `accelerated` goes on along the way that u went (D. S. C. Biggs, M. Andrews, Acceleration of iterative image restoration algorithms, 1997, first order): 10 steps are as
 * many as 50. Convolutions by Fourier transforms. A NaN makes its image NaN. Memory beside the image with `wrap`: four volumes in 2-D, four in 3-D, four more accelerated, three
 * (five in 3-D) more with `tv`; with unknown borders six volumes in 2-D, seven in 3-D of the size of u.
 *
 * Throws `ArgumentError` for a psf that is even, larger than the image, all zeros, negative somewhere or not of sum 1, and parameters out of range.
 * @example
 * import { HostVolume, openEngine, richardsonLucy } from 'brightfield';
 * const blurred = new HostVolume({ shape: { x: 7 }, data: Float32Array.of(0, 0, 1, 2, 1, 0, 0) });
 * using engine = await openEngine();
 * using sharp = await engine.run(richardsonLucy(blurred, { psf: [0.25, 0.5, 0.25], numIter: 200 }));
 * (await sharp.read()).data; // about 0 0 0 4 0 0 0
 */
export const richardsonLucy = defineOp({
  name: 'richardsonLucy',
  summary: 'Deconvolve an image of photons, by Richardson and Lucy, with total variation and acceleration on request.',
  alsoKnownAs: ['deconvlucy'],
  inputs: [{ name: 'src', doc: 'The blurred image, from 0 on.' }],
  params: {
    ...psfParam,
    numIter: integer('How many steps.', { default: 50, min: 1, max: 1_000_000 }),
    ...clipParam,
    filterEpsilon: number('Where the blurred estimate is below this, the data are not looked at.', {
      default: 0,
      min: 0,
      max: 1e9,
    }),
    tv: number('How much variation is held down; below 1 / (2 · number of axes).', { default: 0, min: 0, max: 0.5 }),
    accelerated: flag('Whether steps go on along the way so far.', { default: false }),
    border: choice('What lies outside of the image: something that is found, zeros, or the image again.', BORDERS, {
      default: 'unknown',
    }),
  },
  vjp: 'it is the end of a loop',
  lower([src], { psf, numIter, clip, filterEpsilon, tv, accelerated, border }, refuse) {
    checkPsf(psf, src.shape, refuse);
    const negative = psf.data.find((number) => number < 0);
    if (negative !== undefined) refuse('the psf must not be negative anywhere, as light is not', `${negative}`);
    const axes = activeAxes(src.shape);
    if (tv > 0 && tv * 2 * axes.length >= 1)
      refuse(`tv must be below 1 / ${2 * axes.length} over ${axes.length} axes`, `${tv}`);
    const data = asFloat(src);
    const { start, forward, back, share, answer } = observed(data, psf, axes, border);
    const step = (u: Node): Node => {
      const relative = pointwise([data, forward(u)], ([f, seen], upload) => {
        const divisor = numeric('add', seen as Expr, constant(TINY));
        return select(test('less', divisor, upload(filterEpsilon)), constant(0), float('divide', f as Expr, divisor));
      });
      const grown = multiply(u, back(relative));
      const next = share ? multiply(grown, share) : grown;
      const curvature = tv > 0 ? curvatureOf(u) : undefined;
      return curvature
        ? pointwise([next, curvature], ([a, b], upload) =>
            float('divide', a as Expr, numeric('subtract', constant(1), numeric('multiply', upload(tv), b as Expr))),
          )
        : next;
    };
    const u = accelerated ? leaping(step, start, numIter) : plain(step, start, numIter);
    const seen = answer(u);
    return clip ? clipped(seen, { low: -1, high: 1 }) : seen;
  },
});

/** A loop counts by twos: one iteration of an odd number is done before. */
function plain(step: (u: Node) => Node, start: Node, count: number): Node {
  const begun = count % 2 === 1 ? step(start) : start;
  if (count === 1) return begun;
  return repeat({
    state: { u: begun },
    body: ({ u }) => ({ u: step(u) }),
    check: 2,
    max: 2 * Math.floor(count / 2),
  }).state.u;
}

/**
 * Steps from y = u + alpha (u - the u before), alpha = ⟨g, g before⟩ / |g before|² of the last two changes g = step(y) - y, from 0 to 1, of each image; it is 0 in the first two.
 */
function leaping(step: (u: Node) => Node, start: Node, count: number): Node {
  const once = count % 2 === 1;
  const begun = once ? step(start) : start;
  if (count === 1) return begun;
  const change = once ? subtract(begun, start) : filled(0, describedAs(start, {}));
  const alpha = filled(0, describedAs(start, { shape: { ...start.shape, z: 1, y: 1, x: 1 } }));
  return repeat({
    state: { u: begun, before: once ? start : begun, change, alpha },
    body({ u, before, change: last, alpha: length }) {
      const from = pointwise([u, before, length], ([a, b, l]) => {
        const on = numeric('multiply', l as Expr, numeric('subtract', a as Expr, b as Expr));
        return numeric('maximum', constant(0), numeric('add', a as Expr, on));
      });
      const next = step(from);
      const now = subtract(next, from);
      return { u: next, before: u, change: now, alpha: lengthOf(now, last) };
    },
    check: 2,
    max: 2 * Math.floor(count / 2),
  }).state.u;
}

function lengthOf(now: Node, last: Node): Node {
  const over = (a: Node, b: Node): Node => sum(multiply(a, b), { axes: [...SPATIAL_AXES] });
  return pointwise([over(now, last), over(last, last)], ([a, b]) => {
    const ratio = numeric(
      'minimum',
      constant(1),
      numeric('maximum', constant(0), float('divide', a as Expr, b as Expr)),
    );
    return select(test('greater', b as Expr, constant(0)), ratio, constant(0));
  });
}
