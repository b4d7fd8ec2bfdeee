/** What the ridge filters share: a measure of the Hessian's eigenvalues at several scales, of which the greatest counts. */
import { activeAxes } from '../../core/axes.js';
import { array, flag, type NumberArray } from '../../core/params.js';
import { numeric } from '../../graph/expr.js';
import type { Node } from '../../graph/node.js';
import type { RefuseCall } from '../../graph/operation.js';
import { describedAs, kernelOf, pointwise } from '../../graph/primitive.js';
import { type Border, borderParams, INSIDE } from '../border.js';
import { gaussian } from '../filter/gaussian.js';
import { axisConstants, secondReach } from '../gradient/hessianMatrix.js';
import { ridgeParts } from './ridgeParts.js';

export const ridgeParams = {
  sigmas: array('The standard deviations of the blurs, in voxels.', { min: 0, max: 1000, default: [1, 3, 5, 7, 9] }),
  blackRidges: flag('Whether ridges are darker than what is around them.', { default: true }),
  ...borderParams,
};

const MEASURES = ['frangi', 'sato', 'meijering'] as const;

interface Measure {
  readonly measure: (typeof MEASURES)[number];
  /** What the eigenvalues are multiplied by besides σ²: -1 looks for the opposite ridges. */
  readonly sign: 1 | -1;
  readonly alpha?: number;
  readonly beta?: number;
  readonly gamma?: number;
}

interface Scales {
  readonly sigmas: NumberArray;
  readonly border: Border;
  readonly value: number;
}

/** The greatest over all scales of what `finish` makes of a measure. */
export function ridges(
  src: Node,
  { sigmas, border, value }: Scales,
  { measure, sign, alpha = 1, beta = 1, gamma = 1 }: Measure,
  refuse: RefuseCall,
  finish: (measured: Node) => Node = (measured) => measured,
): Node {
  const along = activeAxes(src.shape);
  if (along.length < 2) refuse('the image must be longer than one voxel along two or three axes', `${along.length}`);
  const shortest = Math.min(...along.map((axis) => src.shape[axis]));
  const scales = sigmas.data.map((sigma) => {
    const blurred = gaussian(src, { sigma, border, value });
    const numbers = { scale: sign * sigma * sigma, alpha, beta, gamma };
    return finish(
      kernelOf({
        kernel: 'features/ridges',
        inputs: { src: { node: blurred, loads: 20, reach: secondReach(along) } },
        outputs: { dst: describedAs(src, { dtype: 'f32' }) },
        constants: { ...axisConstants(along, shortest), MEASURE: MEASURES.indexOf(measure) },
        params: numbers,
        interior: { constants: INSIDE },
        gradient: { kind: 'like', nodes: () => [ridgeParts(blurred, along, measure, numbers)] },
      }),
    );
  });
  return scales.reduce((best, next) =>
    pointwise([best, next], (args) => args.reduce((a, b) => numeric('maximum', a, b))),
  );
}
