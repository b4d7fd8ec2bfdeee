/** Numbers of any size in their order, digit by digit: what labels are renumbered by. */
import { shapeOf, voxels } from '../../core/axes.js';
import { DTYPES } from '../../core/dtype.js';
import { constant, type Expr, test } from '../../graph/expr.js';
import type { Node } from '../../graph/node.js';
import { describedAs, EVERYWHERE, kernelOf, pointwise } from '../../graph/primitive.js';
import { comparedAs } from '../compared.js';
import { ranks } from '../measure/ranks.js';

/** Words that a level may have whatever the image: fewer levels, but more to go through. */
const [FEWEST_WORDS, MOST_WORDS] = [2 ** 14, 2 ** 22];
/** Words of a row, as lib/digits has it. */
const ROW = 1024;

/** What a kernel needs of a type: how it reads it, and its least number, from which numbers count. */
export const countedFrom = (node: Node) =>
  ({ as: comparedAs(node.dtype), lowest: DTYPES[node.dtype].min >>> 0 }) as const;

/** The voxels of one n and c. */
export const voxelsOfOne = ({ shape }: Node): number => voxels({ ...shape, n: 1, c: 1 });

/**
 * Of images of whole numbers, the tuple of numbers that a voxel has in them, as its place from 1 on among all that occur, the first image
 * counting most; 0 where all are 0. And how many there are, of each n and c.
 */
export function ranked(images: readonly Node[]): { ranks: Node; count: Node } {
  const isForeground = (args: readonly Expr[]): Expr =>
    args.map((v) => test('notEqual', v, constant(0, v.type))).reduce((a, b) => test('or', a, b));
  let nodes = pointwise(images, isForeground, 'u32');
  const [first = nodes] = images;
  const most = voxelsOfOne(first);
  const words = Math.min(Math.max(most, FEWEST_WORDS), MOST_WORDS);
  let count: Node = nodes;
  let known = 1;
  for (const image of images)
    for (let left = 8 * DTYPES[image.dtype].bytes; left > 0; ) {
      const bits = Math.min(left, Math.max(5, Math.floor(Math.log2((32 * words) / known))));
      left -= bits;
      ({ nodes, count } = level(image, nodes, known, bits, left));
      known = Math.min(most, known * 2 ** bits);
    }
  return { ranks: nodes, count };
}

/** One digit more. */
function level(image: Node, nodes: Node, known: number, bits: number, shift: number): { nodes: Node; count: Node } {
  const { as, lowest } = countedFrom(image);
  const each = Math.max(1, 2 ** (bits - 5));
  const all = known * each;
  const { n, c } = image.shape;
  const lengths = all > ROW ? { y: Math.ceil(all / ROW), x: ROW } : { x: 4 * Math.ceil(all / 4) };
  const field = { shape: shapeOf({ n, c, ...lengths }), dtype: 'u32', spacing: {}, unit: '', layout: '' } as const;
  const params = { lowest, shift, bits, words: each };
  const digits = kernelOf({
    kernel: 'segment/digits',
    apart: true,
    inputs: { src: { node: image, as }, nodes: { node: nodes } },
    outputs: { digits: field },
    atomics: ['digits'],
    params: { ...params, size: voxels({ ...field.shape, n: 1, c: 1 }) },
    domain: image.shape,
    tile: { x4: 8 },
  });
  const counts = kernelOf({
    kernel: 'measure/wordCounts',
    inputs: { words: { node: digits } },
    outputs: { counts: field },
  });
  const { before, count } = ranks(counts, ['x', 'y']);
  const next = kernelOf({
    kernel: 'segment/ranked',
    apart: true,
    inputs: {
      src: { node: image, as },
      nodes: { node: nodes },
      digits: { node: digits, reach: EVERYWHERE },
      before: { node: before, reach: EVERYWHERE },
    },
    outputs: { dst: describedAs(image, { dtype: 'u32' }) },
    params,
  });
  return { nodes: next, count };
}
