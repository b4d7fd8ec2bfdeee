/** How often every pair of levels of two images meets: what measures of shared information are made of. */
import { AXES, shapeOf } from '../../core/axes.js';
import { integer } from '../../core/params.js';
import { convert, type Expr, float, input, numeric, select, test } from '../../graph/expr.js';
import type { Node } from '../../graph/node.js';
import { asFloat, describedAs, filled, kernelOf, pointwise, view } from '../../graph/primitive.js';
import { finiteRange } from '../measure/bins.js';
import { reduceAxes } from '../measure/reduce.js';

export const jointParams = {
  bins: integer('Bins along each image, evenly spaced over its finite range.', { default: 100, min: 1, max: 4096 }),
};

/** Voxels that an invocation counts, in groups of four along x. */
const GROUPS = 4;

export interface Joint {
  /** Voxels in each bin of both, the first image along x, the second along y; in each bin of one; and of all: u32. */
  readonly both: Node;
  readonly first: Node;
  readonly second: Node;
  readonly all: Node;
}

/** The joint histogram of all voxels that are finite in both images. */
export function jointHistogram(a: Node, b: Node, bins: number): Joint {
  const [first, second] = [fromLeast(a), fromLeast(b)];
  const pitch = 4 * Math.ceil(bins / 4);
  const like = describedAs(filled(0), { dtype: 'u32', layout: 'yx' });
  const counts = kernelOf({
    kernel: 'metrics/jointCounts',
    inputs: {
      a: { node: first.above },
      b: { node: second.above },
      low_a: { node: filled(0) },
      high_a: { node: first.length },
      low_b: { node: filled(0) },
      high_b: { node: second.length },
    },
    outputs: { counts: describedAs(like, { shape: shapeOf({ y: bins, x: pitch }) }) },
    atomics: ['counts'],
    params: { bins, pitch },
    domain: a.shape,
    tile: { x4: GROUPS },
  });
  const both = view(counts, shapeOf({ y: bins, x: bins }), {});
  const sums = (axes: 'x' | 'y'): Node => reduceAxes(both, [axes], 'sum', 'u32');
  const along = sums('y');
  return { both, first: along, second: sums('x'), all: reduceAxes(along, ['x'], 'sum', 'u32') };
}

/** An image above its least number, and the length of its range: far from 0, f32 has too few digits for the ends of bins. */
function fromLeast(image: Node): { above: Node; length: Node } {
  const { low, high } = finiteRange(image, undefined, AXES);
  const less = (node: Node): Node =>
    pointwise([node, low], ([v = input(0), l = input(1)]) => numeric('subtract', v, l));
  return { above: less(asFloat(image)), length: less(high) };
}

/** The sum, over all voxels counted, of something about their bin, over how many they are; NaN of none. */
export function average(counts: Node, others: readonly Node[], all: Node, about: (...args: Expr[]) => Expr): Node {
  const terms = pointwise(
    [counts, ...others],
    ([count = input(0), ...rest], upload) =>
      select(count, numeric('multiply', convert(count, 'f32'), about(count, ...rest)), upload(0)),
    'f32',
  );
  return pointwise([reduceAxes(terms, AXES, 'sum', 'f32'), all], ([sum = input(0), n = input(1)], upload) =>
    select(test('greater', n, upload(0, 'u32')), float('divide', sum, convert(n, 'f32')), upload(Number.NaN)),
  );
}

/** log(a / b) of two counts. */
export function logRatio(a: Expr, b: Expr): Expr {
  return float('log', float('divide', convert(a, 'f32'), convert(b, 'f32')));
}
