/** When a convolution is quicker by Fourier transforms than by its sum: measured, and written down here only. */
import { type Shape, SPATIAL_AXES, type SpatialAxis, voxels } from '../../core/axes.js';
import { layoutOf, type Places, type Weights } from '../fourier/convolved.js';
import { radicesOf } from '../fourier/radices.js';

export const METHODS = ['auto', 'direct', 'fft'] as const;
export type Method = (typeof METHODS)[number];

/** Up to so many taps the loops over the kernel are structure: 2.3 times faster at 3 x 3, 1.6 at 5 x 5 (lavapipe), and slow to compile beyond. */
export const MOST_UNROLLED = 49;

/**
 * CPU time of two cores, lavapipe 26.1.6, in nanoseconds: what the sum takes for a load of four voxels, with weights in a plane and in a volume, and a pass of a transform for a
 * number. Large images lie in no cache, and their interiors are summed without a border (engine/interior.ts). So measured, with the reflecting border, sum and transforms in milliseconds:
 * 2048²: 11 x 11 145 and 279, 15 x 15 227 and 268, 21 x 21 541 and 282, 31 x 31 701 and 239; 1024²: 9 x 9 33 and 43, 11 x 11 46 and 48, 15 x 15 73 and 41, 31 along x 15 and 24, 101 along x
 * 30 and 25, 31 along y 20 and 20, 129 along y 158 and 19; 512²: 9 x 9 11 and 14, 15 x 15 24 and 12; 128 x 256²: 3³ 77 and 792, 5³ 584 and 793; 64 x 128²: 3³ 22 and 58, 5³ 113 and 80, 7³ 223 and 67.
 */
const SMALL = { plane: 1, volume: 1.6, number: 2.6 };
const LARGE = { plane: 0.7, volume: 1, number: 3.8 };
const LARGE_FROM = 2 ** 21;
/** Sums that are written out (`MOST_UNROLLED`) take half: 31 along y 20 ms where 65 take 80. */
const UNROLLED = 0.5;
/** Twenty dispatches more. */
const MORE = 5e5;

/** Transforms take some six volumes of the image's size in f32; larger images are left to the sum, which takes two. */
const MOST_VOXELS = 2 ** 27;

/** Whether to take transforms; `loads` is what the sum loads for a voxel. */
export function isByFourier(
  method: Method,
  image: Shape,
  given: Weights,
  places: Readonly<Record<SpatialAxis, Places>>,
  isEmptyOutside: boolean,
  loads: number,
): boolean {
  if (method !== 'auto') return method === 'fft';
  if (voxels(image) > MOST_VOXELS) return false;
  const layouts = layoutOf(image, given, places, isEmptyOutside);
  const axes = SPATIAL_AXES.filter((axis) => layouts[axis]);
  const last = axes.at(-1);
  let weights = 1;
  let numbers = voxels(image);
  let passes = 0;
  for (const axis of axes) {
    const length = layouts[axis]?.length ?? 1;
    weights *= length;
    numbers *= length / image[axis];
    passes += radicesOf(axis === last ? length / 2 : length)?.length ?? 0;
  }
  // there and back, between packed and half, padded and cut; of the weights the last axis is what costs
  const cost = voxels(image) < LARGE_FROM ? SMALL : LARGE;
  const transforms = cost.number * (numbers * (2 * passes + 4) + weights * (passes / axes.length + 2)) + MORE;
  const load = (given.length.z > 1 ? cost.volume : cost.plane) * (given.weights.length <= MOST_UNROLLED ? UNROLLED : 1);
  return transforms < load * loads * voxels(image);
}
