/** What layers with weights have in common: numbers along axes, biases, and how many dimensions weights have in files. */
import { type Shape, SPATIAL_AXES, type SpatialAxis } from '../../core/axes.js';
import { ArgumentError } from '../../core/errors.js';
import { describe } from '../../core/params.js';
import type { Node } from '../../graph/node.js';
import { type Initial, zeros } from '../initial.js';
import { knownOptions, wholeOf } from '../options.js';

export type Along = number | Readonly<Partial<Record<SpatialAxis, number>>>;

/** Refuses what are no whole numbers along axes. */
export function checkAlong(name: string, what: string, given: unknown, min: number): void {
  if (given === undefined) return;
  if (typeof given === 'number') wholeOf(name, what, given, min);
  else if (typeof given !== 'object' || given === null || Array.isArray(given))
    throw new ArgumentError(name, `${what} must be a number, or numbers by z, y, x`, describe(given));
  else
    for (const [axis, each] of Object.entries(given)) {
      if (!(SPATIAL_AXES as readonly string[]).includes(axis))
        throw new ArgumentError(name, `${what} may name the axes z, y, x`, `'${axis}'`);
      if (each !== undefined) wholeOf(name, `${what} along ${axis}`, each, min);
    }
}

/** A number along each spatial axis; one for all is for those that volumes of a shape have. */
export function along(given: Along | undefined, { z }: Shape, otherwise: number): Record<SpatialAxis, number> {
  const isNumber = typeof given === 'number' || given === undefined;
  if (!isNumber) knownOptions('layer', given, SPATIAL_AXES);
  const number = (axis: SpatialAxis): number =>
    typeof given === 'number' ? (axis === 'z' && z === 1 ? otherwise : given) : (given?.[axis] ?? otherwise);
  return { z: number('z'), y: number('y'), x: number('x') };
}

/** One number for each channel, 0 at first. */
export const biasOf = (length: number, inputs: number): Initial => ({
  shape: { c: length },
  layout: 'c',
  fan: { inputs, outputs: 1 },
  value: zeros,
  isTrained: true,
});

/** Filters of planes have four dimensions, of volumes five, and so have those whose window names z: also where a volume has become one slice. */
export function layoutOf(window: Along | undefined, { z }: Shape): string {
  const isVolume = typeof window === 'object' ? window.z !== undefined : z > 1;
  return isVolume ? 'nczyx' : 'ncyx';
}

export const biased = (bias: Node | undefined) => (bias ? { bias } : {});
