/** Linear maps along an axis as tables: which voxels each place reads, and what they weigh. Worked out here in f64. */
import type { Border } from '../border.js';

/** Voxels with their weights, none twice. */
export interface Taps {
  /** The first of a run of voxels, one for each weight; or all of them, where they are none: at borders. */
  readonly voxels: number | readonly number[];
  readonly weights: ArrayLike<number>;
}

/** In the place of a voxel: the border's value. */
export const OUTSIDE = -1;

/** The voxels of taps. */
export const voxelOf = ({ voxels }: Taps, at: number): number =>
  typeof voxels === 'number' ? voxels + at : (voxels[at] ?? OUTSIDE);

/** Weights by voxel, in the order of voxels. */
function listed(weights: ReadonlyMap<number, number>): Taps {
  const all = [...weights].sort(([a], [b]) => a - b);
  return { voxels: all.map(([voxel]) => voxel), weights: all.map(([, weight]) => weight) };
}

/** What lies outside, for voxels and for places. */
export interface Around {
  readonly length: number;
  readonly border: Border;
  /** As `Interpolated.outside`. */
  readonly outside: 0 | 1 | 2;
}

const modulo = (i: number, length: number): number => ((i % length) + length) % length;

/** The voxel that stands for one at any distance outside: lib/border. */
function voxelAt(i: number, { length, border, outside }: Around): number {
  if (i >= 0 && i < length) return i;
  if (outside === 2) return OUTSIDE;
  if (border === 'wrap') return modulo(i, length);
  if (border === 'reflect') {
    const phase = modulo(i, 2 * length);
    return phase < length ? phase : 2 * length - 1 - phase;
  }
  if (border === 'mirror' && length > 1) {
    const phase = modulo(i, 2 * length - 2);
    return phase < length ? phase : 2 * length - 2 - phase;
  }
  return i < 0 ? 0 : length - 1;
}

/** Weights from a voxel on. */
function weightsAt(place: number, order: number): readonly [first: number, weights: readonly number[]] {
  if (order === 0) return [Math.floor(place + 0.5), [1]];
  const below = Math.floor(place);
  const f = place - below;
  if (order === 1) return [below, [1 - f, f]];
  const g = 1 - f;
  const near = (t: number): number => (4 - 3 * t * t * (2 - t)) / 6;
  return [below - 1, [g ** 3 / 6, near(f), near(g), f ** 3 / 6]];
}

function added(to: Map<number, number>, voxel: number, weight: number): void {
  if (weight !== 0) to.set(voxel, (to.get(voxel) ?? 0) + weight);
}

/** Whether a run of voxels lies inside. */
const holds = ({ length }: Around, first: number, count: number): boolean => first >= 0 && first + count <= length;

/** What a place shows: places are rounded to 2^-30 of a voxel, which is more than f64 spoils on the way. */
export function tapsAt(given: number, order: number, around: Around): Taps {
  const place = Math.round(given * 2 ** 30) / 2 ** 30;
  if (around.outside === 1 && !(place >= 0 && place <= around.length - 1)) return { voxels: [OUTSIDE], weights: [1] };
  const [first, weights] = weightsAt(place, order);
  if (holds(around, first, weights.length)) return { voxels: first, weights };
  const taps = new Map<number, number>();
  for (const [at, weight] of weights.entries()) added(taps, voxelAt(first + at, around), weight);
  return listed(taps);
}

/** The same of an image that was convolved with symmetric weights before, in a border of its own. */
export function blurred(taps: Taps, weights: readonly number[], around: Around): Taps {
  const radius = (weights.length - 1) / 2;
  if (radius === 0) return taps;
  const { voxels } = taps;
  const count = taps.weights.length + 2 * radius;
  if (typeof voxels === 'number' && holds(around, voxels - radius, count)) {
    const sums = new Float64Array(count);
    for (let at = 0; at < taps.weights.length; at++) {
      const share = taps.weights[at] ?? 0;
      for (let k = 0; k < weights.length; k++) sums[at + k] = (sums[at + k] ?? 0) + share * (weights[k] ?? 0);
    }
    return { voxels: voxels - radius, weights: sums };
  }
  const found = new Map<number, number>();
  for (let at = 0; at < taps.weights.length; at++) {
    const voxel = voxelOf(taps, at);
    const share = taps.weights[at] ?? 0;
    if (voxel === OUTSIDE) added(found, OUTSIDE, share);
    else for (const [k, weight] of weights.entries()) added(found, voxelAt(voxel + k - radius, around), share * weight);
  }
  return listed(found);
}
