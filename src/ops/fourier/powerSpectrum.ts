/** A spectrum to look at. */
import { axes, choice, flag } from '../../core/params.js';
import { type Expr, float, input, numeric } from '../../graph/expr.js';
import { defineOp } from '../../graph/operation.js';
import { pointwise } from '../../graph/primitive.js';
import { fftn } from './fftn.js';
import { turnedByHalf } from './fftshift.js';
import { axesOf, imaginaryInput, NORMS } from './fourierParams.js';

const SCALES = ['power', 'amplitude', 'log'] as const;

/**
 * How much of each frequency an image holds: |X|² of its `fftn`, frequency 0 in the middle (voxel floor(N/2)) so that it can be looked at. The `scale`
 * 'power' is |X|², in the square of the image's unit; 'amplitude' its root; 'log' log(1 + |X|²), where weak frequencies can be seen beside strong ones.
 * f32 of the shape of the image. With `norm: 'ortho'` the powers sum to the sum of squares of the image (Parseval).
 *
 * Throws `ArgumentError` where the two parts of a complex image differ in shape.
 * @example
 * import { HostVolume, openEngine, powerSpectrum } from 'brightfield';
 * const line = new HostVolume({ shape: { x: 4 }, data: Float32Array.of(1, 2, 3, 4) });
 * using engine = await openEngine();
 * using power = await engine.run(powerSpectrum(line));
 * (await power.read()).data; // 4 8 100 8
 */
export const powerSpectrum = defineOp({
  name: 'powerSpectrum',
  summary: 'Measure how much of each frequency an image holds.',
  alsoKnownAs: ['periodogram'],
  inputs: [{ name: 'src', doc: 'The image, or its real part.' }],
  optional: imaginaryInput,
  params: {
    axes: axes('The axes to transform; where left out, those of space that are longer than one voxel.'),
    norm: choice('The factor of the transform: none (backward), 1/√N (ortho) or 1/N (forward).', NORMS, {
      default: 'backward',
    }),
    scale: choice('What is shown of |X|²: itself, its root, or log(1 + |X|²).', SCALES, { default: 'power' }),
    shifted: flag('Whether frequency 0 is in the middle; otherwise it is the first voxel.', { default: true }),
  },
  lower([src], { axes, norm, scale, shifted }, _refuse, { imaginary }) {
    const along = axesOf(src, axes);
    const spectrum = fftn(src, { imaginary, axes: along, norm });
    const shown = pointwise([spectrum.real, spectrum.imaginary], ([re = input(0), im = input(1)], upload) => {
      const square = (part: Expr) => numeric('multiply', part, part);
      const power = numeric('add', square(re), square(im));
      if (scale === 'power') return power;
      return scale === 'amplitude' ? float('sqrt', power) : float('log', numeric('add', power, upload(1)));
    });
    return shifted ? turnedByHalf(shown, along, false) : shown;
  },
});
