/**
 * Counts in the memory of invocations, each of which takes a part of the image, and the sum of the parts: nothing is atomic, and
 * the counts are the same in any order.
 */
import { type Axis, ROW_AXES } from '../../core/axes.js';
import type { ComputeType } from '../../core/dtype.js';
import type { AxisReach, KernelCall, Node } from '../../graph/node.js';
import { describedAs, kernelOf, reach } from '../../graph/primitive.js';
import { passAlong, reduceAxes, reducePass, withoutAxes } from './reduce.js';

/** Counts in the memory of one invocation. Few sizes, so that few pipelines are compiled. */
const MOST_BINS = 256;
const WINDOWS = [16, 64, MOST_BINS];
/** Voxels that one invocation counts at least, so that writing out its counts costs little beside. */
const LEAST_PART = 4096;
const MOST_SPANS = 64;
/** A part in so many smaller ones, where a device cannot bind all of its rows. */
const PIECES = 8;

interface Counted {
  /** A kernel in the manner of measure/histogramPart: its part is `rows` rows of `groups` groups, a span of `spans`. */
  readonly kernel: string;
  readonly as: ComputeType;
  /** What it reads besides `src`: one for all, or one for each position that is kept. */
  readonly inputs: Readonly<Record<string, { readonly node: Node; readonly as?: ComputeType }>>;
  readonly params: Readonly<Record<string, number>>;
  readonly constants?: KernelCall['constants'];
  readonly axes: readonly Axis[];
  readonly bins: number;
}

/** What a kernel counts of an image over axes, x among them: u32, the bins along x. */
export function counted(src: Node, { kernel, as, inputs, params, constants, axes, bins }: Counted): Node {
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
      kernel,
      inputs: { src: { node: src, as, reach: { x: 'all', [along]: rowsRead(along, rows, spans) } }, ...inputs },
      outputs: { counts: description },
      constants: { ...constants, WINDOW: window },
      params: { bins, spans, rows, groups: Math.ceil(width / spans), ...params },
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
