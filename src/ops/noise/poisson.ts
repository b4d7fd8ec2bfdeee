/** Whole numbers of a Poisson distribution about every voxel. */
import type { Node } from '../../graph/node.js';
import type { RefuseCall } from '../../graph/operation.js';
import { describedAs, kernelOf } from '../../graph/primitive.js';
import { checkBatch, checkTurn, keyOf, type Seed } from './random.js';

/** How many events there are where so many are expected; `turn`, one voxel, is added to the stream. */
export function poissonOf(mean: Node, seed: Seed, refuse: RefuseCall, turn?: Node): Node {
  checkBatch(mean.shape, refuse);
  checkTurn(turn, refuse);
  return kernelOf({
    kernel: 'noise/poisson',
    inputs: { src: { node: mean, as: 'f32' }, ...(turn && { turn: { node: turn, as: 'u32' as const } }) },
    outputs: { dst: describedAs(mean, { dtype: 'f32' }) },
    constants: { HAS_TURN: turn !== undefined },
    params: { key: keyOf(seed) },
  });
}
