/** Correlation of one axis with a list of weights: the core of every separable filter. */
import { array, axis, integer } from '../../core/params.js';
import { defineOp } from '../../graph/operation.js';
import { describedAs, kernelOf } from '../../graph/primitive.js';
import { borderConstants, borderParams, borderReach } from '../border.js';

/** Up to here the number of taps is structure, one pipeline each; above it is a number. */
const MOST_STRUCTURAL_TAPS = 33;

export const convolveAxis = defineOp({
  name: 'convolveAxis',
  summary: 'Convolve one axis with a list of weights.',
  inputs: [{ name: 'src', doc: 'The image.' }],
  params: {
    axis: axis('The axis to convolve along.', { default: 'x' }),
    weights: array('The weights, as scipy.ndimage.convolve1d has them.'),
    origin: integer('Shift of the window: 0 centres it on the voxel.', { default: 0 }),
    ...borderParams,
  },
  linear: ({ border, value }) => border !== 'constant' || value === 0,
  lower([src], { axis, weights, origin, border, value }, refuse) {
    const taps = weights.data.length;
    const centre = Math.floor(taps / 2) + origin;
    if (centre < 0 || centre >= taps)
      refuse(
        `origin must keep the window over the voxel (${-Math.floor(taps / 2)} to ${taps - 1 - Math.floor(taps / 2)})`,
        `${origin}`,
      );
    // a convolution reads x + centre - k: reversed, the taps ascend in memory
    const ascending = Float32Array.from([...weights.data].reverse());
    const before = taps - 1 - centre;
    const after = centre;
    const isX = axis === 'x';
    const reach = { [axis]: borderReach(axis, before, after, border) };
    const description = describedAs(src, { dtype: 'f32' });
    const far = Math.max(before, after) + 16;
    const constants = borderConstants(border, far, src.shape[axis]);
    const along = isX ? 'y' : axis;
    if (taps <= MOST_STRUCTURAL_TAPS)
      return kernelOf({
        kernel: isX ? 'filter/convolveAxisX' : 'filter/convolveAxisY',
        inputs: { src: { node: src, as: 'f32', loads: 1 + (taps - 1) / 8, reach } },
        outputs: { dst: description },
        constants: { ...constants, TAPS: taps, BEFORE: before, ZEROS: ascending.includes(0) },
        params: { outside: value, weights: [...ascending] },
        along,
        tile: isX ? { x4: 2 } : { y: 8 },
      });
    return kernelOf({
      kernel: isX ? 'filter/convolveAxisLongX' : 'filter/convolveAxisLongY',
      inputs: { src: { node: src, as: 'f32', loads: isX ? taps : taps / 4, reach } },
      outputs: { dst: description },
      constants,
      params: { outside: value, taps, before },
      tables: { weights: ascending },
      along,
      tile: isX ? {} : { y: 4 },
    });
  },
});
