/** The discrete Fourier transform. */
import type { Cotangents } from '../../graph/gradient.js';
import { defineOp } from '../../graph/operation.js';
import {
  ADJOINT,
  adjointParts,
  axesOf,
  complexOf,
  fourierParams,
  imaginaryInput,
  spectrumOutputs,
  transformed,
} from './fourierParams.js';
import { ifftn } from './ifftn.js';

/**
 * The discrete Fourier transform along axes, `X[k] = Σ_m x[m] exp(-2πi Σ_a k_a m_a / N_a)`, as numpy.fft.fftn: no factor unless `norm` asks for one, the
 * frequency 0 first. Of any shape and any lengths, the other axes are a batch. Complex volumes are two real ones; the result is two volumes of f32 of the
 * same shape, in the image's units, whose spacing stays that of the image.
 *
 * Passes of up to 32 numbers in registers (Cooley and Tukey 1965, in Stockham's order); lengths with a prime factor above 13 as a convolution with a
 * chirp of twice to four times the length (Bluestein 1970). Errors are about 2e-7 √(log N) of the root mean square. `rfftn` does half the work for real images.
 *
 * Throws `ArgumentError` where the two parts differ in shape.
 * @example
 * import { fftn, HostVolume, openEngine } from 'brightfield';
 * const line = new HostVolume({ shape: { x: 4 }, data: Float32Array.of(1, 2, 3, 4) });
 * using engine = await openEngine();
 * const { real, imaginary } = fftn(line);
 * const spectrum = await engine.run({ real, imaginary });
 * (await spectrum.real.read()).data; // 10 -2 -2 -2
 * (await spectrum.imaginary.read()).data; // 0 2 0 -2
 */
export const fftn = defineOp({
  name: 'fftn',
  summary: 'The discrete Fourier transform.',
  alsoKnownAs: ['fft', 'fft2', 'dft'],
  inputs: [{ name: 'src', doc: 'The image, or its real part.' }],
  optional: imaginaryInput,
  params: fourierParams,
  outputs: spectrumOutputs,
  linear: true,
  vjp: (cotangents, [src], { axes, norm }): Cotangents =>
    adjointParts(cotangents, (re, imaginary) => {
      const back = ifftn(re, { imaginary, axes: axesOf(src, axes), norm: ADJOINT[norm] });
      return [back.real, back.imaginary];
    }),
  lower([src], { axes, norm }, refuse, { imaginary }) {
    return transformed(complexOf(src, imaginary, refuse), axesOf(src, axes), norm, 'forward');
  },
});
