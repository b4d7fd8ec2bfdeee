/** What a volume looks like that is seen through: each ray by itself, in float64, from the definitions. */
import { HostVolume } from '../../src/core/hostVolume.js';
import {
  blended,
  colourAt,
  type Eye,
  inLight,
  inner,
  lampsOf,
  quotient,
  type Seen,
  share,
  sightAt,
  sum,
  type Triple,
  unit,
} from './eye.js';
import { fromHost, itemAt } from './field.js';

export interface Transparent {
  readonly volume: HostVolume;
  readonly at?: Partial<Record<'n' | 'c', number>>;
  readonly method: 'mip' | 'mean' | 'alpha' | 'isosurface' | 'labels';
  readonly eye: Eye;
  readonly window: readonly [number, number];
  readonly level: number;
  readonly density: number;
  readonly shading: number;
  /** Voxels a step at most. */
  readonly step: number;
  /** Whether values are linear between voxels. */
  readonly between: boolean;
  readonly crop?: Partial<Record<'z' | 'y' | 'x', readonly [number, number]>>;
  readonly colours?: readonly (readonly number[])[];
  /** The value whose colour a surface has. */
  readonly shade?: number;
}

/** The length of a voxel along x, y, z, where the volume's diagonal is 1. */
export function voxelOf({ shape, spacing }: HostVolume): Triple {
  const lengths: Triple = [spacing.x ?? 1, spacing.y ?? 1, spacing.z ?? 1];
  const diagonal = Math.hypot(shape.x * lengths[0], shape.y * lengths[1], shape.z * lengths[2]);
  return sum([0, 0, 0], lengths, 1 / diagonal);
}

/** So near to the face of a voxel, or of a cell between centres, f32 may place a step on either side. */
const FACE = 2e-5;

/** What the ray through a place of a canvas meets; `either` where a step lies on a face. */
export function seenAt(scene: Transparent, x: number, y: number, width: number, height: number): Seen | 'either' {
  const { volume, eye, crop = {} } = scene;
  const voxel = voxelOf(volume);
  const size: Triple = [volume.shape.x, volume.shape.y, volume.shape.z];
  const sight = sightAt(eye, x, y, width, height);
  // in voxels from the first one's edge
  const origin = sum(quotient(sight.origin, voxel), size, 0.5);
  const direction = quotient(sight.direction, voxel);
  let [begin, end] = [0, Number.POSITIVE_INFINITY];
  for (const [k, axis] of (['x', 'y', 'z'] as const).entries()) {
    const length = size[k] ?? 0;
    const [low, high] = crop[axis] ?? [0, length];
    const ends = [Math.max(0, low), Math.min(length, high)].map(
      (face) => (face - (origin[k] ?? 0)) / (direction[k] ?? 0),
    );
    begin = Math.max(begin, Math.min(...ends));
    end = Math.min(end, Math.max(...ends));
  }
  if (!(end > begin)) return undefined;
  const count = Math.ceil(((end - begin) * Math.hypot(...direction)) / scene.step);
  const placeAt = (steps: number): Triple => sum(origin, direction, begin + ((end - begin) * steps) / count);
  const middles = Array.from({ length: count }, (_, i) => placeAt(i + 0.5));
  const faces = scene.between && scene.method !== 'labels' ? 0.5 : 0;
  const isOnFace = (along: number): boolean => Math.abs(along - faces - Math.round(along - faces)) < FACE;
  const steps = scene.method === 'isosurface' ? Array.from({ length: count - 1 }, (_, i) => placeAt(i + 1)) : middles;
  if (steps.some((place) => place.some(isOnFace))) return 'either';
  const ray: Ray = {
    middles,
    placeAt,
    count,
    length: (end - begin) / count,
    towardsEye: sum([0, 0, 0], sight.direction, -1),
    voxel,
  };
  return LOOKS[scene.method](scene, ray);
}

interface Ray {
  /** Of the steps. */
  readonly middles: readonly Triple[];
  readonly placeAt: (steps: number) => Triple;
  readonly count: number;
  /** Of a step, in diagonals. */
  readonly length: number;
  readonly towardsEye: Triple;
  readonly voxel: Triple;
}

type Look = (scene: Transparent, ray: Ray) => Seen;

const LOOKS: Readonly<Record<Transparent['method'], Look>> = {
  mip: (scene, { middles }) =>
    flat(
      scene,
      numbers(scene, middles).reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY),
      numbers(scene, middles).length,
    ),
  mean(scene, { middles }) {
    const values = numbers(scene, middles);
    return flat(scene, values.reduce((a, b) => a + b, 0) / values.length, values.length);
  },
  alpha,
  isosurface,
  labels,
};

const numbers = (scene: Transparent, places: readonly Triple[]): number[] =>
  places.map((place) => valueAt(scene, place, scene.between)).filter((value) => !Number.isNaN(value));

function flat({ window, colours }: Transparent, value: number, values: number): Seen {
  return values > 0 ? { colour: colourAt(share(value, window), colours), opacity: 1 } : undefined;
}

function alpha(scene: Transparent, { middles, length, towardsEye, voxel }: Ray): Seen {
  const { window, density, shading, colours } = scene;
  const lamps = lampsOf(scene.eye);
  let colour: Triple = [0, 0, 0];
  let behind = 1;
  for (const place of middles) {
    const value = valueAt(scene, place, scene.between);
    if (Number.isNaN(value) || share(value, window) === 0) continue;
    const slope = scene.between ? slopeOfCell(scene, place) : slopeAt(scene, place, false);
    const steep = Math.min(1, Math.hypot(...slope) / (0.15 * (window[1] - window[0])));
    const own = colourAt(share(value, window), colours);
    const shown =
      steep > 0 ? blended(own, inLight(own, unit(quotient(slope, voxel)), towardsEye, lamps), shading * steep) : own;
    const opacity = 1 - Math.exp(-density * share(value, window) * length);
    colour = sum(colour, shown, behind * opacity);
    behind *= 1 - opacity;
    if (behind < 0.01) break;
  }
  return behind === 1 ? undefined : { colour: sum([0, 0, 0], colour, 1 / (1 - behind)), opacity: 1 - behind };
}

function isosurface(scene: Transparent, ray: Ray): Seen {
  const { level, window, shading, colours, shade = level } = scene;
  const isInside = (place: Triple): boolean => valueAt(scene, place, scene.between) >= level;
  const coloured = (value: number, normal: Triple): Seen => {
    const own = colourAt(share(value, window), colours);
    return { colour: blended(own, inLight(own, normal, ray.towardsEye, lampsOf(scene.eye)), shading), opacity: 1 };
  };
  const first = ray.placeAt(0);
  if (isInside(first)) return coloured(valueAt(scene, first, scene.between), faceAt(scene, first));
  for (let i = 1; i <= ray.count; i++) {
    if (!isInside(ray.placeAt(i))) continue;
    let [before, behind] = [i - 1, i];
    while (behind - before > 1e-6) {
      const middle = (before + behind) / 2;
      if (isInside(ray.placeAt(middle))) behind = middle;
      else before = middle;
    }
    const slope = slopeAt(scene, ray.placeAt(behind), true);
    return coloured(shade, Number.isNaN(inner(slope, slope)) ? ray.towardsEye : unit(quotient(slope, ray.voxel)));
  }
  return undefined;
}

function labels(scene: Transparent, ray: Ray): Seen {
  const { colours = [], shading, volume } = scene;
  const found = ray.middles.findIndex((place) => valueAt(scene, place, false) !== 0);
  const place = ray.middles[found];
  if (!place) return undefined;
  const label = valueAt(scene, place, false);
  const is: Transparent = { ...scene, volume: masked(volume, label) };
  const slope = [0, 1, 2].map((k) => {
    const two = [0, 1, 2].map((axis) => (axis === k ? 2 : 0)) as unknown as Triple;
    return valueAt(is, sum(place, two), true) - valueAt(is, sum(place, two, -1), true);
  }) as unknown as Triple;
  const normal =
    found === 0
      ? faceAt(scene, ray.placeAt(0))
      : Math.hypot(...slope) > 0
        ? unit(quotient(slope, ray.voxel))
        : ray.towardsEye;
  const own = (colours[label - 1] ?? []).map((byte) => byte / 255) as unknown as Triple;
  return { colour: blended(own, inLight(own, normal, ray.towardsEye, lampsOf(scene.eye)), shading), opacity: 1 };
}

/** 1 where a volume of one channel has a value, 0 elsewhere. */
function masked({ shape, data }: HostVolume, value: number): HostVolume {
  const known = MASKS.get(data)?.get(value);
  if (known) return known;
  const made = new HostVolume({ shape, data: Uint8Array.from(data, (each) => (each === value ? 1 : 0)) });
  MASKS.set(data, (MASKS.get(data) ?? new Map()).set(value, made));
  return made;
}
const MASKS = new WeakMap<HostVolume['data'], Map<number, HostVolume>>();

/** Across the face of what is seen of the volume that a place lies on. */
function faceAt({ volume, crop = {} }: Transparent, place: Triple): Triple {
  const away = (['x', 'y', 'z'] as const).map((axis, k) => {
    const length = volume.shape[axis];
    const [low, high] = crop[axis] ?? [0, length];
    const along = place[k] ?? 0;
    return Math.min(Math.abs(along - Math.max(0, low)), Math.abs(along - Math.min(length, high)));
  });
  const nearest = away.indexOf(Math.min(...away));
  return [0, 1, 2].map((k) => (k === nearest ? 1 : 0)) as unknown as Triple;
}

/** The value at a place in voxels, of the voxel there or trilinear; constant beyond the outermost. */
function valueAt({ volume, at }: Transparent, [x, y, z]: Triple, between: boolean): number {
  const { shape } = volume;
  const field = fieldOf(volume);
  const first = ((at?.n ?? 0) * shape.c + (at?.c ?? 0)) * shape.z;
  const inside = (index: number, length: number): number => Math.max(0, Math.min(length - 1, index));
  const voxel = (i: number, j: number, k: number): number =>
    itemAt(field, ((first + inside(k, shape.z)) * shape.y + inside(j, shape.y)) * shape.x + inside(i, shape.x));
  if (!between) return voxel(Math.floor(x), Math.floor(y), Math.floor(z));
  const [i, j, k] = [Math.floor(x - 0.5), Math.floor(y - 0.5), Math.floor(z - 0.5)];
  const [t, u, v] = [x - 0.5 - i, y - 0.5 - j, z - 0.5 - k];
  let value = 0;
  for (let corner = 0; corner < 8; corner++) {
    const [right, down, back] = [corner & 1, (corner >> 1) & 1, corner >> 2];
    const weight = (right ? t : 1 - t) * (down ? u : 1 - u) * (back ? v : 1 - v);
    if (weight > 0) value += weight * voxel(i + right, j + down, k + back);
  }
  return value;
}

function fieldOf(volume: HostVolume): Float64Array {
  const field = FIELDS.get(volume) ?? fromHost(volume).data;
  FIELDS.set(volume, field);
  return field;
}
const FIELDS = new WeakMap<HostVolume, Float64Array>();

/** Central differences of values a voxel before and behind. */
function slopeAt(scene: Transparent, place: Triple, between: boolean): Triple {
  return [0, 1, 2].map((k) => {
    const one = [0, 1, 2].map((axis) => (axis === k ? 1 : 0)) as unknown as Triple;
    return (valueAt(scene, sum(place, one), between) - valueAt(scene, sum(place, one, -1), between)) / 2;
  }) as unknown as Triple;
}

/** The derivative of the trilinear function between the eight centres around a place: differences between the sides of that cell. */
function slopeOfCell(scene: Transparent, place: Triple): Triple {
  return [0, 1, 2].map((k) => {
    const side = (upper: number): Triple =>
      place.map((along, axis) => (axis === k ? Math.floor(along - 0.5) + 0.5 + upper : along)) as unknown as Triple;
    return valueAt(scene, side(1), true) - valueAt(scene, side(0), true);
  }) as unknown as Triple;
}
