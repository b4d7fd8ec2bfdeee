/** When a convolution is quicker by Fourier transforms than by its sum: measured, and written down here only. */
import { type Shape, SPATIAL_AXES, type SpatialAxis, voxels } from '../../core/axes.js';
import { layoutOf, type Places, type Weights } from '../fourier/convolved.js';
import { radicesOf } from '../fourier/radices.js';

export const METHODS = ['auto', 'direct', 'fft'] as const;
export type Method = (typeof METHODS)[number];

/**
 * CPU time of two cores, lavapipe 26.1.6, in nanoseconds. The sum takes 0.35 to 0.7 for each load of four voxels in large images (3 x 3 to 31 x 31 of 2048²), 0.8 to 1.5 in
 * small ones and volumes (512², 64 x 128²); a pass of a transform 2 to 3.5 a number. So measured, with the reflecting border, sum and transforms in milliseconds:
 * 2048²: 11 x 11 139 and 234, 15 x 15 219 and 237, 31 x 31 701 and 239; 512²: 9 x 9 10.7 and 10.1, 15 x 15 22 and 9; 64 x 128²: 3³ 22 and 58,
 * 5³ 108 and 68, 7³ 223 and 67; 1024²: 31 along x 15 and 24, 101 along x 30 and 25, 31 along y 19 and 17, 129 along y 158 and 19; 64²: 15 x 15 1.6 and 1.7.
 */
const A_LOAD = 1;
const A_NUMBER = 3;
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
  const transforms = A_NUMBER * (numbers * (2 * passes + 4) + weights * (passes / axes.length + 2)) + MORE;
  return transforms < A_LOAD * loads * voxels(image);
}
