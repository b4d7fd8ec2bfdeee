/** Results whose every voxel looks at the place in the image where a matrix takes it: shaders/transform/affine.wgsl. */
import { type Axis, SPATIAL_AXES, type SpatialAxis } from '../../core/axes.js';
import type { Description } from '../../core/hostVolume.js';
import type { AxisReach, KernelInput, Node } from '../../graph/node.js';
import type { RefuseCall } from '../../graph/operation.js';
import { describedAs, kernelOf } from '../../graph/primitive.js';
import { fixedParams } from './fixed.js';
import { giveBack, type Looking } from './giveBack.js';
import {
  type Interpolated,
  type Interpolation,
  interpolated,
  interpolationConstants,
  tapsOf,
} from './interpolation.js';
import { type Matrix, moved, placeOf } from './matrix.js';

/**
 * What an axis of the image is read at: a run that moves with one axis of the result where the matrix has it depend on no
 * other, so that large volumes are done in windows; otherwise all of it.
 */
function reachAlong(
  axis: SpatialAxis,
  matrix: Matrix,
  order: number,
  { border, outside }: Interpolated,
): AxisReach | 'all' {
  const row = matrix[placeOf[axis]] ?? [];
  const depends = SPATIAL_AXES.filter((each) => row[placeOf[each]] !== 0);
  const from = depends.length === 0 ? axis : depends[0];
  if (depends.length > 1 || from === undefined) return 'all';
  const scale = row[placeOf[from]] ?? 0;
  // one voxel more than the taps: places are rounded
  const [before, after] = order === 3 ? [2, 3] : [1, 2];
  const clamps = outside > 0 || border === 'nearest';
  return { from, scale, offset: row[3] ?? 0, before, after, wraps: border === 'wrap', ...(clamps && { clamps }) };
}

/** The result is f32, or of the image's type for the nearest voxel; axes that are not among `axes` are read where they are. */
export function look(
  src: Node,
  matrix: Matrix,
  axes: readonly SpatialAxis[],
  how: Interpolation,
  result: Partial<Description>,
  refuse: RefuseCall,
): Node {
  const { order } = how;
  const ready = interpolated(src, how, axes, refuse);
  const flat = !axes.includes('z');
  // slices are read where they are: what the matrix says of z is not asked for, and takes no digits
  const seen = moved(matrix, ready.margin).map((row, at) => (flat && at === placeOf.z ? [0, 0, 0, 0] : row));
  const projective = matrix[3]?.some((each, at) => each !== (at === 3 ? 1 : 0)) ?? false;
  const reach: Partial<Record<Axis, AxisReach | 'all'>> = {};
  for (const axis of axes) reach[axis] = projective ? 'all' : reachAlong(axis, seen, order, ready);
  const description = describedAs(src, { ...result, dtype: order === 0 ? src.dtype : 'f32' });
  const looking: Looking = {
    kernel: 'transform/affine',
    constants: { ...interpolationConstants(order, ready, flat), IS_PROJECTIVE: projective },
    params: { outside: ready.bits, ...fixedParams(seen, description.shape, projective, refuse), bits: 0 },
  };
  return looked(ready, looking, { loads: tapsOf(order, axes.length), reach }, description);
}

/** What a kernel finds in an image; its adjoint, and the adjoint of that. */
export function looked(
  { node, as }: Pick<Interpolated, 'node' | 'as'>,
  looking: Looking,
  read: Pick<KernelInput, 'loads' | 'reach'>,
  result: Description,
): Node {
  const { kernel, constants, params, tables = {} } = looking;
  return kernelOf({
    kernel,
    inputs: { src: { node, as, ...read } },
    outputs: { dst: result },
    constants,
    params,
    tables,
    gradient: {
      kind: 'vjp',
      of: [node],
      vjp: ([given]) => [
        given &&
          giveBack(given, node, looking, {
            kind: 'vjp',
            of: [given],
            vjp: ([back]) => [
              back && looked({ node: back, as: 'f32' }, linear(looking), read, describedAs(result, { dtype: 'f32' })),
            ],
          }),
      ],
    },
  });
}

/** What is outside is nothing. */
function linear(looking: Looking): Looking {
  return { ...looking, params: { ...looking.params, outside: 0 } };
}
