/**
 * Labels of a volume that is never there whole: the pieces of all blocks, those that touch across faces united, numbered as `label` numbers the
 * components of the whole, by the order of their first voxels in memory. Any box of them is painted from the runs of its blocks.
 */
import { ROW_AXES, type RowAxis, type Shape } from '../../core/axes.js';
import { HostVolume } from '../../core/hostVolume.js';
import { type Box, shapeIn } from '../../engine/box.js';
import type { BlockPlan } from '../planBlocks.js';
import { Forest } from './forest.js';
import { type Neighbour, PER_RUN, type Pieces, touching } from './pieces.js';

/** The pieces of a block, from wherever they are kept. */
export type PiecesAt = (block: number) => Promise<Pieces>;

/** The numbers of pieces. */
export interface Join {
  /** Where the pieces of each block begin in `numbers`. */
  readonly offsets: readonly number[];
  readonly numbers: Uint32Array;
  /** How many components each n and c has. */
  readonly counts: Int32Array;
}

/** Where blocks lie. */
class Places {
  private readonly steps: Readonly<Record<RowAxis, number>>;

  constructor(
    readonly shape: Shape,
    readonly plan: BlockPlan,
  ) {
    const along = (axis: RowAxis): number => Math.ceil(shape[axis] / plan.size[axis]);
    this.steps = { n: along('n'), c: along('c'), z: along('z'), y: along('y') };
  }

  /** The block that holds a row. */
  at(row: Readonly<Record<RowAxis, number>>): number {
    return ROW_AXES.reduce((sum, axis) => sum * this.steps[axis] + Math.floor(row[axis] / this.plan.size[axis]), 0);
  }

  box(block: number): Box {
    return this.plan.blocks[block] as Box;
  }

  /** The place of a row among those of its block. */
  rowIn(block: number, row: Readonly<Record<RowAxis, number>>): number {
    const box = this.box(block);
    return ROW_AXES.reduce((sum, axis) => sum * (box[axis][1] - box[axis][0]) + row[axis] - box[axis][0], 0);
  }
}

/** Unites pieces across the faces of blocks. Memory: 12 bytes a piece. */
export async function join(
  shape: Shape,
  plan: BlockPlan,
  neighbours: readonly Neighbour[],
  counts: readonly number[],
  piecesAt: PiecesAt,
): Promise<Join> {
  const places = new Places(shape, plan);
  const offsets = [0];
  for (const count of counts) offsets.push((offsets.at(-1) as number) + count);
  const total = offsets.at(-1) as number;
  const forest = Forest.of(total);
  const firsts = new Uint32Array(total);
  for (const [block, box] of plan.blocks.entries()) {
    const own = await piecesAt(block);
    const offset = offsets[block] as number;
    for (const [piece, first] of own.firsts.entries()) firsts[offset + piece] = placeInWhole(first, box, shape);
    const others = new Map<number, Pieces>();
    for (const row of facesOf(box)) {
      const mine = places.rowIn(block, row);
      const [from, to] = [own.rows[mine] as number, own.rows[mine + 1] as number];
      if (from === to) continue;
      for (const { dz, dy, aside } of neighbours) {
        const before = { ...row, z: row.z + dz, y: row.y + dy };
        if (before.z < 0 || before.y < 0 || before.y >= shape.y) continue;
        const other = places.at(before);
        if (other === block) continue;
        const theirs = others.get(other) ?? (await piecesAt(other));
        others.set(other, theirs);
        const at = places.rowIn(other, before);
        const base = offsets[other] as number;
        touching(
          own.runs,
          from,
          to,
          theirs.runs,
          theirs.rows[at] as number,
          theirs.rows[at + 1] as number,
          aside,
          (a, b) => {
            if (own.values[a] === theirs.values[b]) forest.unite(offset + a, base + b);
          },
        );
      }
    }
  }
  return { offsets, ...numberAll(shape, forest, firsts) };
}

/** Rows that have neighbours in other blocks before them. */
function* facesOf(box: Box): Generator<Readonly<Record<RowAxis, number>>> {
  for (let n = box.n[0]; n < box.n[1]; n++)
    for (let c = box.c[0]; c < box.c[1]; c++)
      for (let z = box.z[0]; z < box.z[1]; z++)
        for (let y = box.y[0]; y < box.y[1]; y++)
          if (z === box.z[0] || y === box.y[0] || y === box.y[1] - 1) yield { n, c, z, y };
}

/** The place in the order of memory of a voxel of a block. */
function placeInWhole(first: number, box: Box, { c, z, y, x }: Shape): number {
  const [row, along] = [Math.floor(first / x), first % x];
  const length = (axis: RowAxis): number => box[axis][1] - box[axis][0];
  const inY = row % length('y');
  const inZ = Math.floor(row / length('y')) % length('z');
  const inC = Math.floor(row / length('y') / length('z')) % length('c');
  const inN = Math.floor(row / length('y') / length('z') / length('c'));
  const at = ((box.n[0] + inN) * c + box.c[0] + inC) * z + box.z[0] + inZ;
  return (at * y + box.y[0] + inY) * x + along;
}

/** Numbers from 1 on in each image, by the first voxel of each set. */
function numberAll(shape: Shape, forest: Forest, firsts: Uint32Array): Pick<Join, 'numbers' | 'counts'> {
  const total = firsts.length;
  // blocks do not lie in the order of memory, so the least member of a set need not be the first
  const least = firsts.slice();
  for (let piece = 0; piece < total; piece++) {
    const root = forest.root(piece);
    if ((firsts[piece] as number) < (least[root] as number)) least[root] = firsts[piece] as number;
  }
  const order = least.filter((_, piece) => forest.root(piece) === piece).sort();
  const image = shape.z * shape.y * shape.x;
  const counts = new Int32Array(shape.n * shape.c);
  for (const first of order) (counts[Math.floor(first / image)] as number)++;
  const before = new Uint32Array(counts.length);
  for (let at = 1; at < counts.length; at++) before[at] = (before[at - 1] as number) + (counts[at - 1] as number);
  const numbers = firsts;
  for (let piece = 0; piece < total; piece++) {
    const first = least[forest.root(piece)] as number;
    numbers[piece] = placeOf(order, first) - (before[Math.floor(first / image)] as number) + 1;
  }
  return { numbers, counts };
}

/** The place of a number in an ordered list that has it. */
function placeOf(order: Uint32Array, number: number): number {
  let [low, high] = [0, order.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((order[middle] as number) < number) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The labels of a box, painted from the runs of the blocks that it touches. */
export async function paint(
  shape: Shape,
  plan: BlockPlan,
  { offsets, numbers }: Join,
  piecesAt: PiecesAt,
  box: Box,
): Promise<HostVolume> {
  const places = new Places(shape, plan);
  const part = shapeIn(shape, box);
  const data = new Int32Array(part.n * part.c * part.z * part.y * part.x);
  const held = new Map<number, Pieces>();
  let start = 0;
  for (let n = box.n[0]; n < box.n[1]; n++)
    for (let c = box.c[0]; c < box.c[1]; c++)
      for (let z = box.z[0]; z < box.z[1]; z++)
        for (let y = box.y[0]; y < box.y[1]; y++, start += shape.x) {
          const row = { n, c, z, y };
          const block = places.at(row);
          const { rows, runs } = held.get(block) ?? (await piecesAt(block));
          if (!held.has(block)) held.set(block, { rows, runs } as Pieces);
          const at = places.rowIn(block, row);
          const offset = offsets[block] as number;
          for (let run = rows[at] as number; run < (rows[at + 1] as number); run++)
            data.fill(
              numbers[offset + (runs[run * PER_RUN + 2] as number)] as number,
              start + (runs[run * PER_RUN] as number),
              start + (runs[run * PER_RUN + 1] as number),
            );
        }
  return new HostVolume({ shape: part, dtype: 'i32', data });
}
