/** The point spread function of a perfect lens in focus. */
import type { HostVolume } from '../hostVolume.js';
import { parseParams } from '../paramSpec.js';
import { bessel } from './bessel.js';
import { opticsOptions } from './psfOptions.js';
import { lengthOver, psfVolume, sizeOf } from './psfVolume.js';
import { type Optics, stepsOf } from './pupilPsf.js';

/**
 * (2 J1(v) / v)², v = 2π NA r / wavelength, at the centres of voxels, of sum 1 (G. B. Airy, On the diffraction of an object-glass with circular aperture, 1835): dark first at
 * 0.61 wavelength / NA. Wavelength and spacing in one unit, of x and y alone. Lengths are odd, five times that radius to both sides unless `size` says otherwise: 96 % of the light.
 * Throws `ArgumentError` for numbers that are not above 0, an even size, and names that it does not know.
 * @example
 * import { airyPsf } from 'brightfield';
 * const psf = airyPsf({ wavelength: 0.52, numericalAperture: 1.4, spacing: 0.05, unit: 'µm' });
 * psf.shape; // 47 x 47
 */
export function airyPsf(options: Optics): HostVolume {
  const optics = parseParams('airyPsf', opticsOptions, options);
  const step = stepsOf('airyPsf', optics);
  const dark = (0.61 * optics.wavelength) / optics.numericalAperture;
  const size = sizeOf('airyPsf', optics.size, {
    y: lengthOver((5 * dark) / step.y),
    x: lengthOver((5 * dark) / step.x),
  });
  const k = (2 * Math.PI * optics.numericalAperture) / optics.wavelength;
  return psfVolume(
    'airyPsf',
    size,
    (x, y, z) => {
      const v = k * Math.hypot(x * step.x, y * step.y);
      if (z !== 0) return 0;
      return v === 0 ? 1 : ((2 * bessel(1, v)) / v) ** 2;
    },
    { y: step.y, x: step.x },
    optics.unit,
  );
}
