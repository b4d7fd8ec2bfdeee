/** How far two images are apart. */
import { input, numeric } from '../../graph/expr.js';
import { defineOp } from '../../graph/operation.js';
import { asFloat, pointwise } from '../../graph/primitive.js';
import { mean } from '../measure/mean.js';
import { overParams } from '../measure/over.js';
import { checkPair, pairInputs } from './pair.js';

/**
 * The mean of the sizes of the differences of two images: f32, in the unit of the images; over all voxels, or along `axes`, which keep length 1. NaN where either image has
 * one. The gradient where they are equal is 0. Throws `ArgumentError` for images of different shapes.
 * @example
 * import { HostVolume, meanAbsoluteError, openEngine } from 'brightfield';
 * using engine = await openEngine();
 * const reference = new HostVolume({ shape: { x: 4 }, data: Float32Array.of(1, 2, 3, 4) });
 * const image = new HostVolume({ shape: { x: 4 }, data: Float32Array.of(1, 2, 3, 6) });
 * using error = await engine.run(meanAbsoluteError(reference, image));
 * (await error.read()).at({}); // 0.5
 */
export const meanAbsoluteError = defineOp({
  name: 'meanAbsoluteError',
  summary: 'Average the sizes of the differences of two images.',
  alsoKnownAs: ['mae', 'l1_loss'],
  inputs: pairInputs,
  params: overParams,
  lower([reference, image], { axes }, refuse) {
    checkPair(reference, image, refuse);
    const apart = pointwise([asFloat(reference), asFloat(image)], ([a = input(0), b = input(1)]) =>
      numeric('abs', numeric('subtract', a, b)),
    );
    return mean(apart, { axes });
  },
});
