/** Labels grown into the background. */
import { AXES, type Axis, activeAxes } from '../../core/axes.js';
import { number, perAxis } from '../../core/params.js';
import { constant, input, select, test } from '../../graph/expr.js';
import { defineOp } from '../../graph/operation.js';
import { pointwise } from '../../graph/primitive.js';
import { carried, type Nearest, nearestTo } from '../distance/nearest.js';
import { permute } from '../geometry/transpose.js';
import { checkWhole } from '../whole.js';
import { backgroundOf } from './objects.js';

/**
 * Labels grown by up to `distance`, as `skimage.segmentation.expand_labels`: a voxel that is 0 gets the number of the nearest that is not, where that
 * lies no further away than `distance`, in the unit of `spacing`. Of several as near, the one of least x gives it, of those the one of least y, and then of
 * least z, as scikit-image has it. Whole numbers of any shape in, the same type and shape out; n and c each by itself. With one spacing for all
 * axes exact to the voxel; else distances and ties are those of squares in f32. The volume's own spacing is not used: give it as
 * `spacing`. Throws `ArgumentError` for floats, and for a spacing that is not positive. See `distanceTransformEdt`.
 * @example
 * import { expandLabels, HostVolume, openEngine } from 'brightfield';
 * using engine = await openEngine();
 * const labels = new HostVolume({ shape: { x: 7 }, data: Uint8Array.of(0, 1, 0, 0, 0, 0, 2) });
 * using grown = await engine.run(expandLabels(labels, { distance: 3 }));
 * (await grown.read()).data; // 1 1 1 1 2 2 2
 */
export const expandLabels = defineOp({
  name: 'expandLabels',
  summary: 'Grow labels into the background without overlaps.',
  inputs: [{ name: 'src', doc: 'The labels: the background is 0.' }],
  params: {
    distance: number('How far they grow.', { default: 1, min: 0, max: 1e9 }),
    spacing: perAxis('Size of a voxel.', { default: 1, min: 1e-6, max: 1e6 }),
  },
  lower([src], { distance, spacing }, refuse) {
    checkWhole(src, refuse);
    // of equals the transform takes the first in memory: axes in reverse have the least x first
    const active = activeAxes(src.shape);
    const [first = 'x', last = 'x'] = [active[0], active.at(-1)];
    const reversed = Object.fromEntries(AXES.map((axis) => [axis, axis])) as Record<Axis, Axis>;
    Object.assign(reversed, { [first]: last, [last]: first });
    const turned = permute(src, reversed);
    const near = nearestTo(backgroundOf(turned), { ...spacing, [first]: spacing[last], [last]: spacing[first] });
    const grown = pointwise(
      [near.measure, carried(turned, near.places, 0)],
      ([measure = input(0), label = input(1)], upload) =>
        select(
          test('lessEqual', measure, upload(greatestWithin(distance, near), measure.type)),
          label,
          constant(0, label.type),
        ),
      src.dtype,
    );
    return permute(grown, reversed);
  },
});

/** The greatest measure that is no further than so far. */
function greatestWithin(distance: number, { measure, isRow, far, unit }: Nearest): number {
  if (measure.dtype === 'f32') return Math.fround(distance * distance);
  const lengthOf = (number: number): number => unit * (isRow ? number : Math.sqrt(number));
  let most = Math.min(Math.floor(isRow ? distance / unit : (distance / unit) ** 2), far - 1);
  while (lengthOf(most) > distance) most--;
  while (most + 1 < far && lengthOf(most + 1) <= distance) most++;
  return most;
}
