/** The inverse of the discrete Fourier transform. */
import type { Cotangents } from '../../graph/gradient.js';
import { defineOp } from '../../graph/operation.js';
import { fftn } from './fftn.js';
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

/**
 * The inverse discrete Fourier transform along axes, `x[m] = 1/N Σ_k X[k] exp(2πi Σ_a k_a m_a / N_a)`, as numpy.fft.ifftn. Of any shape and any
 * lengths; two volumes of f32 of the same shape. Accuracy and method are those of `fftn`.
 *
 * Throws `ArgumentError` where the two parts differ in shape.
 * @example
 * import { fftn, HostVolume, ifftn, openEngine } from 'brightfield';
 * const line = new HostVolume({ shape: { x: 4 }, data: Float32Array.of(1, 2, 3, 4) });
 * using engine = await openEngine();
 * const { real, imaginary } = fftn(line);
 * using back = await engine.run(ifftn(real, { imaginary }).real);
 * (await back.read()).data; // 1 2 3 4
 */
export const ifftn = defineOp({
  name: 'ifftn',
  summary: 'The inverse of the discrete Fourier transform.',
  alsoKnownAs: ['ifft', 'ifft2', 'idft'],
  inputs: [{ name: 'src', doc: 'The real part of the spectrum.' }],
  optional: imaginaryInput,
  params: fourierParams,
  outputs: spectrumOutputs,
  linear: true,
  vjp: (cotangents, [src], { axes, norm }): Cotangents =>
    adjointParts(cotangents, (re, imaginary) => {
      const back = fftn(re, { imaginary, axes: axesOf(src, axes), norm: ADJOINT[norm] });
      return [back.real, back.imaginary];
    }),
  lower([src], { axes, norm }, refuse, { imaginary }) {
    return transformed(complexOf(src, imaginary, refuse), axesOf(src, axes), norm, 'backward');
  },
});
