/** What is counted, and told apart, is whole numbers: whether two floats are the same is not asked of rounded numbers. */
import { isInteger } from '../core/dtype.js';
import type { Node } from '../graph/node.js';
import type { RefuseCall } from '../graph/operation.js';

/** Refuses floats. `name` says what of the caller it is. */
export function checkWhole(
  { dtype }: Node,
  refuse: RefuseCall,
  name: 'the image' | 'images' | 'labels' | 'markers' = 'the image',
): void {
  const them = name === 'the image' ? 'it' : 'them';
  if (!isInteger(dtype)) refuse(`${name} must be of whole numbers (compare or cast ${them} first)`, dtype);
}
