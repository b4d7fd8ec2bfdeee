/** The window of local thresholds, and the mean and standard deviation in it. */
import type { Axis } from '../../core/axes.js';
import { activeAxes } from '../../core/axes.js';
import { choice, perAxis } from '../../core/params.js';
import type { Node } from '../../graph/node.js';
import type { RefuseCall } from '../../graph/operation.js';
import type { Border } from '../border.js';
import { localMoments } from '../filter/localMoments.js';
import { sqrt } from '../pointwise/elementary.js';

export const windowParams = {
  windowSize: perAxis('Length of the window, odd.', { default: 15, min: 1, max: 9999, whole: true, unit: 'voxel' }),
  border: choice('What lies outside: scipy.ndimage’s modes of these names.', ['reflect', 'mirror', 'nearest', 'wrap'], {
    default: 'mirror',
  }),
};

export interface Window {
  readonly windowSize: Readonly<Record<Axis, number>>;
  readonly border: Border;
}

/** Refuses a window without a centre. */
export function checkOdd(name: string, src: Node, size: Readonly<Record<Axis, number>>, refuse: RefuseCall): void {
  for (const axis of activeAxes(src.shape))
    if (size[axis] % 2 === 0) refuse(`${name} must be odd along ${axis}`, `${size[axis]}`);
}

/** Mean m and standard deviation s in the window around every voxel. */
export function meanAndDeviation(
  src: Node,
  { windowSize: size, border }: Window,
  refuse: RefuseCall,
): { m: Node; s: Node } {
  const box = { size, origin: { z: 0, y: 0, x: 0 }, border, value: 0 };
  const { mean, variance } = localMoments(src, box, refuse);
  return { m: mean, s: sqrt(variance) };
}
