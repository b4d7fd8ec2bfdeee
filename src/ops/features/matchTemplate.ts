/** Normalised cross-correlation with a template. */
import { SPATIAL_AXES, type SpatialAxis } from '../../core/axes.js';
import { array, begun, choice, flag } from '../../core/params.js';
import { constant, float, input, numeric, select, test } from '../../graph/expr.js';
import { defineOp } from '../../graph/operation.js';
import { asFloat, pointwise } from '../../graph/primitive.js';
import { BORDERS, borderParams } from '../border.js';
import { correlate } from '../filter/correlate.js';
import { localVariance } from '../filter/localVariance.js';
import { crop } from '../geometry/crop.js';
import { pad } from '../geometry/pad.js';
import { mean } from '../measure/mean.js';
import { finiteMask, maskedBy } from '../measure/over.js';
import { subtract } from '../pointwise/arithmetic.js';

/**
 * How well a template fits at every place: the correlation coefficient of the template and the window of the image, from -1 to 1, whatever
 * brightness and contrast are; 0 where the window is constant. The template is a volume in memory, or a list: a flat one along x, nested ones along y and x, or z, y and x; the
 * other axes are a batch. f32; a result belongs to the first voxel of its window and the axes are shorter by the length of the template less one, or,
 * with `padInput`, to its middle, voxel floor(length / 2), in the shape of the image, outside of which lies the border. Windows that hold a NaN or an
 * infinity give NaN. scikit-image 0.19's `match_template`; large templates by Fourier transforms, as `convolve`.
 * The mean of the image is taken off first, so that one far from 0 keeps its digits. Throws `ArgumentError` for a constant template and for one larger than the image.
 * J. P. Lewis, Fast normalized cross-correlation, 1995.
 * @example
 * import { HostVolume, matchTemplate, openEngine } from 'brightfield';
 * using engine = await openEngine();
 * const line = new HostVolume({ shape: { x: 6 }, data: Float32Array.of(0, 1, 3, 2, 0, 0) });
 * using fit = await engine.run(matchTemplate(line, { template: [2, 6, 4] }));
 * (await fit.read()).at({ x: 1 }); // 1
 */
export const matchTemplate = defineOp({
  name: 'matchTemplate',
  summary: 'Measure how well a template fits at every place.',
  alsoKnownAs: ['normalized_cross_correlation', 'ncc'],
  inputs: [{ name: 'src', doc: 'The image.' }],
  params: {
    template: begun(
      array('The template: a volume in memory, or lists nested up to three deep, of z, of y, of x.', {
        maxRank: 3,
      }),
      // a bright spot
      () => [
        [0, 0, 1, 0, 0],
        [0, 1, 1, 1, 0],
        [1, 1, 1, 1, 1],
        [0, 1, 1, 1, 0],
        [0, 0, 1, 0, 0],
      ],
    ),
    padInput: flag('Whether the result has the shape of the image, a place being the middle of the template.', {
      default: false,
    }),
    border: choice(borderParams.border.doc, BORDERS, { default: 'constant' }),
    value: borderParams.value,
  },
  lower([src], { template, padInput, border, value }, refuse) {
    const [x = 1, y = 1, z = 1] = [...template.shape].reverse();
    const size = { z, y, x };
    const per = (of: (axis: SpatialAxis) => number) => ({ z: of('z'), y: of('y'), x: of('x') });
    const long = (lengths: Readonly<Record<SpatialAxis, number>>) =>
      Object.fromEntries(SPATIAL_AXES.filter((axis) => size[axis] > 1).map((axis) => [axis, lengths[axis]]));
    for (const axis of SPATIAL_AXES)
      if (size[axis] > src.shape[axis])
        refuse(`the template must be no longer than the image along ${axis}, ${src.shape[axis]}`, `${size[axis]}`);
    const count = template.data.length;
    const average = template.data.reduce((a, b) => a + b) / count;
    const centred = template.data.map((v) => v - average);
    const norm = Math.sqrt(centred.reduce((sum, v) => sum + v * v, 0));
    if (!(norm > 1e-12 * Math.abs(average))) refuse('the template must not be constant', `${average}`);

    const before = per((axis) => size[axis] >> 1);
    const after = per((axis) => size[axis] - 1 - before[axis]);
    const whole = padInput
      ? pad(asFloat(src), { before: long(before), after: long(after), border, value })
      : asFloat(src);
    const image = subtract(whole, mean(whole, { axes: SPATIAL_AXES, mask: finiteMask(whole) }));
    // windows begin at the voxel; what looks over the end is cut off
    const origin = per((axis) => -Math.floor(size[axis] / 2));
    const weights = { shape: template.shape, data: centred.map((v) => v / norm) };
    // a transform would carry what is not finite everywhere; the variance of its windows is not finite either
    const product = correlate(maskedBy(image, finiteMask(image), 0), { weights, origin, border: 'nearest' });
    const variance = localVariance(image, { size, origin, border: 'nearest' });
    const fit = pointwise([product, variance], ([p = input(0), v = input(1)], upload) => {
      const quotient = float('divide', p, float('sqrt', numeric('multiply', upload(count), v)));
      const bounded = numeric('maximum', numeric('minimum', quotient, constant(1)), constant(-1));
      return select(test('equal', v, constant(0)), constant(0), bounded);
    });
    return crop(fit, { size: long(per((axis) => whole.shape[axis] - size[axis] + 1)) });
  },
});
