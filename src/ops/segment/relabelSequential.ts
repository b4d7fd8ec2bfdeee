/** Labels without gaps. */
import { shapeOf } from '../../core/axes.js';
import { integer } from '../../core/params.js';
import { constant, input, numeric, select } from '../../graph/expr.js';
import type { Node } from '../../graph/node.js';
import { defineOp } from '../../graph/operation.js';
import { kernelOf, pointwise } from '../../graph/primitive.js';
import { crop } from '../geometry/crop.js';
import { fromBits } from '../measure/places.js';
import { checkWhole } from '../whole.js';
import { countedFrom, ranked, voxelsOfOne } from './ranked.js';

/**
 * Labels renumbered from `offset` on without gaps, in the order of their values, as `skimage.segmentation.relabel_sequential`; 0 stays 0. Whole
 * numbers of any size and shape in, negative ones, too (they come first); i32 `labels` of the same shape, `count`, how many there are, and `values`: the number that each
 * had, from the first on in the type of the image, along x as many as `most` says, 0 beyond `count`. n and c each by itself. Exact; no number passes through
 * f32. Cannot stand in the body of `repeat`. Throws `ArgumentError` for floats, and where more than 2^31 - 1 could be numbered. A trie of bits:
 * de la Briandais 1959.
 * @example
 * import { HostVolume, openEngine, relabelSequential } from 'brightfield';
 * using engine = await openEngine();
 * const image = new HostVolume({ shape: { x: 6 }, data: Uint32Array.of(4000000000, 5, 0, 5, 42, 1) });
 * using labels = await engine.run(relabelSequential(image).labels);
 * (await labels.read()).data; // 4 2 0 2 3 1
 */
export const relabelSequential = defineOp({
  name: 'relabelSequential',
  summary: 'Number labels without gaps, in the order of their values.',
  inputs: [{ name: 'src', doc: 'The labels: the background is 0.' }],
  params: {
    offset: integer('The first number.', { default: 1, min: 1, max: 2 ** 31 - 1 }),
    most: integer('How many of the numbers from before are handed back.', {
      default: 65536,
      min: 1,
      max: 2 ** 24,
    }),
  },
  outputs: { labels: 'The new numbers.', count: 'How many there are.', values: 'What they were before.' },
  vjp: 'labels are whole numbers',
  lower([src], { offset, most }, refuse) {
    checkWhole(src, refuse);
    const voxels = voxelsOfOne(src);
    if (offset + voxels > 2 ** 31) refuse('offset and voxels together must be at most 2^31', `${offset} + ${voxels}`);
    const { ranks, count } = ranked([src]);
    const labels = pointwise(
      [ranks],
      ([r = input(0, 'u32')], upload) => select(r, numeric('add', r, upload(offset - 1, 'u32')), constant(0, 'u32')),
      'i32',
    );
    return {
      labels,
      count: pointwise([count], ([sum = input(0, 'u32')]) => sum, 'i32'),
      values: valuesBefore(src, ranks, Math.min(most, voxels)),
    };
  },
});

/** The number of each rank, 0 beyond. */
function valuesBefore(src: Node, ranks: Node, most: number): Node {
  const { as } = countedFrom(src);
  const { n, c } = src.shape;
  const shape = shapeOf({ n, c, x: 4 * Math.ceil(most / 4) });
  const bits = kernelOf({
    kernel: 'segment/valued',
    apart: true,
    inputs: { src: { node: src, as }, rank: { node: ranks } },
    outputs: { valued: { shape, dtype: 'u32', spacing: {}, unit: '', layout: '' } },
    atomics: ['valued'],
    params: { most, size: shape.x },
    domain: src.shape,
  });
  const numbers = as === 'i32' ? fromBits(bits, 'i32') : bits;
  const values = pointwise([numbers], ([v = input(0)]) => v, src.dtype);
  return shape.x === most ? values : crop(values, { size: { x: most } });
}
