/** Of marked voxels the greatest few of each label. */

import { shapeOf } from '../../core/axes.js';
import { DTYPES } from '../../core/dtype.js';
import type { Description } from '../../core/hostVolume.js';
import type { Node } from '../../graph/node.js';
import { describedAs, EVERYWHERE, kernel, kernelOf } from '../../graph/primitive.js';
import { voxelsOfOne } from '../segment/ranked.js';

/** Words of a row, as lib/slots has it. */
const ROW = 1024;

/** A mask with the `most` greatest of the marked voxels of each label above 0, of equal ones those that come first in memory; n and c each by itself. */
export function bestOfLabels(src: Node, mask: Node, labels: Node, most: number): Node {
  const voxels = voxelsOfOne(src);
  const numbers = Math.min(voxels, 2 ** (8 * DTYPES[labels.dtype].bytes));
  const slots = Math.max(ROW, 2 ** Math.ceil(Math.log2(2 * numbers)));
  const { n, c } = src.shape;
  const field = (words: number): Description => ({
    shape: shapeOf({ n, c, y: Math.ceil(words / ROW), x: ROW }),
    dtype: 'u32',
    spacing: {},
    unit: '',
    layout: '',
  });
  const links = field(voxels);
  const [heads, chains] = kernel({
    kernel: 'features/labelChains',
    inputs: { mask: { node: mask, as: 'u32' }, labels: { node: labels, as: 'u32' } },
    outputs: { heads: field(2 * slots), links },
    atomics: ['heads', 'links'],
    params: { slots, pitch: links.shape.y * ROW },
    domain: src.shape,
  }) as [Node, Node];
  return kernelOf({
    kernel: 'features/bestOfLabels',
    inputs: {
      src: { node: src, reach: { x: 'all', y: 'all', z: 'all' } },
      mask: { node: mask, as: 'u32' },
      labels: { node: labels, as: 'u32' },
      heads: { node: heads, reach: EVERYWHERE },
      links: { node: chains, reach: EVERYWHERE },
    },
    outputs: { dst: describedAs(src, { dtype: 'u8' }) },
    hands: 'u32',
    params: { slots, most },
  });
}
