/** The discrete Fourier transform of a real image. */
import type { Cotangents } from '../../graph/gradient.js';
import { defineOp } from '../../graph/operation.js';
import { forward, forwardReal } from './along.js';
import { both, type Complex, product, scaled } from './complex.js';
import {
  ADJOINT,
  adjointParts,
  axesOf,
  complexOf,
  factorOf,
  fourierParams,
  multiplicities,
  spectrumOutputs,
} from './fourierParams.js';
import { irfftn } from './irfftn.js';

/**
 * The discrete Fourier transform of a real image along axes, as numpy.fft.rfftn: along the last of them (x, of a whole image) only the frequencies 0 to
 * N/2 are given, N/2 + 1 of them, since the others are their conjugates. Half the work and memory of `fftn` where that length is even and its half has no
 * prime factor above 13. Two volumes of f32.
 *
 * Throws `ArgumentError` where there is no axis.
 * @example
 * import { HostVolume, openEngine, rfftn } from 'brightfield';
 * const line = new HostVolume({ shape: { x: 4 }, data: Float32Array.of(1, 2, 3, 4) });
 * using engine = await openEngine();
 * const { real, imaginary } = rfftn(line);
 * const spectrum = await engine.run({ real, imaginary });
 * (await spectrum.real.read()).data; // 10 -2 -2
 * (await spectrum.imaginary.read()).data; // 0 2 0
 */
export const rfftn = defineOp({
  name: 'rfftn',
  summary: 'The discrete Fourier transform of a real image, half of which is enough.',
  alsoKnownAs: ['rfft', 'rfft2'],
  inputs: [{ name: 'src', doc: 'The image.' }],
  params: fourierParams,
  outputs: spectrumOutputs,
  linear: true,
  vjp(cotangents, [src], { axes, norm }): Cotangents {
    const along = axesOf(src, axes);
    const last = along.at(-1) ?? 'x';
    const length = src.shape[last];
    const weights = multiplicities(last, length, -1);
    return adjointParts(cotangents, (re, im) => {
      const { re: half, im: imaginary } = product({ re, im }, { re: weights, im: undefined });
      return [irfftn(half, { imaginary, axes: along, norm: ADJOINT[norm], length })];
    });
  },
  lower([src], { axes, norm }, refuse) {
    const along = axesOf(src, axes);
    const last = along.at(-1) ?? 'x';
    const { re } = complexOf(src, undefined, refuse);
    const half: Complex = forwardReal(re, last);
    const spectrum = along.slice(0, -1).reverse().reduce(forward, half);
    const { re: real, im: imaginary } = both(scaled(spectrum, factorOf(src.shape, along, norm, 'forward')));
    return { real, imaginary };
  },
});
