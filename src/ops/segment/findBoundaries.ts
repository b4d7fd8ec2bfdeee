/** Boundaries of labels. */
import { type Axis, activeAxes } from '../../core/axes.js';
import { DTYPES } from '../../core/dtype.js';
import { choice, integer } from '../../core/params.js';
import { type Expr, input, select, test } from '../../graph/expr.js';
import type { AxisReach, Node } from '../../graph/node.js';
import { defineOp } from '../../graph/operation.js';
import { describedAs, kernelOf, pointwise, reach, type Upload } from '../../graph/primitive.js';
import { comparedAs } from '../compared.js';
import { connectivity, neighbours } from '../geodesic/geodesic.js';
import { extreme } from '../morphology/extreme.js';
import { checkWhole } from '../whole.js';

/** Rows that an invocation makes. */
const TALL = 4;

/**
 * 1 at the boundaries of labels, as `skimage.segmentation.find_boundaries`: voxels with a neighbour of another value (`thick`); of these only what is not
 * `background` (`inner`), or what is, and where two objects touch (`outer`); or what lies between voxels that differ (`subpixel`), in an image of 2n - 1
 * voxels along every axis of n, whose spacing is half. `connectivity` and `background` say nothing to `subpixel`. Whole numbers of any shape in, u8
 * masks out; n and c each by itself. Exact; the greatest number of the type is a label as any other (`subpixel` of scikit-image passes over
 * it). Throws `ArgumentError` for floats, and a background that the type does not hold.
 * @example
 * import { findBoundaries, HostVolume, openEngine } from 'brightfield';
 * using engine = await openEngine();
 * const labels = new HostVolume({ shape: { x: 7 }, data: Uint8Array.of(0, 0, 5, 5, 5, 1, 1) });
 * using edges = await engine.run(findBoundaries(labels, { mode: 'inner' }));
 * (await edges.read()).data; // 0 0 1 0 1 1 0
 */
export const findBoundaries = defineOp({
  name: 'findBoundaries',
  summary: 'Mark the boundaries between labels.',
  alsoKnownAs: ['bwperim'],
  inputs: [{ name: 'src', doc: 'The labels.' }],
  params: {
    connectivity: connectivity(1),
    mode: choice('Which side is marked.', ['thick', 'inner', 'outer', 'subpixel'], { default: 'thick' }),
    background: integer('What is no object, for `inner` and `outer`.', {
      default: 0,
      min: -(2 ** 31),
      max: 2 ** 32 - 1,
    }),
  },
  vjp: 'labels are whole numbers',
  lower([src], { connectivity, mode, background }, refuse) {
    checkWhole(src, refuse);
    if (mode === 'subpixel') return between(src);
    const { min, max } = DTYPES[src.dtype];
    if (background < min || background > max)
      refuse(`background must be a number of the image's type ${src.dtype}`, `${background}`);
    const edges = edgesOf(src, connectivity);
    if (mode === 'thick') return edges;
    const isBackground = (v: Expr, upload: Upload): Expr => test('equal', v, upload(background, v.type));
    if (mode === 'inner')
      return pointwise([edges, src], ([e = input(0), v = input(1)], upload) =>
        test('and', e, test('not', isBackground(v, upload))),
      );
    // an object counts where another touches it, at corners, too: the background is passed over
    const all = around(src, 3);
    const others = pointwise(
      [src],
      ([v = input(0)], upload) => select(isBackground(v, upload), upload(max, v.type), v),
      src.dtype,
    );
    const touching = unequal(extreme(src, all, false), extreme(others, all, true));
    return pointwise([edges, touching, src], ([e = input(0), t = input(1), v = input(2)], upload) =>
      test('and', e, test('or', t, isBackground(v, upload))),
    );
  },
});

const around = (src: Node, connectivity: number) =>
  ({ footprint: neighbours(src.shape, connectivity), border: 'ignore', value: 0 }) as const;

const unequal = (a: Node, b: Node): Node => pointwise([a, b], ([x = input(0), y = input(1)]) => test('notEqual', x, y));

/** 1 where a neighbour has another value. */
function edgesOf(src: Node, connectivity: number): Node {
  const near = Object.fromEntries(
    activeAxes(src.shape).map((axis) => [axis, axis === 'x' ? 'all' : { ...reach(axis, 1), clamps: true as const }]),
  );
  return kernelOf({
    kernel: 'segment/edges',
    inputs: { src: { node: src, as: comparedAs(src.dtype), loads: 3, reach: near } },
    outputs: { dst: describedAs(src, { dtype: 'u8' }) },
    hands: 'u32',
    constants: { TALL, MOST_AXES: connectivity },
    tile: { y: TALL },
  });
}

function between(src: Node): Node {
  const shape = { ...src.shape };
  const spacing = { ...src.spacing };
  const reaches: Partial<Record<Axis, AxisReach>> = {};
  for (const axis of activeAxes(src.shape)) {
    shape[axis] = 2 * shape[axis] - 1;
    const size = spacing[axis];
    if (size !== undefined) spacing[axis] = size / 2;
    reaches[axis] = { ...reach(axis, 0, 1), scale: 0.5, clamps: true };
  }
  return kernelOf({
    kernel: 'segment/between',
    inputs: { src: { node: src, as: comparedAs(src.dtype), loads: 3, reach: reaches } },
    outputs: { dst: describedAs(src, { shape, spacing, dtype: 'u8' }) },
    hands: 'u32',
  });
}
