/** Says whether a result is the expected one within a tolerance, and where it is worst. NaN never passes for a number. */
import { AXES, formatShape, type Shape, sameShape } from '../../src/core/axes.js';
import type { HostVolume } from '../../src/core/hostVolume.js';
import { type Field, fromHost, itemAt, positionOf } from './field.js';

/** A number passes when `|actual - expected| <= abs + rel · |expected|`. */
export interface Tolerance {
  readonly abs?: number;
  readonly rel?: number;
}

/**
 * Undefined where every voxel of a result is within tolerance, else a paragraph that names the worst voxel by axis names,
 * its actual and expected number, and how many are out. NaN must meet NaN, and an infinity the same infinity.
 */
export function compare(actual: HostVolume, expected: Field, tolerance: Tolerance): string | undefined {
  return compareFields(fromHost(actual), expected, tolerance);
}

/** `compare` for two fields: what the oracles themselves are tested with. */
export function compareFields(actual: Field, expected: Field, tolerance: Tolerance): string | undefined {
  if (!sameShape(actual.shape, expected.shape))
    return `the shape is ${formatShape(actual.shape)}, expected ${formatShape(expected.shape)}`;
  const { abs = 0, rel = 0 } = tolerance;
  let out = 0;
  let worst = -1;
  let worstExcess = 0;
  for (let i = 0; i < expected.data.length; i++) {
    const excess = excessOf(itemAt(actual.data, i), itemAt(expected.data, i), abs, rel);
    if (excess <= 1) continue;
    out++;
    if (excess > worstExcess) {
      worstExcess = excess;
      worst = i;
    }
  }
  if (out === 0) return undefined;
  const a = itemAt(actual.data, worst);
  const e = itemAt(expected.data, worst);
  return (
    `${out} of ${expected.data.length} voxels (${formatShape(expected.shape)}) are out of tolerance (abs ${abs}, rel ${rel}); ` +
    `the worst is at ${formatPosition(expected.shape, worst)}: actual ${a}, expected ${e}, difference ${a - e}`
  );
}

/** The difference in units of its tolerance: passes up to 1; infinite where no finite tolerance would do. */
function excessOf(actual: number, expected: number, abs: number, rel: number): number {
  if (actual === expected || (Number.isNaN(actual) && Number.isNaN(expected))) return 0;
  if (!Number.isFinite(actual) || !Number.isFinite(expected)) return Number.POSITIVE_INFINITY;
  const excess = Math.abs(actual - expected) / (abs + rel * Math.abs(expected));
  return Number.isNaN(excess) ? Number.POSITIVE_INFINITY : excess;
}

/** `z=1 y=0 x=3`: the axes longer than one, at least y and x. */
function formatPosition(shape: Shape, index: number): string {
  const position = positionOf(shape, index);
  const shown = AXES.filter((axis) => shape[axis] !== 1 || axis === 'y' || axis === 'x');
  return shown.map((axis) => `${axis}=${position[axis]}`).join(' ');
}
