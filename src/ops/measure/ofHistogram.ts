/** Thresholds that a kernel picks from a histogram. */
import { AXES, type Axis } from '../../core/axes.js';
import { DTYPES, isInteger } from '../../core/dtype.js';
import { integer } from '../../core/params.js';
import { convert, input, numeric, select, test } from '../../graph/expr.js';
import type { Node } from '../../graph/node.js';
import type { RefuseCall } from '../../graph/operation.js';
import { describedAs, filled, kernelOf, pointwise } from '../../graph/primitive.js';
import { countBins, edgesOf, finiteRange } from './bins.js';
import { checkMask, overParams } from './over.js';
import { withoutAxes } from './reduce.js';

export const ofHistogramParams = {
  bins: integer('The number of bins for floats and for integers of 32 bits.', { default: 256, min: 2, max: 65536 }),
  ...overParams,
};

interface Wanted {
  readonly bins: number;
  readonly axes?: readonly Axis[] | undefined;
  readonly mask: Node | undefined;
  /** The least and the greatest finite number, where they are known. */
  readonly range?: { readonly low: Node; readonly high: Node } | undefined;
  readonly refuse: RefuseCall;
}

/** The counts of an image, and the bins that they are of: one a level for integers of up to 16 bits, else equal parts of the range. */
export function binned(src: Node, { bins: wanted, axes = AXES, mask, range, refuse }: Wanted) {
  checkMask(src, mask, refuse);
  if (!axes.includes('x')) refuse('axes must name x', axes.join(', '));
  const { bytes, min, max } = DTYPES[src.dtype];
  const levels = isInteger(src.dtype) && bytes <= 2;
  const { low: least, high: greatest } = range ?? finiteRange(src, mask, axes);
  // a level is the centre of a bin of width 1
  const low = levels ? filled(min - 0.5) : least;
  const high = levels ? filled(max + 0.5) : greatest;
  const bins = levels ? max - min + 1 : wanted;
  const counts = countBins(src, { mask, axes, bins, low, high, least, greatest });
  return { counts, bins, low, high, least, greatest, levels };
}

/** The first and the last bin that may hold numbers, as i32: of levels those of the least and the greatest number. */
export function binEnds(src: Node, { levels, bins, least, greatest }: ReturnType<typeof binned>) {
  const one = describedAs(filled(0), { dtype: 'i32' });
  const level = (node: Node): Node =>
    pointwise(
      [node],
      ([v = input(0)], upload) => convert(numeric('subtract', v, upload(DTYPES[src.dtype].min)), 'i32'),
      'i32',
    );
  return {
    first: { node: levels ? level(least) : filled(0, one) },
    last: { node: levels ? level(greatest) : filled(bins - 1, one) },
  };
}

/** What the kernel makes of the counts and the edges; where all numbers are equal, that number. */
export function ofHistogram(kernel: string, src: Node, wanted: Wanted): Node {
  const { counts, bins, low, high, least, greatest } = binned(src, wanted);
  const parted = kernelOf({
    kernel,
    inputs: {
      counts: { node: counts, reach: { x: 'all' } },
      edges: { node: edgesOf(low, high, bins), reach: { x: 'all' } },
    },
    outputs: { dst: describedAs(withoutAxes(src, wanted.axes ?? AXES), { dtype: 'f32' }) },
  });
  return pointwise([parted, least, greatest], ([t = input(0), a = input(1), b = input(2)]) =>
    select(test('less', a, b), t, a),
  );
}
