/** The inverse of the Fourier transform of a real image. */
import { formatShape } from '../../core/axes.js';
import { optional } from '../../core/optionalParam.js';
import { integer } from '../../core/params.js';
import type { Cotangents } from '../../graph/gradient.js';
import { defineOp } from '../../graph/operation.js';
import { backward, backwardReal } from './along.js';
import { product, scaled } from './complex.js';
import {
  ADJOINT,
  axesOf,
  complexOf,
  factorOf,
  fourierParams,
  imaginaryInput,
  multiplicities,
} from './fourierParams.js';
import { rfftn } from './rfftn.js';

/**
 * The real image whose `rfftn` this is, as numpy.fft.irfftn: half a spectrum in, f32 out. `length` is that of the last axis, 2 (n - 1) of n frequencies where
 * left out; an odd one must be given. The imaginary parts of the frequencies 0 and, of an even length, N/2 along that axis are taken for what they would be.
 *
 * Throws `ArgumentError` where the two parts differ in shape, and for a length that n frequencies do not make.
 * @example
 * import { HostVolume, irfftn, openEngine, rfftn } from 'brightfield';
 * const line = new HostVolume({ shape: { x: 5 }, data: Float32Array.of(1, 2, 3, 4, 5) });
 * using engine = await openEngine();
 * const { real, imaginary } = rfftn(line);
 * using back = await engine.run(irfftn(real, { imaginary, length: 5 }));
 * (await back.read()).data; // 1 2 3 4 5
 */
export const irfftn = defineOp({
  name: 'irfftn',
  summary: 'The real image of half a spectrum.',
  alsoKnownAs: ['irfft', 'irfft2'],
  inputs: [{ name: 'src', doc: 'The real part of half the spectrum.' }],
  optional: imaginaryInput,
  params: {
    ...fourierParams,
    length: optional(integer('Voxels of the image along the last of the axes.', { min: 1, unit: 'voxel' })),
  },
  linear: true,
  vjp([given], [src], { axes, norm, length }): Cotangents {
    if (!given) return [];
    const along = axesOf(src, axes);
    const last = along.at(-1) ?? 'x';
    const { real, imaginary } = rfftn(given, { axes: along, norm: ADJOINT[norm] });
    const weights = multiplicities(last, length ?? Math.max(1, 2 * (src.shape[last] - 1)), 1);
    const { re, im } = product({ re: real, im: imaginary }, { re: weights, im: undefined });
    return [re, im];
  },
  lower([src], { axes, norm, length }, refuse, { imaginary }) {
    const along = axesOf(src, axes);
    const last = along.at(-1) ?? 'x';
    const given = src.shape[last];
    const voxels = length ?? Math.max(1, 2 * (given - 1));
    if (Math.floor(voxels / 2) + 1 !== given)
      refuse(
        `the length must be ${2 * given - 2} or ${2 * given - 1} where there are ${given} frequencies along ${last}`,
        `${voxels} (${formatShape(src.shape)})`,
      );
    const half = along.slice(0, -1).reduce(backward, complexOf(src, imaginary, refuse));
    const re = backwardReal(half, last, voxels);
    const factor = factorOf({ ...src.shape, [last]: voxels }, along, norm, 'backward');
    return scaled({ re, im: undefined }, factor).re;
  },
});
