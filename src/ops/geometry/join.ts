/** Several nodes in one, one after the other along an axis: what concatenate and stack come down to. */
import type { Axis } from '../../core/axes.js';
import type { Node } from '../../graph/node.js';
import { describedAs, jointLayout, kernelOf } from '../../graph/primitive.js';
import { gather } from './gather.js';
import { withAxes } from './layout.js';

/** With the output these are the 8 storage bindings that every device has. */
const MOST = 7;

/**
 * Joins nodes that agree on everything but their length along the axis. More than 7 are joined in groups, and those again: up
 * to 49 parts are copied twice, up to 343 three times.
 */
export function join(parts: readonly Node[], axis: Axis): Node {
  if (parts.length <= MOST) return joinFew(parts, axis);
  const groups = Math.ceil(parts.length / MOST);
  const bounds = Array.from({ length: groups + 1 }, (_, k) => Math.round((k * parts.length) / groups));
  return join(
    bounds.slice(1).map((end, k) => joinFew(parts.slice(bounds[k], end), axis)),
    axis,
  );
}

function joinFew(parts: readonly Node[], axis: Axis): Node {
  const [first] = parts;
  const final = parts.at(-1);
  if (!first || !final) throw new Error('nothing to join');
  if (parts.length === 1) return first;
  const starts: number[] = [];
  let length = 0;
  for (const part of parts) {
    starts.push(length);
    length += part.shape[axis];
  }
  const shape = { ...first.shape, [axis]: length };
  // a part that is missing is the last one again: the same memory takes no further binding
  const inputs = Array.from({ length: MOST }, (_, at) => {
    const start = starts[Math.min(at, parts.length - 1)] ?? 0;
    const reach = { from: axis, scale: 1, offset: -start, before: 0, after: 0, wraps: false, clamps: true } as const;
    const loads = at < parts.length ? (axis === 'x' ? 2 : 1) / parts.length : 0;
    return [`s${at}`, { node: parts[at] ?? final, loads, reach: { [axis]: reach } }] as const;
  });
  return kernelOf({
    kernel: 'geometry/concatenate',
    inputs: Object.fromEntries(inputs),
    outputs: { dst: describedAs(first, { shape, layout: withAxes(jointLayout(parts), shape, axis) }) },
    constants: { IS_ALONG_X: axis === 'x' },
    params: { starts: Array.from({ length: 8 }, (_, at) => starts[at] ?? length) },
    along: axis === 'x' ? 'y' : axis,
    tile: { y: 4 },
    gradient: {
      kind: 'vjp',
      of: parts,
      vjp: ([given]) =>
        parts.map(
          (part, at) =>
            given && gather(given, { [axis]: { start: starts[at] ?? 0, length: part.shape[axis] } }, 'nearest'),
        ),
    },
  });
}
