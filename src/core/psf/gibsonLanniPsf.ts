/** The point spread function of a microscope through a coverslip into a sample of another index. */
import { ArgumentError } from '../errors.js';
import type { HostVolume } from '../hostVolume.js';
import { describe, parseParams } from '../paramSpec.js';
import type { Bounds } from '../plainParams.js';
import { widefieldSize } from './bornWolfPsf.js';
import { length, opticsOptions } from './psfOptions.js';
import { checkIndex, type Optics, pupilPsf, stepsOf } from './pupilPsf.js';

/** A microscope's layers; lengths in the unit of the wavelength, whose defaults are µm. */
export interface Layers {
  readonly immersionIndex?: number;
  readonly sampleIndex?: number;
  /** How deep below the coverslip the point lies. */
  readonly depth?: number;
  readonly coverslipIndex?: number;
  readonly coverslipThickness?: number;
  /** What the objective was made for, where that is not what it looks through. */
  readonly design?: {
    readonly immersionIndex?: number;
    readonly coverslipIndex?: number;
    readonly coverslipThickness?: number;
    readonly workingDistance?: number;
  };
}

const layers = {
  immersionIndex: length('Of what the objective looks through.', { above: 0, default: 1.515 }),
  coverslipIndex: length('Of the coverslip.', { above: 0, default: 1.515 }),
  coverslipThickness: length('Of the coverslip.', { min: 0, default: 170 }),
};
const optional = (bounds: Bounds) =>
  ({ ...length('What the objective was made for.', bounds), optional: true }) as const;
const params = {
  ...opticsOptions,
  ...layers,
  sampleIndex: length('Of the sample.', { above: 0, default: 1.33 }),
  depth: length('How deep below the coverslip the point lies.', { min: 0, default: 0 }),
  'design.immersionIndex': optional({ above: 0 }),
  'design.coverslipIndex': optional({ above: 0 }),
  'design.coverslipThickness': optional({ min: 0 }),
  'design.workingDistance': length('Of the objective.', { above: 0, default: 150 }),
};

/**
 * The widefield psf with spherical aberration (S. F. Gibson, F. Lanni, Experimental test of an analytical model of aberration in an oil-immersion objective lens used in three-dimensional
 * light microscopy, 1992, eqs. 1-5, scalar): |∫ J0(k NA r ρ) exp(i k OPD(ρ, z)) ρ dρ|² at the centres of voxels, of sum 1, where OPD is the difference of the paths through sample,
 * coverslip and immersion (t √(n² - NA² ρ²) each) from those that the objective was made for. The middle plane is the paraxial focus of a point that lies `depth` below the coverslip; z grows as the
 * focus goes deeper. Light that a layer reflects whole is lost: with an aperture above `sampleIndex` only that much of the pupil is used (unless the depth is 0).
 *
 * Wavelength, spacing, depth and thicknesses in one unit (the defaults are µm: oil of 1.515, water of 1.33, a coverslip of 170 at 1.515, a working distance of 150). Where all is as designed it
 * is `bornWolfPsf` without its paraxial approximation. Lengths as there. Throws `ArgumentError` for numbers out of range, an even size, and names that it does not know.
 * @example
 * import { gibsonLanniPsf } from 'brightfield';
 * const optics = { wavelength: 0.52, numericalAperture: 1.4, spacing: { z: 0.2, y: 0.1, x: 0.1 } };
 * const psf = gibsonLanniPsf({ ...optics, depth: 5, size: { z: 41, y: 15, x: 15 } }); // aberrated: no more symmetric along z
 */
export function gibsonLanniPsf(options: Optics & Layers): HostVolume {
  const name = 'gibsonLanniPsf';
  const { design = {}, ...others } = options ?? {};
  if (typeof design !== 'object' || design === null)
    throw new ArgumentError(name, 'design must be an object', describe(design));
  const named = Object.fromEntries(Object.entries(design).map(([key, value]) => [`design.${key}`, value]));
  const optics = parseParams(name, params, { ...others, ...named });
  const { numericalAperture: na, wavelength, immersionIndex, sampleIndex, depth } = optics;
  const { coverslipIndex, coverslipThickness } = optics;
  const made = {
    immersionIndex: optics['design.immersionIndex'] ?? immersionIndex,
    coverslipIndex: optics['design.coverslipIndex'] ?? coverslipIndex,
    coverslipThickness: optics['design.coverslipThickness'] ?? coverslipThickness,
    workingDistance: optics['design.workingDistance'],
  };
  const step = stepsOf(name, optics);
  for (const [of, index] of Object.entries({ immersionIndex, coverslipIndex })) checkIndex(name, of, index, na);
  for (const of of ['immersionIndex', 'coverslipIndex'] as const) checkIndex(name, `design.${of}`, made[of], na);
  // the immersion is so thick that the paraxial focus lies at the point
  const focused =
    immersionIndex *
    (made.workingDistance / made.immersionIndex +
      made.coverslipThickness / made.coverslipIndex -
      coverslipThickness / coverslipIndex -
      depth / sampleIndex);
  if (!(focused > 0))
    throw new ArgumentError(name, 'the point must lie within reach of the working distance', `${depth} deep`);
  const path = (thickness: number, index: number, rho: number): number =>
    thickness * Math.sqrt(Math.max(0, index * index - (na * rho) ** 2));
  const wave = (2 * Math.PI) / wavelength;
  return pupilPsf(
    name,
    optics,
    widefieldSize({ ...optics, immersionIndex }, step),
    (rho, z) =>
      wave *
      (path(focused - z, immersionIndex, rho) +
        path(coverslipThickness, coverslipIndex, rho) +
        path(depth, sampleIndex, rho) -
        path(made.workingDistance, made.immersionIndex, rho) -
        path(made.coverslipThickness, made.coverslipIndex, rho)),
    depth > 0 ? Math.min(sampleIndex, immersionIndex, coverslipIndex) : Math.min(immersionIndex, coverslipIndex),
  );
}
