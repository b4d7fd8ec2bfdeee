/** Numbers less the mean of their set, over its deviation, from the definitions. */
import { AXES, type Axis } from '../../src/core/axes.js';
import { at, build, type Field, fieldOf, itemAt, type Position } from './field.js';

/** Mean, biased variance and number of voxels of every set of voxels that have a name in common. */
function setsOf(src: Field, name: (position: Readonly<Position>) => string) {
  const members = new Map<string, number[]>();
  build(src.shape, (position, index) => {
    const key = name(position);
    members.set(key, [...(members.get(key) ?? []), itemAt(src.data, index)]);
    return 0;
  });
  const sets = new Map<string, { mean: number; variance: number; count: number }>();
  for (const [key, voxels] of members) {
    const mean = voxels.reduce((a, b) => a + b, 0) / voxels.length;
    const variance = voxels.reduce((sum, x) => sum + (x - mean) ** 2, 0) / voxels.length;
    sets.set(key, { mean, variance, count: voxels.length });
  }
  return (position: Readonly<Position>) =>
    sets.get(name(position)) as { mean: number; variance: number; count: number };
}

/** The number of a field that may have length 1 along axes. */
function broadcast(field: Field | undefined, position: Readonly<Position>, otherwise: number): number {
  if (!field) return otherwise;
  const inside = { ...position };
  for (const axis of AXES) if (field.shape[axis] === 1) inside[axis] = 0;
  return at(field, inside);
}

export interface Affine {
  readonly scale?: Field | undefined;
  readonly shift?: Field | undefined;
}

function normalised(
  src: Field,
  name: (position: Readonly<Position>) => string,
  epsilon: number,
  { scale, shift }: Affine,
): Field {
  const setOf = setsOf(src, name);
  return build(src.shape, (position) => {
    const { mean, variance } = setOf(position);
    const normal = (at(src, position) - mean) / Math.sqrt(variance + epsilon);
    return normal * broadcast(scale, position, 1) + broadcast(shift, position, 0);
  });
}

export const groupNorm = (src: Field, groups: number, epsilon = 1e-5, given: Affine = {}): Field =>
  normalised(src, ({ n, c }) => `${n} ${Math.floor(c / (src.shape.c / groups))}`, epsilon, given);

export const layerNorm = (src: Field, axes: readonly Axis[], epsilon = 1e-5, given: Affine = {}): Field =>
  normalised(src, (p) => AXES.map((axis) => (axes.includes(axis) ? '' : p[axis])).join(' '), epsilon, given);

export interface Running extends Affine {
  readonly runningMean?: Field | undefined;
  readonly runningVariance?: Field | undefined;
}

export function batchNorm(src: Field, momentum = 0.1, epsilon = 1e-5, given: Running = {}) {
  const setOf = setsOf(src, ({ c }) => `${c}`);
  const kept = (before: Field | undefined, start: number, now: (c: number) => number): Field =>
    build({ c: src.shape.c }, (p) => (1 - momentum) * broadcast(before, p, start) + momentum * now(p.c));
  const channel = (c: number) => setOf({ n: 0, c, z: 0, y: 0, x: 0 });
  return {
    result: normalised(src, ({ c }) => `${c}`, epsilon, given),
    mean: kept(given.runningMean, 0, (c) => channel(c).mean),
    variance: kept(given.runningVariance, 1, (c) => (channel(c).variance * channel(c).count) / (channel(c).count - 1)),
  };
}

/** With statistics that are known. */
export function inference(
  src: Field,
  epsilon = 1e-5,
  { scale, shift, runningMean, runningVariance }: Running = {},
): Field {
  return build(src.shape, (p) => {
    const deviation = Math.sqrt(broadcast(runningVariance, p, 1) + epsilon);
    return ((at(src, p) - broadcast(runningMean, p, 0)) / deviation) * broadcast(scale, p, 1) + broadcast(shift, p, 0);
  });
}

/** A number for each channel. */
export const channels = (...numbers: readonly number[]): Field => fieldOf({ c: numbers.length }, numbers);
