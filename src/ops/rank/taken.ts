/** The gradient of filters that take one voxel of every window: what is given goes back to the voxel that was taken, of equal ones to the first. */
import { SPATIAL_AXES, type SpatialAxis } from '../../core/axes.js';
import type { Gradient } from '../../graph/gradient.js';
import type { Node } from '../../graph/node.js';
import { describedAs, kernelOf } from '../../graph/primitive.js';
import { type Border, borderConstants, borderReach } from '../border.js';
import { comparedAs } from '../compared.js';
import { foldAlong } from '../geometry/gather.js';
import { KINDS } from '../measure/reduce.js';

type Offset = Readonly<Record<SpatialAxis, number>>;

/** The windows: which voxels of them are looked at, from the voxel, and the bits of what lies outside of a constant border. */
export interface Looked {
  readonly offsets: readonly Offset[];
  readonly border: Border;
  readonly outside: number;
}

/** `result` is what the filter made of `src`. Equal voxels come in the order z, y, x. */
export function takenGradient(src: Node, looked: Looked, result: () => Node): Gradient {
  return { kind: 'vjp', of: [src], vjp: ([given]) => [given && givenTo(given, src, looked, result())] };
}

function givenTo(given: Node, src: Node, looked: Looked, result: Node): Node {
  const offsets = [...looked.offsets].sort((a, b) => a.z - b.z || a.y - b.y || a.x - b.x);
  const before = { z: 0, y: 0, x: 0 };
  const after = { z: 0, y: 0, x: 0 };
  for (const axis of SPATIAL_AXES)
    for (const offset of offsets) {
      before[axis] = Math.max(before[axis], -offset[axis]);
      after[axis] = Math.max(after[axis], offset[axis]);
    }
  const axes = SPATIAL_AXES.filter((axis) => before[axis] + after[axis] > 0);
  const { border, outside } = looked;
  const as = comparedAs(src.dtype);
  const count = offsets.length;
  const wide = axes.some((axis) => Math.max(before[axis], after[axis]) + 4 > src.shape[axis]);
  const tables = { offsets: Int32Array.from(offsets.flatMap(({ x, y, z }) => [x, y, z])) };
  const place = kernelOf({
    kernel: 'rank/place',
    inputs: {
      src: {
        node: src,
        as,
        loads: 4 * count,
        reach: Object.fromEntries(axes.map((axis) => [axis, borderReach(axis, before[axis], after[axis], border)])),
      },
      taken: { node: result, as },
    },
    hands: 'u32',
    outputs: { dst: describedAs(src, { dtype: count < 256 ? 'u8' : count < 65536 ? 'u16' : 'u32' }) },
    constants: { ...borderConstants(border, wide ? 1 : 0, 1), KIND: KINDS.indexOf(as) },
    params: { outside, count },
    tables,
  });
  const shape = { ...src.shape };
  for (const axis of axes) shape[axis] += before[axis] + after[axis];
  const reach = Object.fromEntries(
    axes.map((axis) => [
      axis,
      {
        from: axis,
        scale: 1,
        offset: -before[axis],
        before: after[axis],
        after: before[axis],
        wraps: false,
        clamps: true as const,
      },
    ]),
  );
  // what is taken from outside comes to positions outside, and from there to the voxels that were read there
  const back = kernelOf({
    kernel: 'rank/giveTaken',
    inputs: { given: { node: given, as: 'f32', reach }, place: { node: place, as: 'u32', loads: 4 * count, reach } },
    outputs: { dst: describedAs(src, { shape, dtype: 'f32' }) },
    params: { count, before_x: before.x, before_y: before.y, before_z: before.z },
    tables,
    gradient: { kind: 'none', why: 'the gradient of a gradient of a rank filter or of flat morphology' },
  });
  return axes.reduce((node, axis) => foldAlong(node, axis, -before[axis], src.shape[axis], border), back);
}
