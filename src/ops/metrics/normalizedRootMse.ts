/** How far two images are apart, as a share of the size of the first. */
import type { Axis } from '../../core/axes.js';
import { choice } from '../../core/params.js';
import { input, numeric } from '../../graph/expr.js';
import type { Node } from '../../graph/node.js';
import { defineOp } from '../../graph/operation.js';
import { asFloat, pointwise } from '../../graph/primitive.js';
import { max } from '../measure/max.js';
import { mean } from '../measure/mean.js';
import { min } from '../measure/min.js';
import { overParams } from '../measure/over.js';
import { divide, subtract } from '../pointwise/arithmetic.js';
import { sqrt } from '../pointwise/elementary.js';
import { meanSquaredError } from './meanSquaredError.js';
import { checkPair, pairInputs } from './pair.js';

type Size = (reference: Node, axes: readonly Axis[] | undefined) => Node;

/** What the root of the error is divided by. */
const SIZES = {
  euclidean: (reference, axes) =>
    sqrt(
      mean(
        pointwise([reference], ([v = input(0)]) => numeric('multiply', v, v)),
        { axes },
      ),
    ),
  'min-max': (reference, axes) => subtract(max(reference, { axes }), min(reference, { axes })),
  mean: (reference, axes) => mean(reference, { axes }),
} as const satisfies Record<string, Size>;
const NORMALIZATIONS = ['euclidean', 'min-max', 'mean'] as const satisfies readonly (keyof typeof SIZES)[];

/**
 * The root of the mean squared error over the size of the reference, as scikit-image's `normalized_root_mse`: over the root of its mean square
 * (`euclidean`), its greatest less its least (`min-max`), or its `mean`, which may be negative. f32, without unit; over all
 * voxels, or along `axes`, which keep length 1. Which image is the reference matters. Infinite where the size is 0, NaN where the error is 0 as well, and
 * where either image has a NaN. Throws `ArgumentError` for images of different shapes.
 * @example
 * import { HostVolume, normalizedRootMse, openEngine } from 'brightfield';
 * using engine = await openEngine();
 * const reference = new HostVolume({ shape: { x: 4 }, data: Float32Array.of(0, 2, 2, 4) });
 * const image = new HostVolume({ shape: { x: 4 }, data: Float32Array.of(1, 3, 3, 5) });
 * using error = await engine.run(normalizedRootMse(reference, image, { normalization: 'min-max' }));
 * (await error.read()).at({}); // 0.25
 */
export const normalizedRootMse = defineOp({
  name: 'normalizedRootMse',
  summary: 'Measure how far two images are apart, as a share of the first.',
  alsoKnownAs: ['nrmse'],
  inputs: pairInputs,
  params: {
    normalization: choice('What the error is a share of.', NORMALIZATIONS, { default: 'euclidean' }),
    ...overParams,
  },
  lower([reference, image], { normalization, axes }, refuse) {
    checkPair(reference, image, refuse);
    const size = SIZES[normalization](asFloat(reference), axes);
    return divide(sqrt(meanSquaredError(reference, image, { axes })), size);
  },
});
