/** The coefficients of cubic B-splines that go through the voxels. */
import { activeAxes, SPATIAL_AXES } from '../../core/axes.js';
import { axes, choice } from '../../core/params.js';
import type { Node } from '../../graph/node.js';
import { defineOp } from '../../graph/operation.js';
import { asFloat } from '../../graph/primitive.js';
import { BORDERS } from '../border.js';
import { convolveAxis } from '../filter/convolveAxis.js';

/** The pole of the filter, and how far its response is taken: 0.27^13 is 4e-8. */
const POLE = Math.sqrt(3) - 2;
const RADIUS = 12;

const RESPONSE = Array.from({ length: 2 * RADIUS + 1 }, (_, k) => POLE ** Math.abs(k - RADIUS));
const TOTAL = RESPONSE.reduce((sum, weight) => sum + weight, 0);
const WEIGHTS = RESPONSE.map((weight) => weight / TOTAL);

/**
 * The coefficients of the cubic B-splines that go through the voxels, along every spatial axis longer than one or along `axes`:
 * scipy.ndimage's `spline_filter` of order 3, within 1e-6 of the range. Any shape in, f32 of the same shape out. The filter is
 * √3 (√3 - 2)^|k|, which is written out for 12 voxels to either side instead of run along whole lines: it has a finite reach,
 * and a NaN spreads no further. Results are the image's where it is constant. Of `reflect`, scipy's are right on long lines
 * only. Throws `ArgumentError` for an unknown border.
 * Source: M. Unser, A. Aldroubi and M. Eden, "B-spline signal processing", 1993, part I.
 * @example
 * import { HostVolume, openEngine, splineFilter } from 'brightfield';
 * using engine = await openEngine();
 * const line = new HostVolume({ shape: { x: 4 }, data: Float32Array.of(0, 0, 1, 0) });
 * using coefficients = await engine.run(splineFilter(line));
 * (await coefficients.read()).at({ x: 2 }); // 1.8667
 */
export const splineFilter = defineOp({
  name: 'splineFilter',
  summary: 'Find the coefficients of the cubic splines that go through the voxels.',
  alsoKnownAs: ['spline_filter1d'],
  inputs: [{ name: 'src', doc: 'The image.' }],
  params: {
    border: choice('What lies outside; a constant border is one of zeros.', BORDERS, { default: 'mirror' }),
    axes: axes('The axes to filter along; the spatial ones longer than one voxel when left out.', {
      axes: SPATIAL_AXES,
    }),
  },
  linear: true,
  lower([src], { border, axes }) {
    const along = activeAxes(src.shape).filter((axis) => axes?.includes(axis) ?? true);
    return along.reduce<Node>(
      (volume, axis) => convolveAxis(volume, { axis, weights: WEIGHTS, border }),
      along.length ? src : asFloat(src),
    );
  },
});
