/** The band between two Gaussians. */
import { activeAxes } from '../../core/axes.js';
import { optional } from '../../core/optionalParam.js';
import { number, perAxis } from '../../core/params.js';
import { numeric } from '../../graph/expr.js';
import { defineOp } from '../../graph/operation.js';
import { borderParams } from '../border.js';
import { elementwise } from '../pointwise/elementwise.js';
import { gaussian } from './gaussian.js';

/** What scikit-image takes: the ratio at which the difference comes nearest to a Laplacian. */
const RATIO = 1.6;
const bounds = { min: 0, max: 1000, unit: 'voxel' } as const;

/**
 * `gaussian(x, lowSigma) - gaussian(x, highSigma)`: what lies between two scales, along the axes longer than one voxel. In units
 * of the image, of either sign; any shape in, f32 of the same shape out. scikit-image's `difference_of_gaussians`, whose
 * border is `nearest` by default. A constant gives 0 to the rounding of two weighted sums. Throws `ArgumentError` where
 * `highSigma` is below `lowSigma`. D. Marr, E. Hildreth, Theory of edge detection, 1980.
 * @example
 * import { differenceOfGaussians, HostVolume, openEngine } from 'brightfield';
 * using engine = await openEngine();
 * const spot = new HostVolume({ shape: { x: 9 }, data: Float32Array.of(0, 0, 0, 0, 1, 0, 0, 0, 0) });
 * using band = await engine.run(differenceOfGaussians(spot, { lowSigma: 1, highSigma: 2 }));
 * (await band.read()).at({ x: 4 }) > 0; // true: bright spots are positive
 */
export const differenceOfGaussians = defineOp({
  name: 'differenceOfGaussians',
  summary: 'Keep the band between two Gaussians.',
  alsoKnownAs: ['dog', 'difference_of_gaussian'],
  inputs: [{ name: 'src', doc: 'The image.' }],
  params: {
    lowSigma: perAxis('Standard deviation of the narrower Gaussian.', { default: 1, ...bounds }),
    highSigma: optional(perAxis('Standard deviation of the wider one; 1.6 times the other when left out.', bounds)),
    truncate: number('Half-width of the kernels, in sigmas.', { default: 4, min: 1, max: 8 }),
    ...borderParams,
  },
  linear: ({ border, value }) => border !== 'constant' || value === 0,
  lower([src], { lowSigma, highSigma, ...rest }, refuse) {
    const { z, y, x } = lowSigma;
    const high = highSigma ?? { z: RATIO * z, y: RATIO * y, x: RATIO * x };
    for (const axis of activeAxes(src.shape))
      if (high[axis] < lowSigma[axis])
        refuse(`highSigma along ${axis} must be at least lowSigma (${lowSigma[axis]})`, `${high[axis]}`);
    const blurred = [lowSigma, high].map(({ z, y, x }) => gaussian(src, { sigma: { z, y, x }, ...rest }));
    return elementwise(blurred as [typeof src, typeof src], refuse, ([a, b]) => numeric('subtract', a, b));
  },
});
