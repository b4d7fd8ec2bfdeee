/** Roberts' cross. */
import { optionalChoice } from '../../core/params.js';
import { defineOp } from '../../graph/operation.js';
import { describedAs, filled } from '../../graph/primitive.js';
import { borderParams } from '../border.js';
import { convolve } from '../filter/convolve.js';
import { magnitudeOf } from './magnitudeOf.js';

const WEIGHTS = {
  positive: [
    [1, 0],
    [0, -1],
  ],
  negative: [
    [0, 1],
    [-1, 0],
  ],
};

/**
 * Edges by differences along the two diagonals of 2 x 2 voxels of y and x, towards the first of both axes; z, n and c are a batch.
 * `positive` is `x[y,x] - x[y-1,x-1]` and `negative` `x[y,x-1] - x[y-1,x]`, each with its sign; without `diagonal` the magnitude
 * √((p² + n²) / 2). In units of the image a diagonal; any shape in, f32 of the same shape out, zeros where y and x are one voxel.
 * scikit-image's `roberts`, `roberts_pos_diag` and `roberts_neg_diag`. Throws `ArgumentError` for a parameter out of
 * range. L. Roberts, Machine perception of three-dimensional solids, 1963.
 * @example
 * import { HostVolume, openEngine, roberts } from 'brightfield';
 * using engine = await openEngine();
 * const ramp = new HostVolume({ shape: { y: 2, x: 4 }, data: Float32Array.of(0, 1, 2, 3, 0, 1, 2, 3) });
 * using edge = await engine.run(roberts(ramp));
 * (await edge.read()).at({ y: 1, x: 1 }); // 1
 */
export const roberts = defineOp({
  name: 'roberts',
  summary: 'Find edges with Roberts’ cross.',
  inputs: [{ name: 'src', doc: 'The image.' }],
  params: {
    diagonal: optionalChoice('One signed difference instead of the magnitude.', ['positive', 'negative']),
    ...borderParams,
  },
  linear: ({ diagonal, border, value }) => diagonal !== undefined && (border !== 'constant' || value === 0),
  lower([src], { diagonal, border, value }) {
    if (src.shape.y === 1 && src.shape.x === 1) return filled(0, describedAs(src, { dtype: 'f32' }));
    const along = (which: keyof typeof WEIGHTS) => convolve(src, { weights: WEIGHTS[which], border, value });
    return diagonal ? along(diagonal) : magnitudeOf([along('positive'), along('negative')], 1 / 2);
  },
});
