/** Widefield point spread functions: the intensity of what a round pupil with a phase lets through. */
import { ArgumentError } from '../errors.js';
import type { HostVolume } from '../hostVolume.js';
import { bessel, gaussLegendre } from './bessel.js';
import { type AlongSpace, byAxis, psfVolume, sizeOf } from './psfVolume.js';

/** What every objective is described by. */
export interface Optics {
  /** Of the light that is seen, in air. */
  readonly wavelength: number;
  readonly numericalAperture: number;
  /** The size of a voxel, in the unit of the wavelength: a number for x and y, or by axis. */
  readonly spacing: AlongSpace;
  /** Voxels along the axes, odd. */
  readonly size?: AlongSpace | undefined;
  /** The unit of all lengths, such as `µm`. */
  readonly unit?: string;
}

/** Refuses an index that the aperture exceeds. */
export function checkIndex(operation: string, name: string, index: number, aperture: number): void {
  if (!(index >= aperture))
    throw new ArgumentError(operation, `${name} must be at least the numerical aperture, ${aperture}`, `${index}`);
}

/** The sizes of voxels. */
export function stepsOf(
  operation: string,
  { spacing }: Pick<Optics, 'spacing'>,
): Readonly<Record<'z' | 'y' | 'x', number>> {
  const { x, y, z } = byAxis(spacing);
  if (x === undefined || y === undefined)
    throw new ArgumentError(operation, 'spacing must be known along x and y', `${x} and ${y}`);
  return { x, y, z: z ?? 1 };
}

/**
 * |∫ over 0 to 1 of J0(k NA r ρ) exp(i phase(ρ, z)) ρ dρ|² at the centres of voxels, of sum 1. `phase` in radians, z counted from the middle of the volume. `least` is the least
 * index on the way: light of apertures above it does not pass. Phases are of √(least² - NA² ρ²), steep where it ends, and smooth in t, NA ρ = least sin t.
 */
export function pupilPsf(
  operation: string,
  optics: Optics,
  otherwise: Readonly<Record<'z' | 'y' | 'x', number>>,
  phase: (rho: number, z: number) => number,
  least: number,
): HostVolume {
  const step = stepsOf(operation, optics);
  const size = sizeOf(operation, optics.size, otherwise);
  const k = (2 * Math.PI * optics.numericalAperture) / optics.wavelength;
  const planes = Array.from({ length: size.z }, (_, plane) => (plane - (size.z >> 1)) * step.z);
  const far = k * Math.hypot((size.x >> 1) * step.x, (size.y >> 1) * step.y);
  const critical = least / optics.numericalAperture;
  const end = Math.asin(Math.min(1, 1 / critical));
  const swing = (z: number): number => {
    const values = Array.from({ length: 65 }, (_, at) => phase(critical * Math.sin((end * at) / 64), z));
    return Math.max(...values) - Math.min(...values);
  };
  const turned = Math.max(swing(planes[0] as number), swing(planes.at(-1) as number));
  // points enough for as many waves as there are over the pupil: beyond that the rule converges at once
  const rule = gaussLegendre(32 + Math.ceil(far + turned)).map(([place, weight]) => {
    const t = end * place;
    return [critical * Math.sin(t), weight * critical ** 2 * Math.sin(t) * Math.cos(t)] as const;
  });
  const waves = planes.map((z) => ({
    re: rule.map(([rho, weight]) => Math.cos(phase(rho, z)) * weight),
    im: rule.map(([rho, weight]) => Math.sin(phase(rho, z)) * weight),
  }));
  // the same for all voxels that are equally far from the axis
  const profiles = new Map<string, Float64Array>();
  const profileAt = (r: number): Float64Array => {
    const rays = rule.map(([rho]) => bessel(0, k * r * rho));
    return Float64Array.from(waves, ({ re, im }) => dot(rays, re) ** 2 + dot(rays, im) ** 2);
  };
  const spacing = { y: step.y, x: step.x, ...(size.z > 1 && { z: step.z }) };
  return psfVolume(
    operation,
    size,
    (x, y, z) => {
      const r = Math.hypot(x * step.x, y * step.y);
      const key = r.toPrecision(12);
      const profile = profiles.get(key) ?? profileAt(r);
      profiles.set(key, profile);
      return profile[z + (size.z >> 1)] as number;
    },
    spacing,
    optics.unit ?? '',
  );
}

function dot(a: readonly number[], b: readonly number[]): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] as number) * (b[i] as number);
  return sum;
}
