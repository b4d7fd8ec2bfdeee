/** What stands where among what is counted: the way from marks to rows. */
import type { Axis } from '../../core/axes.js';
import { input, numeric } from '../../graph/expr.js';
import type { Node } from '../../graph/node.js';
import { pointwise } from '../../graph/primitive.js';
import { crop } from '../geometry/crop.js';
import { cumulativeSum } from './cumulativeSum.js';

/** How many of the counts (u32) stand before each in the order of memory, along the first few of x, y, z, c, n; and how many there are. */
export function ranks(counts: Node, axes: readonly Axis[]): { before: Node; count: Node } {
  const scans: [upTo: Node, own: Node][] = [];
  let total = counts;
  for (const axis of axes) {
    if (counts.shape[axis] === 1) continue;
    const upTo = cumulativeSum(total, { axis });
    scans.push([upTo, total]);
    total = lastAlong(upTo, axis);
  }
  if (scans.length === 0) scans.push([total, total]);
  const before = pointwise(scans.flat(), (args) =>
    scans
      .map((_, at) => numeric('subtract', args[2 * at] ?? input(0, 'u32'), args[2 * at + 1] ?? input(0, 'u32')))
      .reduce((a, b) => numeric('add', a, b)),
  );
  return { before, count: total };
}

function lastAlong(node: Node, axis: Axis): Node {
  const { [axis]: length } = node.shape;
  return length === 1 ? node : crop(node, { start: { [axis]: length - 1 }, size: { [axis]: 1 } });
}
