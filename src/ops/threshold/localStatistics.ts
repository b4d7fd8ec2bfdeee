/** The window of local thresholds, and the mean and standard deviation in it. */
import type { Axis } from '../../core/axes.js';
import { activeAxes, SPATIAL_AXES } from '../../core/axes.js';
import { choice, perAxis } from '../../core/params.js';
import { constant, float, input, numeric, test } from '../../graph/expr.js';
import type { Node } from '../../graph/node.js';
import type { RefuseCall } from '../../graph/operation.js';
import { asFloat, pointwise } from '../../graph/primitive.js';
import type { Border } from '../border.js';
import { uniformFilter } from '../filter/uniformFilter.js';
import { mean } from '../measure/mean.js';
import { maskWhere } from '../measure/over.js';

export const windowParams = {
  windowSize: perAxis('Length of the window, odd.', { default: 15, min: 1, max: 9999, whole: true, unit: 'voxel' }),
  // not `constant`: a number outside would not be centred with the image
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

/**
 * Mean m and standard deviation s in a box: s² = E[(v - c)²] - E[v - c]². The centre c, the mean of the finite voxels, keeps the
 * difference from losing the digits that a large mean would take.
 */
export function meanAndDeviation(src: Node, { windowSize: size, border }: Window): { m: Node; s: Node } {
  const image = asFloat(src);
  const centre = mean(image, { axes: SPATIAL_AXES, mask: maskWhere(image, (v) => test('isFinite', v)) });
  const shifted = pointwise([image, centre], ([v = input(0), c = input(1)]) => numeric('subtract', v, c));
  const box = (node: Node): Node => uniformFilter(node, { size: { ...size }, border });
  const squares = pointwise([shifted], ([d = input(0)]) => numeric('multiply', d, d));
  const first = box(shifted);
  const m = pointwise([first, centre], ([d = input(0), c = input(1)]) => numeric('add', d, c));
  const s = pointwise([box(squares), first], ([g = input(0), d = input(1)]) =>
    float('sqrt', numeric('maximum', numeric('subtract', g, numeric('multiply', d, d)), constant(0))),
  );
  return { m, s };
}
