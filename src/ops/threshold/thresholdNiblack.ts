/** Niblack's local threshold. */
import { number } from '../../core/params.js';
import { input, numeric } from '../../graph/expr.js';
import { defineOp } from '../../graph/operation.js';
import { pointwise } from '../../graph/primitive.js';
import { checkOdd, meanAndDeviation, windowParams } from './localStatistics.js';

/**
 * m - k · s at every voxel, with the mean m and the standard deviation s of the window around it, as
 * `skimage.filters.threshold_niblack`: f32 of the shape of the image, in its unit; `greater(image, thresholdNiblack(image))`.
 * Windows that hold NaN or an infinity give NaN. A constant image gives itself. Throws `ArgumentError` for an even window.
 * Niblack 1986, An introduction to digital image processing.
 * @example
 * import { HostVolume, openEngine, thresholdNiblack } from 'brightfield';
 * using engine = await openEngine();
 * const line = new HostVolume({ shape: { x: 5 }, data: Float32Array.of(0, 0, 6, 0, 0) });
 * using threshold = await engine.run(thresholdNiblack(line, { windowSize: 3, k: 0.5 }));
 * (await threshold.read()).at({ x: 2 }); // 0.5858
 */
export const thresholdNiblack = defineOp({
  name: 'thresholdNiblack',
  summary: 'Find a threshold for every voxel by local mean and deviation.',
  inputs: [{ name: 'src', doc: 'The image.' }],
  params: { ...windowParams, k: number('How many deviations below the mean.', { default: 0.2 }) },
  lower([src], { k, ...window }, refuse) {
    checkOdd('windowSize', src, window.windowSize, refuse);
    const { m, s } = meanAndDeviation(src, window, refuse);
    return pointwise([m, s], ([mean = input(0), deviation = input(1)], upload) =>
      numeric('subtract', mean, numeric('multiply', upload(k), deviation)),
    );
  },
});
