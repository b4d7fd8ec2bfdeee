/** Conjugate gradients. */
import type { Pipeline } from '../adjoint/adjoint.js';
import { ArgumentError } from '../core/errors.js';
import type { Node } from '../graph/node.js';
import type { Input } from '../graph/operation.js';
import { within } from '../graph/primitive.js';
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
} from './iterative.js';
import { difference, dot, ratio, reduced, stepped, zeros } from './vectors.js';

const NAME = 'conjugateGradients';

/**
 * The volume x with `A(x) = f`, for a pipeline that is symmetric and positive: ⟨A x, y⟩ = ⟨x, A y⟩, ⟨A x, x⟩ > 0, such as `(x) => add(x, multiply(laplace(x), -2))`. What is neither
 * is solved by `cgls`. A constant that A adds counts as part of the data. f32 like `f`.
 *
 * Hestenes and Stiefel 1952. It ends when the residual `|f - A(x)| / |f - A(0)|` is below `tolerance`; `residual` is that of the result, summed anew every four iterations (and the recursions
 * begin anew where they have drifted from it), and `converged` says whether it is below, within `maxIterations`: of a pipeline that is not symmetric and positive it mostly is not. Memory beside the data, of a blur: seven volumes in 2-D, seven in 3-D.
 *
 * Throws `ArgumentError` for a pipeline that has no gradient or is not linear, for data that are not of the shape that A makes, for parameters out of range.
 * @example
 * import { add, conjugateGradients, HostVolume, laplace, multiply, openEngine } from 'brightfield';
 * const heat = new HostVolume({ shape: { x: 5 }, data: Float32Array.of(0, 0, 1, 0, 0) });
 * using engine = await openEngine();
 * const { result, residual } = conjugateGradients((x) => add(x, multiply(laplace(x), -2)), heat);
 * const answer = await engine.run({ result, residual }); // one implicit step of diffusion
 * (await answer.result.read()).data; // 0.129 0.194 0.355 0.194 0.129
 */
export function conjugateGradients(A: Pipeline, f: Input, options: IterativeOptions = {}): Iterated {
  return within(NAME, () => {
    const { operator, data, start, tolerance, maxIterations } = prepared(NAME, A, f, options);
    if (data.length !== 1) throw new ArgumentError(NAME, 'A must have one result', `${data.length}`);
    const [begin] = difference(data, operator.forward(start)) as [Node];
    const square = dot([begin], [begin]);
    const whole = difference(data, operator.forward(zeros(start)));
    const size = dot(whole, whole);
    const standing = (x: Node): Standing => {
      const [r] = difference(data, operator.forward(x)) as [Node];
      return { left: [r], way: r, square: dot([r], [r]) };
    };
    const { state, ...end } = repeat<string>({
      state: { x: start, r: begin, p: begin, square },
      body(at) {
        const [x, r, p, before] = [at.x, at.r, at.p, at.square] as [Node, Node, Node, Node];
        const [image] = operator.linear(p) as [Node];
        const along = ratio(before, dot([p], [image]));
        const [next] = stepped([x], along, [p]) as [Node];
        const [left] = reduced([r], along, [image]) as [Node];
        const after = dot([left], [left]);
        const [direction] = stepped([left], ratio(after, before), [p]) as [Node];
        return { x: next, r: left, p: direction, square: after };
      },
      measure: (next) => relative(standing(next.x as Node).square, size),
      adjust({ x, r, p, square }) {
        const told = { left: [r as Node], way: p as Node, square: square as Node };
        const { left, way, square: is } = renewed(told, standing(x as Node));
        return { r: left[0] as Node, p: way, square: is };
      },
      below: tolerance,
      promised: 'residual',
      check: EACH,
      max: maxIterations,
    });
    return iterated(state.x as Node, end, tolerance);
  });
}
