/** Axes in another order. */
import { AXES, type Axis, type Shape } from '../../core/axes.js';
import { axisMap } from '../../core/axisParams.js';
import type { Spacing } from '../../core/hostVolume.js';
import type { Node } from '../../graph/node.js';
import { defineOp } from '../../graph/operation.js';
import { describedAs, kernelOf, view, type Walk } from '../../graph/primitive.js';
import { gather } from './gather.js';
import { rearranged } from './layout.js';

type Sources = Readonly<Record<Axis, Axis>>;

/** Along axis a of the result runs axis `from[a]` of the node; with `reversed`, the axis x of the node runs backwards. */
export function permute(src: Node, from: Sources, reversed = false): Node {
  const shape = Object.fromEntries(AXES.map((axis) => [axis, src.shape[from[axis]]])) as unknown as Shape;
  const spacing: Partial<Record<Axis, number>> = {};
  for (const axis of AXES) {
    const size = src.spacing[from[axis]];
    if (size !== undefined) spacing[axis] = size;
  }
  const change: { spacing: Spacing; layout: string } = { spacing, layout: rearranged(src.layout, from) };
  const along = AXES.find((axis) => from[axis] === 'x') ?? 'x';
  if (along === 'x') return viewed(src, from, shape, change);
  // rows first, by a view, so that x has to change places with only one axis
  const rows: Sources = { ...from, [along]: from.x, x: 'x' };
  const arranged = viewed(src, rows, { ...shape, [along]: shape.x, x: shape[along] });
  const start = reversed ? src.shape.x - 1 : 0;
  return kernelOf({
    kernel: 'geometry/transposeX',
    inputs: {
      src: {
        node: arranged,
        reach: {
          [along]: { from: 'x', scale: 1, offset: 0, before: 0, after: 0, wraps: false, clamps: true },
          x: { from: along, scale: reversed ? -1 : 1, offset: start, before: 0, after: 0, wraps: false, clamps: true },
        },
      },
    },
    outputs: { dst: describedAs(src, { ...change, shape }) },
    constants: { IS_REVERSED: reversed },
    along,
    tile: { y: 16 },
    gradient: { kind: 'vjp', of: [src], vjp: ([given]) => [given && permutedBack(given, from, reversed)] },
  });
}

function permutedBack(given: Node, from: Sources, reversed: boolean): Node {
  const back = Object.fromEntries(AXES.map((axis) => [from[axis], axis])) as unknown as Sources;
  const node = permute(given, back);
  const { x } = node.shape;
  return reversed ? gather(node, { x: { start: x - 1, length: x, reversed: true } }, 'nearest') : node;
}

function viewed(src: Node, from: Sources, shape: Shape, change: { spacing?: Spacing; layout?: string } = {}): Node {
  const walk: Walk = Object.fromEntries(AXES.map((axis) => [axis, { axis: from[axis] }]));
  return AXES.every((axis) => from[axis] === axis) ? src : view(src, shape, walk, change);
}

/**
 * Puts axes in another order, as numpy.transpose: along axis a of the result runs axis `from[a]` of the image, or a itself
 * where left out. As letters, `from` says what runs along those axes when they are sorted `n c z y x`: `xy` exchanges y and x
 * of an image, `xyz` turns a stack `z y x` into `x y z`. Spacing moves along; type and values stay. A view, without a copy,
 * unless x is moved.
 *
 * Throws `ArgumentError` when an axis is used twice.
 * @example
 * import { HostVolume, openEngine, transpose } from 'brightfield';
 * const image = new HostVolume({ shape: { y: 2, x: 3 }, data: Float32Array.of(1, 2, 3, 4, 5, 6) });
 * using engine = await openEngine();
 * using transposed = await engine.run(transpose(image, { from: { y: 'x', x: 'y' } }));
 * const { data } = await transposed.read(); // 1, 4, 2, 5, 3, 6
 */
export const transpose = defineOp({
  name: 'transpose',
  summary: 'Put the axes in another order.',
  inputs: [{ name: 'src', doc: 'The image.' }],
  params: {
    from: axisMap('Which axis of the image runs along an axis of the result; y and x change places where left out.', {
      default: 'xy',
    }),
  },
  linear: true,
  lower: ([src], { from }) => permute(src, from),
});
