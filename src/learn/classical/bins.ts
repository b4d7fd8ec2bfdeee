/** Features in at most 256 steps: what trees are grown from. Where a feature has no more values than that, nothing is lost. */
import type { Work } from './pieces.js';
import type { Matrix } from './table.js';

const MOST_BINS = 256;

export interface Binned {
  readonly rows: number;
  /** For each feature the bin of each sample. */
  readonly codes: readonly Uint8Array[];
  /** For each feature the least and the greatest number in each bin. */
  readonly least: readonly Float32Array[];
  readonly most: readonly Float32Array[];
}

/** Bins of every column, with as many samples in each as its values allow. It rests at every column. */
export function* binned({ rows, columns, data }: Matrix): Work<Binned> {
  const [least, most, codes]: [Float32Array[], Float32Array[], Uint8Array[]] = [[], [], []];
  for (let j = 0; j < columns; j++) {
    const column = Float32Array.from({ length: rows }, (_, row) => data[row * columns + j] as number);
    const edges = edgesOf(column);
    const own = Uint8Array.from(column, (each) => binOf(edges, each));
    const low = new Float32Array(edges.length + 1).fill(Number.POSITIVE_INFINITY);
    const high = new Float32Array(edges.length + 1).fill(Number.NEGATIVE_INFINITY);
    own.forEach((bin, row) => {
      low[bin] = Math.min(low[bin] as number, column[row] as number);
      high[bin] = Math.max(high[bin] as number, column[row] as number);
    });
    least.push(low);
    most.push(high);
    codes.push(own);
    yield 0;
  }
  return { rows, codes, least, most };
}

/** Halfway, in 32 bits, as the GPU compares: at least the one, below the other. */
export function between(a: number, b: number): number {
  const middle = Math.fround((a + b) / 2);
  return middle < b ? middle : a;
}

function edgesOf(column: Float32Array): Float32Array {
  const sorted = column.slice().sort();
  const values = sorted.filter((each, at) => at === 0 || each !== sorted[at - 1]);
  if (values.length <= MOST_BINS)
    return Float32Array.from({ length: values.length - 1 }, (_, at) =>
      between(values[at] as number, values[at + 1] as number),
    );
  const edges: number[] = [];
  for (let bin = 1; bin < MOST_BINS; bin++) {
    const at = Math.floor((bin * sorted.length) / MOST_BINS);
    const edge = between(sorted[at - 1] as number, sorted[at] as number);
    // many samples of one value fill several bins: it is cut off once, from the next
    if (sorted[at - 1] !== sorted[at] && edge !== edges.at(-1)) edges.push(edge);
  }
  return Float32Array.from(edges);
}

function binOf(edges: Float32Array, number: number): number {
  let [low, high] = [0, edges.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (number <= (edges[middle] as number)) high = middle;
    else low = middle + 1;
  }
  return low;
}
