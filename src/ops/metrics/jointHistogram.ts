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
  const [rangeA, rangeB] = [finiteRange(a, undefined, AXES), finiteRange(b, undefined, AXES)];
  const pitch = 4 * Math.ceil(bins / 4);
  const like = describedAs(filled(0), { dtype: 'u32', layout: 'yx' });
  const counts = kernelOf({
    kernel: 'metrics/jointCounts',
    inputs: {
      a: { node: asFloat(a) },
      b: { node: asFloat(b) },
      low_a: { node: rangeA.low },
      high_a: { node: rangeA.high },
      low_b: { node: rangeB.low },
      high_b: { node: rangeB.high },
    },
    outputs: { counts: describedAs(like, { shape: shapeOf({ y: bins, x: pitch }) }) },
    atomics: ['counts'],
    params: { bins, pitch },
    domain: a.shape,
    tile: { x4: GROUPS },
  });
  const both = view(counts, shapeOf({ y: bins, x: bins }), {});
  const sums = (axes: 'x' | 'y'): Node => reduceAxes(both, [axes], 'sum', 'u32');
  const first = sums('y');
  return { both, first, second: sums('x'), all: reduceAxes(first, ['x'], 'sum', 'u32') };
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
