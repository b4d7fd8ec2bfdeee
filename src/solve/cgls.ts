/** Least squares by conjugate gradients. */
import type { Pipeline } from '../adjoint/adjoint.js';
import { ArgumentError } from '../core/errors.js';
import { type Expr, numeric } from '../graph/expr.js';
import type { Node } from '../graph/node.js';
import type { Input } from '../graph/operation.js';
import { literal, pointwise, within } from '../graph/primitive.js';
import { repeat } from '../graph/repeat.js';
import {
  EACH,
  type Iterated,
  type IterativeOptions,
  iterated,
  prepared,
  relative,
  renewed,
  type Standing,
  wholeOf,
} from './iterative.js';
import { difference, dot, named, ratio, reduced, stepped, taken, type Vector } from './vectors.js';

const NAME = 'cgls';

export interface CglsOptions extends IterativeOptions {
  /** What |x| costs: `½ damping² Σ x²` is added (Tikhonov). 0 where it is left out. */
  readonly damping?: number | undefined;
}

/**
 * The volume x that minimises `½ Σ |A(x) - f|² + ½ damping² Σ x²`, for any linear pipeline `A`: a function from a node to one or more. `f` is a volume for each result of A, `like`
 * what x is to be like where that is not the data. Of all that are equally good (`damping` 0), the one nearest to `start`. f32 like `like`.
 *
 * Conjugate gradients for least squares (Hestenes and Stiefel 1952; Björck 1996, Numerical methods for least squares problems, §7.4), the iterates of LSQR (Paige and Saunders 1982). It
 * ends when `|A*(f - A x) - damping² x| / |A* f|` is below `tolerance`; `residual` is that of the result, summed anew every four iterations (and the recursions begin anew
 * where they have drifted from it), and `converged` says whether it is below, within `maxIterations`. Data with noise are better left early: stop by `maxIterations`, or give a `damping`. Memory beside the data, of a blur: nine volumes in 2-D, nine in 3-D.
 *
 * Throws `ArgumentError` for a pipeline that has no gradient or is not linear, for data that are not of the shape that A makes, for parameters out of range.
 * @example
 * import { cgls, HostVolume, openEngine, uniformFilter } from 'brightfield';
 * const blurred = new HostVolume({ shape: { x: 5 }, data: Float32Array.of(0, 1, 1, 1, 0) });
 * using engine = await openEngine();
 * const { result, residual } = cgls((x) => uniformFilter(x, { size: 3, border: 'constant' }), blurred);
 * const answer = await engine.run({ result, residual });
 * (await answer.result.read()).data; // about 0 0 3 0 0: the one of least length whose means these are
 */
export function cgls(
  A: Pipeline,
  f: Input | readonly Input[],
  { damping = 0, ...options }: CglsOptions = {},
): Iterated {
  if (!(damping >= 0 && Number.isFinite(damping)))
    throw new ArgumentError(NAME, 'damping must be a finite number from 0', `${damping}`);
  return within(NAME, () => {
    const given = prepared(NAME, A, f, options);
    const { operator, data, start, tolerance, maxIterations } = given;
    const slope = (r: Vector, x: Node): Node => {
      const back = operator.back(r);
      return damping === 0 ? back : (reduced([back], literal(damping ** 2), [x])[0] as Node);
    };
    const left = difference(data, operator.forward(start));
    const begin = slope(left, start);
    const whole = wholeOf(given);
    const size = dot([whole], [whole]);
    const standing = (x: Node): Standing => {
      const r = difference(data, operator.forward(x));
      const s = slope(r, x);
      return { left: r, way: s, square: dot([s], [s]) };
    };
    const { state, ...end } = repeat<string>({
      state: { x: start, p: begin, square: dot([begin], [begin]), ...named('r', left) },
      body(at) {
        const [x, p, before] = [at.x, at.p, at.square] as [Node, Node, Node];
        const image = operator.linear(p);
        const along = ratio(before, damped(dot(image, image), p));
        const [next] = stepped([x], along, [p]) as [Node];
        const r = reduced(taken('r', at), along, image);
        const s = slope(r, next);
        const after = dot([s], [s]);
        const [direction] = stepped([s], ratio(after, before), [p]) as [Node];
        return { x: next, p: direction, square: after, ...named('r', r) };
      },
      measure: (next) => relative(standing(next.x as Node).square, size),
      adjust(next) {
        const told = { left: taken('r', next), way: next.p as Node, square: next.square as Node };
        const { left: r, way: p, square } = renewed(told, standing(next.x as Node));
        return { p, square, ...named('r', r) };
      },
      below: tolerance,
      promised: 'residual',
      check: EACH,
      max: maxIterations,
    });
    return iterated(state.x as Node, end, tolerance);
  });

  function damped(square: Node, p: Node): Node {
    if (damping === 0) return square;
    return pointwise([square, dot([p], [p])], ([a, b], upload) =>
      numeric('add', a as Expr, numeric('multiply', upload(damping ** 2), b as Expr)),
    );
  }
}
