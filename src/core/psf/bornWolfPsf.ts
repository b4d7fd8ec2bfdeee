/** The point spread function of a perfect lens, in and out of focus. */
import type { HostVolume } from '../hostVolume.js';
import { parseParams } from '../paramSpec.js';
import { length, opticsOptions } from './psfOptions.js';
import { lengthOver } from './psfVolume.js';
import { checkIndex, type Optics, pupilPsf, stepsOf } from './pupilPsf.js';

const params = { ...opticsOptions, immersionIndex: length('Of what the objective looks through.', { above: 0 }) };

/**
 * |∫ over 0 to 1 of J0(k NA r ρ) exp(-i k NA² z ρ² / 2n) ρ dρ|², k = 2π / wavelength, at the centres of voxels, of sum 1 (M. Born, E. Wolf, Principles of Optics, 7th edition, 8.8, scalar
 * and paraxial): the widefield psf without aberration. In focus it is Airy's; on the axis it is (sin(u/4) / (u/4))², u = k NA² z / n, dark first at 2 n wavelength / NA². Wavelength and
 * spacing in one unit; `immersionIndex` is n. Lengths are odd: 2.5 Airy radii to both sides, and along z (where `spacing` has it) 1.5 times to the first dark place, unless `size` says otherwise.
 * Throws `ArgumentError` for numbers that are not above 0, an aperture above the index, an even size, and names that it does not know.
 * @example
 * import { bornWolfPsf } from 'brightfield';
 * const optics = { wavelength: 0.52, numericalAperture: 1.4, immersionIndex: 1.515 };
 * bornWolfPsf({ ...optics, spacing: { z: 0.2, y: 0.1, x: 0.1 }, unit: 'µm' }).shape; // 15 x 13 x 13
 */
export function bornWolfPsf(options: Optics & { readonly immersionIndex: number }): HostVolume {
  const optics = parseParams('bornWolfPsf', params, options);
  const { wavelength, numericalAperture, immersionIndex } = optics;
  const step = stepsOf('bornWolfPsf', optics);
  checkIndex('bornWolfPsf', 'immersionIndex', immersionIndex, numericalAperture);
  const phase = (Math.PI * numericalAperture ** 2) / wavelength / immersionIndex;
  return pupilPsf(
    'bornWolfPsf',
    optics,
    widefieldSize(optics, step),
    (rho, z) => -phase * z * rho * rho,
    immersionIndex,
  );
}

/** As much of a widefield psf as is mostly wanted. */
export function widefieldSize(
  { wavelength, numericalAperture, immersionIndex, spacing }: Optics & { readonly immersionIndex: number },
  step: Readonly<Record<'z' | 'y' | 'x', number>>,
): Record<'z' | 'y' | 'x', number> {
  const far = (2.5 * 0.61 * wavelength) / numericalAperture;
  const deep = (3 * immersionIndex * wavelength) / numericalAperture ** 2;
  const hasDepth = typeof spacing !== 'number' && spacing.z !== undefined;
  return { z: hasDepth ? lengthOver(deep / step.z) : 1, y: lengthOver(far / step.y), x: lengthOver(far / step.x) };
}
