/** The range of two images over how far they are apart, in decibels. */
import { constant, float, input, numeric } from '../../graph/expr.js';
import { defineOp } from '../../graph/operation.js';
import { pointwise } from '../../graph/primitive.js';
import { overParams } from '../measure/over.js';
import { meanSquaredError } from './meanSquaredError.js';
import { checkPair, pairInputs, rangeParam } from './pair.js';

/** Decibels of a ratio of amplitudes, for the natural logarithm of its inverse. */
const DECIBELS = -20 / Math.LN10;

/**
 * 20 · log10(dataRange / root of the mean squared error), in decibels, as scikit-image's `peak_signal_noise_ratio`: f32; over all voxels, or along `axes`,
 * which keep length 1: then the mean of the ratios is not the ratio of the whole. Infinite of equal images, NaN where either has one.
 * `dataRange` is what the data could span, not what it does, and must be said: nothing about an image tells it. Throws `ArgumentError`
 * for images of different shapes and without `dataRange`.
 * @example
 * import { HostVolume, openEngine, peakSignalNoiseRatio } from 'brightfield';
 * using engine = await openEngine();
 * const reference = new HostVolume({ shape: { x: 4 }, data: Uint8Array.of(0, 50, 100, 200) });
 * const image = new HostVolume({ shape: { x: 4 }, data: Uint8Array.of(10, 60, 90, 190) });
 * using ratio = await engine.run(peakSignalNoiseRatio(reference, image, { dataRange: 255 }));
 * (await ratio.read()).at({}); // 28.1308
 */
export const peakSignalNoiseRatio = defineOp({
  name: 'peakSignalNoiseRatio',
  summary: 'Measure the range of images over how far they are apart, in decibels.',
  alsoKnownAs: ['psnr'],
  inputs: pairInputs,
  params: { ...rangeParam, ...overParams },
  lower([reference, image], { dataRange, axes }, refuse) {
    checkPair(reference, image, refuse);
    return pointwise([meanSquaredError(reference, image, { axes })], ([error = input(0)], upload) => {
      // the root first: squares of ranges leave f32
      const share = numeric('multiply', float('sqrt', error), upload(1 / dataRange));
      return numeric('multiply', float('log', share), constant(DECIBELS));
    });
  },
});
