/** The parts of a histogram, for operations that need one: the range of an image, the edges of its bins and their counts. */
import type { Axis } from '../../core/axes.js';
import { input, select, test } from '../../graph/expr.js';
import type { Node } from '../../graph/node.js';
import { asFloat, describedAs, kernelOf, pointwise, view } from '../../graph/primitive.js';
import { counted } from './counted.js';
import { maskedBy } from './over.js';
import { rangeOver, withoutAxes } from './reduce.js';

/** The least and the greatest finite number inside the mask, as f32; NaN where there is none. */
export function finiteRange(src: Node, mask: Node | undefined, axes: readonly Axis[]): { low: Node; high: Node } {
  const { low, high } = rangeOver(maskedBy(asFloat(src), mask, Number.NaN), axes);
  const orNaN = (found: Node): Node =>
    pointwise([found], ([v = input(0)], upload) => select(test('isFinite', v), v, upload(Number.NaN)));
  return { low: orNaN(low), high: orNaN(high) };
}

/** What `shaders/measure/histogramEdges.wgsl` tells of bins. */
const OF_BINS = { edges: 0, middles: 1, widths: 2 } as const;

/** The edges of equal bins, along x; or of every bin its middle, or its width. */
export function edgesOf(low: Node, high: Node, bins: number, what: keyof typeof OF_BINS = 'edges'): Node {
  const shape = { ...low.shape, x: what === 'edges' ? bins + 1 : bins };
  return kernelOf({
    kernel: 'measure/histogramEdges',
    inputs: { low: { node: low, as: 'f32' }, high: { node: high, as: 'f32' } },
    outputs: { edges: describedAs(low, { shape, dtype: 'f32', layout: `${low.layout}x` }) },
    constants: { OF_BINS: OF_BINS[what] },
    params: { bins },
  });
}

interface Count {
  readonly mask: Node | undefined;
  readonly axes: readonly Axis[];
  readonly bins: number;
  /** The ends of the bins: one for all, or one for each position that is kept. */
  readonly low: Node;
  readonly high: Node;
  /** No counted number lies outside of these: windows of bins beyond them are skipped. */
  readonly least: Node;
  readonly greatest: Node;
}

/** From so many bins on they are atomics: the windows of fewer are quicker. */
const MANY_BINS = 513;

/** How many numbers fall into each bin, along x, as u32. */
export function countBins(src: Node, { mask, axes, bins, low, high, least, greatest }: Count): Node {
  const values = maskedBy(asFloat(src), mask, Number.NaN);
  const ends = { low: { node: low, as: 'f32' }, high: { node: high, as: 'f32' } } as const;
  const keeps = (axis: Axis): boolean => !axes.includes(axis) && src.shape[axis] > 1;
  const images = (['n', 'c'] as const).filter((axis) => src.shape[axis] > 1);
  const isWhole = !keeps('z') && !keeps('y') && new Set(images.map(keeps)).size < 2;
  if (bins >= MANY_BINS && isWhole) return countedInField(values, axes, bins, ends, images.some(keeps));
  return counted(values, {
    kernel: 'measure/histogramPart',
    as: 'f32',
    inputs: { ...ends, least: { node: least, as: 'f32' }, greatest: { node: greatest, as: 'f32' } },
    params: {},
    axes,
    bins,
  });
}

/** Of all, or of each image by itself. */
function countedInField(
  src: Node,
  axes: readonly Axis[],
  bins: number,
  ends: Parameters<typeof kernelOf>[0]['inputs'],
  each: boolean,
): Node {
  const kept = withoutAxes(src, axes);
  const pitch = 4 * Math.ceil(bins / 4);
  const shape = { ...kept.shape, x: pitch };
  const counts = kernelOf({
    kernel: 'measure/histogramField',
    inputs: { src: { node: src, as: 'f32' }, ...ends },
    outputs: { counts: describedAs(kept, { shape, dtype: 'u32', layout: `${kept.layout}x` }) },
    atomics: ['counts'],
    sums: true,
    params: { bins, each: each ? pitch : 0 },
    domain: src.shape,
    tile: { x4: 8 },
  });
  return pitch === bins ? counts : view(counts, { ...shape, x: bins }, {});
}
