/** Pieces of an image along an axis. */
import { type Axis, formatShape } from '../../core/axes.js';
import { ArgumentError } from '../../core/errors.js';
import { axis, integer, optionalArray } from '../../core/params.js';
import type { Node } from '../../graph/node.js';
import { defineOp, type Input, type RefuseCall, toNode } from '../../graph/operation.js';
import { crop } from './crop.js';

/** Where pieces begin and end, checked. */
function bounds(length: number, axis: Axis, parts: number | readonly number[], refuse: RefuseCall): number[] {
  if (typeof parts === 'number') {
    if (!Number.isInteger(parts) || parts < 1 || length % parts !== 0)
      refuse(`${axis}, ${length} voxels long, must divide into the parts asked for`, `${parts}`);
    return Array.from({ length: parts + 1 }, (_, k) => (k * length) / parts);
  }
  const all = [0, ...parts, length];
  if (all.some((cut, at) => !Number.isInteger(cut) || (at > 0 && cut <= (all[at - 1] ?? 0))))
    refuse(`cuts must be ascending whole numbers between 0 and ${length}`, parts.join(', '));
  return all;
}

/**
 * One piece of an image cut along an axis, into `parts` equal ones or before the indices `cuts`, as numpy.split: what pipelines
 * and the command line use in the place of `split`. Type and values stay. A view, without a copy, but along x.
 *
 * Throws `ArgumentError` unless the axis divides into the parts, or where cuts do not ascend or leave a piece empty.
 * @example
 * import { HostVolume, openEngine, splitPart } from 'brightfield';
 * const line = new HostVolume({ shape: { x: 4 }, data: Float32Array.of(1, 2, 3, 4) });
 * using engine = await openEngine();
 * using half = await engine.run(splitPart(line, { axis: 'x', parts: 2, part: 1 }));
 * const { data } = await half.read(); // 3, 4
 */
export const splitPart = defineOp({
  name: 'splitPart',
  summary: 'Cut an axis into pieces and take one.',
  inputs: [{ name: 'src', doc: 'The image.' }],
  params: {
    axis: axis('The axis to cut.', { default: 'x' }),
    parts: integer('How many equal pieces.', { min: 1, default: 1 }),
    cuts: optionalArray('Where pieces after the first begin; given in the place of parts.', { min: 0 }),
    part: integer('Which piece, from 0.', { min: 0, default: 0 }),
  },
  linear: true,
  lower([src], { axis, parts, cuts, part }, refuse) {
    const all = bounds(src.shape[axis], axis, cuts?.data ?? parts, refuse);
    const [start, stop] = [all[part], all[part + 1]];
    if (start === undefined || stop === undefined) return refuse(`part must be below ${all.length - 1}`, `${part}`);
    return crop(src, { start: { [axis]: start }, stop: { [axis]: stop } });
  },
});

/**
 * Cuts an image along an axis into so many equal parts, or before each of a list of indices, as numpy.split: a list of nodes.
 * An operation has a fixed list of results, so this is a function over `splitPart`.
 *
 * Throws `ArgumentError` as `splitPart` does.
 * @example
 * import { HostVolume, openEngine, split } from 'brightfield';
 * const line = new HostVolume({ shape: { x: 4 }, data: Float32Array.of(1, 2, 3, 4) });
 * const [first, rest] = split(line, { axis: 'x', parts: [1] });
 */
export function split(
  src: Input,
  { axis, parts }: { readonly axis: Axis; readonly parts: number | readonly number[] },
): Node[] {
  const node = toNode(src, 'split', 'src');
  const refuse: RefuseCall = (mustHold, got) => {
    throw new ArgumentError('split', mustHold, got);
  };
  if (!(axis in node.shape)) refuse(`axis must be one of n, c, z, y, x of ${formatShape(node.shape)}`, `${axis}`);
  const count = bounds(node.shape[axis], axis, parts, refuse).length - 1;
  const how = typeof parts === 'number' ? { parts } : { cuts: parts };
  return Array.from({ length: count }, (_, part) => splitPart(node, { axis, part, ...(count > 1 && how) }));
}
