/** How far two images are apart, squared. */
import { defineOp } from '../../graph/operation.js';
import { mean } from '../measure/mean.js';
import { overParams } from '../measure/over.js';
import { checkPair, pairInputs, squaredDifference } from './pair.js';

/**
 * The mean of the squared differences of two images, as scikit-image's `mean_squared_error`: f32, in the unit of the images squared; over all
 * voxels, or along `axes`, which keep length 1. Whole numbers of 32 bits are taken as the nearest f32. NaN where either image has one.
 * Throws `ArgumentError` for images of different shapes.
 * @example
 * import { HostVolume, meanSquaredError, openEngine } from 'brightfield';
 * using engine = await openEngine();
 * const reference = new HostVolume({ shape: { x: 4 }, data: Float32Array.of(1, 2, 3, 4) });
 * const image = new HostVolume({ shape: { x: 4 }, data: Float32Array.of(1, 2, 3, 6) });
 * using error = await engine.run(meanSquaredError(reference, image));
 * (await error.read()).at({}); // 1
 */
export const meanSquaredError = defineOp({
  name: 'meanSquaredError',
  summary: 'Average the squared differences of two images.',
  alsoKnownAs: ['mse'],
  inputs: pairInputs,
  params: overParams,
  lower([reference, image], { axes }, refuse) {
    checkPair(reference, image, refuse);
    return mean(squaredDifference(reference, image), { axes });
  },
});
