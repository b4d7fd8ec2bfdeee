/** The adjoint of a view: what is shown comes back to where it was, and what is not shown gets nothing. */
import { AXES, type Axis, type Shape } from '../core/axes.js';
import type { Node, ViewCall } from '../graph/node.js';
import { describedAs, kernelOf, view, type Walk } from '../graph/primitive.js';
import { flipRows } from '../ops/geometry/flip.js';
import { gather } from '../ops/geometry/gather.js';
import { sum } from '../ops/measure/sum.js';

/** What the input of a view is given where the view is given something. */
export function viewAdjoint(call: ViewCall, given: Node): Node {
  const { input, walk } = call;
  const walkers = (axis: Axis): Axis[] =>
    AXES.filter((each) => walk[each].axis === axis && (given.shape[each] > 1 || each === axis));
  const walker = {} as Record<Axis, Axis>;
  for (const axis of AXES) {
    const long = walkers(axis).filter((each) => given.shape[each] > 1);
    const [own] = long.length ? long : walkers(axis);
    if (long.length > 1) throw new Error(`a view walks ${axis} twice`);
    walker[axis] = own ?? AXES.find((each) => given.shape[each] === 1) ?? axis;
  }
  const shape = Object.fromEntries(AXES.map((axis) => [axis, given.shape[walker[axis]]])) as unknown as Shape;
  const arranged: Walk = Object.fromEntries(AXES.map((axis) => [axis, { axis: walker[axis] }]));
  let at = AXES.every((axis) => walker[axis] === axis) ? given : view(given, shape, arranged);
  for (const axis of AXES) {
    const { start, step } = walk[walker[axis]].axis === axis ? walk[walker[axis]] : { start: 0, step: 1 };
    at = alongAxis(at, axis, start, step, input.shape[axis]);
  }
  return at;
}

function alongAxis(given: Node, axis: Axis, start: number, step: number, length: number): Node {
  const shown = given.shape[axis];
  if (shown > 1 && step === 0) return alongAxis(sum(given, { axes: axis }), axis, start, 1, length);
  if (shown === 1 || step === 1)
    return start === 0 && shown === length ? given : gather(given, { [axis]: { start: -start, length } }, 'constant');
  if (step === -1) return alongAxis(flipRows(given, [axis]), axis, start - shown + 1, 1, length);
  return kernelOf({
    kernel: 'geometry/spread',
    inputs: { src: { node: given, as: 'f32', reach: { [axis]: 'all' } } },
    outputs: { dst: describedAs(given, { dtype: 'f32', shape: { ...given.shape, [axis]: length } }) },
    params: { start, step },
    along: axis as Exclude<Axis, 'x'>,
    gradient: { kind: 'none', why: 'the gradient of a gradient through a view in steps' },
  });
}
