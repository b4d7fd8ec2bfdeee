/** Farid and Simoncelli's edges. */
import { activeAxes, type SpatialAxis } from '../../core/axes.js';
import type { Node } from '../../graph/node.js';
import { defineOp } from '../../graph/operation.js';
import { describedAs, filled } from '../../graph/primitive.js';
import { convolveAxis } from '../filter/convolveAxis.js';
import { edgeParams } from './differences.js';
import { magnitudeOf } from './magnitudeOf.js';

/** Table 1 of the paper, the decimals those of scikit-image. */
const SMOOTHING = [0.0376593171958126, 0.249153396177344, 0.426374573253687, 0.249153396177344, 0.0376593171958126];
const DERIVATIVE = [0.109603762960254, 0.276690988455557, 0, -0.276690988455557, -0.109603762960254];

/**
 * Edges by derivatives of 5 taps, smoothed by 5 taps across every other axis longer than one: the pair that was made to keep the
 * direction of a gradient. The magnitude is √(Σ s² / number of axes), never negative, in units of the image a voxel to within 0.9 %; with `axis`
 * that signed component. Any shape in, f32 of the same shape out; zeros where no axis is longer than one. scikit-image's
 * `farid`, `farid_h` (`axis: 'y'`) and `farid_v` (`axis: 'x'`), here in 3-D too. Throws `ArgumentError` for a parameter out of
 * range. H. Farid, E. P. Simoncelli, Differentiation of discrete multidimensional signals, 2004.
 * @example
 * import { farid, HostVolume, openEngine } from 'brightfield';
 * using engine = await openEngine();
 * const ramp = new HostVolume({ shape: { x: 6 }, data: Float32Array.of(0, 1, 2, 3, 4, 5) });
 * using edge = await engine.run(farid(ramp, { axis: 'x' }));
 * (await edge.read()).at({ x: 2 }); // 0.9918
 */
export const farid = defineOp({
  name: 'farid',
  summary: 'Find edges with the filters of Farid and Simoncelli.',
  inputs: [{ name: 'src', doc: 'The image.' }],
  params: edgeParams,
  linear: ({ axis, border, value }) => axis !== undefined && (border !== 'constant' || value === 0),
  lower([src], { axis, border, value }) {
    const active = activeAxes(src.shape);
    // smoothed first: then a constant has one value everywhere, and its differences are exactly 0
    const along = (component: SpatialAxis): Node => {
      const smooth = active
        .filter((other) => other !== component)
        .reduce<Node>((node, other) => convolveAxis(node, { axis: other, weights: SMOOTHING, border, value }), src);
      return convolveAxis(smooth, { axis: component, weights: DERIVATIVE, border, value });
    };
    if (axis) return along(axis as SpatialAxis);
    if (active.length === 0) return filled(0, describedAs(src, { dtype: 'f32' }));
    return magnitudeOf(active.map(along), 1 / active.length);
  },
});
