/** Channels in groups: shaders/network/groupMean.wgsl. */
import type { Node } from '../../graph/node.js';
import { describedAs, kernelOf } from '../../graph/primitive.js';

function ofGroup(src: Node, size: number, isFirst: boolean): Node {
  return kernelOf({
    kernel: 'network/groupMean',
    inputs: { src: { node: src, as: 'f32', loads: size, reach: { c: 'all' } } },
    outputs: { dst: describedAs(src, { dtype: 'f32' }) },
    constants: { IS_FIRST: isFirst },
    params: { size },
    along: 'c',
    gradient: { kind: 'none', why: 'the gradient of a gradient through statistics of groups' },
  });
}

/** For every channel, the mean of the channels of its group. */
export const groupMean = (src: Node, size: number): Node => ofGroup(src, size, false);

/** For every channel, the first of its group. */
export const groupFirst = (src: Node, size: number): Node => ofGroup(src, size, true);
