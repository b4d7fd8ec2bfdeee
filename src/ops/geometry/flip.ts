/** Axes that run backwards. */
import { type Axis, SPATIAL_AXES } from '../../core/axes.js';
import { axes } from '../../core/params.js';
import type { Node } from '../../graph/node.js';
import { defineOp } from '../../graph/operation.js';
import { view } from '../../graph/primitive.js';
import { gather } from './gather.js';

/** The rows of a node backwards along axes other than x: a view. */
export function flipRows(src: Node, axes: readonly Axis[]): Node {
  const walks = axes
    .filter((axis) => axis !== 'x' && src.shape[axis] > 1)
    .map((axis) => [axis, { start: src.shape[axis] - 1, step: -1 }] as const);
  return walks.length ? view(src, src.shape, Object.fromEntries(walks)) : src;
}

/**
 * Turns axes around, as numpy.flip: the first voxel becomes the last. Shape, type and values stay. A view, without a copy,
 * unless x is among the axes.
 *
 * Throws `ArgumentError` for what is no axis.
 * @example
 * import { flip, HostVolume, openEngine } from 'brightfield';
 * const image = new HostVolume({ shape: { y: 2, x: 2 }, data: Float32Array.of(1, 2, 3, 4) });
 * using engine = await openEngine();
 * using flipped = await engine.run(flip(image, { axes: 'x' }));
 * const { data } = await flipped.read(); // 2, 1, 4, 3
 */
export const flip = defineOp({
  name: 'flip',
  summary: 'Turn axes around.',
  alsoKnownAs: ['fliplr', 'flipud'],
  inputs: [{ name: 'src', doc: 'The image.' }],
  params: { axes: axes('The axes that run backwards; all of space where left out.') },
  linear: true,
  lower([src], { axes = SPATIAL_AXES }) {
    const node = flipRows(src, axes);
    const { x } = src.shape;
    return axes.includes('x') && x > 1
      ? gather(node, { x: { start: x - 1, length: x, reversed: true } }, 'nearest')
      : node;
  },
});
