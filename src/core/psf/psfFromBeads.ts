/** The point spread function as beads show it. */
import { SPATIAL_AXES, type SpatialAxis } from '../axes.js';
import { ArgumentError } from '../errors.js';
import { HostVolume } from '../hostVolume.js';
import { describe, parseParams } from '../paramSpec.js';
import { alongSpace } from './psfOptions.js';
import { type AlongSpace, psfVolume, sizeOf } from './psfVolume.js';

const params = { size: alongSpace('Voxels along the axes, odd.', { above: 0 }) };

type Place = Readonly<Partial<Record<SpatialAxis, number>>>;

/**
 * The mean of beads: around each of `positions` (voxels, such as `peakLocalMax` finds) a box of `size` is cut out, what lies on its outermost voxels (their median) taken off as background, its centre
 * found as the centre of mass of what is brighter than half of its greatest voxel, and the box read again about it, between voxels by cubic convolution (R. G. Keys 1981); boxes are averaged each
 * with its own brightness, what is below 0 cut, and the sum made 1. Beads should be smaller than the psf and farther apart than `size`, which holds one and some background: a number for x and y, or by axis; odd.
 * Spacing and unit are the image's. Throws `ArgumentError` for no position, one whose box leaves the image, and an image with n or c longer than one.
 * @example
 * import { HostVolume, psfFromBeads } from 'brightfield';
 * const data = new Float32Array(81).fill(3);
 * data.set([103, 203, 103], 39);
 * const beads = new HostVolume({ shape: { y: 9, x: 9 }, data });
 * psfFromBeads(beads, { positions: [{ y: 4, x: 4 }], size: 5 }).at({ y: 2, x: 2 }); // 0.5
 */
export function psfFromBeads(
  image: HostVolume,
  options: { readonly positions: Iterable<Place>; readonly size: AlongSpace },
): HostVolume {
  const name = 'psfFromBeads';
  const { positions, ...others } = options ?? {};
  const { size } = parseParams(name, params, others);
  if (!(image instanceof HostVolume))
    throw new ArgumentError(name, 'the image must be a volume in memory', describe(image));
  if (typeof positions !== 'object' || !(Symbol.iterator in positions))
    throw new ArgumentError(name, 'positions must be a list of places', describe(positions));
  if (image.shape.n * image.shape.c !== 1)
    throw new ArgumentError(name, 'the image must have one n and one c', `${image.shape.n} and ${image.shape.c}`);
  const lengths = sizeOf(name, size, {});
  for (const axis of SPATIAL_AXES)
    if (lengths[axis] > 1 && image.shape[axis] === 1)
      throw new ArgumentError(name, `size along ${axis} must be 1, as the image`, `${lengths[axis]}`);
  const half = { z: lengths.z >> 1, y: lengths.y >> 1, x: lengths.x >> 1 };
  const beads = [...positions].map((given) => {
    const near = { z: Math.round(given.z ?? 0), y: Math.round(given.y ?? 0), x: Math.round(given.x ?? 0) };
    for (const axis of SPATIAL_AXES)
      if (!(near[axis] - half[axis] >= 0 && near[axis] + half[axis] < image.shape[axis]))
        throw new ArgumentError(
          name,
          `the box of every bead must lie inside the image (leave out those at its border)`,
          `one at ${axis} = ${given[axis]}`,
        );
    return measured(image, near, half);
  });
  if (beads.length === 0) throw new ArgumentError(name, 'there must be a bead', 'no positions');
  const mean = (x: number, y: number, z: number): number =>
    beads.reduce(
      (sum, { centre, ground }) => sum + between(image, { z: centre.z + z, y: centre.y + y, x: centre.x + x }) - ground,
      0,
    );
  return psfVolume(name, lengths, (x, y, z) => Math.max(0, mean(x, y, z)), image.spacing, image.unit);
}

/** The centre of a bead and what lies around it. */
function measured(image: HostVolume, near: Required<Place>, half: Required<Place>) {
  const rim: number[] = [];
  const all: { readonly at: Required<Place>; readonly value: number }[] = [];
  for (let z = -half.z; z <= half.z; z++)
    for (let y = -half.y; y <= half.y; y++)
      for (let x = -half.x; x <= half.x; x++) {
        const at = { z: near.z + z, y: near.y + y, x: near.x + x };
        const value = image.at(at);
        const isRim = (['z', 'y', 'x'] as const).some(
          (axis) => half[axis] > 0 && Math.abs({ z, y, x }[axis]) === half[axis],
        );
        if (isRim) rim.push(value);
        all.push({ at, value });
      }
  rim.sort((a, b) => a - b);
  const ground = rim[rim.length >> 1] ?? 0;
  const half2 = (Math.max(...all.map(({ value }) => value)) - ground) / 2;
  const centre = { z: 0, y: 0, x: 0 };
  let mass = 0;
  for (const { at, value } of all) {
    const weight = Math.max(0, value - ground - half2);
    mass += weight;
    for (const axis of SPATIAL_AXES) centre[axis] += weight * at[axis];
  }
  if (!(mass > 0))
    throw new ArgumentError(
      'psfFromBeads',
      'beads must be brighter than what is around them',
      `one at ${near.y}, ${near.x} is not`,
    );
  for (const axis of SPATIAL_AXES) centre[axis] /= mass;
  return { centre, ground };
}

/** A place between voxels: four along each axis, weighted by Keys's cubic; the nearest voxel where the image ends. */
function between(image: HostVolume, place: Required<Place>): number {
  const taps = (axis: SpatialAxis): readonly (readonly [number, number])[] => {
    const length = image.shape[axis];
    if (length === 1) return [[0, 1]];
    const first = Math.floor(place[axis]);
    return [-1, 0, 1, 2].map((k) => {
      const t = Math.abs(place[axis] - first - k);
      const weight = t <= 1 ? 1.5 * t ** 3 - 2.5 * t ** 2 + 1 : -0.5 * t ** 3 + 2.5 * t ** 2 - 4 * t + 2;
      return [Math.min(length - 1, Math.max(0, first + k)), weight] as const;
    });
  };
  let sum = 0;
  for (const [z, wz] of taps('z'))
    for (const [y, wy] of taps('y')) for (const [x, wx] of taps('x')) sum += wz * wy * wx * image.at({ z, y, x });
  return sum;
}
