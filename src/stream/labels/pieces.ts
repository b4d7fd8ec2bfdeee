/**
 * The components of one block, on the host: runs along rows, united with those of the rows before them that they touch, and numbered in the order
 * in which their first voxels lie in memory. Runs, not voxels, are what is kept of a block.
 */
import { Forest } from './forest.js';

/** Numbers of a run: where it begins along x, where it ends, and its piece. */
export const PER_RUN = 3;

/** What is kept of a block. */
export interface Pieces {
  /** Where the runs of each row begin, in runs; one more than there are rows. */
  readonly rows: Uint32Array;
  /** The runs, three numbers each. */
  readonly runs: Uint32Array;
  /** The value of each piece, as 32 bits, and where its first voxel lies in the block. */
  readonly values: Uint32Array;
  readonly firsts: Uint32Array;
}

/** A stack of images of a block: so many images, slices, rows and voxels of a row. */
export interface BlockShape {
  readonly images: number;
  readonly z: number;
  readonly y: number;
  readonly x: number;
}

/** Rows before a row that touch it: how far off, and whether a voxel aside along x counts. */
export interface Neighbour {
  readonly dz: number;
  readonly dy: number;
  readonly aside: boolean;
}

/** The neighbours of a row where voxels touch that differ along up to `connectivity` axes. */
export function neighboursOf(connectivity: number): Neighbour[] {
  const near = [
    { dz: 0, dy: -1 },
    { dz: -1, dy: 0 },
    { dz: -1, dy: -1 },
    { dz: -1, dy: 1 },
  ];
  const axes = ({ dz, dy }: { dz: number; dy: number }): number => Math.abs(dz) + Math.abs(dy);
  return near
    .filter((each) => axes(each) <= connectivity)
    .map((each) => ({ ...each, aside: axes(each) < connectivity }));
}

/** The pieces of a block of whole numbers in the order of memory; `background` is none, as 32 bits. */
export function piecesOf(
  data: ArrayLike<number>,
  shape: BlockShape,
  background: number,
  neighbours: readonly Neighbour[],
): Pieces {
  const { images, z: depth, y: height, x: width } = shape;
  const rows = new Uint32Array(images * depth * height + 1);
  const runs: Growing = { data: new Uint32Array(4096), length: 0 };
  const values: number[] = [];
  const forest = new Forest();
  for (let image = 0; image < images; image++)
    for (let z = 0; z < depth; z++)
      for (let y = 0; y < height; y++) {
        const row = (image * depth + z) * height + y;
        const first = runs.length / PER_RUN;
        findRuns(data, row * width, width, background, runs, (value) => {
          values.push(value);
          return forest.add();
        });
        const last = runs.length / PER_RUN;
        rows[row + 1] = last;
        for (const { dz, dy, aside } of neighbours) {
          if (z + dz < 0 || y + dy < 0 || y + dy >= height) continue;
          const other = row + dz * height + dy;
          touching(
            runs.data,
            first,
            last,
            runs.data,
            rows[other] as number,
            rows[other + 1] as number,
            aside,
            (a, b) => {
              if (values[a] === values[b]) forest.unite(a, b);
            },
          );
        }
      }
  return numbered(rows, runs.data.slice(0, runs.length), values, forest, width);
}

interface Growing {
  data: Uint32Array;
  length: number;
}

function findRuns(
  data: ArrayLike<number>,
  from: number,
  width: number,
  background: number,
  runs: Growing,
  piece: (value: number) => number,
): void {
  for (let x = 0; x < width; ) {
    const value = (data[from + x] as number) >>> 0;
    const begin = x;
    x++;
    while (x < width && (data[from + x] as number) >>> 0 === value) x++;
    if (value === background) continue;
    if (runs.length + PER_RUN > runs.data.length) {
      const larger = new Uint32Array(2 * runs.data.length);
      larger.set(runs.data);
      runs.data = larger;
    }
    runs.data[runs.length++] = begin;
    runs.data[runs.length++] = x;
    runs.data[runs.length++] = piece(value);
  }
}

/** Tells the pieces of the runs of two rows that touch: runs `from` to `to` of each. */
export function touching(
  one: Uint32Array,
  from: number,
  to: number,
  two: Uint32Array,
  otherFrom: number,
  otherTo: number,
  aside: boolean,
  tell: (a: number, b: number) => void,
): void {
  const reach = aside ? 1 : 0;
  let low = otherFrom;
  for (let a = from; a < to; a++) {
    const [begin, end, piece] = [one[a * PER_RUN] as number, one[a * PER_RUN + 1] as number, one[a * PER_RUN + 2]];
    while (low < otherTo && (two[low * PER_RUN + 1] as number) + reach <= begin) low++;
    for (let b = low; b < otherTo && (two[b * PER_RUN] as number) < end + reach; b++)
      tell(piece as number, two[b * PER_RUN + 2] as number);
  }
}

/** Pieces by the order of their first runs, which is that of memory. */
function numbered(
  rows: Uint32Array,
  runs: Uint32Array,
  values: readonly number[],
  forest: Forest,
  width: number,
): Pieces {
  const numbers = new Int32Array(forest.size).fill(-1);
  const [firsts, kept]: [number[], number[]] = [[], []];
  for (let row = 0; row + 1 < rows.length; row++)
    for (let run = rows[row] as number; run < (rows[row + 1] as number); run++) {
      const root = forest.root(runs[run * PER_RUN + 2] as number);
      if ((numbers[root] as number) < 0) {
        numbers[root] = kept.length;
        kept.push(values[root] as number);
        firsts.push(row * width + (runs[run * PER_RUN] as number));
      }
      runs[run * PER_RUN + 2] = numbers[root] as number;
    }
  return { rows, runs, values: Uint32Array.from(kept), firsts: Uint32Array.from(firsts) };
}
