/** Windows that step over an image: sums and greatest voxels of them, and what is given back to the voxels. */

import type { PerAxis } from '../../core/axes.js';
import { type Shape, SPATIAL_AXES, type SpatialAxis } from '../../core/axes.js';
import { alongAxis, wholePerAxis } from '../../core/axisParams.js';
import type { Spacing } from '../../core/hostVolume.js';
import type { AxisReach, Node } from '../../graph/node.js';
import type { RefuseCall } from '../../graph/operation.js';
import { describedAs, kernelOf } from '../../graph/primitive.js';

type Lengths = Readonly<Record<SpatialAxis, number>>;

export interface Windows {
  readonly size: Lengths;
  readonly stride: Lengths;
  readonly before: Lengths;
  /** How many there are along each axis. */
  readonly count: Lengths;
}

const whole = { min: 1, max: 4096, unit: 'voxel' } as const;
export const poolParams = {
  window: wholePerAxis(
    'Voxels of a window along each axis; 2 along the spatial axes of the image where left out.',
    whole,
  ),
  stride: wholePerAxis('From one window to the next; as long as the window where left out.', whole),
  padding: wholePerAxis('Voxels added at both ends of each axis; 0 where left out.', {
    min: 0,
    max: 2048,
    unit: 'voxel',
  }),
};

interface Given {
  readonly window: PerAxis<number> | undefined;
  readonly stride: PerAxis<number> | undefined;
  readonly padding: PerAxis<number> | undefined;
}

/** The windows of an image, checked. */
export function windowsOf(src: Node, given: Given, refuse: RefuseCall): Windows {
  const made = () => ({}) as Record<SpatialAxis, number>;
  const [size, stride, before, count] = [made(), made(), made(), made()];
  for (const axis of SPATIAL_AXES) {
    const along = (each: PerAxis<number> | undefined): number | undefined => alongAxis(each, src.layout, axis);
    size[axis] = along(given.window ?? 2) ?? 1;
    stride[axis] = along(given.stride) ?? size[axis];
    before[axis] = along(given.padding) ?? 0;
    if (2 * before[axis] > size[axis])
      refuse(`padding along ${axis} must be at most half the window of ${size[axis]}`, `${before[axis]}`);
    const room = src.shape[axis] + 2 * before[axis] - size[axis];
    if (room < 0)
      refuse(`the image must have along ${axis} at least the ${size[axis]} voxels of a window`, `${src.shape[axis]}`);
    count[axis] = Math.floor(room / stride[axis]) + 1;
  }
  return { size, stride, before, count };
}

const paramsOf = ({ size, stride, before }: Windows) => ({
  kx: size.x,
  ky: size.y,
  kz: size.z,
  stride_x: stride.x,
  stride_y: stride.y,
  stride_z: stride.z,
  before_x: before.x,
  before_y: before.y,
  before_z: before.z,
});

const reachOf = (along: (axis: SpatialAxis) => AxisReach) =>
  Object.fromEntries(SPATIAL_AXES.map((axis) => [axis, along(axis)]));

/** Groups of four voxels that are held at once, at most. */
const MOST_GROUPS = 8;
/** The order is that of the kernel. */
const KINDS = ['sum', 'max', 'place'] as const;

export function spaced(spacing: Spacing, factors: Lengths, times: 1 | -1): Spacing {
  return Object.fromEntries(
    SPATIAL_AXES.flatMap((axis) => {
      const size = spacing[axis];
      return size === undefined ? [] : [[axis, size * factors[axis] ** times]];
    }),
  );
}

/** Of every window, one number. */
export function pooled(src: Node, windows: Windows, kind: (typeof KINDS)[number]): Node {
  const { size, stride, before, count } = windows;
  const shift = (4 - (before.x % 4)) % 4;
  // windows of four neighbours begin at a multiple of 4 strides less the padding
  const groups = Math.floor((shift + 3 * stride.x + size.x + 3) / 4);
  const isShort = groups <= MOST_GROUPS;
  const taps = size.x * size.y * size.z;
  const shape: Shape = { ...src.shape, ...count };
  return kernelOf({
    kernel: 'network/pool',
    inputs: {
      src: {
        node: src,
        as: 'f32',
        loads: taps / (isShort ? size.x / Math.max(1, groups / 4) : 1),
        reach: reachOf((axis) => ({
          from: axis,
          scale: stride[axis],
          offset: -before[axis],
          before: 0,
          after: size[axis] - 1,
          wraps: false,
          clamps: true,
        })),
      },
    },
    outputs: {
      dst: describedAs(src, {
        shape,
        dtype: kind === 'place' && taps <= 256 ? 'u8' : 'f32',
        spacing: spaced(src.spacing, stride, 1),
      }),
    },
    constants: {
      KIND: KINDS.indexOf(kind),
      KX: isShort ? size.x : 0,
      STRIDE: isShort ? stride.x : 1,
      SHIFT: isShort ? shift : 0,
    },
    params: paramsOf(windows),
    gradient: { kind: 'vjp', of: [src], vjp: ([given]) => [given && givenBack(given, src, windows, kind)] },
  });
}

function givenBack(given: Node, src: Node, windows: Windows, kind: (typeof KINDS)[number]): Node {
  return spread(given, src.shape, windows, kind === 'max' ? pooled(src, windows, 'place') : undefined);
}

/** A stride that is part of the code, or 0. */
const known = (stride: number): number => (stride <= 4 ? stride : 0);

/** What every voxel is given of the windows that it lies in: all, or those of whose window it is the place. */
export function spread(given: Node, shape: Shape, windows: Windows, place?: Node): Node {
  const { size, stride, before } = windows;
  const most = (axis: SpatialAxis): number => Math.ceil(size[axis] / stride[axis]);
  const read = {
    as: 'f32' as const,
    loads: most('z') * most('y') * most('x'),
    reach: reachOf((axis) => ({
      from: axis,
      scale: 1 / stride[axis],
      offset: before[axis] / stride[axis],
      before: Math.ceil((size[axis] - 1) / stride[axis]),
      after: 0,
      wraps: false,
      clamps: true,
    })),
  };
  return kernelOf({
    kernel: 'network/poolSpread',
    inputs: { src: { node: given, ...read }, ...(place && { place: { node: place, ...read } }) },
    outputs: {
      dst: describedAs(given, {
        shape: { ...given.shape, z: shape.z, y: shape.y, x: shape.x },
        dtype: 'f32',
        spacing: spaced(given.spacing, stride, -1),
      }),
    },
    constants: {
      HAS_PLACES: place !== undefined,
      STRIDE_X: known(stride.x),
      STRIDE_Y: known(stride.y),
      STRIDE_Z: known(stride.z),
      ARE_APART: SPATIAL_AXES.every((axis) => size[axis] <= stride[axis]),
    },
    params: { ...paramsOf(windows), count_x: most('x'), count_y: most('y'), count_z: most('z') },
    gradient: place
      ? { kind: 'none', why: 'the gradient of a gradient through a greatest voxel' }
      : { kind: 'vjp', of: [given], vjp: ([back]) => [back && pooled(back, windows, 'sum')] },
  });
}
