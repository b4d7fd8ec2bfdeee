/**
 * Which blocks a result is computed in: multiples of the sink's chunks, as large as the memory allows, in the shape that reads least more
 * than once.
 */
import { ROW_AXES, type RowAxis, type Shape } from '../core/axes.js';
import { type Box, boxOf } from '../engine/box.js';
import type { Needs } from '../engine/regional.js';

/** Voxels of a block along each axis but x, whose rows are whole. */
export type BlockSize = Readonly<Record<RowAxis, number>>;

export interface BlockPlan {
  readonly size: BlockSize;
  readonly blocks: readonly Box[];
  /** Bytes of memory that the largest of the blocks looked at takes, with the one that is read meanwhile and the one that is written. */
  readonly bytes: number;
  /** Bytes that all blocks read, by those looked at. */
  readonly read: number;
  /** How often a voxel of the sources is read, on average of the blocks looked at. */
  readonly reread: number;
}

export interface PlanBlocksOptions {
  readonly budget: number;
  readonly grain?: Partial<BlockSize>;
  /** Bytes that a box is read with, where that is more than it has. */
  readonly read?: (needs: Needs) => number;
}

/** What a block takes with its neighbours in the pipeline: two are being read and two written at a time, one is on the device. */
export function bytesOf({ bytesRead, bytesMade, bytesOnDevice }: Needs): number {
  return 2 * (bytesRead + bytesMade) + bytesOnDevice;
}

/** The blocks of a shape, or the least that even the smallest blocks take where that is more than the budget. */
export function planBlocks(
  shape: Shape,
  needs: (box: Box) => Needs,
  { budget, grain = {}, read: readBy = ({ bytesRead }) => bytesRead }: PlanBlocksOptions,
): BlockPlan | { readonly least: number } {
  let best: { size: BlockSize; bytes: number; read: number; count: number } | undefined;
  let least = Number.POSITIVE_INFINITY;
  const look = (size: BlockSize): number => {
    const looked = sampled(shape, size).map(needs);
    const bytes = Math.max(...looked.map(bytesOf));
    const count = countOf(shape, size);
    const [head = 0, middle = 0, end = 0] = looked.map(readBy);
    const read = count === 1 ? head : head + (count - 2) * middle + end;
    least = Math.min(least, bytes);
    if (bytes > budget) return bytes;
    // of equal reading the fewer blocks, and of as many those whose rows lie together
    const better = !best || read < best.read * 0.999 || (read <= best.read * 1.001 && count <= best.count);
    if (better) best = { size, bytes, read, count };
    return bytes;
  };
  for (const n of halvings(shape.n, grain.n))
    for (const c of n === Math.min(shape.n, grain.n ?? 1) ? halvings(shape.c, grain.c) : [shape.c])
      for (const z of halvings(shape.z, grain.z)) {
        if (best && best.size.z > 4 * z) break;
        for (const y of halvings(shape.y, grain.y)) if (look({ n, c, z, y }) <= budget) break;
      }
  if (!best) return { least };
  const { size, bytes, read } = best as { size: BlockSize; bytes: number; read: number };
  const once = readBy(needs(boxOf((axis) => [0, shape[axis]])));
  return { size, blocks: blocksOf(shape, size), bytes, read, reread: once ? read / once : 1 };
}

/** A length, and its halves down to the grain, in multiples of it. */
function halvings(length: number, grain = 1): number[] {
  const found: number[] = [length];
  for (let at = length; at > grain; ) {
    at = Math.max(grain, Math.ceil(at / 2 / grain) * grain);
    if (at >= (found.at(-1) as number)) break;
    found.push(at);
  }
  return found;
}

/** Boxes of a size that cover a shape, in the order of memory. */
export function blocksOf(shape: Shape, size: BlockSize): Box[] {
  const along = (axis: RowAxis): Box['y'][] =>
    Array.from({ length: Math.ceil(shape[axis] / size[axis]) }, (_, at) => [
      at * size[axis],
      Math.min(shape[axis], (at + 1) * size[axis]),
    ]);
  return along('n').flatMap((n) =>
    along('c').flatMap((c) => along('z').flatMap((z) => along('y').map((y) => ({ n, c, z, y })))),
  );
}

function countOf(shape: Shape, size: BlockSize): number {
  return ROW_AXES.reduce((product, axis) => product * Math.ceil(shape[axis] / size[axis]), 1);
}

/** The first block, the last and one in the middle. */
function sampled(shape: Shape, size: BlockSize): Box[] {
  const at = (share: number): Box =>
    boxOf((axis) => {
      const from = Math.floor(share * (Math.ceil(shape[axis] / size[axis]) - 1)) * size[axis];
      return [from, Math.min(shape[axis], from + size[axis])];
    });
  return countOf(shape, size) === 1 ? [at(0)] : [at(0), at(0.5), at(1)];
}
