/** How the window of a filter walks an image, and what is read and made on the way. */
import { SPATIAL_AXES, type SpatialAxis } from '../../core/axes.js';
import type { AxisReach, KernelInput, KernelVariant } from '../../graph/node.js';
import { EVERYWHERE } from '../../graph/primitive.js';

export type Lengths = Readonly<Record<SpatialAxis, number>>;

/** In voxels. Position `p` of the result reads the image at `p·stride - before + k·dilation`; outside is nothing. */
export interface Walk {
  readonly stride: Lengths;
  readonly dilation: Lengths;
  readonly before: Lengths;
  /** In how many groups channels and filters are: a filter reads the channels of its own. */
  readonly groups: number;
}

/** Where a window begins in groups of four voxels, and how many voxels into the first. */
export function beginning(before: number): { readonly left: number; readonly shift: number } {
  const left = Math.ceil(before / 4);
  return { left, shift: left * 4 - before };
}

/** What the result reads of the image. */
export function reachOfSum({ stride, dilation, before }: Walk, window: Lengths): KernelInput['reach'] {
  return ofChannels((axis) => ({
    from: axis,
    scale: stride[axis],
    offset: -before[axis],
    before: 0,
    after: (window[axis] - 1) * dilation[axis],
    wraps: false,
    clamps: true,
  }));
}

/** What the image is given of the result. */
export function reachOfSpread({ stride, dilation, before }: Walk, window: Lengths): KernelInput['reach'] {
  return ofChannels((axis) => ({
    from: axis,
    scale: 1 / stride[axis],
    offset: before[axis] / stride[axis],
    before: Math.ceil(((window[axis] - 1) * dilation[axis]) / stride[axis]),
    after: 0,
    wraps: false,
    clamps: true,
  }));
}

function ofChannels(along: (axis: SpatialAxis) => AxisReach): KernelInput['reach'] {
  return { ...Object.fromEntries(SPATIAL_AXES.map((axis) => [axis, along(axis)])), c: 'all' };
}

/** Weights as a kernel reads them: all of them, and as many as they are. */
export const OF_WEIGHTS = { as: 'f32', loads: Number.MAX_SAFE_INTEGER, reach: EVERYWHERE, counts: 'own' } as const;

/** How many filters an invocation makes: a power of two, within one group. */
export function filtersAtOnce(filters: number, groups: number, most: number): number {
  let count = 1;
  while (count < most && count < filters && (groups === 1 || filters % (2 * count) === 0)) count *= 2;
  return count;
}

/** A form of a kernel that makes so many filters an invocation. */
export const byFilters = (filters: number): KernelVariant => ({
  constants: { FILTERS: filters },
  tile: { z: filters },
});
