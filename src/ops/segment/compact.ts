/** Floods that pay for the way from their marker, or that lines part: what a voxel costs hangs on who took those before it. */
import { activeAxes, formatShape, SPATIAL_AXES } from '../../core/axes.js';
import { constant, input, numeric, test } from '../../graph/expr.js';
import type { Node } from '../../graph/node.js';
import type { RefuseCall } from '../../graph/operation.js';
import { asFloat, describedAs, filled, kernelOf, pointwise, reach } from '../../graph/primitive.js';
import { repeat } from '../../graph/repeat.js';
import { max } from '../measure/max.js';

/** Iterations at most: a flood enters a tile in each, or in every second. */
const ITERATIONS = 2 ** 18;
/** Iterations between two looks at whether anything changed. */
const CHECK = 8;

interface Floods {
  readonly compactness: number;
  readonly connectivity: number;
  readonly lines: boolean;
}

/**
 * Labels of floods from where `markers` are not 0, where `open` is not 0. A queue by cost takes each voxel once, for the flood that comes first: what it costs hangs
 * on who owns the voxels before it, and so does where a line stands. Every tile of 64 voxels goes through its own queue, with what its neighbours had around it in the iteration before; where
 * that changed, it begins anew. The voxels that the whole queue takes first are right at once, and each that follows once all before it are: what changes no more is the queue's
 * result, since a voxel comes after the one that it was reached from: by its key, or in lower ground, where the key stays, by tiles and by the queue of its own.
 */
export function compactlyFlooded(
  src: Node,
  markers: Node,
  open: Node,
  { compactness, connectivity, lines }: Floods,
  refuse: RefuseCall,
): Node {
  const ground = asFloat(src);
  const [z = 0, y = 0, x = 0] = SPATIAL_AXES.map((axis) => Math.ceil(Math.log2(src.shape[axis])));
  if (x + y + z > 31)
    refuse(
      'the lengths of a compactly flooded image, rounded up to powers of two, must be 2^31 voxels at most',
      formatShape(src.shape),
    );
  const names = { y_shift: x, z_shift: x + y };
  const start = kernelOf({
    kernel: 'segment/compactStart',
    inputs: {
      ground: { node: ground, reach: { x: 'all' } },
      markers: { node: markers, reach: { x: 'all' } },
      open: { node: open, as: 'u32', reach: { x: 'all' } },
    },
    outputs: { dst: describedAs(src, { dtype: 'u32', shape: { ...src.shape, x: 4 * src.shape.x } }) },
    params: names,
  });
  const { tile, constants } = tileOf(src);
  const near = Object.fromEntries(
    activeAxes(src.shape).map((axis) => [axis, axis === 'x' ? 'all' : { ...reach(axis, 1), clamps: true as const }]),
  );
  const { state } = repeat({
    state: { records: start, round: filled(0) },
    body: ({ records, round }) => ({
      records: kernelOf({
        kernel: 'segment/compactTile',
        inputs: {
          src: { node: records, reach: { ...near, x: 'all' } },
          ground: { node: ground, reach: { x: 'all' } },
          markers: { node: markers, reach: everywhere(markers) },
          round: { node: round },
        },
        outputs: { dst: describedAs(start, {}) },
        constants: { ...constants, IS_COMPACT: compactness > 0, HAS_LINES: lines, MOST_AXES: connectivity },
        params: { ...names, compactness },
        tile,
      }),
      round: pointwise([round], ([r = input(0)]) => numeric('add', r, constant(1))),
    }),
    measure: (next, before) =>
      max(pointwise([next.records, before.records], ([a = input(0), b = input(1)]) => test('notEqual', a, b), 'f32')),
    below: 0.5,
    check: CHECK,
    complete: true,
    max: ITERATIONS,
  });
  return kernelOf({
    kernel: 'segment/compactLabel',
    inputs: {
      markers: { node: markers, reach: everywhere(markers) },
      src: { node: state.records, reach: { x: 'all' } },
    },
    outputs: { dst: describedAs(markers, { dtype: 'i32' }) },
    params: names,
  });
}

/** 64 voxels, as many along every axis as can be; a group of four of the records is a voxel. */
function tileOf({ shape }: Node) {
  const lengths = (['x', 'y', 'z'] as const).map((axis) => (shape[axis] > 1 ? 1 : 0));
  const [hx = 0, hy = 0, hz = 0] = lengths;
  const axes = hx + hy + hz;
  const side = axes === 3 ? 4 : axes === 2 ? 8 : 64;
  const [TX, TY, TZ] = [hx ? side : 1, hy ? side : 1, hz ? side : 1];
  return { tile: { x4: TX, y: TY, z: TZ }, constants: { TX, TY, TZ, HX: hx, HY: hy, HZ: hz } };
}

function everywhere({ shape }: Node): Record<string, 'all'> {
  return Object.fromEntries(activeAxes(shape).map((axis) => [axis, 'all' as const]));
}
