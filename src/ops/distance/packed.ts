/** Rows as words of 32 voxels. */
import type { Node } from '../../graph/node.js';
import { describedAs, kernelOf } from '../../graph/primitive.js';

/** Bits along x of what is not 0, 32 a word, the first voxel in the lowest. */
export function packed(src: Node): Node {
  return kernelOf({
    kernel: 'distance/packRow',
    inputs: { src: { node: src, as: 'u32', reach: { x: 'all' } } },
    outputs: { dst: describedAs(src, { dtype: 'u32', shape: { ...src.shape, x: Math.ceil(src.shape.x / 32) } }) },
  });
}
