/** The difference of two volumes of one type, stored in that type. */
import { input, numeric } from '../../graph/expr.js';
import type { Node } from '../../graph/node.js';
import { pointwise } from '../../graph/primitive.js';

export function difference(above: Node, below: Node): Node {
  return pointwise([above, below], ([a = input(0), b = input(1)]) => numeric('subtract', a, b), above.dtype);
}
