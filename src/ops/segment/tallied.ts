/** How often every number occurs in an image. */
import { shapeOf } from '../../core/axes.js';
import { DTYPES } from '../../core/dtype.js';
import type { Node } from '../../graph/node.js';
import { describedAs, EVERYWHERE, kernelOf } from '../../graph/primitive.js';
import { comparedAs } from '../compared.js';
import { voxelsOfOne } from './ranked.js';

/** Words of a row, as lib/slots has it. */
const ROW = 1024;

/** The number of voxels of its n and c that have the number of a voxel, i32; 0 where that is 0. */
export function tallied(src: Node): Node {
  const as = comparedAs(src.dtype);
  const numbers = Math.min(voxelsOfOne(src), 2 ** (8 * DTYPES[src.dtype].bytes));
  const slots = Math.max(ROW, 2 ** Math.ceil(Math.log2(2 * numbers)));
  const { n, c } = src.shape;
  const shape = shapeOf({ n, c, y: (2 * slots) / ROW, x: ROW });
  const tally = kernelOf({
    kernel: 'segment/tally',
    apart: true,
    inputs: { src: { node: src, as } },
    outputs: { tally: { shape, dtype: 'u32', spacing: {}, unit: '', layout: '' } },
    atomics: ['tally'],
    params: { slots },
    domain: src.shape,
    tile: { x4: 8 },
  });
  return kernelOf({
    kernel: 'segment/tallied',
    apart: true,
    inputs: {
      src: { node: src, as },
      tally: { node: tally, reach: EVERYWHERE },
    },
    outputs: { dst: describedAs(src, { dtype: 'i32' }) },
    params: { slots },
  });
}
