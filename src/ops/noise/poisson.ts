/** Whole numbers of a Poisson distribution about every voxel. */
import type { Node } from '../../graph/node.js';
import type { RefuseCall } from '../../graph/operation.js';
import { describedAs, kernelOf } from '../../graph/primitive.js';
import { checkBatch, keyOf, type Seed } from './random.js';

/** How many events there are where so many are expected. */
export function poissonOf(mean: Node, seed: Seed, refuse: RefuseCall): Node {
  checkBatch(mean.shape, refuse);
  return kernelOf({
    kernel: 'noise/poisson',
    inputs: { src: { node: mean, as: 'f32' } },
    outputs: { dst: describedAs(mean, { dtype: 'f32' }) },
    params: { key: keyOf(seed) },
  });
}
