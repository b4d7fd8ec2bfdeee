/** The norm of a linear pipeline. */

import type { Pipeline } from '../adjoint/adjoint.js';
import type { Description } from '../core/hostVolume.js';
import { integer, number, type ParamOptions, parseParams } from '../core/params.js';
import { type Expr, numeric } from '../graph/expr.js';
import type { Node } from '../graph/node.js';
import { filled, pointwise, within } from '../graph/primitive.js';
import { repeat } from '../graph/repeat.js';
import { randomNormal } from '../ops/generate/randomNormal.js';
import { less } from '../ops/pointwise/compare.js';
import { linearOf } from './linear.js';
import { greatest, length, over, quotient, type Vector } from './vectors.js';

const params = {
  tolerance: number('The relative change from one iteration to the next at which it ends.', {
    default: 1e-5,
    min: 1e-7,
    max: 1,
  }),
  maxIterations: integer('Iterations at most; rounded up to tens.', { default: 300, min: 1, max: 1_000_000 }),
  seed: integer('Of the random volume that it begins with.', { default: 0, min: 0, max: 4_294_967_295 }),
};

const CHECK = 10;

/**
 * The norm ‖A‖ of a linear pipeline of volumes like `like`: the most by which it lengthens a volume, √ of the largest eigenvalue of A* A. What steps of iterative methods follow
 * from. `norm` is one voxel of f32; it approaches from below, within 0.2 % for differences and blurs of images at the default. A constant that A adds does not count.
 *
 * Power iteration on A* A, with lengths made 1 between A and A* (von Mises and Pollaczek-Geiringer 1929) from a random volume; memory, of a blur: three volumes in 2-D, three in 3-D. `converged` says whether the relative change of an
 * iteration fell below `tolerance` within `maxIterations`: the eigenvalues of differences are close to each other, and what is still missing is some tens of times that change. Any
 * norm from 1e-30 to 1e30 is found; that of a pipeline that makes 0 of everything is 0.
 *
 * Throws `ArgumentError` for a pipeline that has no adjoint, and for parameters out of range.
 * @example
 * import { HostVolume, gradient, openEngine, operatorNorm, uniformFilter } from 'brightfield';
 * const image = new HostVolume({ shape: { y: 32, x: 32 } });
 * const { norm } = operatorNorm((u) => uniformFilter(u, { size: 3 }), image);
 * using engine = await openEngine();
 * using volume = await engine.run(norm);
 * (await volume.read()).at({}); // 1: a mean over neighbours changes no constant image
 */
export function operatorNorm(
  A: Pipeline,
  like: Description,
  options: ParamOptions<typeof params> = {},
): Readonly<Record<'norm' | 'iterations' | 'converged', Node>> {
  const { tolerance, maxIterations, seed } = parseParams('operatorNorm', params, options);
  return within('operatorNorm', () => {
    const operator = linearOf('operatorNorm', A, like);
    const { n, c, z, y, x } = like.shape;
    const begin = randomNormal({ shape: { n, c, z, y, x }, seed });
    const { state, iterations, last } = repeat<string>({
      state: { v: unit([begin]).unit[0] as Node, norm: filled(0) },
      body({ v }) {
        // |A* A v| / |A v| is at least |A v|, and no square of the norm is ever formed
        const seen = unit(operator.linear(v as Node));
        const back = unit([operator.back(seen.unit)]);
        return { v: back.unit[0] as Node, norm: back.long };
      },
      measure: (next, before) =>
        pointwise([next.norm as Node, before.norm as Node], ([a, b]) =>
          quotient(numeric('abs', numeric('subtract', a as Expr, b as Expr)), a as Expr),
        ),
      below: tolerance,
      promised: 'change of the norm',
      check: CHECK,
      max: CHECK * Math.ceil(maxIterations / CHECK),
    });
    return { norm: state.norm as Node, iterations, converged: less(last, tolerance) };
  });
}

/** A vector of length 1, and how long it was; zeros stay so. What is tiny or huge is first made of size 1, since squares of it are no numbers of 32 bits. */
function unit(vector: Vector): { readonly unit: Node[]; readonly long: Node } {
  const most = greatest(vector);
  const scaled = over(vector, most);
  const size = length(scaled);
  return {
    unit: over(scaled, size),
    long: pointwise([most, size], ([m, s]) => numeric('multiply', m as Expr, s as Expr)),
  };
}
