/** Derivatives of the blurred image along each axis in turn: what `gaussianLaplace` and `gaussianGradientMagnitude` add up. */
import { activeAxes } from '../../core/axes.js';
import { number, type ParamValues, perAxis } from '../../core/params.js';
import type { Node } from '../../graph/node.js';
import type { RefuseCall } from '../../graph/operation.js';
import { borderParams } from '../border.js';
import { gaussian } from '../filter/gaussian.js';

export const derivativeParams = {
  sigma: perAxis('Standard deviation.', { default: 1, min: 0, max: 1000, unit: 'voxel' }),
  truncate: number('Half-width of the kernel, in sigmas.', { default: 4, min: 1, max: 8 }),
  ...borderParams,
};

/** One node for each axis longer than one voxel. Passes that several of them begin with are computed once. */
export function derivatives(
  src: Node,
  order: number,
  params: ParamValues<typeof derivativeParams>,
  refuse: RefuseCall,
): Node[] {
  const active = activeAxes(src.shape);
  for (const axis of active)
    if (params.sigma[axis] === 0) refuse(`sigma along ${axis} must be above 0 where the image is longer than one`, '0');
  const { z, y, x } = params.sigma;
  return active.map((axis) => gaussian(src, { ...params, sigma: { z, y, x }, order: { [axis]: order } }));
}
