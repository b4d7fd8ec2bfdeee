/** What `resize` and `rescale` share: their parameters, and a Gaussian before what shrinks. */

import { activeAxes, SPATIAL_AXES, type SpatialAxis } from '../../core/axes.js';
import { numberPerAxis } from '../../core/axisParams.js';
import { flag, type ParamValues } from '../../core/params.js';
import type { Node } from '../../graph/node.js';
import type { RefuseCall } from '../../graph/operation.js';
import { asFloat } from '../../graph/primitive.js';
import type { Border } from '../border.js';
import { convolveAxis } from '../filter/convolveAxis.js';
import { gaussianWeights } from '../filter/gaussian.js';
import { interpolationParams } from './interpolation.js';
import { spatial } from './lengths.js';
import { type Lengths, stretch } from './stretch.js';

export const resizeParams = {
  antiAliasing: flag('Whether axes that shrink are blurred before; of order 0, only where a sigma is given.', {
    default: true,
  }),
  antiAliasingSigma: numberPerAxis(
    'Standard deviation of that blur; (n / m - 1) / 2 from n to m voxels where left out.',
    {
      min: 0,
      max: 10_000,
      unit: 'voxel',
    },
  ),
  ...interpolationParams(1, 'mirror'),
};

/** Weights of an axis: by the sigma that is taken where none is given, four for each voxel of the image. */
const LONGEST_LIST = 2 ** 20;

/**
 * Up to order 1, the blur and the interpolation along an axis are one list of weights for each voxel of the result: what is not
 * kept is never blurred. Splines are filtered in between.
 */
export function resized(
  src: Node,
  lengths: Lengths,
  { antiAliasing, antiAliasingSigma, ...how }: ParamValues<typeof resizeParams>,
  refuse: RefuseCall,
  blurBorder: Border = how.border === 'gridConstant' ? 'constant' : how.border,
): Node {
  const { order, value } = how;
  const given = spatial(src, 'antiAliasingSigma', antiAliasingSigma, refuse);
  const sigma = { z: 0, y: 0, x: 0 };
  for (const axis of SPATIAL_AXES) {
    const shrinks = Math.max(0, (src.shape[axis] / (lengths[axis] ?? src.shape[axis]) - 1) / 2);
    if (antiAliasing) sigma[axis] = given[axis] ?? (order === 0 ? 0 : shrinks);
  }
  const soft = activeAxes(src.shape).filter((axis) => sigma[axis] > 0);
  // blurred on its own is an axis that keeps its length, one whose list would be long, and all where splines are filtered after it
  const apart = soft.filter((axis) => {
    const length = lengths[axis] ?? src.shape[axis];
    return order === 3 || length === src.shape[axis] || 8 * sigma[axis] * length > LONGEST_LIST;
  });
  const blur: Partial<Record<SpatialAxis, readonly number[]>> = {};
  let image = soft.length ? asFloat(src) : src;
  for (const axis of soft) {
    const weights = gaussianWeights(sigma[axis], 0, Math.floor(4 * sigma[axis] + 0.5));
    if (apart.includes(axis)) image = convolveAxis(image, { axis, weights, border: blurBorder, value });
    else blur[axis] = weights;
  }
  const made = stretch(image, lengths, { ...how, grid: true, blur, blurBorder }, refuse);
  return order === 0 ? made : asFloat(made);
}
