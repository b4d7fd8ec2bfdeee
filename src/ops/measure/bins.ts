/** The parts of a histogram, for operations that need one: the range of an image, the edges of its bins and their counts. */
import { type Axis, ROW_AXES } from '../../core/axes.js';
import { isInteger } from '../../core/dtype.js';
import { input, select, test } from '../../graph/expr.js';
import type { AxisReach, Node } from '../../graph/node.js';
import { asFloat, describedAs, kernelOf, pointwise, reach } from '../../graph/primitive.js';
import { maskedBy } from './over.js';
import { passAlong, reduceAxes, reducePass, withoutAxes } from './reduce.js';

/** The least and the greatest finite number inside the mask, as f32; NaN where there is none. */
export function finiteRange(src: Node, mask: Node | undefined, axes: readonly Axis[]): { low: Node; high: Node } {
  const end = (side: 1 | -1): Node => {
    const lost = side * Number.POSITIVE_INFINITY;
    const finite = isInteger(src.dtype)
      ? asFloat(src)
      : pointwise([src], ([v = input(0)], upload) => select(test('isFinite', v), v, upload(lost)));
    const found = reduceAxes(maskedBy(finite, mask, lost), axes, side > 0 ? 'min' : 'max', 'f32');
    return pointwise([found], ([v = input(0)], upload) => select(test('isFinite', v), v, upload(Number.NaN)));
  };
  return { low: end(1), high: end(-1) };
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

/** Bins in the memory of one invocation. Few sizes, so that few pipelines are compiled. */
const MOST_BINS = 256;
const WINDOWS = [16, 64, MOST_BINS];
/** Voxels that one invocation counts at least, so that writing out its bins costs little beside. */
const LEAST_PART = 4096;
const MOST_SPANS = 64;
/** A part in so many smaller ones, where a device cannot bind all of its rows. */
const PIECES = 8;

/** How many numbers fall into each bin, along x, as u32. Private bins and a sum of the parts: nothing is atomic. */
export function countBins(src: Node, { mask, axes, bins, low, high, least, greatest }: Count): Node {
  const kept = withoutAxes(src, axes);
  const like = describedAs(kept, { shape: { ...kept.shape, x: bins }, dtype: 'u32', layout: `${kept.layout}x` });
  const window = WINDOWS.find((size) => size >= bins) ?? MOST_BINS;
  // an axis of one voxel is as good as a reduced one
  const free = ROW_AXES.filter((axis) => axes.includes(axis) || src.shape[axis] === 1);
  const along = free.reduce((best, axis) => (src.shape[axis] > src.shape[best] ? axis : best), free[0] ?? 'y');
  const width = Math.ceil(src.shape.x / 4);
  const part = Math.max(LEAST_PART, 4 * bins) / 4;
  const wanted = Math.min(MOST_SPANS, Math.ceil(width / part));
  const spans = free.length > 0 || wanted === 1 ? wanted : 8 * Math.ceil(wanted / 8);
  const counted = maskedBy(asFloat(src), mask, Number.NaN);
  const length = src.shape[along];
  const partsOf = (rows: number): Node => {
    const shape = { ...src.shape, x: bins, [along]: Math.ceil(length / rows) * spans };
    const description = describedAs(like, { shape });
    const pieces = Math.min(PIECES, rows);
    const inPieces = (): Node[] => {
      const smaller = partsOf(rows / pieces);
      return [reducePass(smaller, passAlong(smaller.shape, along, true, pieces), 'sum', description)];
    };
    return kernelOf({
      kernel: 'measure/histogramPart',
      inputs: {
        src: { node: counted, as: 'f32', reach: { x: 'all', [along]: rowsRead(along, rows, spans) } },
        low: { node: low, as: 'f32' },
        high: { node: high, as: 'f32' },
        least: { node: least, as: 'f32' },
        greatest: { node: greatest, as: 'f32' },
      },
      outputs: { counts: description },
      constants: { WINDOW: window },
      params: { bins, spans, rows, groups: Math.ceil(width / spans) },
      along,
      tile: { x4: window / 4 },
      ...(pieces > 1 && { narrower: inPieces }),
    });
  };
  // a power of two, which halves down to one row
  const parts = partsOf(free.length > 0 && spans === 1 ? 2 ** Math.floor(Math.log2(Math.max(1, part / width))) : 1);
  if (free.length > 0 || spans === 1) return reduceAxes(parts, free, 'sum', 'u32', like);
  // every row is kept: its spans lie side by side and are summed, no further
  const pass = { ...passAlong(parts.shape, along), constants: { CHUNK: spans } };
  return reducePass(
    parts,
    { ...pass, reach: { [along]: { ...reach(along, 0, spans - 1), scale: spans } } },
    'sum',
    like,
  );
}

/** What a part reads: so many rows of its own, or a span of one row, which it shares with the spans beside it. */
function rowsRead(along: Axis, rows: number, spans: number): AxisReach {
  return spans === 1 ? { ...reach(along, 0, rows - 1), scale: rows } : { ...reach(along, 1, 1), scale: 1 / spans };
}
