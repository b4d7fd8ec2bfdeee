/** Deblurring by total variation. */
import { activeAxes } from '../core/axes.js';
import { number } from '../core/params.js';
import { constant, type Expr, float, numeric, select, test } from '../graph/expr.js';
import type { Node } from '../graph/node.js';
import { defineOp } from '../graph/operation.js';
import { asFloat, describedAs, filled, pointwise } from '../graph/primitive.js';
import { repeat } from '../graph/repeat.js';
import { type Both, conjugate, product } from '../ops/fourier/complex.js';
import { multiplicities } from '../ops/fourier/fourierParams.js';
import { irfftn } from '../ops/fourier/irfftn.js';
import { rfftn } from '../ops/fourier/rfftn.js';
import { sum } from '../ops/measure/sum.js';
import { relativeGap } from './certificate.js';
import { checkPsf, psfParam, transferOf } from './psfParam.js';
import { CHECK, certified, endParams, rounds, variationParams } from './solverParams.js';
import { type Box, dualStep, gapParts, isBelow, primalStep, type Variation } from './tvSteps.js';

/** The part of the interval that voxels are expected to move: where the balance of steps begins. */
const EXPECTED_MOVE = 0.025;

export const deblurTv = defineOp({
  name: 'deblurTv',
  summary: 'Undo a known blur and noise by total variation, to a certified gap.',
  inputs: [{ name: 'src', doc: 'The blurred image.' }],
  params: {
    ...psfParam,
    ...variationParams,
    low: number('The least value that the result may have.', { default: 0 }),
    high: number('The greatest value that it may have.', { default: 1 }),
    ...endParams,
  },
  outputs: certified,
  vjp: 'it is the end of a loop',
  lower([src], { psf, weight, isotropic, low, high, tolerance, maxIterations }, refuse) {
    checkPsf(psf, src.shape, refuse);
    if (!(high > low)) refuse('high must be above low', `${low} to ${high}`);
    if (weight === 0) refuse('the weight must be above 0 (wiener undoes a blur without regularity)', '0');
    const f = asFloat(src);
    const axes = activeAxes(src.shape);
    if (axes.length === 0) refuse('the image must be longer than one voxel', 'one voxel');
    const last = axes.at(-1) ?? 'x';
    const voxels = axes.reduce((count, axis) => count * src.shape[axis], 1);
    const of: Variation = { axes, weight, isotropic };
    const box: Box = { low, high };
    const transfer = transferOf(psf, src.shape, axes);
    const data = spectrumOf(f);
    const strength = psf.data.reduce((total, item) => total + Math.abs(item), 0) ** 2;
    // steps: tau = r / scale, 1 / r for what is dual to the data, 1 / (2 r) for the variation; tau (1 / r + 4 d / (2 r)) <= 1
    const scale = strength + 2 * axes.length;
    const weights = multiplicities(last, src.shape[last], 1);

    function spectrumOf(image: Node): Both {
      const { real, imaginary } = rfftn(image, { axes });
      return { re: real, im: imaginary };
    }
    function imageOf({ re, im }: Both): Node {
      return irfftn(re, { imaginary: im, axes, length: src.shape[last] });
    }
    const fields = (at: Readonly<Record<string, Node>>): Node[] => axes.map((axis) => at[axis] as Node);
    const byAxis = (p: readonly Node[]) => Object.fromEntries(axes.map((axis, k) => [axis, p[k] as Node]));
    const nothing = filled(0, describedAs(f, {}));
    const none = filled(0, describedAs(data.re, {}));
    const back = (q: Both): Node => imageOf(product(conjugate(transfer), q) as Both);
    const dual = (at: Readonly<Record<string, Node>>): Both => ({ re: at.re as Node, im: at.im as Node });

    const {
      state,
      iterations,
      last: gap,
    } = repeat<string>({
      state: {
        u: clipped(f, box),
        bar: clipped(f, box),
        re: none,
        im: none,
        tau: filled((EXPECTED_MOVE * (high - low)) / weight / scale),
        ...byAxis(axes.map(() => nothing)),
      },
      body(at) {
        const tau = at.tau as Node;
        const blurred = product(transfer, spectrumOf(at.bar as Node)) as Both;
        const step = (q: Node, ax: Node, y: Node): Node =>
          pointwise([q, ax, y, tau], ([a, b, c, t], upload) => {
            const sigma = float('divide', upload(1 / scale), t as Expr);
            const moved = numeric(
              'add',
              a as Expr,
              numeric('multiply', sigma, numeric('subtract', b as Expr, c as Expr)),
            );
            return float('divide', moved, numeric('add', constant(1), sigma));
          });
        const q: Both = { re: step(at.re as Node, blurred.re, data.re), im: step(at.im as Node, blurred.im, data.im) };
        const p = dualStep(at.bar as Node, fields(at), tau, 1 / (2 * scale), of);
        const [u, bar] = primalStep(at.u as Node, back(q), p, tau, of, box);
        return { u, bar, re: q.re, im: q.im, tau: tau, ...byAxis(p) };
      },
      measure(next) {
        const q = dual(next);
        const blurred = product(transfer, spectrumOf(next.u as Node)) as Both;
        const part = (off: boolean): Node =>
          pointwise(
            [blurred.re, blurred.im, data.re, data.im, weights, ...(off ? [q.re, q.im] : [])],
            ([a, b, c, d, w, e, g], upload) => {
              const less = (x: Expr, y: Expr, z: Expr | undefined): Expr => {
                const residual = numeric('subtract', x, y);
                return z ? numeric('subtract', residual, z) : residual;
              };
              const [re, im] = [less(a as Expr, c as Expr, e), less(b as Expr, d as Expr, g)];
              const square = numeric('add', numeric('multiply', re, re), numeric('multiply', im, im));
              return numeric('multiply', numeric('multiply', upload(0.5 / voxels), w as Expr), square);
            },
            'f32',
          );
        return relativeGap([[part(true), part(false)], gapParts(next.u as Node, back(q), fields(next), of, box)]);
      },
      adjust: (next) => ({ tau: balanced(next.tau as Node, next.u as Node, f, fields(next), scale) }),
      below: tolerance,
      check: CHECK,
      max: rounds(maxIterations),
    });
    return { result: state.u as Node, gap, iterations, converged: isBelow(gap, tolerance) };
  },
});

function clipped(image: Node, { low, high }: Box): Node {
  return pointwise([image], ([v], upload) =>
    numeric('minimum', numeric('maximum', v as Expr, upload(low)), upload(high)),
  );
}

/**
 * The step at which the primal and the dual variable of the variation have equally far to go: with tau = r / scale, r becomes the geometric mean of itself and
 * |u - f| / |p| (after Applegate et al. 2021, Practical large-scale linear programming using primal-dual hybrid gradient, §3.3).
 */
function balanced(tau: Node, u: Node, f: Node, p: readonly Node[], scale: number): Node {
  const moved = sum(
    pointwise([u, f], ([a, b]) => {
      const by = numeric('subtract', a as Expr, b as Expr);
      return numeric('multiply', by, by);
    }),
  );
  const dual = sum(
    pointwise(p, (parts) =>
      parts.map((part) => numeric('multiply', part, part)).reduce((a, b) => numeric('add', a, b)),
    ),
  );
  return pointwise([tau, moved, dual], ([t, a, b], upload) => {
    const ratio = numeric('multiply', float('sqrt', float('divide', a as Expr, b as Expr)), upload(1 / scale));
    const next = float('sqrt', numeric('multiply', t as Expr, ratio));
    const usable = test('and', test('isFinite', next), test('greater', next, constant(0)));
    return select(usable, next, t as Expr);
  });
}
