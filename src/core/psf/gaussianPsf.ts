/** The point spread function that is a bell. */
import type { HostVolume } from '../hostVolume.js';
import { parseParams } from '../paramSpec.js';
import { alongSpace, sizeOption } from './psfOptions.js';
import { type AlongSpace, byAxis, lengthOver, psfVolume, sizeOf } from './psfVolume.js';

const params = { sigma: alongSpace('Standard deviation, in voxels.', { min: 0 }), ...sizeOption };

/**
 * exp(-x²/2 sigma_x² - y²/2 sigma_y² - z²/2 sigma_z²) at the centres of voxels, of sum 1. `sigma` in voxels: a number for x and y, or by axis (a stack: `{ z, y, x }`; 0 is flat).
 * Lengths are odd, four sigmas to both sides unless `size` says otherwise. The psf of a microscope in its paraxial limit (B. Zhang, J. Zerubia, J.-C. Olivo-Marin, Gaussian
 * approximations of fluorescence microscope point-spread function models, 2007: widefield sigma 0.225 wavelength / NA laterally). Throws `ArgumentError` for a sigma below 0 an even size, and names that it does not know.
 * @example
 * import { gaussianPsf } from 'brightfield';
 * gaussianPsf({ sigma: 1 }).shape; // 9 x 9
 * gaussianPsf({ sigma: { z: 2, y: 1, x: 1 }, size: 7 }).at({ z: 8, y: 3, x: 3 }); // the greatest of 17 x 7 x 7
 */
export function gaussianPsf(options: { readonly sigma: AlongSpace; readonly size?: AlongSpace }): HostVolume {
  const { sigma, size } = parseParams('gaussianPsf', params, options);
  const { x: sx = 0, y: sy = 0, z: sz = 0 } = byAxis(sigma);
  const lengths = { z: lengthOver(4 * sz), y: lengthOver(4 * sy), x: lengthOver(4 * sx) };
  const part = (at: number, s: number): number => (s === 0 ? Number(at === 0) : Math.exp(-0.5 * (at / s) ** 2));
  return psfVolume(
    'gaussianPsf',
    sizeOf('gaussianPsf', size, lengths),
    (x, y, z) => part(x, sx) * part(y, sy) * part(z, sz),
  );
}
